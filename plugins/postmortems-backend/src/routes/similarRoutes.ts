// SPDX-License-Identifier: Apache-2.0

import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  similarDraftSchema,
  similarQuerySchema,
  similarToQuerySchema,
} from 'backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { audited } from '../audited';
import { callerFrom, nothing } from '../http/caller';
import { bodyOf, queryOf } from '../http/request';
import { mustNotNameVersion } from '../http/versionOf';
import { parse } from '../parse';
import { SimilarService } from '../service/SimilarService';

/** What is similar to a postmortem, stored or not. */
export function similarRoutes(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  similar: SimilarService;
}) {
  const { auditor, httpAuth, similar } = options;
  const router = Router();
  const of = callerFrom(httpAuth);

  router.get('/postmortems/:id/similar', async (req, res) => {
    const one = await of(req);
    const { limit } = parse(similarQuerySchema, queryOf(req));
    res.json(await similar.of(one, limit));
  });

  router.post('/similar', async (req, res) => {
    const { credentials } = await of(req);
    const query = parse(similarToQuerySchema, queryOf(req));
    const draft = parse(similarDraftSchema, bodyOf(req));
    res.json(await similar.to(draft, { ...query, credentials }));
  });

  router.post('/postmortems/:id/similar/:otherId/reject', async (req, res) => {
    const one = await of(req);
    const { otherId } = req.params;
    await audited(
      auditor,
      {
        what: 'postmortem',
        actionType: 'reject-similar',
        request: req,
        meta: { id: one.id, otherId },
      },
      async () => {
        mustNotNameVersion(req);
        parse(nothing, queryOf(req));
        parse(nothing, bodyOf(req) ?? {});
        await similar.reject(one, otherId);
      },
    );
    res.status(204).end();
  });

  return router;
}
