// SPDX-License-Identifier: Apache-2.0

/**
 * The middle value: the mean of the two middle ones where the count is even.
 * `null` without values.
 *
 * @public
 */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted.length >> 1;
  return sorted.length % 2
    ? sorted[upper]
    : (sorted[upper - 1] + sorted[upper]) / 2;
}

/**
 * The nearest-rank percentile: the smallest value that at least `percent` % of
 * all values do not exceed. Always a value that really occurred, never an
 * interpolation between two incidents. `null` without values.
 *
 * @public
 */
export function percentile(
  values: readonly number[],
  percent: number,
): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil((percent * sorted.length) / 100);
  return sorted[Math.max(rank, 1) - 1];
}
