// SPDX-License-Identifier: Apache-2.0

import { DateTime } from 'luxon';

/**
 * Until when a postmortem is to be published.
 *
 * @param resolvedAt - when the incident was resolved: an ISO 8601 instant
 * @param workingDays - how many days, Monday to Friday, after that day
 * @param timeZone - the portal's, an IANA name
 * @returns the last millisecond of that day, as an ISO 8601 instant in UTC
 * @public
 */
export function publishBy(
  resolvedAt: string,
  workingDays: number,
  timeZone: string,
): string {
  let day = DateTime.fromISO(resolvedAt, { zone: timeZone }).startOf('day');
  for (let left = workingDays; left > 0;) {
    day = day.plus({ days: 1 });
    if (day.weekday <= 5) left--;
  }
  return day.endOf('day').toUTC().toISO()!;
}
