// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import {
  actionItemEventSchema,
  actionItemRowSchema,
  actionItemSchema,
  actionItemStatusSchema,
} from './actionItem';
import { LIMITS } from './limits';
import { recurringCauseSummarySchema } from './recurrence';
import { day, entityRef, itemId, markdown } from './scalars';

/**
 * Why an action item is on the agenda of a team review, in the order in which
 * the meeting takes them. `moved-often`: the due date was moved three times or
 * more.
 *
 * @public
 */
export const reviewReasonSchema = z.enum([
  'no-owner',
  'owner-gone',
  'no-date',
  'overdue',
  'soon',
  'moved-often',
  'other',
]);
/** @public */
export type ReviewReason = z.infer<typeof reviewReasonSchema>;

/** From how many moves on a due date was moved often. @public */
export const MOVED_OFTEN = 3;

/**
 * The body of `POST /reviews`: begins a review of a group, or goes on with the
 * unfinished one of the caller. One of somebody else answers 409, with that
 * review in `error.current`, unless `join` is sent.
 *
 * @public
 */
export const reviewStartSchema = z.strictObject({
  group: entityRef('group'),
  join: z.boolean().default(false),
});

/**
 * A team review in a list of them. Its counts are of what the caller may read.
 *
 * @public
 */
export const reviewSummarySchema = z.object({
  id: z.string(),
  group: z.string(),
  /** Who began it, then who joined. */
  facilitators: z.array(z.string()),
  startedAt: z.string(),
  /** `null`: it goes on. */
  endedAt: z.string().nullable(),
  /** Action items of its agenda, without those of restricted postmortems. */
  total: z.number(),
  /** Those of which something was decided. */
  decided: z.number(),
  /** Those that were still to be done and undecided at its end, or are now. */
  waiting: z.number(),
});
/** @public */
export type ReviewSummary = z.infer<typeof reviewSummarySchema>;

/**
 * `GET /reviews`: the newest first.
 *
 * @public
 */
export const reviewListSchema = z.object({
  items: z.array(reviewSummarySchema),
  totalItems: z.number(),
  nextCursor: z.string().optional(),
});
/** @public */
export type ReviewList = z.infer<typeof reviewListSchema>;

/**
 * A team review.
 *
 * @public
 */
export const reviewSchema = z.object({
  ...reviewSummarySchema.shape,
  /** When the review before it began; of the first one, 90 days earlier. */
  since: z.string(),
  /** The review before it. */
  previous: reviewSummarySchema.nullable(),
  /**
   * The causes that came back on what the group owned then, in postmortems that
   * were published, or whose cause was confirmed, since. At most 20.
   */
  recurred: z.array(recurringCauseSummarySchema),
  /**
   * Action items left out because their postmortem is restricted, of those that
   * the caller may read.
   */
  restricted: z.number(),
  can: z.object({ decide: z.boolean() }),
});
/** @public */
export type Review = z.infer<typeof reviewSchema>;

const { changes } = actionItemEventSchema.shape;

/**
 * A decision of a team review about one action item.
 *
 * @public
 */
export const reviewDecisionSchema = z.object({
  id: z.string(),
  kind: z.enum(['changed', 'split', 'skipped']),
  at: z.string(),
  by: z.string(),
  changes,
  /** Of what will not be done. */
  wontDoReason: z.string().nullable(),
  split: z
    .object({
      /** What is left of the item. */
      description: z.object({ from: z.string(), to: z.string() }),
      /** What was added after it. */
      second: z.object({
        id: z.string(),
        description: z.string(),
        owner: z.string().nullable(),
        dueDate: z.string().nullable(),
      }),
    })
    .nullable(),
});
/** @public */
export type ReviewDecision = z.infer<typeof reviewDecisionSchema>;

/**
 * A row of `GET /reviews/{id}/agenda`.
 *
 * @public
 */
export const reviewItemSchema = z.object({
  /** Of the action item. */
  id: z.string(),
  /** As it was when the review began. */
  description: z.string(),
  reason: reviewReasonSchema,
  /** Whether the review before left it undecided. */
  waited: z.boolean(),
  /** Whether this one left it undecided; until it ends, whether it would. */
  waits: z.boolean(),
  postmortem: z.object({
    id: z.string(),
    number: z.number(),
    title: z.string(),
  }),
  /** As it is now; `null`: it was taken out of its postmortem. */
  actionItem: actionItemRowSchema.nullable(),
  /** What was decided and not taken back, in that order. */
  decisions: z.array(reviewDecisionSchema),
});
/** @public */
export type ReviewItem = z.infer<typeof reviewItemSchema>;

/** @public */
export const reviewAgendaSchema = z.object({
  items: z.array(reviewItemSchema),
  totalItems: z.number(),
  nextCursor: z.string().optional(),
});
/** @public */
export type ReviewAgenda = z.infer<typeof reviewAgendaSchema>;

const text = markdown(LIMITS.item);
const owner = entityRef('user', 'group').nullable();

/** What whoever decides has before the eyes. */
const seen = z.strictObject({
  description: z.string().max(LIMITS.item),
  owner: z.string().max(LIMITS.line).nullable(),
  dueDate: z.string().max(10).nullable(),
  status: actionItemStatusSchema,
});

/**
 * The body of `POST /reviews/{id}/agenda/{itemId}/decisions`. `id` is the
 * client's: the same decision sent again changes nothing. Where the item is not
 * as it was `seen` it answers 409, with the item as it is in `error.current`.
 *
 * @public
 */
export const reviewDecisionInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('changed'),
    id: itemId,
    seen,
    patch: z
      .strictObject({
        owner,
        dueDate: day.nullable(),
        status: actionItemSchema.shape.status.unwrap(),
        wontDoReason: text,
      })
      .partial(),
  }),
  z.strictObject({
    kind: z.literal('split'),
    id: itemId,
    seen,
    /** What is left of the item. */
    description: text.min(1),
    /** What is added after it. */
    second: z.strictObject({
      description: text.min(1),
      owner,
      dueDate: day.nullable(),
    }),
  }),
  z.strictObject({ kind: z.literal('skipped'), id: itemId }),
]);
/** @public */
export type ReviewDecisionInput = z.infer<typeof reviewDecisionInputSchema>;
