// SPDX-License-Identifier: Apache-2.0

import { DateTime } from 'luxon';
import {
  FILLED_BY,
  formatTemplateDuration,
  Instant,
  INSTANTS,
} from 'backstage-plugin-postmortems-common';
import { Draft } from '../Draft';
import { readDuration } from '../text/durationText';
import { later, putStats } from './statedDurations';
import { ParsedEntry } from '../timeline/TimelineReader';
import { nextDay, toInstant } from '../time/localTimes';
import { readWhen, When } from '../time/times';
import { isEuropeanSummer } from '../time/zones';

const PAST: Record<Instant, string> = {
  startedAt: 'when it started',
  detectedAt: 'when it was detected',
  acknowledgedAt: 'when it was acknowledged',
  mitigatedAt: 'when it was mitigated',
  resolvedAt: 'when it was resolved',
};

/**
 * Fills the instants: from what is stated, from stated durations that point
 * at an entry of the timeline, from the kinds of the entries, in this order.
 */
export function putInstants(draft: Draft, entries: ParsedEntry[]) {
  const days = putStated(draft);
  putStats(draft, entries);
  putStart(draft, entries);
  for (const [field, kind, which] of FILLED_BY) {
    if (draft.fields[field] !== undefined) continue;
    const ofKind = entries.filter(entry => entry.kind === kind && entry.at);
    const entry = ofKind.at(which === 'last' ? -1 : 0);
    if (!entry) continue;
    draft.fields[field] = entry.at;
    if (entry.guessed)
      draft.warn(
        entry.line,
        `taken as the time ${PAST[field]}, since its text says so`,
      );
  }
  dropImpossible(draft);
  keepDays(draft, entries, days);
}

/** A day that no time has taken would be lost. */
function keepDays(
  draft: Draft,
  entries: ParsedEntry[],
  days: ReturnType<typeof putStated>,
) {
  if (days.length === 0) return;
  const zones = ['UTC', draft.zone.name];
  const used = new Set(
    [
      ...entries.map(({ at }) => at),
      ...INSTANTS.map(field => draft.fields[field]),
    ]
      .flatMap(at => at ?? [])
      .flatMap(at =>
        zones.map(zone => DateTime.fromISO(at, { zone }).toISODate()),
      ),
  );
  for (const { day, label, value, line } of days) {
    if (used.has(day)) continue;
    draft.keep(label, value, line);
    draft.warn(
      line,
      `no time was read on this day; it is kept under "${label}"`,
    );
  }
}

/** Answers the days that were stated without a time. */
function putStated(draft: Draft) {
  const days: Array<{
    day: string;
    label: string;
    value: string;
    line: number;
  }> = [];
  const { fields } = draft;
  const set = (field: Instant, at: string | undefined, line: number) => {
    if (!at) return false;
    const before = fields[field];
    if (before === undefined) fields[field] = at;
    else if (before && before.slice(0, 16) !== at.slice(0, 16))
      draft.warn(
        line,
        `this contradicts "${field}", which was stated before and stays`,
      );
    return true;
  };
  // An end without a zone is in that of its start.
  const zone = draft.zoneNamed
    ? undefined
    : draft.instants
        .filter(({ field }) => field === 'startedAt' || field === 'date')
        .map(({ value }) => readWhen(value)?.zone)
        .find(Boolean);
  for (const { field, label, value, line } of draft.instants) {
    if (field === 'duration') continue;
    const when = readWhen(value.replace(/^\?\s*[–-]\s*/, ''));
    if (when && zone) when.zone ??= zone;
    if (when?.time !== undefined && !when.zone) draft.assumedZoneAt ??= line;
    const rest = when
      ? value.slice(value.startsWith('?') ? value.length : when.length)
      : value;
    // "? – 10:00" states only the end.
    const stated = value.startsWith('?') ? 'resolvedAt' : 'startedAt';
    const target = field === 'date' ? stated : field;
    const at = when && instant(draft, when, line);
    const until =
      when?.until &&
      instant(
        draft,
        { ...when.until, zone: when.until.zone ?? when.zone },
        line,
        when.day,
        at,
      );
    const read = set(target, at, line);
    if (until && target === 'startedAt') set('resolvedAt', until, line);
    const onlyDay =
      field === 'date' && when?.day && when.time === undefined && !when.problem;
    const said = /^[\s.]*(?:\([^()]{0,64}\))?[\s.]*$/.test(rest.slice(0, 100));
    if ((read || onlyDay) && said && !(when!.until && !until)) {
      if (onlyDay) days.push({ day: when!.day!, label, value, line });
      continue;
    }
    draft.keep(label, value, line);
    draft.warn(
      line,
      read || onlyDay
        ? `"${value.slice(0, 100)}" says more than was read; it is kept under "${label}"`
        : `${when?.problem ?? `"${value.slice(0, 100)}" is not a date and time`}; it is kept under "${label}"`,
    );
  }
  for (const { field, label, value, line } of draft.instants)
    if (field === 'duration') putDuration(draft, label, value, line);
  return days;
}

function putDuration(draft: Draft, label: string, value: string, line: number) {
  const { startedAt, resolvedAt } = draft.fields;
  const known =
    startedAt && resolvedAt
      ? Date.parse(resolvedAt) - Date.parse(startedAt)
      : undefined;
  if (known !== undefined && formatTemplateDuration(known) === value) return;
  const stated = readDuration(value);
  if (
    stated &&
    known !== undefined &&
    Math.abs(known / 1000 - stated.seconds) < stated.unit
  )
    return;
  if (stated && startedAt && !resolvedAt) {
    draft.fields.resolvedAt = later(startedAt, stated.seconds);
    draft.warn(line, 'the end was computed from the start and this duration');
    return;
  }
  draft.keep(label, value, line);
  let why = `"${value.slice(0, 100)}" is not a duration`;
  if (stated && known === undefined)
    why = 'no start is stated that this duration could count from';
  else if (stated)
    why = `this duration contradicts start and end (${formatTemplateDuration(known!)})`;
  draft.warn(line, `${why}; it is kept under "${label}"`);
}

function instant(
  draft: Draft,
  when: When,
  line: number,
  day = draft.day,
  after?: string,
): string | undefined {
  const on = when.day ?? day;
  if (when.problem || when.time === undefined || !on) return undefined;
  if (!when.day) draft.assumedDayAt ??= line;
  const zone = when.zone ?? draft.zone;
  if (when.zone) draft.doubt(when.zone, line);
  let { at } = toInstant(on, when.time, zone);
  if (!when.day && after && at < Date.parse(after)) {
    ({ at } = toInstant(nextDay(on), when.time, zone));
    draft.warn(line, 'the end was taken to be on the next day');
  }
  if (zone.winter && isEuropeanSummer(at))
    draft.winterTimes.push({ line, zone });
  return at >= 0 ? new Date(at).toISOString() : undefined;
}

/** Without anything else, the first entry is where it began. */
function putStart(draft: Draft, entries: ParsedEntry[]) {
  if (draft.fields.startedAt || entries.length === 0) return;
  const [first] = entries;
  const earliest = entries
    .flatMap(({ at }) => at ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  if (first.at !== null && first.at === earliest) {
    draft.fields.startedAt = earliest;
    draft.warn(
      first.line,
      'the start is not stated: the first entry of the timeline was taken',
    );
  } else {
    draft.warn(
      first.line,
      'the start is not stated, and the first entry of the timeline cannot say it',
    );
  }
}

function dropImpossible(draft: Draft) {
  const { fields } = draft;
  for (const field of INSTANTS) {
    const at = fields[field];
    if (at && fields.startedAt && at < fields.startedAt) {
      const line = draft.instants.find(one => one.field === field)?.line ?? 0;
      draft.warn(
        line,
        `the time ${PAST[field]} (${at}) is before the start and was left empty`,
      );
      fields[field] = null;
    }
  }
}
