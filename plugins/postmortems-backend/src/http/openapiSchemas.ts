// SPDX-License-Identifier: Apache-2.0

import {
  actionItemListSchema,
  actionItemPatchSchema,
  actionItemRowSchema,
  actionItemSchema,
  causeDetailsSchema,
  causeIdsSchema,
  causeInputSchema,
  causeListSchema,
  causeMergeSchema,
  causePatchSchema,
  causeRefSchema,
  causeSchema,
  durationStatsSchema,
  fieldMessageSchema,
  importRequestSchema,
  importResultSchema,
  metricsSchema,
  overviewSchema,
  possibleRecurrencesSchema,
  postmortemInputSchema,
  postmortemListItemSchema,
  postmortemListSchema,
  postmortemRefSchema,
  postmortemSchema,
  ratioSchema,
  recurringCauseSchema,
  savedPostmortemSchema,
  similarDraftSchema,
  similarPostmortemSchema,
  similarSchema,
  timelineEntrySchema,
  whySchema,
} from 'backstage-plugin-postmortems-common';
import { z } from 'zod';

const errorSchema = z.object({
  error: z.looseObject({
    name: z.string(),
    message: z.string(),
    fields: z
      .array(fieldMessageSchema)
      .optional()
      .describe('400: every field that is wrong, by its path'),
    unmet: z
      .array(fieldMessageSchema)
      .optional()
      .describe('400: what the publishing gate still wants'),
    conflicts: z
      .array(z.string())
      .optional()
      .describe('409: the fields that both sides changed'),
    current: z.unknown().optional().describe('409: what is stored now'),
  }),
});

/** The shapes that have a name of their own, by whether they are sent or answered. */
const NAMED: Record<'input' | 'output', Record<string, z.ZodType>> = {
  input: {
    PostmortemInput: postmortemInputSchema,
    ActionItemPatch: actionItemPatchSchema,
    CauseIds: causeIdsSchema,
    CauseInput: causeInputSchema,
    CauseMerge: causeMergeSchema,
    CausePatch: causePatchSchema,
    ImportRequest: importRequestSchema,
    SimilarDraft: similarDraftSchema,
  },
  output: {
    Error: errorSchema,
    FieldMessage: fieldMessageSchema,
    Postmortem: postmortemSchema,
    SavedPostmortem: savedPostmortemSchema,
    PostmortemList: postmortemListSchema,
    PostmortemListItem: postmortemListItemSchema,
    PostmortemRef: postmortemRefSchema,
    TimelineEntry: timelineEntrySchema,
    Why: whySchema,
    ImportResult: importResultSchema,
    ActionItem: actionItemSchema,
    ActionItemRow: actionItemRowSchema,
    ActionItemList: actionItemListSchema,
    Cause: causeSchema,
    CauseRef: causeRefSchema,
    CauseDetails: causeDetailsSchema,
    CauseList: causeListSchema,
    RecurringCause: recurringCauseSchema,
    PossibleRecurrences: possibleRecurrencesSchema,
    Similar: similarSchema,
    SimilarPostmortem: similarPostmortemSchema,
    DurationStats: durationStatsSchema,
    Ratio: ratioSchema,
    Overview: overviewSchema,
    Metrics: metricsSchema,
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
    Object.entries(NAMED[io]).find(([, named]) => named === schema) ?? [];
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
