// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { postmortemStatusSchema } from './postmortem';
import { durationStatsSchema, ratioSchema } from './ratios';
import {
  quietFixSchema,
  recurrenceFiguresSchema,
  recurringCauseSummarySchema,
} from './recurrence';

/**
 * Action figures, by the definitions of the design: `open` counts `open` and
 * `in-progress`; `completion` is done of (accepted less won't-do); `onTime`
 * is done by the end of the first promised day of all whose first promised day
 * has passed.
 * `openAge` is in days.
 *
 * @public
 */
export const actionFiguresSchema = z.object({
  open: z.number(),
  overdue: z.number(),
  soon: z.number(),
  proposed: z.number(),
  done: z.number(),
  completion: ratioSchema,
  onTime: ratioSchema,
  openAge: z.object({
    p50: z.number().nullable(),
    p90: z.number().nullable(),
  }),
});
/** @public */
export type ActionFigures = z.infer<typeof actionFiguresSchema>;

/**
 * `GET /metrics`: figures over the published postmortems of a filter.
 *
 * @public
 */
export const metricsSchema = z.object({
  incidents: z.number(),
  /** Worst first, as configured; none with a count of 0. */
  bySeverity: z.array(
    z.object({ severity: z.string().nullable(), count: z.number() }),
  ),
  durations: z.object({
    toDetect: durationStatsSchema,
    toAcknowledge: durationStatsSchema,
    toMitigate: durationStatsSchema,
    toResolve: durationStatsSchema,
  }),
  actionItems: actionFiguresSchema,
  recurrence: recurrenceFiguresSchema,
});
/** @public */
export type Metrics = z.infer<typeof metricsSchema>;

/**
 * One incident of the chart over time. `GET /postmortems` has its title.
 *
 * @public
 */
export const incidentPointSchema = z.object({
  number: z.number(),
  status: postmortemStatusSchema,
  severity: z.string().nullable(),
  startedAt: z.string(),
  /** Seconds from start to resolution, or `null`. */
  toResolve: z.number().nullable(),
});
/** @public */
export type IncidentPoint = z.infer<typeof incidentPointSchema>;

/**
 * The incidents of a month and severity that have no point of their own.
 *
 * @public
 */
export const incidentMonthSchema = z.object({
  /** `YYYY-MM`, in UTC. */
  month: z.string(),
  severity: z.string().nullable(),
  count: z.number(),
});
/** @public */
export type IncidentMonth = z.infer<typeof incidentMonthSchema>;

/**
 * What the tab shows above its list: the figures of the last 12 months, and
 * action items of all time. However much there is, it is at most 20 kB.
 *
 * @public
 */
export const overviewSchema = metricsSchema.extend({
  /** The window of the figures, as instants. */
  since: z.string(),
  until: z.string(),
  /** Postmortems of all time that the reader may see, drafts included. */
  totalPostmortems: z.number(),
  /** Incidents with a start in the window, the newest 100, newest first. */
  points: z.array(incidentPointSchema),
  /** The earlier ones of the window, the last month first. */
  months: z.array(incidentMonthSchema),
  /** Causes that came back, of all time, the latest first, at most 20. */
  recurringCauses: z.array(recurringCauseSummarySchema),
  /** How many more of the latest 20 there are. */
  moreRecurringCauses: z.number(),
  /**
   * Causes that are quiet since they were fixed, for 30 days or more; the last
   * fixed first, at most 10.
   */
  quietFixes: z.array(quietFixSchema),
});
/** @public */
export type Overview = z.infer<typeof overviewSchema>;

/**
 * The entities that an overview counts: the entity itself, where it can have
 * incidents, and its parts, or what a user or group owns.
 *
 * @public
 */
export const partsSchema = z.object({
  /** Entity refs, at most 2,000. */
  items: z.array(z.string()),
  totalItems: z.number(),
});
/** @public */
export type Parts = z.infer<typeof partsSchema>;
