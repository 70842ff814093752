import { DateTime } from 'luxon';

/** What somebody typed for a time: an instant, not known, or not readable. */
export type ParsedTime =
  | { kind: 'instant'; at: string }
  | { kind: 'unknown' }
  | { kind: 'unreadable' };

export type TimeContext = {
  /** The incident's time zone (IANA). */
  timeZone: string;
  /** The instant that a time without a date is near to: the entry before. */
  near?: string | null;
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

const instant = (time: DateTime): ParsedTime =>
  time.isValid && time.year >= 1970 && time.year < 2200
    ? { kind: 'instant', at: time.toUTC().toISO()! }
    : { kind: 'unreadable' };

/** `14:05`, `14.05`, `1405`, `9:05:30`; nothing else is a time of day. */
function timeOfDay(text: string) {
  const match =
    /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?$/.exec(text) ??
    /^(\d{2})(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [hour, minute, second] = match.slice(1).map(part => Number(part ?? 0));
  if (hour > 23 || minute > 59 || (second ?? 0) > 59) return undefined;
  return { hour, minute, second: second ?? 0, millisecond: 0 };
}

/**
 * Reads what somebody typed: `n` or `now`, `??` or nothing for "not known",
 * a time of day whose date is carried from the entry before (across midnight:
 * the day on which it is nearest), `+10` minutes after the entry before, a
 * date with a time, or an ISO 8601 instant.
 */
export function parseTime(text: string, context: TimeContext): ParsedTime {
  const { timeZone, near, now = new Date() } = context;
  const typed = text.trim().replace(/\s+/g, ' ');
  if (/^\?*$/.test(typed)) return { kind: 'unknown' };
  if (/^n(ow)?$/i.test(typed))
    return instant(
      DateTime.fromJSDate(now, { zone: timeZone }).startOf('second'),
    );

  const reference = near
    ? DateTime.fromISO(near, { zone: timeZone })
    : DateTime.fromJSDate(now, { zone: timeZone });

  const later = /^\+(\d{1,4})( ?m(in)?)?$/i.exec(typed);
  if (later && near)
    return instant(reference.plus({ minutes: Number(later[1]) }));

  const clock = timeOfDay(typed);
  if (clock) {
    const sameDay = reference.set(clock);
    if (!near) return instant(sameDay);
    const days = [
      sameDay.minus({ days: 1 }),
      sameDay,
      sameDay.plus({ days: 1 }),
    ]
      // `set` again: a day may be 23 or 25 hours long.
      .map(day => day.set(clock));
    const distance = (day: DateTime) =>
      Math.abs(day.toMillis() - reference.toMillis());
    return instant(
      days.reduce((best, day) => (distance(day) < distance(best) ? day : best)),
    );
  }

  if (/^\d{4}-\d{2}-\d{2}T/.test(typed))
    return instant(DateTime.fromISO(typed, { zone: timeZone }));

  const split = /^(.+?),? ([\d:.]+)$/.exec(typed);
  const time = split && timeOfDay(split[2]);
  if (time) {
    for (const format of DATE_FORMATS) {
      const day = DateTime.fromFormat(split[1].replace(/,/g, ''), format, {
        zone: timeZone,
        locale: 'en',
      });
      if (day.isValid) return instant(day.set(time));
    }
  }
  return { kind: 'unreadable' };
}

const withSeconds = (time: DateTime) => time.second !== 0;

/** `14:05`, or `14:05:30` where seconds were given. */
export function formatClock(at: string, timeZone: string): string {
  const time = DateTime.fromISO(at, { zone: timeZone });
  return time.toFormat(withSeconds(time) ? 'HH:mm:ss' : 'HH:mm');
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
