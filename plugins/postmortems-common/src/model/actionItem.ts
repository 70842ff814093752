// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { LIMITS } from './limits';
import { ticketSchema } from './ticket';
import { newId } from './newId';
import { day, entityRef, httpUrl, instant, itemId, markdown } from './scalars';

/**
 * `proposed` is not yet accepted and counts in no figure.
 *
 * @public
 */
export const actionItemStatusSchema = z.enum([
  'proposed',
  'open',
  'in-progress',
  'done',
  'wont-do',
]);
/** @public */
export type ActionItemStatus = z.infer<typeof actionItemStatusSchema>;

/**
 * Where there is still something to do: it is accepted and neither done nor
 * given up.
 *
 * @public
 */
export const OPEN_STATUSES: readonly ActionItemStatus[] = [
  'open',
  'in-progress',
];

/** @public */
export const actionItemPurposeSchema = z.enum([
  'prevent',
  'detect',
  'mitigate',
  'repair',
  'process',
]);
/** @public */
export type ActionItemPurpose = z.infer<typeof actionItemPurposeSchema>;

/**
 * Whether what was done works, as its owner says.
 *
 * @public
 */
export const verifiedSchema = z.enum(['worked', 'did-not-work']);
/** @public */
export type Verified = z.infer<typeof verifiedSchema>;

const fields = {
  description: markdown(LIMITS.item),
  /** A User or Group. */
  owner: entityRef('user', 'group').nullable(),
  dueDate: day.nullable(),
  status: actionItemStatusSchema,
  /** `null`: not said (an import). */
  purpose: actionItemPurposeSchema.nullable(),
  ticketUrl: httpUrl,
  wontDoReason: markdown(LIMITS.item),
  /** When it became `done`; the server's time where the client gives none. */
  doneAt: instant.nullable(),
  /** What shows that it is done. */
  evidenceUrl: httpUrl,
  /** The day on which its owner is asked whether it worked; only of what is done. */
  verifyOn: day.nullable(),
  /** The answer; `null`: none yet. Only of what is done. */
  verified: verifiedSchema.nullable(),
  /** What there is to say of the answer. */
  verifiedNote: markdown(LIMITS.item),
};

/**
 * A promised fix, as a part of a postmortem.
 *
 * @public
 */
export const actionItemSchema = z.strictObject({
  id: itemId,
  description: fields.description.default(''),
  owner: fields.owner.default(null),
  dueDate: fields.dueDate.default(null),
  status: fields.status.default('open'),
  purpose: fields.purpose.default(null),
  ticketUrl: fields.ticketUrl.default(''),
  wontDoReason: fields.wontDoReason.default(''),
  doneAt: fields.doneAt.default(null),
  evidenceUrl: fields.evidenceUrl.default(''),
  verifyOn: fields.verifyOn.default(null),
  verified: fields.verified.default(null),
  verifiedNote: fields.verifiedNote.default(''),
});
/** @public */
export type ActionItem = z.infer<typeof actionItemSchema>;

/**
 * One in which nothing is written yet.
 *
 * @public
 */
export function newActionItem(): ActionItem {
  return actionItemSchema.parse({ id: newId() });
}

/**
 * The body of `PATCH /action-items/{id}`: what is absent stays. `wont-do` needs
 * a `wontDoReason`, here or from before; `doneAt`, `verifyOn` and `verified` are
 * only of what is `done`.
 *
 * @public
 */
export const actionItemPatchSchema = z.strictObject(fields).partial();
/** @public */
export type ActionItemPatch = z.infer<typeof actionItemPatchSchema>;

/**
 * When an action item is due, for a day in the portal's time zone: `overdue`
 * is before today, `soon` within 7 days, `none` without a date. Only open
 * (`open`, `in-progress`) items are overdue or soon; all others are `later`
 * or `none`.
 *
 * @public
 */
export const actionItemDueSchema = z.enum(['overdue', 'soon', 'later', 'none']);
/** @public */
export type ActionItemDue = z.infer<typeof actionItemDueSchema>;

const promise = {
  /**
   * The first day that was promised: the due date when it was first published,
   * or accepted after that. `null`: none yet.
   */
  firstDueDate: z.string().nullable(),
  /** How often the due date was moved since. What happens in drafts does not count. */
  dueDateMoves: z.number(),
};

/**
 * An action item of a postmortem whose due date was moved after it was promised.
 *
 * @public
 */
export const movedActionItemSchema = z.object({ id: z.string(), ...promise });
/** @public */
export type MovedActionItem = z.infer<typeof movedActionItemSchema>;

/**
 * What became of a `prevent` action item that is done, in a published postmortem
 * with a confirmed cause.
 *
 * @public
 */
export const fixOutcomeSchema = z.object({
  id: z.string(),
  /**
   * The first published postmortem with the cause, on a same affected system,
   * that started after it was done; `null`: none that the reader may see.
   */
  recurred: z
    .object({ number: z.number(), title: z.string(), startedAt: z.string() })
    .nullable(),
});
/** @public */
export type FixOutcome = z.infer<typeof fixOutcomeSchema>;

const change = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
});

/**
 * A change of an action item of a published postmortem. `published` is the first
 * time that it was in one, `removed` when it was taken out, `overruled` where a tracker
 * had another value for it at the same time, which was not taken.
 *
 * @public
 */
export const actionItemEventSchema = z.object({
  kind: z.enum(['published', 'changed', 'removed', 'overruled']),
  at: z.string(),
  /**
   * The entity ref of a user, the subject of a service, or a tracker with who
   * changed it there: `tracker:github/octocat`.
   */
  actor: z.string(),
  changes: z.object({
    status: change.optional(),
    owner: change.optional(),
    dueDate: change.optional(),
    verifyOn: change.optional(),
    verified: change.optional(),
  }),
  /** The other fields that changed; their texts are not kept here. */
  edited: z.array(
    z.enum([
      'description',
      'purpose',
      'ticketUrl',
      'wontDoReason',
      'evidenceUrl',
      'verifiedNote',
    ]),
  ),
});
/** @public */
export type ActionItemEvent = z.infer<typeof actionItemEventSchema>;

/**
 * `GET /action-items/{id}/history`: newest first, at most 200.
 *
 * @public
 */
export const actionItemHistorySchema = z.object({
  items: z.array(actionItemEventSchema),
  totalItems: z.number(),
});
/** @public */
export type ActionItemHistory = z.infer<typeof actionItemHistorySchema>;

/**
 * A row of `GET /action-items`.
 *
 * @public
 */
export const actionItemRowSchema = z.object({
  ...actionItemSchema.shape,
  ...promise,
  createdAt: z.string(),
  updatedAt: z.string(),
  due: actionItemDueSchema,
  /**
   * Whether the catalog no longer has the owner: it was missing in two checks at
   * least a day apart.
   */
  ownerGone: z.boolean(),
  postmortem: z.object({
    id: z.string(),
    number: z.number(),
    version: z.number(),
    title: z.string(),
    status: z.enum(['draft', 'published']),
    severity: z.string().nullable(),
    affectedSystems: z.array(z.string()),
  }),
  /** `null`: none in a tracker of this portal. */
  ticket: ticketSchema.nullable(),
  can: z.object({ update: z.boolean() }),
});
/** @public */
export type ActionItemRow = z.infer<typeof actionItemRowSchema>;
