// SPDX-License-Identifier: Apache-2.0

import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  importRequestSchema,
  Postmortem,
  postmortemInputSchema,
  postmortemsQuerySchema,
} from 'backstage-plugin-postmortems-common';
import type { Response } from 'express';
import Router from 'express-promise-router';
import { audited } from '../audited';
import { callerFrom, nothing } from '../http/caller';
import { bodyOf, queryOf } from '../http/request';
import {
  mustNameVersion,
  mustNotNameVersion,
  versionOf,
} from '../http/versionOf';
import { parse } from '../parse';
import { PostmortemsService } from '../service/PostmortemsService';

/** `/postmortems` and what is under it. */
export function postmortemRoutes(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  postmortems: PostmortemsService;
}) {
  const { auditor, httpAuth, postmortems } = options;
  const router = Router();

  const of = callerFrom(httpAuth);
  const send = (res: Response, postmortem: Postmortem) =>
    res.set('ETag', `"${postmortem.version}"`).json(postmortem);

  router.get('/postmortems', async (req, res) => {
    const { credentials } = await of(req);
    const query = parse(postmortemsQuerySchema, queryOf(req));
    res.json(await postmortems.list(query, credentials));
  });

  router.post('/postmortems', async (req, res) => {
    const { credentials } = await of(req);
    const created = await audited(
      auditor,
      { what: 'postmortem', actionType: 'create', request: req },
      async () => {
        parse(nothing, queryOf(req));
        mustNotNameVersion(req);
        const input = parse(postmortemInputSchema, bodyOf(req));
        return postmortems.create(input, credentials);
      },
    );
    send(res.status(201), created);
  });

  router.get('/postmortems/:id', async (req, res) => {
    const one = await of(req);
    parse(nothing, queryOf(req));
    send(res, await postmortems.get(one));
  });

  router.get('/postmortems/:id/markdown', async (req, res) => {
    const one = await of(req);
    parse(nothing, queryOf(req));
    const markdown = await postmortems.markdown(one);
    // Only now: an error is JSON.
    res.type('text/markdown').send(markdown);
  });

  router.post('/import', async (req, res) => {
    const { credentials } = await of(req);
    mustNotNameVersion(req);
    const request = parse(importRequestSchema, bodyOf(req));
    parse(nothing, queryOf(req));
    // A dry run writes nothing, so it is nothing for the audit log.
    if (request.dryRun) {
      res.json(await postmortems.import(request, credentials));
      return;
    }
    const result = await audited(
      auditor,
      { what: 'postmortem', actionType: 'import', request: req },
      () => postmortems.import(request, credentials),
      ({ postmortem }) => postmortem,
    );
    res.status(201).json(result);
  });

  router.put('/postmortems/:id', async (req, res) => {
    const one = await of(req);
    const saved = await audited(
      auditor,
      {
        what: 'postmortem',
        actionType: 'save',
        // The form saves by itself while somebody writes.
        severityLevel: 'low',
        request: req,
        meta: { id: one.id },
      },
      async () => {
        parse(nothing, queryOf(req));
        const version = mustNameVersion(req);
        const input = parse(postmortemInputSchema, bodyOf(req));
        return postmortems.save(one, version, input);
      },
    );
    send(res, saved);
  });

  router.delete('/postmortems/:id', async (req, res) => {
    const one = await of(req);
    await audited(
      auditor,
      {
        what: 'postmortem',
        actionType: 'delete',
        request: req,
        meta: { id: one.id },
      },
      async () => {
        parse(nothing, queryOf(req));
        await postmortems.delete(one, versionOf(req));
      },
    );
    res.status(204).end();
  });

  for (const [actionType, status] of [
    ['publish', 'published'],
    ['unpublish', 'draft'],
  ] as const)
    router.post(`/postmortems/:id/${actionType}`, async (req, res) => {
      const one = await of(req);
      const saved = await audited(
        auditor,
        { what: 'postmortem', actionType, request: req, meta: { id: one.id } },
        async () => {
          parse(nothing, queryOf(req));
          parse(nothing, bodyOf(req) ?? {});
          return postmortems.setStatus(one, status, versionOf(req));
        },
      );
      send(res, saved);
    });

  return router;
}
