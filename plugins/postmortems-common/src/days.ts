// SPDX-License-Identifier: Apache-2.0

/**
 * Milliseconds.
 *
 * @public
 */
export const DAY_MS = 24 * 60 * 60_000;

/**
 * Whole days from one day or instant to a later one.
 *
 * @public
 */
export function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / DAY_MS);
}

/**
 * The mean time between occurrences, in days to a tenth; `null` when there are
 * less than two.
 *
 * @public
 */
export function meanDaysBetween(occurrences: {
  times: number;
  firstAt: string;
  lastAt: string;
}): number | null {
  const { times, firstAt, lastAt } = occurrences;
  if (times < 2) return null;
  const ms = Date.parse(lastAt) - Date.parse(firstAt);
  return Math.round((ms / DAY_MS / (times - 1)) * 10) / 10;
}
