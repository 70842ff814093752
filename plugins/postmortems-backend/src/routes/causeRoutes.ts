// SPDX-License-Identifier: Apache-2.0

import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  causeIdsSchema,
  causeInputSchema,
  causeMergeSchema,
  causePatchSchema,
  causesQuerySchema,
} from 'backstage-plugin-postmortems-common';
import type { Request } from 'express';
import Router from 'express-promise-router';
import { audited, AuditedWrite } from '../audited';
import { callerFrom, nothing } from '../http/caller';
import { bodyOf, queryOf } from '../http/request';
import { mustNotNameVersion, versionOf } from '../http/versionOf';
import { parse } from '../parse';
import { CausesService } from '../service/CausesService';
import { PostmortemsService } from '../service/PostmortemsService';

/** `/causes` and what is under it, and the causes of a postmortem. */
export function causeRoutes(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  causes: CausesService;
  postmortems: PostmortemsService;
}) {
  const { auditor, httpAuth, causes, postmortems } = options;
  const router = Router();
  const of = callerFrom(httpAuth);
  const write = <T>(
    req: Request,
    what: Pick<AuditedWrite, 'what' | 'actionType' | 'meta'>,
    action: () => Promise<T>,
  ) =>
    audited(auditor, { ...what, request: req }, async () => {
      parse(nothing, queryOf(req));
      return action();
    });

  router.get('/causes', async (req, res) => {
    const { credentials } = await of(req);
    const query = parse(causesQuerySchema, queryOf(req));
    res.json(await causes.list(query, credentials));
  });

  router.post('/causes', async (req, res) => {
    const { credentials } = await of(req);
    const created = await write(
      req,
      { what: 'cause', actionType: 'create' },
      async () => {
        mustNotNameVersion(req);
        return causes.create(parse(causeInputSchema, bodyOf(req)), credentials);
      },
    );
    res.status(201).json(created);
  });

  router.get('/causes/:id', async (req, res) => {
    const one = await of(req);
    parse(nothing, queryOf(req));
    res.json(await causes.get(one));
  });

  router.patch('/causes/:id', async (req, res) => {
    const one = await of(req);
    const updated = await write(
      req,
      { what: 'cause', actionType: 'update', meta: { id: one.id } },
      async () => {
        mustNotNameVersion(req);
        return causes.update(one, parse(causePatchSchema, bodyOf(req)));
      },
    );
    res.json(updated);
  });

  router.post('/causes/:id/merge', async (req, res) => {
    const one = await of(req);
    const merged = await write(
      req,
      // The id that is told in the end is that of the one that stays.
      { what: 'cause', actionType: 'merge', meta: { merged: one.id } },
      async () => {
        mustNotNameVersion(req);
        return causes.merge(one, parse(causeMergeSchema, bodyOf(req)).into);
      },
    );
    res.json(merged);
  });

  router.put('/postmortems/:id/causes', async (req, res) => {
    const one = await of(req);
    const saved = await write(
      req,
      { what: 'postmortem', actionType: 'set-causes', meta: { id: one.id } },
      async () => {
        const { causeIds } = parse(causeIdsSchema, bodyOf(req));
        return postmortems.setCauses(one, causeIds, versionOf(req));
      },
    );
    res.set('ETag', `"${saved.version}"`).json(saved);
  });

  router.post('/postmortems/:id/causes/:causeId/reject', async (req, res) => {
    const one = await of(req);
    const { causeId } = req.params;
    await write(
      req,
      {
        what: 'postmortem',
        actionType: 'reject-cause',
        meta: { id: one.id, causeId },
      },
      async () => {
        mustNotNameVersion(req);
        parse(nothing, bodyOf(req) ?? {});
        await causes.reject(one, causeId);
      },
    );
    res.status(204).end();
  });

  return router;
}
