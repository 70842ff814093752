// SPDX-License-Identifier: Apache-2.0

import { DateTime } from 'luxon';

/**
 * `14:05`, `14.05`, `14h05`, `1405`, `14h`, `9:05:30`, `2:05 pm`, `2pm`;
 * nothing else is a time of day.
 */
export function timeOfDay(text: string) {
  const half = /^(.*\d) ?([ap])\.?m\.?$/i.exec(text);
  const written = half ? half[1] : text;
  const match =
    /^(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?$/i.exec(written) ??
    /^(\d{1,2})(\d{2})$/.exec(written) ??
    (half ? /^(\d{1,2})$/ : /^(\d{1,2})h$/i).exec(written);
  if (!match) return undefined;
  const [hour, minute, second] = [1, 2, 3].map(part =>
    Number(match[part] ?? 0),
  );
  if (half ? hour < 1 || hour > 12 : hour > 23) return undefined;
  if (minute > 59 || second > 59) return undefined;
  const afternoon = half?.[2].toLocaleLowerCase('en-US') === 'p' ? 12 : 0;
  return {
    hour: half ? (hour % 12) + afternoon : hour,
    minute,
    second,
    millisecond: 0,
  };
}

/** Where zones have other names than "GMT+1". */
const LOCALES = ['en-US', 'en-GB', 'en-AU'];

/** The offset in minutes that a zone calls by this name in that year. */
function offsetNamed(
  name: string,
  zone: { timeZone: string; year: number },
): number | undefined {
  if (/^(UTC|GMT|Z)$/i.test(name)) return 0;
  const { timeZone, year } = zone;
  for (const month of [1, 7])
    for (const locale of LOCALES) {
      const time = DateTime.fromObject(
        { year, month },
        { zone: timeZone, locale },
      );
      const known = time.offsetNameShort?.toLocaleUpperCase('en-US');
      if (known === name.toLocaleUpperCase('en-US')) return time.offset;
    }
  return undefined;
}

/** The text without the offset that it ends in, and that offset in minutes. */
export function clockAndOffset(
  text: string,
  zone: { timeZone: string; year: number },
): { text: string; offset?: number } {
  // "10:00-11:30" is a stretch and no offset.
  const signed = /^(.*\S)(?: ([+-])|(\+))(\d{1,2})(?::?(\d{2}))?$/.exec(text);
  if (signed) {
    const minutes = Number(signed[4]) * 60 + Number(signed[5] ?? 0);
    if (minutes <= 14 * 60)
      return {
        text: signed[1],
        offset: signed[2] === '-' ? -minutes : minutes,
      };
  }
  const named = /^(.*\d.*?) ?([a-z]{3,5}|z)$/i.exec(text);
  const offset = named ? offsetNamed(named[2], zone) : undefined;
  return offset === undefined ? { text } : { text: named![1], offset };
}
