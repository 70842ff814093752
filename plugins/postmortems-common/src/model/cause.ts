// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { actionItemDueSchema, actionItemSchema } from './actionItem';
import { refusal } from './fieldMessages';
import { LIMITS } from './limits';
import { causeRefSchema, postmortemStatusSchema } from './postmortem';
import { itemId, line, markdown } from './scalars';

const fields = {
  name: line(LIMITS.title).refine(value => value !== '', refusal('empty')),
  /** The id of a configured category. */
  category: line(50).refine(value => value !== '', refusal('empty')),
  description: markdown(LIMITS.item),
};

/**
 * The body of `POST /causes`.
 *
 * @public
 */
export const causeInputSchema = z.strictObject({
  ...fields,
  description: fields.description.default(''),
});
/** @public */
export type CauseInput = z.input<typeof causeInputSchema>;

/**
 * The body of `PATCH /causes/{id}`: what is absent stays.
 *
 * @public
 */
export const causePatchSchema = z.strictObject(fields).partial();
/** @public */
export type CausePatch = z.input<typeof causePatchSchema>;

/**
 * The body of `POST /causes/{id}/merge`: the cause that stays.
 *
 * @public
 */
export const causeMergeSchema = z.strictObject({ into: itemId });

/**
 * The body of `PUT /postmortems/{id}/causes`: all causes that are confirmed.
 *
 * @public
 */
export const causeIdsSchema = z.strictObject({
  causeIds: z
    .array(itemId)
    .max(LIMITS.causes)
    .overwrite(ids => [...new Set(ids)]),
});

/**
 * A postmortem where it is named.
 *
 * @public
 */
export const postmortemRefSchema = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status: postmortemStatusSchema,
  severity: z.string().nullable(),
  startedAt: z.string().nullable(),
  affectedSystems: z.array(z.string()),
});
/** @public */
export type PostmortemRef = z.infer<typeof postmortemRefSchema>;

/**
 * A shared, named root cause: a row of `GET /causes`. Everything counted is
 * counted over the postmortems that the reader may see and the filter asks
 * for (`system`, `owner`).
 *
 * @public
 */
export const causeSchema = z.object({
  ...causeRefSchema.shape,
  description: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedBy: z.string(),
  updatedAt: z.string(),
  /** Postmortems that confirm it, drafts included. */
  postmortems: z.number(),
  /** The published ones of these. */
  times: z.number(),
  /** Those of `times` that are a recurrence, by `recurrencesOf`. */
  recurrences: z.number(),
  /** Start of the first and the last one of `times`. */
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** Between the starts; `null` when it happened less than twice. */
  meanDaysBetween: z.number().nullable(),
  /** The affected systems of `times`, the most often affected first. */
  systems: z.array(z.string()),
  /** Of all that is published with it. */
  openActionItems: z.number(),
  overdueActionItems: z.number(),
});
/** @public */
export type Cause = z.infer<typeof causeSchema>;

/**
 * An action item where it is told of with the postmortem that promised it.
 *
 * @public
 */
export const promiseSchema = z.object({
  ...z.object(actionItemSchema.shape).pick({
    id: true,
    description: true,
    owner: true,
    dueDate: true,
    status: true,
    purpose: true,
    doneAt: true,
  }).shape,
  due: actionItemDueSchema,
});
/** @public */
export type Promised = z.infer<typeof promiseSchema>;

/**
 * What happened to a cause itself.
 *
 * @public
 */
export const causeEventSchema = z.object({
  at: z.string(),
  actor: z.string(),
  kind: z.enum(['created', 'changed', 'merged']),
  /** `changed`: what it was before and after, by field. */
  changes: z.record(z.string(), z.object({ from: z.string(), to: z.string() })),
  /** `merged`: the cause that was taken up in this one. */
  merged: causeRefSchema.nullable(),
});
/** @public */
export type CauseEvent = z.infer<typeof causeEventSchema>;

/**
 * `GET /causes/{id}`. Asked by the id of a cause that was merged, it is the
 * one that it was merged into.
 *
 * @public
 */
export const causeDetailsSchema = causeSchema.extend({
  /** Newest first, drafts included, at most 200. */
  occurrences: z.array(
    z.object({
      postmortem: postmortemRefSchema,
      /** Whether it is a recurrence. */
      recurrence: z.boolean(),
      /** Who confirmed that this was the cause. */
      confirmedBy: z.string(),
      confirmedAt: z.string(),
      actionItems: z.array(promiseSchema),
    }),
  ),
  /** Newest first. */
  history: z.array(causeEventSchema),
  /** What the reader may do: rename, recategorise, merge. */
  can: z.object({ manage: z.boolean() }),
});
/** @public */
export type CauseDetails = z.infer<typeof causeDetailsSchema>;
