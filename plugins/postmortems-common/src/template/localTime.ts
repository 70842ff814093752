// SPDX-License-Identifier: Apache-2.0

import { DateTime } from 'luxon';

/**
 * An instant as a local date and time, exact to what it holds. The offset is
 * written only where the local time alone would not say which it is.
 */
export function formatInstant(at: string, zone: string): string {
  const local = DateTime.fromISO(at, { zone });
  let precision = 'HH:mm';
  if (local.millisecond !== 0) precision = 'HH:mm:ss.SSS';
  else if (local.second !== 0) precision = 'HH:mm:ss';
  const format = `yyyy-MM-dd ${precision}`;
  const candidates = [format, `${format} ZZ`].map(one => local.toFormat(one));
  return (
    candidates.find(text => readInstant(text, zone) === at) ??
    local.toUTC().toFormat(`${format} ZZ`)
  );
}

/** The instant of what {@link formatInstant} writes, and of nothing else. */
export function readInstant(written: string, zone: string): string | undefined {
  const parts =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d{3})?)?)(?: ([+-]\d\d:\d\d))?$/.exec(
      written,
    );
  if (!parts) return undefined;
  const [, day, time, offset] = parts;
  const local = DateTime.fromISO(`${day}T${time}${offset ?? ''}`, { zone });
  if (!local.isValid) return undefined;
  // A time that does not exist there is moved, and one may come twice.
  const isClear =
    local.toFormat('yyyy-MM-dd HH:mm') === `${day} ${time.slice(0, 5)}` &&
    local.getPossibleOffsets().length === 1;
  return offset || isClear ? local.toUTC().toISO()! : undefined;
}

/**
 * `1 h 30 min`.
 *
 * @public
 */
export function formatTemplateDuration(milliseconds: number): string {
  let rest = Math.round(milliseconds / 1000);
  const parts: string[] = [];
  for (const [name, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(' ') || '0 min';
}
