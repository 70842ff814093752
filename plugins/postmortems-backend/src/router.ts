// SPDX-License-Identifier: Apache-2.0

import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { LIMITS } from 'backstage-plugin-postmortems-common';
import express from 'express';
import Router from 'express-promise-router';
import { refused } from './errors';
import { nothing } from './http/caller';
import { queryOf } from './http/request';
import { openapi } from './openapi';
import { parse } from './parse';
import { actionItemRoutes } from './routes/actionItemRoutes';
import { causeRoutes } from './routes/causeRoutes';
import { figuresRoutes } from './routes/figuresRoutes';
import { postmortemRoutes } from './routes/postmortemRoutes';
import { similarRoutes } from './routes/similarRoutes';
import { ActionItemsService } from './service/ActionItemsService';
import { CausesService } from './service/CausesService';
import { FiguresService } from './service/FiguresService';
import { PostmortemsService } from './service/PostmortemsService';
import { RecurrencesService } from './service/RecurrencesService';
import { SimilarService } from './service/SimilarService';

/** A body that is no JSON: Backstage's error, without what was sent in it. */
const tellOfBody: express.ErrorRequestHandler = (error, _req, _res, next) => {
  if (error.type !== 'entity.parse.failed') return next(error);
  const [where = ''] = / at position \d+/.exec(error.message) ?? [];
  return next(refused([{ field: '', message: `The body is no JSON${where}` }]));
};

/** The HTTP contract, under `/api/postmortems`. */
export function createRouter(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  postmortems: PostmortemsService;
  actionItems: ActionItemsService;
  figures: FiguresService;
  causes: CausesService;
  similar: SimilarService;
  recurrences: RecurrencesService;
}): express.Router {
  const router = Router();
  router.use(express.json({ limit: LIMITS.body }), tellOfBody);
  // What it says depends on who asks, and is changed by others at any time.
  router.use((req, res, next) => {
    res.set('Cache-Control', 'no-store');
    // The `ETag` is for `If-Match`: the version alone does not tell that all
    // of an answer is the same, so nothing is ever "not modified".
    delete req.headers['if-none-match'];
    next();
  });
  router.use(postmortemRoutes(options));
  router.use(actionItemRoutes(options));
  router.use(figuresRoutes(options));
  router.use(causeRoutes(options));
  router.use(similarRoutes(options));
  // It is not made until somebody asks for it.
  router.get('/openapi.json', async (req, res) => {
    parse(nothing, queryOf(req));
    res.json(openapi());
  });
  return router;
}
