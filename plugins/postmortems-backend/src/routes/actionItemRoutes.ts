// SPDX-License-Identifier: Apache-2.0

import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  actionItemPatchSchema,
  actionItemsQuerySchema,
} from 'backstage-plugin-postmortems-common';
import Router from 'express-promise-router';
import { audited } from '../audited';
import { callerFrom, nothing } from '../http/caller';
import { bodyOf, queryOf } from '../http/request';
import { versionOf } from '../http/versionOf';
import { parse } from '../parse';
import { ActionItemsService } from '../service/ActionItemsService';

/** `/action-items` and what is under it. */
export function actionItemRoutes(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  actionItems: ActionItemsService;
}) {
  const { auditor, httpAuth, actionItems } = options;
  const router = Router();
  const of = callerFrom(httpAuth);

  router.get('/action-items', async (req, res) => {
    const { credentials } = await of(req);
    const query = parse(actionItemsQuerySchema, queryOf(req));
    res.json(await actionItems.list(query, credentials));
  });

  router.patch('/action-items/:id', async (req, res) => {
    const one = await of(req);
    const row = await audited(
      auditor,
      {
        what: 'action-item',
        actionType: 'update',
        request: req,
        meta: { id: one.id },
      },
      async () => {
        parse(nothing, queryOf(req));
        const patch = parse(actionItemPatchSchema, bodyOf(req));
        return actionItems.update(one, patch, versionOf(req));
      },
    );
    res.json(row);
  });

  return router;
}
