// SPDX-License-Identifier: Apache-2.0

const UNITS: Array<[RegExp, number]> = [
  [/^(?:d|days?)\b/i, 86_400],
  [/^(?:h|hrs?|hours?)(?![a-z])/i, 3600],
  [/^(?:min|mins|minutes?|m)\b/i, 60],
  [/^(?:s|secs?|seconds?)\b/i, 1],
];

const unitOf = (text: string) => UNITS.find(([pattern]) => pattern.test(text));

/**
 * Reads a duration that is the whole of `text` ("4 hours 42 minutes.",
 * "1h 20m", "11 Days", "01:20:00"), in seconds, with its smallest unit.
 */
export function readDuration(
  text: string,
): { seconds: number; unit: number } | undefined {
  let rest = text
    .slice(0, 200)
    .replace(/\[\^[^\]]{1,20}\]/g, '')
    .replace(/^\s*(?:~|≈|about|around|approx(?:\.|imately)?)\s*/i, '')
    .trim()
    .replace(/\.$/, '');
  const clock = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/.exec(rest);
  if (clock)
    return {
      seconds:
        Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0),
      unit: clock[3] ? 1 : 60,
    };
  let seconds = 0;
  let unit = Infinity;
  while (rest) {
    const number = /^(\d{1,7}(?:\.\d{1,4})?)\s?-?\s?/.exec(rest);
    if (!number) return undefined;
    rest = rest.slice(number[0].length);
    const found = unitOf(rest);
    if (!found || found[1] >= unit) return undefined;
    unit = found[1];
    seconds += Number(number[1]) * unit;
    rest = rest.replace(found[0], '').replace(/^(?:\s|,|and\b)+/i, '');
  }
  return Number.isFinite(unit)
    ? { seconds: Math.round(seconds), unit }
    : undefined;
}
