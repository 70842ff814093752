// SPDX-License-Identifier: Apache-2.0

import {
  IncidentMonth,
  IncidentPoint,
  Overview,
  SeverityConfig,
} from 'backstage-plugin-postmortems-common';

const SMALLEST = 8;
const LARGEST = 26;

/** An incident, or those of a month, with its place in the chart. */
export type Mark = (
  | { point: IncidentPoint; month?: undefined }
  | { month: IncidentMonth; point?: undefined }
) & {
  /** Its place in the order of time. */
  index: number;
  /** 0 is the worst severity, -1 one that is not configured. */
  rank: number;
  /** Milliseconds. */
  x: number;
  /** The lane: one per severity, a last one for those without. */
  y: number;
  /** The square root of its area; recharts keeps `size` for itself. */
  pixels: number;
};

/**
 * Places incidents by time and severity; the area grows with the duration, and
 * that of a month with how many it has.
 */
export function placeIncidents(
  { points, months }: Pick<Overview, 'points' | 'months'>,
  severities: readonly SeverityConfig[],
): Mark[] {
  const longest = Math.max(1, ...points.map(point => point.toResolve ?? 0));
  const most = Math.max(1, ...months.map(({ count }) => count));
  const place = (severity: string | null, share: number) => {
    const rank = severities.findIndex(({ id }) => id === severity);
    return {
      rank,
      y: rank < 0 ? severities.length : rank,
      pixels: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share),
    };
  };
  return [
    ...months.map(month => ({
      month,
      x: Date.parse(`${month.month}-15T00:00:00Z`),
      ...place(month.severity, month.count / most),
    })),
    ...points.map(point => ({
      point,
      x: Date.parse(point.startedAt),
      ...place(point.severity, (point.toResolve ?? 0) / longest),
    })),
  ]
    .sort((a, b) => a.x - b.x)
    .map((mark, index) => ({ ...mark, index }));
}
