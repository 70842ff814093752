// SPDX-License-Identifier: Apache-2.0

import { effectiveInstants } from './durations';
import { PostmortemDocument } from './model';

/**
 * A stretch of an incident with no timeline entry.
 *
 * @public
 */
export type TimelineGap = {
  /** Id of the entry before the gap; `null`: it begins with the incident. */
  after: string | null;
  /** Id of the entry after the gap; `null`: it ends with the incident. */
  before: string | null;
  /** Instants, ISO 8601 in UTC. */
  from: string;
  to: string;
  seconds: number;
};

/** How long a gap must be against its incident. */
const SHARE = 0.1;

/**
 * The gaps of a timeline, in order: each longer than `gapMinutes` and longer
 * than 10 % of the incident. The incident runs from its start to its
 * resolution, or where one is missing from the first or to the last entry;
 * what was written about the time before and after it is no part of it. An
 * entry whose time is not known ends no gap.
 *
 * @public
 */
export function timelineGaps(
  document: Pick<
    PostmortemDocument,
    | 'startedAt'
    | 'detectedAt'
    | 'acknowledgedAt'
    | 'mitigatedAt'
    | 'resolvedAt'
    | 'timeline'
  >,
  options: { gapMinutes: number } = { gapMinutes: 15 },
): TimelineGap[] {
  const entries = document.timeline
    .flatMap(({ id, at }) => (at ? [{ id, at, time: Date.parse(at) }] : []))
    // A form may hold entries that are not sorted yet; the sort is stable.
    .sort((a, b) => a.time - b.time);
  const { startedAt, resolvedAt } = effectiveInstants(document);
  const start = startedAt ?? entries.at(0)?.at;
  const end = resolvedAt ?? entries.at(-1)?.at;
  if (!start || !end) return [];

  const startTime = Date.parse(start);
  const endTime = Date.parse(end);
  const longerThan = Math.max(
    options.gapMinutes * 60_000,
    (endTime - startTime) * SHARE,
  );
  const points = [
    { id: null, at: start, time: startTime },
    ...entries.filter(({ time }) => time >= startTime && time <= endTime),
    { id: null, at: end, time: endTime },
  ];
  return points.slice(1).flatMap((to, index) => {
    const from = points[index];
    const length = to.time - from.time;
    if (length <= longerThan) return [];
    return {
      after: from.id,
      before: to.id,
      from: from.at,
      to: to.at,
      seconds: Math.round(length / 1000),
    };
  });
}
