// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { postmortemRefSchema, promiseSchema } from './cause';
import { causeRefSchema } from './postmortem';
import { durationStatsSchema, ratioSchema } from './ratios';

/**
 * Why two postmortems are alike. The scores of all parts add up to the score
 * of the whole.
 *
 * @public
 */
export const similarPartSchema = z.object({
  /**
   * `text`: words of both; `system`: a same affected system; `category`: a
   * confirmed cause of a same category; `tag`: a same tag.
   */
  kind: z.enum(['text', 'system', 'category', 'tag']),
  score: z.number(),
  /** The words, entity refs, category ids or tags, the weightiest first. */
  terms: z.array(z.string()).optional(),
});
/** @public */
export type SimilarPart = z.infer<typeof similarPartSchema>;

/** @public */
export const similarPostmortemSchema = z.object({
  postmortem: postmortemRefSchema,
  /** From 0. */
  score: z.number(),
  parts: z.array(similarPartSchema),
  /** The beginning of its root cause. */
  rootCause: z.string(),
  /** Confirmed causes, without those that were rejected for the one asked about. */
  causes: z.array(causeRefSchema),
  /** What it promised, without what was only proposed. */
  actionItems: z.array(promiseSchema),
});
/** @public */
export type SimilarPostmortem = z.infer<typeof similarPostmortemSchema>;

/**
 * A cause that is likely because of the similar postmortems which confirm it;
 * its score is that of the most similar one.
 *
 * @public
 */
export const likelyCauseSchema = z.object({
  cause: causeRefSchema,
  score: z.number(),
  parts: z.array(similarPartSchema),
  /** The most similar first. */
  because: z.array(postmortemRefSchema),
});
/** @public */
export type LikelyCause = z.infer<typeof likelyCauseSchema>;

/**
 * `GET /postmortems/{id}/similar` and `POST /similar`, best first. What was
 * rejected is not in it, nor are causes that are confirmed already.
 *
 * @public
 */
export const similarSchema = z.object({
  items: z.array(similarPostmortemSchema),
  causes: z.array(likelyCauseSchema),
});
/** @public */
export type Similar = z.infer<typeof similarSchema>;

/**
 * An action item of an earlier occurrence that was not finished when the cause
 * came back.
 *
 * @public
 */
export const unfinishedSchema = promiseSchema.extend({
  /** The postmortem that promised it. */
  postmortem: z.object({
    id: z.string(),
    number: z.number(),
    title: z.string(),
  }),
  /** Whole days overdue when the cause came back; `null`: not due by then. */
  daysOverdue: z.number().nullable(),
});
/** @public */
export type Unfinished = z.infer<typeof unfinishedSchema>;

/**
 * A cause that came back, among the systems that an overview counts: the same
 * cause confirmed by two published postmortems that started within the
 * configured days of each other.
 *
 * @public
 */
export const recurringCauseSchema = z.object({
  cause: causeRefSchema,
  times: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  meanDaysBetween: z.number(),
  /** The systems of the overview that it happened to. */
  systems: z.array(z.string()),
  /** Newest first. */
  occurrences: z.array(
    postmortemRefSchema.extend({
      /** Promises of the earlier ones, unfinished when this one started. */
      unfinished: z.array(unfinishedSchema),
    }),
  ),
});
/** @public */
export type RecurringCause = z.infer<typeof recurringCauseSchema>;

/**
 * A recurring cause in an overview. All of it is in
 * `GET /causes/{id}/recurrence`.
 *
 * @public
 */
export const recurringCauseSummarySchema = z.object({
  ...recurringCauseSchema.pick({
    cause: true,
    times: true,
    firstAt: true,
    lastAt: true,
    meanDaysBetween: true,
  }).shape,
  /** The first of the systems of the overview that it happened to, at most 4. */
  systems: z.array(z.string()),
  totalSystems: z.number(),
  /** The newest 3 of all that `times` counts. */
  occurrences: z.array(z.object({ number: z.number(), title: z.string() })),
  /** Of `brokenPromises`, the first 3. */
  unfinished: z.object({
    items: z.array(unfinishedSchema),
    totalItems: z.number(),
  }),
});
/** @public */
export type RecurringCauseSummary = z.infer<typeof recurringCauseSummarySchema>;

/**
 * A cause that did not come back since what was last done to prevent it: a
 * `prevent` action item that is done, of which nobody says that it did not work.
 *
 * @public
 */
export const quietFixSchema = z.object({
  cause: causeRefSchema,
  /** When that was done: since then it is quiet. */
  doneAt: z.string(),
  /** Of the postmortem that promised it. */
  number: z.number(),
});
/** @public */
export type QuietFix = z.infer<typeof quietFixSchema>;

/**
 * For how many days a cause has not come back, at least, before it is told of.
 *
 * @public
 */
export const QUIET_DAYS = 30;

/**
 * Recurrence over the published postmortems of a filter, by `recurrencesOf`.
 *
 * @public
 */
export const recurrenceFiguresSchema = z.object({
  /** Recurrences of all that have a start. */
  rate: ratioSchema,
  /** In days from the latest earlier occurrence, over all recurrences. */
  daysBetween: durationStatsSchema,
  /**
   * Recurrences at whose start an accepted `prevent` action item of an earlier
   * occurrence was unfinished, of all recurrences.
   */
  withUnfinishedPrevent: ratioSchema,
});
/** @public */
export type RecurrenceFigures = z.infer<typeof recurrenceFiguresSchema>;

/**
 * Two postmortems on the same system whose text says that it may be the same
 * cause, which nobody confirmed or rejected.
 *
 * @public
 */
export const possibleRecurrenceSchema = z.object({
  postmortem: postmortemRefSchema,
  earlier: postmortemRefSchema,
  score: z.number(),
  parts: z.array(similarPartSchema),
  /**
   * What there is to confirm: the causes that one of both has, the other lacks,
   * and nobody rejected for the other.
   */
  causes: z.array(
    causeRefSchema.extend({
      /** Which one has it. */
      of: z.enum(['later', 'earlier']),
    }),
  ),
  /** What the reader may do. */
  can: z.object({ updateLater: z.boolean(), updateEarlier: z.boolean() }),
});
/** @public */
export type PossibleRecurrence = z.infer<typeof possibleRecurrenceSchema>;

/** @public */
export const possibleRecurrencesSchema = z.object({
  items: z.array(possibleRecurrenceSchema),
});
/** @public */
export type PossibleRecurrences = z.infer<typeof possibleRecurrencesSchema>;
