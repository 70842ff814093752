// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { actionItemRowSchema } from './actionItem';
import { LIMITS } from './limits';
import { ratioSchema } from './ratios';
import { entityRef, itemId } from './scalars';

/**
 * A row of `GET /gone-owners`: a user or group whom the catalog no longer has,
 * and what of it the caller may read.
 *
 * @public
 */
export const goneOwnerSchema = z.object({
  entityRef: z.string(),
  /** When the catalog was first seen without it. */
  goneSince: z.string(),
  /** Open and proposed action items. */
  actionItems: z.number(),
  /** Incidents that it commanded: drafts, and those with open action items. */
  commanderOf: z.number(),
});
/** @public */
export type GoneOwner = z.infer<typeof goneOwnerSchema>;

/** @public */
export const goneOwnerListSchema = z.object({
  items: z.array(goneOwnerSchema),
  totalItems: z.number(),
  nextCursor: z.string().optional(),
});
/** @public */
export type GoneOwnerList = z.infer<typeof goneOwnerListSchema>;

/**
 * The body of `POST /hand-over`: what `from` has becomes `to`'s. Without
 * `actionItems` that is every open or proposed action item, and the place of the
 * commander in drafts and where action items are open; with them it is only
 * these.
 *
 * @public
 */
export const handOverSchema = z.strictObject({
  from: entityRef('user', 'group'),
  to: entityRef('user', 'group'),
  actionItems: z.array(itemId).max(LIMITS.handOver).optional(),
  dryRun: z.boolean().default(false),
});
/** @public */
export type HandOver = z.output<typeof handOverSchema>;

/**
 * What is handed over: an action item, or the place of the commander.
 *
 * @public
 */
export const handedOverSchema = z.object({
  /** Of the action item; `null` for the place of the commander. */
  actionItemId: z.string().nullable(),
  description: z.string(),
  postmortem: actionItemRowSchema.shape.postmortem.pick({
    id: true,
    number: true,
    title: true,
    status: true,
  }),
});
/** @public */
export type HandedOver = z.infer<typeof handedOverSchema>;

/**
 * What became of a hand-over; of a dry run, what would.
 *
 * @public
 */
export const handOverResultSchema = z.object({
  changed: z.array(handedOverSchema),
  /** What the caller may read but not change, or the publishing gate refused. */
  refused: z.array(z.object({ ...handedOverSchema.shape, reason: z.string() })),
  /** Whether there is more than one hand-over takes: ask again for the rest. */
  more: z.boolean(),
});
/** @public */
export type HandOverResult = z.infer<typeof handOverResultSchema>;

/**
 * The answer of `GET /action-items/totals`: how many there are. All but
 * `proposed`, `done`, `wontDo` and `onTime` are of the open ones; one may be in
 * several.
 *
 * @public
 */
export const actionItemTotalsSchema = z.object({
  open: z.number(),
  overdue: z.number(),
  soon: z.number(),
  /** Without a due date. */
  noDate: z.number(),
  noOwner: z.number(),
  ownerGone: z.number(),
  /** Whose due date was moved since it was promised. */
  moved: z.number(),
  proposed: z.number(),
  done: z.number(),
  wontDo: z.number(),
  /**
   * Done by the end of the first promised day; of all accepted ones whose first
   * promised day has passed.
   */
  onTime: ratioSchema,
});
/** @public */
export type ActionItemTotals = z.infer<typeof actionItemTotalsSchema>;
