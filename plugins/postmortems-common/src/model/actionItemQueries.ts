// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { actionItemDueSchema, actionItemStatusSchema } from './actionItem';
import { AFFECTED_KINDS } from './entityKinds';
import { postmortemStatusSchema } from './postmortem';
import { flag, many, moment, page } from './queryParts';
import { entityRef, line } from './scalars';

const actionItemFilter = {
  owner: z
    .union([z.enum(['me', 'none', 'gone']), entityRef('user', 'group')])
    .optional(),
  team: many(z.union([z.literal('me'), entityRef('group')])),
  system: many(entityRef(...AFFECTED_KINDS)),
  withParts: flag,
  postmortem: line(50).optional(),
  severity: many(line(50)),
  postmortemStatus: postmortemStatusSchema.optional(),
  createdBefore: moment,
  q: line(500).optional(),
};

const actionItemSelection = {
  ...actionItemFilter,
  status: many(actionItemStatusSchema),
  due: actionItemDueSchema.optional(),
  /** What is done, published, to be asked about by now and not answered yet. */
  toVerify: z
    .literal('true', 'can only be true')
    .transform(() => true)
    .optional(),
  /** By due day, or what was done last first; what has neither comes last. */
  order: z.enum(['due', 'doneAt:desc']).default('due'),
};

/**
 * The parameters of `GET /action-items`.
 *
 * `owner` is a user or group; `me` is the caller and the groups of the caller,
 * `none` what nobody owns, `gone` what belongs to somebody whom the catalog no
 * longer has. `team` is what a group has to look after: its own action items,
 * those of its members, and of the systems that it owns those that nobody owns
 * or whose owner is gone; `me` stands for all groups of the caller.
 *
 * @public
 */
export const actionItemsQuerySchema = z.strictObject({
  ...actionItemSelection,
  ...page,
});
/** @public */
export type ActionItemsQuery = z.output<typeof actionItemsQuerySchema>;

/** @public */
export type ActionItemsFilter = Partial<ActionItemsQuery>;

/**
 * The parameters of `GET /action-items/totals`: the same, whatever the status
 * and the due day.
 *
 * @public
 */
export const actionItemTotalsQuerySchema = z.strictObject(actionItemFilter);
/** @public */
export type ActionItemTotalsQuery = z.output<
  typeof actionItemTotalsQuerySchema
>;

/**
 * The parameters of `GET /action-items/csv`: the same as those of the list,
 * without pages.
 *
 * @public
 */
export const actionItemsCsvQuerySchema = z.strictObject(actionItemSelection);
/** @public */
export type ActionItemsCsvQuery = z.output<typeof actionItemsCsvQuerySchema>;

/**
 * The parameters of `GET /gone-owners`: those of a team's action items, or of
 * some systems.
 *
 * @public
 */
export const goneOwnersQuerySchema = z.strictObject({
  team: actionItemFilter.team,
  system: actionItemFilter.system,
  withParts: flag,
  ...page,
});
/** @public */
export type GoneOwnersQuery = z.output<typeof goneOwnersQuerySchema>;

/**
 * The parameters of `GET /policies`: for what teams and systems.
 *
 * @public
 */
export const policiesQuerySchema = z.strictObject({
  team: actionItemFilter.team,
  system: actionItemFilter.system,
  withParts: flag,
});
/** @public */
export type PoliciesQuery = z.output<typeof policiesQuerySchema>;
