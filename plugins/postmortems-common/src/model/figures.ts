// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { postmortemStatusSchema } from './postmortem';
import { durationStatsSchema, ratioSchema } from './ratios';
import { recurrenceFiguresSchema, recurringCauseSchema } from './recurrence';

/**
 * Action figures, by the definitions of the design: `open` counts `open` and
 * `in-progress`; `completion` is done of (accepted less won't-do); `onTime`
 * is done by the end of the due day of all whose due day has passed.
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
 * One incident of the chart over time.
 *
 * @public
 */
export const incidentPointSchema = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  status: postmortemStatusSchema,
  severity: z.string().nullable(),
  startedAt: z.string(),
  /** Seconds from start to resolution, or `null`. */
  toResolve: z.number().nullable(),
});
/** @public */
export type IncidentPoint = z.infer<typeof incidentPointSchema>;

/**
 * What the tab shows above its list: the figures of the last 12 months, and
 * action items of all time.
 *
 * @public
 */
export const overviewSchema = metricsSchema.extend({
  /** The window of the figures, as instants. */
  since: z.string(),
  until: z.string(),
  /** The entities that are counted, the asked one first. */
  includes: z.array(z.string()),
  /** Postmortems of all time that the reader may see, drafts included. */
  totalPostmortems: z.number(),
  /** Incidents with a start in the window, newest first, at most 500. */
  points: z.array(incidentPointSchema),
  /** Causes that came back, of all time, the latest first, at most 20. */
  recurringCauses: z.array(recurringCauseSchema),
});
/** @public */
export type Overview = z.infer<typeof overviewSchema>;
