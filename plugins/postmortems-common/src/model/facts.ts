// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { ratioSchema } from './ratios';

/**
 * What scorecards are made of: figures of one affected system over the
 * published postmortems that name it and are open to all.
 *
 * @public
 */
export const systemFactsSchema = z.object({
  entityRef: z.string(),
  openActionItems: z.number(),
  overdueActionItems: z.number(),
  /**
   * The earliest day on which an open action item was first promised,
   * `YYYY-MM-DD`; `null`: nothing is open.
   */
  oldestPromisedDay: z.string().nullable(),
  /** Days since that day is over; 0 where it is not, or nothing is open. */
  oldestPromiseDaysOverdue: z.number(),
  /** Incidents of the last 365 days that were recurrences on this system. */
  recurrencesLastYear: z.number(),
  /**
   * By the policy on publication: how many postmortems of the last 90 days were
   * published in time, of all whose time is over, drafts too. Where there is no
   * such policy, of none.
   */
  publishedInTime: ratioSchema,
});
/** @public */
export type SystemFacts = z.infer<typeof systemFactsSchema>;

/**
 * `GET /facts`: by entity ref. What is in no published postmortem, and in none
 * that the policy on publication is about, is not in it.
 *
 * @public
 */
export const systemFactsListSchema = z.object({
  items: z.array(systemFactsSchema),
  totalItems: z.number(),
  nextCursor: z.string().optional(),
});
/** @public */
export type SystemFactsList = z.infer<typeof systemFactsListSchema>;
