// SPDX-License-Identifier: Apache-2.0

import * as common from 'backstage-plugin-postmortems-common';
import { z } from 'zod';

const errorSchema = z.object({
  error: z.looseObject({
    name: z.string(),
    message: z.string(),
    fields: z
      .array(common.fieldMessageSchema)
      .optional()
      .describe('400: every field that is wrong, by its path'),
    unmet: z
      .array(common.fieldMessageSchema)
      .optional()
      .describe('400: what the publishing gate still wants'),
    conflicts: z
      .array(z.string())
      .optional()
      .describe('409: the fields that both sides changed'),
    current: z.unknown().optional().describe('409: what is stored now'),
  }),
});

/** Shapes inside of answers that have a name of their own. */
const NESTED = [
  common.fieldMessageSchema,
  common.postmortemListItemSchema,
  common.postmortemRefSchema,
  common.timelineEntrySchema,
  common.whySchema,
  common.actionItemSchema,
  common.causeRefSchema,
  common.recurringCauseSchema,
  common.similarPostmortemSchema,
  common.durationStatsSchema,
  common.ratioSchema,
];

/** `postmortemListSchema` is `PostmortemList`. */
const NAMES = new Map<unknown, string>(
  Object.entries(common).flatMap(([key, value]) =>
    key.endsWith('Schema')
      ? [[value, key[0].toUpperCase() + key.slice(1, -'Schema'.length)]]
      : [],
  ),
);

function named(schemas: unknown[]): Record<string, z.ZodType> {
  return Object.fromEntries(
    schemas.flatMap(schema => {
      const name = NAMES.get(schema);
      return name ? [[name, schema as z.ZodType]] : [];
    }),
  );
}

const calls = Object.values<common.Call>(common.contract);

/** The shapes that have a name of their own, by whether they are sent or answered. */
const NAMED: Record<'input' | 'output', Record<string, z.ZodType>> = {
  input: named(calls.map(({ body }) => body)),
  output: {
    Error: errorSchema,
    ...named([...calls.map(({ answer }) => answer), ...NESTED]),
  },
};

const refTo = (name: string) => `#/components/schemas/${name}`;

/** What every refused call answers. */
export const errorRef = { $ref: refTo('Error') };

/**
 * A shape as JSON schema: a reference where it has a name.
 *
 * @param io - of what is sent, or of what is answered: all fields are there
 */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const [name] =
    Object.entries(NAMED[io]).find(([, known]) => known === schema) ?? [];
  if (name) return { $ref: refTo(name) };
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

/** `components.schemas` of the description. */
export function namedSchemas() {
  return Object.fromEntries(
    (['input', 'output'] as const).flatMap(io => {
      const registry = z.registry<{ id: string }>();
      for (const [id, schema] of Object.entries(NAMED[io]))
        registry.add(schema, { id });
      const { schemas } = z.toJSONSchema(registry, { io, uri: refTo });
      return Object.entries(schemas).map(
        ([name, { $schema, $id, ...rest }]) => [name, rest],
      );
    }),
  );
}
