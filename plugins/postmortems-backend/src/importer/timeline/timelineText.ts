// SPDX-License-Identifier: Apache-2.0

import { readWhen, When } from '../time/times';
import { zoneNamed } from '../time/zones';

/** Why an entry has no time, for the person who imports it. */
export function unknownTime(time: string, when: When | undefined): string {
  const kept = 'the entry has no time and its text keeps what was written';
  if (!time) return 'this entry has no time';
  if (!when) return `"${time.slice(0, 100)}" is not a time; ${kept}`;
  if (when.problem) return `${when.problem}; ${kept}`;
  if (when.time === undefined) return `"${time}" has no time of day; ${kept}`;
  return `"${time}" has no date, and none is known from elsewhere; ${kept}`;
}

/**
 * Whether a line above times says nothing but their day, and at most that all
 * of them are in a zone whose name the postmortem keeps.
 */
export function isOnlyDay(text: string, when: When): boolean {
  const day = text.replace(/^[*_]+/, '');
  const rest = day.slice(when.length, when.length + 100).replace(/[*_]/g, '');
  const zone = /^\s?\(?all times(?: are)?(?: in)? (\S{1,64}?)\)?$/i.exec(rest);
  return (
    when.time === undefined &&
    !when.until &&
    !when.loose &&
    (/^[\s:.]*$/.test(rest) ||
      (zone !== null && zoneNamed(zone[1])?.name === zone[1])) &&
    day.length <= when.length + 100
  );
}

/** A time cell without its decoration. */
export function bare(written: string): string {
  let [from, to] = [0, written.length];
  while (from < to && ' \t\n*_`[('.includes(written[from])) from++;
  while (to > from && ' \t\n*_`])'.includes(written[to - 1])) to--;
  // "22:30 UTC (Oct 29)" closes what it opened.
  const inside = written.slice(from, to);
  return written[to] === ')' &&
    inside.lastIndexOf('(') > inside.lastIndexOf(')')
    ? `${inside})`
    : inside;
}

/** Splits "**14:05** - Alert fired" into the time and the rest. */
export function splitTime(text: string): { when: string; rest: string } {
  // "🔴 10:00 …", "[x] 10:00 …": the mark is a part of the text.
  const mark =
    /^(?:\[[ xX]\] {1,3}|:[a-z][a-z0-9_+-]{1,24}: {1,3}|\p{Extended_Pictographic}\uFE0F?\s{0,3})(?=[\s*_`[(]{0,10}\d)/u.exec(
      text.slice(0, 40),
    )?.[0];
  if (mark) {
    const { when, rest } = splitTime(text.slice(mark.length));
    return when ? { when, rest: mark + rest } : { when: '', rest: text };
  }
  // "[10:05](https://…) …", "At 10:05 we …": the time stays where it is.
  const link = /^[\s*_]{0,5}\[([^\][]{4,60})\]\(\S{1,2000}\)(?=\s|$)/.exec(
    text,
  )?.[1];
  const stated = link ?? /^At (\d[^\n]{3,40})/.exec(text)?.[1];
  if (stated) {
    const when = readWhen(stated);
    const all = !link || when?.length === link.trim().length;
    return all && when?.time !== undefined
      ? { when: stated.slice(0, when.length), rest: text }
      : { when: '', rest: text };
  }
  const open = /^[\s*_`[(]{0,10}/.exec(text)![0];
  const when = readWhen(text.slice(open.length));
  if (!when) return { when: '', rest: text };
  const end = open.length + when.length;
  const after = text.slice(end, end + 40);
  // A space that cannot be seen (U+200B) ends a time as any other. Emphasis is
  // closed only where it was opened: "14:05 **Outage** begins".
  const close = /[*_`]/.test(open)
    ? /^[\s*_`\])]{0,6}(?:\\?[-–—:|,.→]{1,3}(?![-\w]))?[*_`]{0,3}(?=[\s\u200b]|$)[\s\u200b]*/
    : /^[\])]?(?:\s{0,3}\\?[-–—:|,.→]{1,3}(?=[\s\u200b]|$)|(?=[\s\u200b]|$))[\s\u200b]*/;
  const found = close.exec(after);
  if (!found) return { when: '', rest: text };
  // "**14:05 Outage** begins": what is still open belongs to the text.
  const marks = (part: string) => part.replace(/[^*_`]/g, '');
  const left = marks(open).slice(marks(found[0]).length);
  return {
    when: text.slice(open.length, end),
    rest: left + text.slice(end + found[0].length).trim(),
  };
}
