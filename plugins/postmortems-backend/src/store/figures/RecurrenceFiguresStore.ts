// SPDX-License-Identifier: Apache-2.0

import {
  DAY_MS,
  median,
  percentile,
  RecurrenceFigures,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { matching } from '../postmortemFilter';
import { readableBy } from '../readFilter';
import { Counted } from './FiguresStore';
import {
  isRecurrence,
  systemOccurrences,
  msBetween,
} from '../recurrence/recurrences';
import { isPostgres } from '../sql';

/** How often causes came back, and after how long. */
export class RecurrenceFiguresStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** How much came back, over the published postmortems that are counted. */
  async forFilter(
    counted: Counted,
    { withinDays }: { withinDays: number },
  ): Promise<RecurrenceFigures> {
    const db = this.#db;
    const inFilter = () =>
      db('postmortem')
        .where(readableBy(db, counted.read))
        .where(matching(db, counted.filter))
        .where('postmortem.status', 'published')
        .whereNotNull('postmortem.started_at');
    const [{ total }] = await inFilter().count({ total: '*' });
    const causes = db('postmortem_cause')
      .select('cause_id')
      .whereIn('postmortem_id', inFilter().select('postmortem.id'));
    const rows: Array<Record<'ms' | 'unfinished', number | string>> = await db
      .with('system_occurrence', systemOccurrences(db, counted.read, causes))
      .with(
        'recurred',
        db('system_occurrence')
          .select('id', 'cause_id', 'entity_ref', 'started_at', 'number')
          .select({
            ms: db.raw(msBetween(db, 'before_at', 'started_at')),
          })
          .whereRaw(isRecurrence(db, withinDays))
          .whereIn('id', inFilter().select('postmortem.id')),
      )
      .with('broken', unfinishedPrevent(db))
      .from('recurred')
      .select({ ms: db.raw('min(ms)') })
      .select({
        unfinished: db.raw(
          'max(case when id in (select id from broken) then 1 else 0 end)',
        ),
      })
      .groupBy('id');
    const days = rows.map(({ ms }) => Number(ms) / DAY_MS);
    const n = rows.length;
    return {
      rate: { n, total: Number(total) },
      daysBetween: statsOf(days),
      withUnfinishedPrevent: {
        n: rows.filter(({ unfinished }) => Number(unfinished) === 1).length,
        total: n,
      },
    };
  }
}

/**
 * The postmortems of `recurred` at whose start an accepted `prevent` item of an
 * earlier occurrence was unfinished. The same as `wasUnfinished`, in SQL.
 */
function unfinishedPrevent(db: Knex) {
  const start = 'recurred.started_at';
  const startDay = isPostgres(db)
    ? `to_char(${start} at time zone 'UTC', 'YYYY-MM-DD')`
    : `strftime('%Y-%m-%d', ${start} / 1000, 'unixepoch')`;
  // One join over all: asked for each row anew, it reads all for each row.
  return db.raw(`select distinct recurred.id
    from recurred
    join system_occurrence as earlier
      on earlier.cause_id = recurred.cause_id
      and earlier.entity_ref = recurred.entity_ref
      and (earlier.started_at, earlier.number)
        < (recurred.started_at, recurred.number)
    join action_item on action_item.postmortem_id = earlier.id
    where action_item.purpose = 'prevent'
      and action_item.status not in ('proposed', 'wont-do')
      and (action_item.status <> 'done' or action_item.done_at > ${start})
      and (action_item.created_at < ${start}
        or action_item.due_date < ${startDay})`);
}

/** In days, to a tenth. */
function statsOf(days: number[]): RecurrenceFigures['daysBetween'] {
  const round = (value: number | null) =>
    value === null ? null : Math.round(value * 10) / 10;
  return {
    used: days.length,
    total: days.length,
    median: round(median(days)),
    p90: round(percentile(days, 90)),
    mean: days.length
      ? round(days.reduce((sum, value) => sum + value, 0) / days.length)
      : null,
  };
}
