// SPDX-License-Identifier: Apache-2.0

import { FILLED_BY, Instant } from 'backstage-plugin-postmortems-common';
import { Draft, StatName } from '../Draft';
import { findStart } from './findStart';
import { ParsedEntry } from '../timeline/TimelineReader';

/** An instant some seconds after another. */
export const later = (at: string, seconds: number) =>
  new Date(Date.parse(at) + seconds * 1000).toISOString();

/** A stated duration that points at an entry of the timeline names it. */
export function putStats(draft: Draft, entries: ParsedEntry[]) {
  const { stats, fields } = draft;
  const detect = stats.toDetect;
  const resolve = stats.toResolve;
  const timed = entries.filter(entry => entry.at !== null);
  const found = findStart(timed, fields.startedAt, detect, resolve);
  if (found) {
    const { start, detected, resolved } = found;
    if (!fields.startedAt) {
      fields.startedAt = start.at;
      draft.warn(
        start.line,
        'taken as the start: the stated durations fit when counted from here',
      );
    }
    if (detected) name(draft, timed, 'detectedAt', detected);
    if (resolved) name(draft, timed, 'resolvedAt', resolved);
    if (found.fromDetection)
      draft.warn(
        resolve!.line,
        'this time to recovery fits the timeline when counted from the detection, and was read so',
      );
  }
  const missing = (stat: StatName, field: Instant) => {
    const stated = stats[stat];
    if (!stated || fields[field]) return;
    if (fields.startedAt && timed.length === 0)
      fields[field] = later(fields.startedAt, stated.seconds);
    else
      draft.warn(
        stated.line,
        'no entry of the timeline stands where this duration points; it is kept as text',
      );
  };
  missing('toDetect', 'detectedAt');
  missing('toAcknowledge', 'acknowledgedAt');
  missing('toMitigate', 'mitigatedAt');
  missing('toResolve', 'resolvedAt');
}

/** Sets an instant to an entry, and the entry's kind to say so. */
function name(
  draft: Draft,
  timed: ParsedEntry[],
  field: 'detectedAt' | 'resolvedAt',
  entry: ParsedEntry,
) {
  if (draft.fields[field]) return;
  const [, kind] = FILLED_BY.find(([instant]) => instant === field)!;
  draft.fields[field] = entry.at;
  // Kinds concluded from words give way to what the document states.
  for (const other of timed)
    if (other.guessed && other.kind === kind && other.at !== entry.at)
      other.kind = 'other';
  const named = timed.some(
    other => other.at === entry.at && other.kind === kind,
  );
  if (!named && entry.guessed) entry.kind = kind;
}
