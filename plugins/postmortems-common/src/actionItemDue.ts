// SPDX-License-Identifier: Apache-2.0

import { DateTime } from 'luxon';
import {
  ActionFigures,
  ActionItemDue,
  ActionItemRow,
  OPEN_STATUSES,
} from './model';
import { median, percentile } from './percentile';

/** Days ahead in which an open action item is due soon. */
const SOON_DAYS = 7;

/**
 * The day it is in a time zone, `YYYY-MM-DD`. A due day ends when the next
 * one begins in the portal's configured zone.
 *
 * @param timeZone - IANA name
 * @public
 */
export function today(timeZone: string, now: Date = new Date()): string {
  return dayOf(now.toISOString(), timeZone);
}

function dayOf(instant: string, timeZone: string): string {
  return DateTime.fromISO(instant, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

const utc = (day: string) => DateTime.fromISO(day, { zone: 'utc' });

/**
 * The last day that still counts as `soon`: 7 days after today.
 *
 * @public
 */
export function soonUntil(day: string): string {
  return utc(day).plus({ days: SOON_DAYS }).toFormat('yyyy-MM-dd');
}

/**
 * Whether there is still something to do: see {@link OPEN_STATUSES}.
 *
 * @public
 */
export const isOpen = ({ status }: Pick<ActionItemRow, 'status'>): boolean =>
  OPEN_STATUSES.includes(status);

/**
 * When an action item is due, as seen on a day: see {@link ActionItemDue}.
 *
 * @param day - today, `YYYY-MM-DD` in the portal's time zone
 * @public
 */
export function dueOf(
  item: Pick<ActionItemRow, 'status' | 'dueDate'>,
  day: string,
): ActionItemDue {
  if (item.dueDate === null) return 'none';
  if (!isOpen(item)) return 'later';
  if (item.dueDate < day) return 'overdue';
  return item.dueDate <= soonUntil(day) ? 'soon' : 'later';
}

/**
 * The figures of action items: see {@link ActionFigures}. They count the rows
 * they are given; for one creation cohort, give the rows created in it.
 *
 * - accepted is all but `proposed`, which count in nothing but `proposed`
 * - completion is done of accepted less won't-do
 * - on time is done by the end of the due day, of all accepted whose due day
 *   is over and which are not won't-do; a `done` without a time is not on time
 * - open age is in whole days since the item was created, p90 by nearest rank
 *
 * @param day - today, `YYYY-MM-DD` in that zone
 * @param timeZone - the portal's, in which a due day ends
 * @public
 */
export function actionFigures(
  rows: ReadonlyArray<
    Pick<ActionItemRow, 'status' | 'dueDate' | 'doneAt' | 'createdAt'> &
      Partial<Pick<ActionItemRow, 'firstDueDate'>>
  >,
  day: string,
  timeZone: string = 'UTC',
): ActionFigures {
  const open = rows.filter(isOpen);
  const done = rows.filter(({ status }) => status === 'done');
  const promised = [...open, ...done].map(row => ({
    ...row,
    promisedDay: row.firstDueDate ?? row.dueDate,
  }));
  const passed = promised.filter(
    ({ promisedDay }) => promisedDay !== null && promisedDay < day,
  );
  const onTime = passed.filter(
    ({ status, promisedDay, doneAt }) =>
      status === 'done' &&
      promisedDay !== null &&
      doneAt !== null &&
      dayOf(doneAt, timeZone) <= promisedDay,
  );
  const ages = open.map(({ createdAt }) =>
    Math.max(0, utc(day).diff(utc(dayOf(createdAt, timeZone)), 'days').days),
  );
  const due = (kind: ActionItemDue) =>
    open.filter(row => dueOf(row, day) === kind).length;
  return {
    open: open.length,
    overdue: due('overdue'),
    soon: due('soon'),
    proposed: rows.filter(({ status }) => status === 'proposed').length,
    done: done.length,
    completion: { n: done.length, total: open.length + done.length },
    onTime: { n: onTime.length, total: passed.length },
    openAge: { p50: median(ages), p90: percentile(ages, 90) },
  };
}
