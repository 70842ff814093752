import {
  PostmortemDocument,
  timeZone as timeZoneSchema,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { INSTANTS } from './InstantField';

/** The IANA zones that this browser knows. */
export function timeZones(): string[] {
  return [
    'UTC',
    ...Intl.supportedValuesOf('timeZone').filter(z => z !== 'UTC'),
  ];
}

/** The zone of the person at the screen. */
export function localTimeZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return timeZoneSchema.safeParse(timeZone).success ? timeZone : 'UTC';
}

type Times = Pick<PostmortemDocument, (typeof INSTANTS)[number] | 'timeline'>;

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
