// SPDX-License-Identifier: Apache-2.0

import { Ratio, today as dayIn } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { IS_OPEN } from '../actionItems/actionItemRows';
import { isPostgres } from '../sql';

/** What *on time* is held against. */
export const PROMISED_DAY =
  'coalesce(action_item.first_due_date, action_item.due_date)';

const DONE_OF_PASSED = `action_item.status = 'done' and ${PROMISED_DAY} < ?`;

/**
 * The day in the zone furthest east ends 10 hours into the day in UTC, and in
 * the zone furthest west 36 hours after its start.
 */
const ENDED_NOWHERE_HOURS = 10;
const ENDED_EVERYWHERE_HOURS = 36;

/** An instant within the promised day, for comparison with another one. */
function hoursIntoDueDay(db: Knex, hours: number): string {
  return isPostgres(db)
    ? `((${PROMISED_DAY} || 'T00:00:00Z')::timestamptz + interval '${hours} hours')`
    : `((strftime('%s', ${PROMISED_DAY}) + ${hours * 3600}) * 1000)`;
}

/**
 * What a query for action items selects for {@link onTimeOf}.
 *
 * @param today - in the portal's time zone, `YYYY-MM-DD`
 */
export function onTimeColumns(db: Knex, today: string): Knex.Raw[] {
  const sum = (condition: string, as: string) =>
    db.raw(`sum(case when ${condition} then 1 else 0 end) as ${as}`, [today]);
  return [
    sum(`${IS_OPEN} and ${PROMISED_DAY} < ?`, 'open_of_passed'),
    sum(DONE_OF_PASSED, 'done_of_passed'),
    sum(
      `${DONE_OF_PASSED} and action_item.done_at < ${hoursIntoDueDay(db, ENDED_NOWHERE_HOURS)}`,
      'surely_on_time',
    ),
  ];
}

/** A row of a promised day on which it was done somewhere in the world. */
export type DoneOnTheDay = { promised_day: string; done_at: Date | number };

/**
 * Of a query for action items: the done ones of which only the time zone tells
 * whether they were in time.
 */
export function doneOnTheDay(
  db: Knex,
  items: Knex.QueryBuilder,
  today: string,
): Promise<DoneOnTheDay[]> {
  return items
    .select(db.raw(`${PROMISED_DAY} as promised_day`), 'action_item.done_at')
    .whereRaw(DONE_OF_PASSED, [today])
    .whereRaw(
      `action_item.done_at >= ${hoursIntoDueDay(db, ENDED_NOWHERE_HOURS)}`,
    )
    .whereRaw(
      `action_item.done_at < ${hoursIntoDueDay(db, ENDED_EVERYWHERE_HOURS)}`,
    ) as unknown as Promise<DoneOnTheDay[]>;
}

/**
 * The figure, as `actionFigures` in `-common` defines it.
 *
 * @param row - of {@link onTimeColumns}
 */
export function onTimeOf(
  row: Record<string, number | string | null>,
  onTheDay: readonly DoneOnTheDay[],
  timeZone: string,
): Ratio {
  const of = (name: string) => Number(row[name] ?? 0);
  const stillInTime = onTheDay.filter(
    ({ promised_day, done_at }) =>
      dayIn(timeZone, new Date(done_at)) <= promised_day,
  );
  return {
    n: of('surely_on_time') + stillInTime.length,
    total: of('open_of_passed') + of('done_of_passed'),
  };
}
