// SPDX-License-Identifier: Apache-2.0

import {
  Instant,
  INSTANTS,
  PostmortemDocument,
  timeZone as timeZoneSchema,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { currentZoneName } from '../../common/zoneNames';

/** By its name today, unless the browser is too old to know it. */
function named(zone: string): string {
  const name = currentZoneName(zone);
  return timeZoneSchema.safeParse(name).success ? name : zone;
}

/** The IANA zones that this browser knows. */
export function timeZones(): string[] {
  const zones = Intl.supportedValuesOf('timeZone').map(named).sort();
  return [...new Set(['UTC', ...zones])];
}

/** The zone of the person at the screen. */
export function localTimeZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZoneSchema.safeParse(timeZone).success ? named(timeZone) : 'UTC';
}

type Times = Pick<PostmortemDocument, Instant | 'timeline'>;

/**
 * The same clock times in another zone: for times that were typed while the
 * wrong zone was chosen.
 */
export function withClockTimesIn(
  values: Times,
  from: string,
  to: string,
): Times {
  const move = (at: string | null) =>
    at &&
    DateTime.fromISO(at, { zone: from })
      .setZone(to, { keepLocalTime: true })
      .toUTC()
      .toISO();
  return {
    ...(Object.fromEntries(
      INSTANTS.map(name => [name, move(values[name])]),
    ) as Omit<Times, 'timeline'>),
    timeline: values.timeline.map(entry => ({ ...entry, at: move(entry.at) })),
  };
}

export function hasTimes(values: Times): boolean {
  return (
    INSTANTS.some(name => values[name] !== null) ||
    values.timeline.some(entry => entry.at !== null)
  );
}
