// SPDX-License-Identifier: Apache-2.0

import { TimelineKind } from 'backstage-plugin-postmortems-common';
import { ParsedEntry } from '../timeline/TimelineReader';

/** A stated duration, if there is one. */
type Stat = { seconds: number; unit: number; line: number } | undefined;
/** What stated durations point at. */
export type Found = {
  start: ParsedEntry;
  detected?: ParsedEntry;
  resolved?: ParsedEntry;
  fromDetection?: boolean;
};

/**
 * The entry from which the stated durations lead to other entries: the first
 * one if it does, or the only one that does.
 */
export function findStart(
  timed: ParsedEntry[],
  startedAt: string | null | undefined,
  detect: Stat,
  resolve: Stat,
): Found | undefined {
  if ((!detect && !resolve) || timed.length === 0) return undefined;
  const byTime = new Map<number, ParsedEntry[]>();
  for (const entry of timed) {
    const at = Date.parse(entry.at!);
    byTime.set(at, [...(byTime.get(at) ?? []), entry]);
  }
  const times = [...byTime.keys()].sort((a, b) => a - b);
  const reach = (from: number, stat: Stat, kind: TimelineKind) => {
    if (!stat) return undefined;
    const at = from + stat.seconds * 1000;
    // Whole days are not meant to the minute: the first entry of that day.
    const hit =
      byTime.get(at) ??
      (stat.unit === 86_400
        ? byTime.get(
            times.find(time => time >= at && time < at + 86_400_000) ?? NaN,
          )
        : undefined);
    return hit?.find(entry => entry.kind === kind) ?? hit?.[0];
  };
  const starts = startedAt ? [Date.parse(startedAt)] : times;
  const first = byTime.get(times[0])![0];
  const pick = (
    fits: (from: number) => Omit<Found, 'start'> | undefined,
    onlyFirst = false,
  ) => {
    const hits = starts.flatMap(from => {
      const fit = fits(from);
      return fit
        ? [{ start: byTime.get(from)?.[0] ?? first, from, ...fit }]
        : [];
    });
    const atFirst = hits.find(({ from }) => from === starts[0]);
    return atFirst ?? (hits.length === 1 && !onlyFirst ? hits[0] : undefined);
  };
  const both = (from: number, fromDetection: boolean) => {
    const detected = reach(from, detect, 'detected');
    const base = fromDetection && detected ? Date.parse(detected.at!) : from;
    const resolved = reach(base, resolve, 'resolved');
    if ((detect && !detected) || (resolve && !resolved)) return undefined;
    if (detected && resolved && resolved.at! < detected.at!) return undefined;
    return { detected, resolved };
  };
  const counted =
    pick(from => both(from, false)) ??
    (detect && resolve
      ? pick(from => {
          const fit = both(from, true);
          return fit && { ...fit, fromDetection: true };
        })
      : undefined);
  if (counted || !detect || !resolve) return counted;
  return (
    pick(from => {
      const detected = reach(from, detect, 'detected');
      return detected && { detected };
    }) ??
    pick(from => {
      const resolved = reach(from, resolve, 'resolved');
      return resolved && { resolved };
    }, true)
  );
}
