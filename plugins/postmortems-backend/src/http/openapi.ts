// SPDX-License-Identifier: Apache-2.0

import { Call, contract } from 'backstage-plugin-postmortems-common';
import { z } from 'zod';
import { errorRef, jsonSchema, namedSchemas } from './openapiSchemas';

function parametersOf({ path, query, ifMatch, idempotencyKey }: Call) {
  const schema = query && z.toJSONSchema(query, { io: 'input' });
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...Object.entries(schema?.properties ?? {}).map(([name, param]) => ({
      name,
      in: 'query',
      required: schema?.required?.includes(name) ?? false,
      schema: param,
    })),
    ...(ifMatch
      ? [
          {
            name: 'If-Match',
            in: 'header',
            required: ifMatch === 'required',
            description: 'The version that is changed, in quotes: "3"',
            schema: { type: 'string' },
          },
        ]
      : []),
    ...(idempotencyKey
      ? [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            description:
              'A UUID of your own, in quotes. For 24 hours the same request with the same key creates nothing a second time, and answers what it created as it is now; 400 with another body, 404 when that is gone',
            schema: { type: 'string' },
          },
        ]
      : []),
  ];
}

function describe(call: Call) {
  const { summary, body, answer, dryRun } = call;
  const { status = answer ? 200 : 204 } = call;
  const content =
    typeof answer === 'string'
      ? { [answer]: { schema: { type: 'string' } } }
      : answer && {
          'application/json': { schema: jsonSchema(answer, 'output') },
        };
  return {
    summary,
    parameters: parametersOf(call),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(body, 'input') } },
      },
    }),
    responses: {
      [status]: { description: 'Done', ...(content && { content }) },
      ...(dryRun && { 200: { description: dryRun, content } }),
      default: {
        description: "Refused, in Backstage's error shape",
        content: {
          'application/json': { schema: errorRef },
        },
      },
    },
  };
}

/** By path, then by method. */
function paths() {
  const byPath: Record<
    string,
    Record<string, ReturnType<typeof describe>>
  > = {};
  for (const call of Object.values<Call>(contract)) {
    byPath[call.path] ??= {};
    byPath[call.path][call.method] = describe(call);
  }
  return byPath;
}

/** The contract as OpenAPI 3.1, generated from the zod schemas. */
export function openapi() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Postmortems for Backstage',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/postmortems' }],
    security: [{ backstage: [] }],
    components: {
      securitySchemes: { backstage: { type: 'http', scheme: 'bearer' } },
      schemas: namedSchemas(),
    },
    paths: paths(),
  };
}
