import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { LIMITS } from 'backstage-plugin-postmortems-common';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { refused } from './errors';
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
const tellOfBody: express.ErrorRequestHandler = (error, _req, _res, next) =>
  next(
    error.type === 'entity.parse.failed'
      ? refused([
          { field: '', message: `The body is no JSON: ${error.message}` },
        ])
      : error,
  );

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
  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  router.use(postmortemRoutes(options));
  router.use(actionItemRoutes(options));
  router.use(figuresRoutes(options));
  router.use(causeRoutes(options));
  router.use(similarRoutes(options));
  // It is not made until somebody asks for it.
  router.get('/openapi.json', async (req, res) => {
    parse(z.strictObject({}), queryOf(req));
    res.json(openapi());
  });
  return router;
}
