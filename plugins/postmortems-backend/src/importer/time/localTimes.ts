// SPDX-License-Identifier: Apache-2.0

import { DateTime } from 'luxon';
import { Zone } from './zones';

/** The instant of a local day and time, in milliseconds. */
export function toInstant(
  day: string,
  time: number,
  zone: Zone,
): { at: number; doubt?: string } {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (zone.offset !== undefined)
    return { at: midnight + time - zone.offset * 60_000 };
  const local = DateTime.fromMillis(midnight + time, { zone: 'UTC' });
  const there = local.setZone(zone.name, { keepLocalTime: true });
  if (there.toFormat('HH:mm') !== local.toFormat('HH:mm'))
    return {
      at: there.toMillis(),
      doubt: `this time does not exist in ${zone.name}: the clocks went forward`,
    };
  const possible = there.getPossibleOffsets();
  if (possible.length > 1)
    return {
      at: Math.min(...possible.map(one => one.toMillis())),
      doubt: `this time came twice in ${zone.name}, and the first was taken`,
    };
  return { at: there.toMillis() };
}

/** The day after, `YYYY-MM-DD`. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000)
    .toISOString()
    .slice(0, 10);
}
