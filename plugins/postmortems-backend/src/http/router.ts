// SPDX-License-Identifier: Apache-2.0

import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  Call,
  callNames,
  contract,
  fieldMessage,
  LIMITS,
} from 'backstage-plugin-postmortems-common';
import express from 'express';
import Router from 'express-promise-router';
import { audited, Log } from './audited';
import { refused } from './errors';
import { createHandlers, Services } from './handlers';
import { parseRequest } from './request';

/** A handler, whichever call it is of. */
type AnyHandler = (
  request: object,
  credentials: BackstageCredentials,
) => Promise<unknown>;

/** A body that is no JSON: Backstage's error, without what was sent in it. */
const refuseNoJson: express.ErrorRequestHandler = (error, _req, _res, next) => {
  if (error.type !== 'entity.parse.failed') return next(error);
  const [where = ''] = / at position \d+/.exec(error.message) ?? [];
  return next(refused([fieldMessage('', 'json-invalid', { where })]));
};

/** The HTTP contract, under `/api/postmortems`. */
export function createRouter(
  options: Services & { auditor: AuditorService; httpAuth: HttpAuthService },
): express.Router {
  const { auditor, httpAuth } = options;
  const handlers = createHandlers(options);
  const router = Router();
  router.use(express.json({ limit: LIMITS.body }), refuseNoJson);
  // What it says depends on who asks, and is changed by others at any time.
  router.use((req, res, next) => {
    res.set('Cache-Control', 'no-store');
    // The `ETag` is for `If-Match`: the version alone does not tell that all
    // of an answer is the same, so nothing is ever "not modified".
    delete req.headers['if-none-match'];
    next();
  });
  for (const name of callNames) {
    const call: Call = contract[name];
    const handle = handlers[name] as AnyHandler;
    const path = call.path.replace(/\{(\w+)\}/g, ':$1');
    router[call.method](path, async (req, res) => {
      const credentials = await httpAuth.credentials(req, {
        allow: ['user', 'service'],
      });
      const run = (log: Log = () => {}) => {
        const { idempotency, ...request } = parseRequest(call, req);
        const onRepeated = () => log({ repeated: true });
        return handle(
          {
            ...request,
            idempotency: idempotency && { ...idempotency, onRepeated },
          },
          credentials,
        );
      };
      const isDryRun = Boolean(call.dryRun && req.body?.dryRun === true);
      // A dry run writes nothing, so it is nothing for the audit log.
      const answer = await (call.audit && !isDryRun
        ? audited(
            auditor,
            { ...auditOf(call.audit, req.params), request: req },
            run,
          )
        : run());
      send(res.status(isDryRun ? 200 : (call.status ?? 200)), call, answer);
    });
  }
  return router;
}

function auditOf(
  { meta, severity, ...audit }: NonNullable<Call['audit']>,
  params: Record<string, string>,
) {
  return { ...audit, severityLevel: severity, meta: meta?.(params) ?? params };
}

function send(res: express.Response, { answer }: Call, body: unknown): void {
  if (answer === undefined) {
    res.status(204).end();
    return;
  }
  // Only now: an error is JSON.
  if (typeof answer === 'string') {
    res.type(answer).send(body);
    return;
  }
  const { version } = body as { version?: number };
  if (version !== undefined) res.set('ETag', `"${version}"`);
  res.json(body);
}
