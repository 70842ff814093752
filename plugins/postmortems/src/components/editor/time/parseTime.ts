// SPDX-License-Identifier: Apache-2.0

import { DateTime, FixedOffsetZone, Zone } from 'luxon';
import { clockAndOffset, timeOfDay } from './timeOfDay';

/**
 * What somebody typed for a time: an instant, not known, or not readable:
 * no time at all (`words`), or one that the clocks went over (`skipped`).
 */
export type ParsedTime =
  | { kind: 'instant'; at: string }
  | { kind: 'unknown' }
  | { kind: 'unreadable'; why: 'words' | 'skipped' };

export type TimeContext = {
  /** The incident's time zone (IANA). */
  timeZone: string;
  /**
   * The instant that a time without a date is near to: the one that stands
   * there already, or the entry before.
   */
  near?: string | null;
  /**
   * What `+10` counts from, and what an hour that the clocks repeat comes
   * after; `near` where there is none.
   */
  before?: string | null;
  now?: Date;
};

const DATE_FORMATS = [
  'yyyy-M-d',
  'd.M.yyyy',
  'd MMM yyyy',
  'd MMMM yyyy',
  'MMM d yyyy',
  'MMMM d yyyy',
];

const UNREADABLE: ParsedTime = { kind: 'unreadable', why: 'words' };

const instant = (time: DateTime): ParsedTime =>
  time.isValid && time.year >= 1970 && time.year < 2200
    ? { kind: 'instant', at: time.toUTC().toISO()! }
    : UNREADABLE;

const distance = (one: DateTime, other: DateTime) =>
  Math.abs(one.toMillis() - other.toMillis());

const nearest = (times: DateTime[], reference: DateTime) =>
  times.reduce((best, time) =>
    distance(time, reference) < distance(best, reference) ? time : best,
  );

type Clock = NonNullable<ReturnType<typeof timeOfDay>>;

/** The clock time on a day; on days when the clocks change it may be none. */
function clockOn(
  day: DateTime,
  clock: Clock,
  around: { near?: DateTime; before?: DateTime },
): ParsedTime {
  const time = day.set(clock);
  if (time.hour !== clock.hour || time.minute !== clock.minute)
    return { kind: 'unreadable', why: 'skipped' };
  const times = time.getPossibleOffsets();
  const { near, before } = around;
  const after = times.filter(found => before && found >= before);
  return instant(
    times.length < 2
      ? time
      : nearest(after.length > 0 ? after : times, near ?? times[0]),
  );
}

/** The day that is written before a time of day. */
function dayOf(text: string, zone: Zone | string): DateTime | undefined {
  const written = text.replace(/,/g, '').trim();
  return DATE_FORMATS.map(format =>
    DateTime.fromFormat(written, format, { zone, locale: 'en' }),
  ).find(day => day.isValid);
}

/**
 * Reads what somebody typed: `n` or `now`, `??` or nothing for "not known",
 * a time of day in one of many ways (its date is the one on which it is
 * nearest to `near`), `+10` minutes after the entry before, a date with a
 * time, or an ISO 8601 instant. An offset or its name ("02:30 +01:00", "02:30
 * CET") says which, where the clocks show an hour twice.
 */
export function parseTime(text: string, context: TimeContext): ParsedTime {
  const { timeZone, now = new Date() } = context;
  const typed = text.trim().replace(/\s+/g, ' ');
  if (/^\?*$/.test(typed)) return { kind: 'unknown' };
  if (/^n(ow)?$/i.test(typed))
    return instant(
      DateTime.fromJSDate(now, { zone: timeZone }).startOf('second'),
    );

  const later = /^\+(\d{1,4})( ?m(in)?)?$/i.exec(typed);
  const from = context.before ?? context.near;
  if (later && from)
    return instant(DateTime.fromISO(from).plus({ minutes: Number(later[1]) }));

  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(typed))
    return instant(DateTime.fromISO(typed));

  const written = clockAndOffset(typed.replace(/^(\S+-\d\d)T/, '$1 '), {
    timeZone,
    year: DateTime.fromISO(from ?? now.toISOString()).year,
  });
  const zone =
    written.offset === undefined
      ? timeZone
      : FixedOffsetZone.instance(written.offset);
  const read = (at?: string | null) =>
    at ? DateTime.fromISO(at, { zone }) : undefined;
  const near = read(context.near);
  const around = { near, before: read(context.before) };

  const clock = timeOfDay(written.text);
  if (clock) {
    const today = near ?? DateTime.fromJSDate(now, { zone });
    if (!near) return clockOn(today, clock, around);
    const days = [-1, 0, 1].map(away => today.plus({ days: away }));
    const day = nearest(
      days.map(date => date.set(clock)),
      near,
    );
    return clockOn(day, clock, around);
  }

  // The date ends, and the time begins, at one of the spaces.
  for (const { index } of written.text.matchAll(/ /g)) {
    const time = timeOfDay(written.text.slice(index + 1));
    const day = time && dayOf(written.text.slice(0, index), zone);
    if (day) return clockOn(day, time, around);
  }
  return UNREADABLE;
}

/**
 * `14:05`, or `14:05:30` where seconds were given; `02:30 +01:00` in the hour
 * that the clocks show twice.
 */
export function formatClock(at: string, timeZone: string): string {
  const time = DateTime.fromISO(at, { zone: timeZone });
  const clock = time.toFormat(time.second !== 0 ? 'HH:mm:ss' : 'HH:mm');
  return time.getPossibleOffsets().length > 1
    ? `${clock} ${time.toFormat('ZZ')}`
    : clock;
}

/** `2026-11-12 14:05`, in a form that {@link parseTime} reads. */
export function formatDateTime(at: string, timeZone: string): string {
  return `${DateTime.fromISO(at, { zone: timeZone }).toISODate()} ${formatClock(
    at,
    timeZone,
  )}`;
}

/** `Thursday, 12 November 2026`. */
export function formatDay(at: string, timeZone: string): string {
  return DateTime.fromISO(at, { zone: timeZone }).toFormat('cccc, d LLLL yyyy');
}
