// SPDX-License-Identifier: Apache-2.0

import {
  actionItemListSchema,
  actionItemPatchSchema,
  actionItemRowSchema,
  actionItemsQuerySchema,
  causeDetailsSchema,
  causeIdsSchema,
  causeInputSchema,
  causeListSchema,
  causeMergeSchema,
  causePatchSchema,
  causeSchema,
  causesQuerySchema,
  importRequestSchema,
  metricsQuerySchema,
  metricsSchema,
  overviewQuerySchema,
  overviewSchema,
  possibleRecurrencesSchema,
  postmortemInputSchema,
  postmortemListSchema,
  postmortemSchema,
  postmortemsQuerySchema,
  similarDraftSchema,
  similarQuerySchema,
  similarSchema,
  similarToQuerySchema,
} from 'backstage-plugin-postmortems-common';
import { z } from 'zod';
import {
  errorRef,
  importResultSchema,
  jsonSchema,
  namedSchemas,
  savedSchema,
} from './openapiSchemas';

type Operation = {
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The schema of the answer; a string is a media type of text. */
  answer?: z.ZodType | string;
  status?: 200 | 201 | 204;
  /** Another status that it may have, with the same answer: when. */
  or?: { 200: string };
  /** Whether `If-Match: "<version>"` is asked for, or honoured when sent. */
  ifMatch?: 'required' | 'optional';
};

const publishing: Operation = {
  summary: 'What the publishing gate wants is said in `error.unmet`',
  answer: postmortemSchema,
  ifMatch: 'optional',
};

/** Every call of the contract. */
const PATHS: Record<string, Record<string, Operation>> = {
  '/postmortems': {
    get: {
      summary: 'List postmortems',
      query: postmortemsQuerySchema,
      answer: postmortemListSchema,
    },
    post: {
      summary: 'Create a draft',
      body: postmortemInputSchema,
      answer: savedSchema,
      status: 201,
    },
  },
  '/postmortems/{id}': {
    get: { summary: 'Read a postmortem', answer: postmortemSchema },
    put: {
      summary: 'Save the whole document; what others changed since is merged',
      body: postmortemInputSchema,
      answer: savedSchema,
      ifMatch: 'required',
    },
    delete: {
      summary: 'Delete a postmortem',
      status: 204,
      ifMatch: 'optional',
    },
  },
  '/postmortems/{id}/publish': { post: publishing },
  '/postmortems/{id}/unpublish': {
    post: { ...publishing, summary: 'Make it a draft again' },
  },
  '/postmortems/{id}/markdown': {
    get: {
      summary: 'Read a postmortem as Markdown, in the template',
      answer: 'text/markdown',
    },
  },
  '/postmortems/{id}/causes': {
    put: {
      summary: 'Confirm exactly these causes, which is a save of it',
      body: causeIdsSchema,
      answer: postmortemSchema,
      ifMatch: 'optional',
    },
  },
  '/postmortems/{id}/causes/{causeId}/reject': {
    post: {
      summary: 'Never suggest this cause for it again',
      status: 204,
    },
  },
  '/postmortems/{id}/similar': {
    get: {
      summary: 'What is similar to it, and why',
      query: similarQuerySchema,
      answer: similarSchema,
    },
  },
  '/postmortems/{id}/similar/{otherId}/reject': {
    post: {
      summary: 'Never suggest these two for each other again',
      status: 204,
    },
  },
  '/similar': {
    post: {
      summary: 'What is similar to a draft that is not saved',
      query: similarToQuerySchema,
      body: similarDraftSchema,
      answer: similarSchema,
    },
  },
  '/causes': {
    get: {
      summary: 'List causes with their counts',
      query: causesQuerySchema,
      answer: causeListSchema,
    },
    post: {
      summary: 'Create a cause; 409 when its name is taken',
      body: causeInputSchema,
      answer: causeSchema,
      status: 201,
    },
  },
  '/causes/{id}': {
    get: {
      summary: 'Read a cause with its postmortems and its history',
      answer: causeDetailsSchema,
    },
    patch: {
      summary: 'Rename, describe or recategorise a cause',
      body: causePatchSchema,
      answer: causeSchema,
    },
  },
  '/causes/{id}/merge': {
    post: {
      summary: 'Move everything to another cause',
      body: causeMergeSchema,
      answer: causeSchema,
    },
  },
  '/import': {
    post: {
      summary: 'Make a draft of a Markdown document',
      body: importRequestSchema,
      answer: importResultSchema,
      status: 201,
      or: { 200: 'Nothing was written: it was a `dryRun`' },
    },
  },
  '/action-items': {
    get: {
      summary: 'List action items',
      query: actionItemsQuerySchema,
      answer: actionItemListSchema,
    },
  },
  '/action-items/{id}': {
    patch: {
      summary: 'Change an action item, which is a save of its postmortem',
      body: actionItemPatchSchema,
      answer: actionItemRowSchema,
      ifMatch: 'optional',
    },
  },
  '/systems/{kind}/{namespace}/{name}/overview': {
    get: {
      summary: 'The figures of an affected system',
      query: overviewQuerySchema,
      answer: overviewSchema,
    },
  },
  '/owners/{kind}/{namespace}/{name}/overview': {
    get: {
      summary: 'The figures of what a user or group owns',
      answer: overviewSchema,
    },
  },
  '/systems/{kind}/{namespace}/{name}/possible-recurrences': {
    get: {
      summary: 'What may have come back, unconfirmed',
      query: overviewQuerySchema,
      answer: possibleRecurrencesSchema,
    },
  },
  '/owners/{kind}/{namespace}/{name}/possible-recurrences': {
    get: {
      summary: 'The same for what a user or group owns',
      answer: possibleRecurrencesSchema,
    },
  },
  '/metrics': {
    get: {
      summary: 'The same figures over a filter',
      query: metricsQuerySchema,
      answer: metricsSchema,
    },
  },
  '/openapi.json': {
    get: { summary: 'This description', answer: z.looseObject({}) },
  },
};

function parametersOf(path: string, { query, ifMatch }: Operation) {
  const schema = query && z.toJSONSchema(query, { io: 'input' });
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...Object.entries(schema?.properties ?? {}).map(([name, of]) => ({
      name,
      in: 'query',
      required: schema?.required?.includes(name) ?? false,
      schema: of,
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
  ];
}

function describe(path: string, operation: Operation) {
  const { summary, body, answer, status = 200, or } = operation;
  const content =
    typeof answer === 'string'
      ? { [answer]: { schema: { type: 'string' } } }
      : answer && {
          'application/json': { schema: jsonSchema(answer, 'output') },
        };
  return {
    summary,
    parameters: parametersOf(path, operation),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: jsonSchema(body, 'input') } },
      },
    }),
    responses: {
      [status]: { description: 'Done', ...(content && { content }) },
      ...(or && { 200: { description: or[200], content } }),
      default: {
        description: "Refused, in Backstage's error shape",
        content: {
          'application/json': { schema: errorRef },
        },
      },
    },
  };
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
    paths: Object.fromEntries(
      Object.entries(PATHS).map(([path, methods]) => [
        path,
        Object.fromEntries(
          Object.entries(methods).map(([method, operation]) => [
            method,
            describe(path, operation),
          ]),
        ),
      ]),
    ),
  };
}
