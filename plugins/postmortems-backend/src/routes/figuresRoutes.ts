// SPDX-License-Identifier: Apache-2.0

import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  AFFECTED_KINDS,
  entityRef,
  metricsQuerySchema,
  overviewQuerySchema,
} from 'backstage-plugin-postmortems-common';
import type { Request } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { callerFrom, nothing } from '../http/caller';
import { queryOf } from '../http/request';
import { parse } from '../parse';
import { FiguresService } from '../service/FiguresService';
import { RecurrencesService } from '../service/RecurrencesService';

type Asked = Parameters<FiguresService['overview']>;

/** An entity ref as it stands in a path. */
const refIn = (...kinds: readonly string[]) =>
  z.object({ entityRef: entityRef(...kinds) });

/** `/metrics`, and what is told of a system and of an owner. */
export function figuresRoutes(options: {
  httpAuth: HttpAuthService;
  figures: FiguresService;
  recurrences: RecurrencesService;
}) {
  const { httpAuth, figures, recurrences } = options;
  const router = Router();
  const of = callerFrom(httpAuth);
  const refOf = (req: Request, kinds: readonly string[]) => {
    const { kind, namespace, name } = req.params;
    const ref = `${kind}:${namespace}/${name}`;
    return parse(refIn(...kinds), { entityRef: ref }).entityRef;
  };

  router.get('/metrics', async (req, res) => {
    const { credentials } = await of(req);
    const query = parse(metricsQuerySchema, queryOf(req));
    res.json(await figures.metrics(query, credentials));
  });

  for (const [what, answer] of [
    ['overview', (...asked: Asked) => figures.overview(...asked)],
    [
      'possible-recurrences',
      (...asked: Asked) => recurrences.possible(...asked),
    ],
  ] as const) {
    router.get(`/systems/:kind/:namespace/:name/${what}`, async (req, res) => {
      const { credentials } = await of(req);
      const { withParts } = parse(overviewQuerySchema, queryOf(req));
      const system = [refOf(req, AFFECTED_KINDS)];
      res.json(await answer({ system, withParts }, credentials));
    });

    router.get(`/owners/:kind/:namespace/:name/${what}`, async (req, res) => {
      const { credentials } = await of(req);
      parse(nothing, queryOf(req));
      const owner = refOf(req, ['user', 'group']);
      res.json(await answer({ owner }, credentials));
    });
  }

  return router;
}
