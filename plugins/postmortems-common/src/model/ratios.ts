// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';

/**
 * A duration over many, in seconds unless it says otherwise: the `used` of
 * `total` that have both instants. Never made up: all `null` when none has.
 *
 * @public
 */
export const durationStatsSchema = z.object({
  used: z.number(),
  total: z.number(),
  median: z.number().nullable(),
  p90: z.number().nullable(),
  mean: z.number().nullable(),
});
/** @public */
export type DurationStats = z.infer<typeof durationStatsSchema>;

/** @public */
export const ratioSchema = z.object({ n: z.number(), total: z.number() });
/** @public */
export type Ratio = z.infer<typeof ratioSchema>;
