// SPDX-License-Identifier: Apache-2.0

import { DateTime } from 'luxon';
import { findZone, UTC, Zone, zoneNamed } from './zones';

/** A date and time as written, at the start of a text. */
export type When = {
  /** `YYYY-MM-DD`, when a whole date is written. */
  day?: string;
  /** A date without its year: `MM-DD`. */
  dayOfYear?: string;
  /** Milliseconds since midnight. */
  time?: number;
  zone?: Zone;
  /** Why it cannot be an instant: not filled in, ambiguous, impossible. */
  problem?: string;
  /** Whether a date is written that cannot be read. */
  noDay?: boolean;
  /** Where a range ends. */
  until?: When;
  /** Whether there is more to it than the instant says (`~`, a range). */
  loose: boolean;
  /** How many characters were read. */
  length: number;
};

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b';
const WEEKDAY =
  /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? {1,3}/i;
const DAY_MONTH = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th)?\\.?[ -]{1,3}(?:of )?${MONTH}\\.?,?(?:[ -]{1,3}(\\d{4})\\b(?!:))?`,
  'i',
);
const MONTH_DAY = new RegExp(
  `^${MONTH}\\.? {1,3}(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)(?:,? {1,3}(\\d{4})\\b(?!:))?`,
  'i',
);
const YEAR_FIRST = /^(\d{4,6})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/;
/** "1/28", alone or with a time behind it. */
const DAY_OR_MONTH = /^(\d{1,2})\/(\d{1,2})(?=\s*$|,? {1,3}\d{1,2}:\d\d)/;
const UNFILLED_DAY =
  /^(?:\d{4}(?:\/\d{2,4})?|\d\dxx|yyyy|\?{2,4})[-/.](?:\d{1,2}|\?{1,2}|mm|xx)[-/.](?:\d{1,2}|\?{1,2}|dd|xx)/i;
const TIME =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d{0,6})?)?(?!\d|:\d)(?: ?([ap])\.?m\b\.?)?/i;
const HOUR = /^(\d{1,2}) ?([ap])\.?m\b\.?/i;
const UNFILLED_TIME =
  /^(?:\?{1,2}|hh|-{2}|xx|\d{1,2})[:.](?:\?{1,2}|mm|-{2}|xx)(?::(?:\?{1,2}|ss|-{2}|xx))?/i;
const ZONE =
  /^ ?\(?((?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?(?!:?\d| ?(?:UTC|GMT|Z)\b)|[+-]\d{2}:?\d{2}|[A-Z][A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+|[A-Z]{1,5}|utc|gmt)\b\)?/;
/** "Central European Time". */
const SPOKEN = /^ ?\(?((?:[A-Z][a-z]{2,15} ){1,3}[Tt]ime)\b\)?/;
const APPROXIMATE = /^(?:~|≈|c\.|ca\.?|approx(?:\.|imately)?|about|around) ?/i;

/** "2024\\-05\\-05", as Google Docs writes it. */
const ESCAPE = /\\([-.:~+/])/g;

const pad = (value: number) => String(value).padStart(2, '0');

const hasDay = (when: When) =>
  when.day !== undefined || when.dayOfYear !== undefined || !!when.problem;

/** Reads the date and time that `text` begins with, if it does. */
export function readWhen(written: string): When | undefined {
  const start = written.slice(0, 240);
  if (!start.includes('\\')) return readRange(start);
  const when = readRange(start.replace(ESCAPE, '$1'));
  if (!when) return undefined;
  let length = 0;
  for (let read = 0; read < when.length; read++)
    length += /^\\[-.:~+/]/.test(start.slice(length, length + 2)) ? 2 : 1;
  return { ...when, length };
}

function readRange(written: string): When | undefined {
  // Other hyphens, which word processors write.
  const text = written
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[\u00a0\u2007\u2009\u200b\u202f]/g, ' ');
  const when = readOne(text.slice(0, 120));
  if (!when) return undefined;
  const rest = text.slice(when.length, when.length + 100);
  const dash = /^ ?(?:[-–—~→]|to|until|till) ?(?=\S)/i.exec(rest);
  const until = dash && readOne(rest.slice(dash[0].length));
  if (!dash || !until) return when;
  return {
    ...when,
    zone: when.zone ?? until.zone,
    until,
    loose: true,
    length: when.length + dash[0].length + until.length,
  };
}

/** Reads without a range; `undefined` when there is neither date nor time. */
function readOne(text: string): When | undefined {
  let at = 0;
  const take = (pattern: RegExp) => {
    const match = pattern.exec(text.slice(at));
    if (match) at += match[0].length;
    return match;
  };
  const result: When = { loose: false, length: 0 };
  take(/^ +/);
  if (take(APPROXIMATE)) result.loose = true;
  const beforeWeekday = at;
  if (take(WEEKDAY)) readDay(result, take);
  if (at > beforeWeekday && !hasDay(result)) at = beforeWeekday;
  if (!hasDay(result)) readDay(result, take);
  const afterDay = at;
  let iso = false;
  if (hasDay(result)) {
    iso = /^T\d/.test(text.slice(at));
    take(/^(?:T(?=\d)| {0,20}(?:at |@ ?|[,|–-] )? {0,20})/);
  }
  if (take(APPROXIMATE)) result.loose = true;
  const timeAt = at;
  if (!readTime(result, take)) at = afterDay;
  if (result.time === undefined && !hasDay(result) && !result.problem)
    return undefined;
  if (result.time !== undefined) {
    if (take(/^ ?~/)) result.loose = true;
    const zone =
      iso || !isRange(text.slice(timeAt, at), text.slice(at), result)
        ? ZONE.exec(text.slice(at))
        : null;
    const named = zone && zoneNamed(zone[1]);
    if (zone && named) {
      at += zone[0].length;
      result.zone = named;
    } else if (zone && take(/^ ?(?:UTC|GMT)(?=-)/)) {
      // "10:00 UTC-11:30" is a range.
      result.zone = UTC;
    } else {
      const words = SPOKEN.exec(text.slice(at));
      result.zone = words ? findZone(words[1]) : undefined;
      if (words && result.zone) at += words[0].length;
      else delete result.zone;
    }
    if (take(/^~/)) result.loose = true;
    // "21:05, 3 March 2020": the date behind the time.
    if (!hasDay(result)) {
      const here = at;
      const open = take(/^ ?\((?=[A-Za-z\d])/);
      if (!open) take(/^(?:,| on)? {0,3}/);
      take(WEEKDAY);
      // "10:05 (1/2)" is the first of two and no day.
      const isPart = DAY_OR_MONTH.test(text.slice(at).replace(/\).*/, ''));
      const read = !isPart && readDay(result, take) && (!open || take(/^\)/));
      if (!read) {
        at = here;
        delete result.day;
        delete result.dayOfYear;
        delete result.problem;
        delete result.noDay;
      }
    }
  }
  result.length = at;
  return result;
}

/**
 * Whether "10:53-10:59" goes on with the end of a range and not with an offset
 * from UTC: both are times of a clock, and the end is later or no day is named.
 */
function isRange(time: string, after: string, when: When): boolean {
  const end = /^ ?-(\d\d):(\d\d)(?![:\d])/.exec(after);
  if (!/^ ?\d{1,2}:\d\d$/.test(time)) return false;
  if (!end || when.time === undefined || Number(end[1]) > 23) return false;
  const until = (Number(end[1]) * 60 + Number(end[2])) * 60_000;
  return !hasDay(when) || until > when.time;
}

type Take = (pattern: RegExp) => RegExpExecArray | null;

function readDay(when: When, take: Take): boolean {
  let match = take(YEAR_FIRST);
  if (match)
    return setDay(when, Number(match[1]), Number(match[3]), Number(match[4]));
  match = take(YEAR_LAST);
  if (match) {
    const [a, b, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
    if (match[2] === '.' || a > 12 || a === b) return setDay(when, year, b, a);
    if (b > 12) return setDay(when, year, a, b);
    return setNoDay(when, `"${match[0]}" can be read as two dates`);
  }
  match = take(DAY_MONTH);
  if (match) return setNamedDay(when, match[2], match[1], match[3]);
  match = take(MONTH_DAY);
  if (match) return setNamedDay(when, match[1], match[2], match[3]);
  match = take(DAY_OR_MONTH);
  if (match) {
    const [a, b] = [Number(match[1]), Number(match[2])];
    if (a <= 12 && b <= 12 && a !== b)
      return setNoDay(when, `"${match[0]}" can be read as two dates`);
    return setDayOfYear(when, Math.min(a, b), Math.max(a, b));
  }
  match = take(UNFILLED_DAY);
  if (match) setNoDay(when, `the date "${match[0]}" is not filled in`);
  return !!match;
}

function setNoDay(when: When, problem: string): true {
  when.problem = problem;
  when.noDay = true;
  return true;
}

/** A day without its year; the longest year has the most of them. */
function setDayOfYear(when: When, month: number, day: number): true {
  if (!DateTime.utc(2000, month, day).isValid)
    return setNoDay(when, `the date ${month}/${day} cannot be right`);
  when.dayOfYear = `${pad(month)}-${pad(day)}`;
  return true;
}

function setNamedDay(when: When, name: string, day: string, year?: string) {
  const month = MONTHS.indexOf(name.slice(0, 3).toLocaleLowerCase('en-US')) + 1;
  if (year) return setDay(when, Number(year), month, Number(day));
  return setDayOfYear(when, month, Number(day));
}

function setDay(when: When, year: number, month: number, day: number) {
  const date = DateTime.utc(year, month, day);
  if (date.isValid && year >= 1970 && year < 2200) when.day = date.toISODate();
  else
    setNoDay(
      when,
      `the date ${year}-${pad(month)}-${pad(day)} cannot be right`,
    );
  return true;
}

function readTime(when: When, take: Take): boolean {
  let match = take(TIME);
  if (match) {
    const [, hour, minute, second, fraction, half] = match;
    return setTime(
      when,
      match[0],
      hour,
      Number(minute),
      Number(second ?? 0),
      Number((fraction ?? '').padEnd(3, '0')),
      half,
    );
  }
  match = take(HOUR);
  if (match) return setTime(when, match[0], match[1], 0, 0, 0, match[2]);
  match = take(UNFILLED_TIME);
  if (match) when.problem ??= `the time "${match[0]}" is not filled in`;
  return !!match;
}

function setTime(
  when: When,
  written: string,
  hourText: string,
  minute: number,
  second: number,
  millisecond: number,
  half?: string,
) {
  let hour = Number(hourText);
  if (half && hour >= 1 && hour <= 12)
    hour = (hour % 12) + (half.toLocaleLowerCase('en-US') === 'p' ? 12 : 0);
  else if (half) hour = 99;
  // 24:00 is the end of the day.
  const right =
    minute < 60 &&
    second < 60 &&
    (hour < 24 || (hour === 24 && minute + second === 0));
  if (right)
    when.time = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  else when.problem ??= `the time "${written}" cannot be right`;
  return true;
}
