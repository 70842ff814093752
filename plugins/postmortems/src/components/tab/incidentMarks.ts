// SPDX-License-Identifier: Apache-2.0

import {
  IncidentPoint,
  SeverityConfig,
} from 'backstage-plugin-postmortems-common';

const SMALLEST = 8;
const LARGEST = 26;

/** An incident with its place in the chart. */
export type Mark = {
  point: IncidentPoint;
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

/** Places incidents by time and severity; the area grows with the duration. */
export function placeIncidents(
  points: readonly IncidentPoint[],
  severities: readonly SeverityConfig[],
): Mark[] {
  const longest = Math.max(1, ...points.map(point => point.toResolve ?? 0));
  return [...points]
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt, 'en'))
    .map((point, index) => {
      const rank = severities.findIndex(one => one.id === point.severity);
      const share = (point.toResolve ?? 0) / longest;
      return {
        point,
        index,
        rank,
        x: Date.parse(point.startedAt),
        y: rank < 0 ? severities.length : rank,
        pixels: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share),
      };
    });
}
