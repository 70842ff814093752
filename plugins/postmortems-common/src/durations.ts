// SPDX-License-Identifier: Apache-2.0

import {
  DurationStats,
  Instant,
  FieldMessage,
  fieldMessage,
  Postmortem,
  PostmortemDocument,
  TimelineEntry,
} from './model';
import { median, percentile } from './percentile';

/**
 * The instants of an incident, ISO 8601 in UTC, each `null` where not known.
 *
 * @public
 */
export type IncidentInstants = Pick<PostmortemDocument, Instant>;

/**
 * The instants, and the timeline that may fill the empty ones.
 *
 * @public
 */
export type InstantSource = IncidentInstants & {
  timeline?: ReadonlyArray<Pick<TimelineEntry, 'at' | 'kind'>>;
};

/**
 * Each instant that the timeline fills, the kind of entry that fills it, and
 * which one of many.
 *
 * @public
 */
export const FILLED_BY = [
  ['detectedAt', 'detected', 'first'],
  ['acknowledgedAt', 'acknowledged', 'first'],
  ['mitigatedAt', 'mitigated', 'first'],
  // An incident that came back is resolved when it was for the last time.
  ['resolvedAt', 'resolved', 'last'],
] as const;

/** The times of the entries of a kind, earliest first. */
function timesOf(source: InstantSource, kind: TimelineEntry['kind']): string[] {
  return (source.timeline ?? [])
    .flatMap(entry => (entry.kind === kind && entry.at ? [entry.at] : []))
    .sort();
}

/**
 * The instants, with each empty one taken from the timeline: the first entry
 * of kind `detected`, `acknowledged` or `mitigated`, the last of kind
 * `resolved`. Entries before `startedAt` fill nothing, and nothing fills
 * `startedAt`: no kind of entry says when an incident began.
 *
 * @public
 */
export function effectiveInstants(source: InstantSource): IncidentInstants {
  const { startedAt } = source;
  const instants: IncidentInstants = {
    startedAt,
    detectedAt: source.detectedAt,
    acknowledgedAt: source.acknowledgedAt,
    mitigatedAt: source.mitigatedAt,
    resolvedAt: source.resolvedAt,
  };
  for (const [field, kind, which] of FILLED_BY) {
    const times = timesOf(source, kind).filter(
      at => startedAt === null || at >= startedAt,
    );
    instants[field] ??= times.at(which === 'first' ? 0 : -1) ?? null;
  }
  return instants;
}

/**
 * The document with its empty instants filled from its timeline, as
 * {@link effectiveInstants} says.
 *
 * @public
 */
export function fillInstants<
  T extends IncidentInstants & Pick<PostmortemDocument, 'timeline'>,
>(document: T): T {
  return { ...document, ...effectiveInstants(document) };
}

/**
 * The durations of one incident, in whole seconds from `startedAt`; `null`
 * where an instant is missing or lies before the start. An instant that the
 * timeline can fill is not missing.
 *
 * @public
 */
export function durationsOf(source: InstantSource): Postmortem['durations'] {
  const { startedAt, ...ends } = effectiveInstants(source);
  const since = (end: string | null) => {
    if (!startedAt || !end) return null;
    const seconds = Math.round(
      (Date.parse(end) - Date.parse(startedAt)) / 1000,
    );
    return seconds >= 0 ? seconds : null;
  };
  return {
    toDetect: since(ends.detectedAt),
    toAcknowledge: since(ends.acknowledgedAt),
    toMitigate: since(ends.mitigatedAt),
    toResolve: since(ends.resolvedAt),
  };
}

/** To the minute, since that is how people write timelines. */
const minuteOf = (at: string) => at.slice(0, 16);

/**
 * Where the instants and the timeline disagree by a minute or more. The
 * instants are the truth; these are hints and block nothing. `field` is the
 * name of the instant.
 *
 * @public
 */
export function instantHints(
  document: IncidentInstants &
    Pick<PostmortemDocument, 'timeline' | 'timeZone'>,
): FieldMessage[] {
  const { timeZone } = document;
  // Swedish writes a date and time as ISO 8601 does. Pages that show no time
  // load this module, so it does without luxon.
  const format = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone,
  });
  const show = (at: string) => format.format(new Date(at));
  const effective = effectiveInstants(document);
  return FILLED_BY.flatMap(([field, kind, which]) => {
    const times = timesOf(document, kind);
    const stated = times.at(which === 'first' ? 0 : -1);
    if (stated === undefined) return [];
    const at = effective[field];
    if (at === null)
      return fieldMessage(field, 'timeline-before-start', {
        kind,
        at: show(stated),
      });
    // Any entry of the kind may be the one that the instant means.
    if (times.some(time => minuteOf(time) === minuteOf(at))) return [];
    return fieldMessage(field, 'timeline-differs', {
      kind,
      at: show(stated),
      instant: show(at),
    });
  });
}

/**
 * A duration over many postmortems, in whole seconds. The median of an even
 * count is the mean of the middle two; p90 is the nearest rank, so it is the
 * duration of a real incident. `null` values count in `total` only.
 *
 * @public
 */
export function durationStats(
  values: ReadonlyArray<number | null>,
): DurationStats {
  const used = values.filter(value => value !== null);
  const round = (value: number | null) =>
    value === null ? null : Math.round(value);
  return {
    used: used.length,
    total: values.length,
    median: round(median(used)),
    p90: round(percentile(used, 90)),
    mean: used.length
      ? Math.round(used.reduce((sum, value) => sum + value, 0) / used.length)
      : null,
  };
}

/**
 * A duration for people, in its two largest units: `45 s`, `9 min`,
 * `1 h 20 min`, `2 d 3 h`.
 *
 * @param seconds - not negative
 * @public
 */
export function formatDuration(seconds: number): string {
  if (Math.round(seconds) < 60) return `${Math.round(seconds)} s`;
  // Rounded to the smaller unit first, so that 59.9 min is "1 h".
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const pair = (value: number, size: number, large: string, small: string) =>
    `${Math.floor(value / size)} ${large}${value % size ? ` ${value % size} ${small}` : ''}`;
  return minutes < 24 * 60
    ? pair(minutes, 60, 'h', 'min')
    : pair(Math.round(minutes / 60), 24, 'd', 'h');
}
