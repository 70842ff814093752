// SPDX-License-Identifier: Apache-2.0

import {
  ActionFigures,
  daysBetween,
  DurationStats,
  IncidentMonth,
  IncidentPoint,
  Metrics,
  today as dayIn,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { matching, PostmortemFilter } from '../postmortemFilter';
import { ReadFilter, readableBy } from '../readFilter';
import { IS_OPEN } from '../actionItems/actionItemRows';
import { PostmortemRow } from '../postmortems/rows';
import { isPostgres, toInstant } from '../sql';
import { doneOnTheDay, onTimeColumns, onTimeOf } from './onTime';

/** Which postmortems are counted, for whom. */
export type Counted = { filter: PostmortemFilter; read: ReadFilter };

const ENDS = {
  toDetect: 'detected_at',
  toAcknowledge: 'acknowledged_at',
  toMitigate: 'mitigated_at',
  toResolve: 'resolved_at',
} as const;

const DONE = "action_item.status = 'done'";

/**
 * Figures over postmortems, counted by the database: the definitions are those
 * of `durationStats` and `actionFigures` in `-common`, against which this is
 * tested.
 */
export class FiguresStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** How many there are, drafts too. */
  async total(counted: Counted): Promise<number> {
    const [{ total }] = await this.#matching(counted).count({ total: '*' });
    return Number(total);
  }

  /** Published ones by severity, and all of them. */
  async incidents(
    counted: Counted,
  ): Promise<Pick<Metrics, 'incidents' | 'bySeverity'>> {
    const rows = (await this.#published(counted)
      .select('postmortem.severity')
      .count({ count: '*' })
      .groupBy('postmortem.severity')) as Array<{
      severity: string | null;
      count: number | string;
    }>;
    const bySeverity = rows.map(({ severity, count }) => ({
      severity,
      count: Number(count),
    }));
    return {
      incidents: bySeverity.reduce((sum, { count }) => sum + count, 0),
      bySeverity,
    };
  }

  /** @param total - how many postmortems are counted */
  async durations(
    counted: Counted,
    total: number,
  ): Promise<Metrics['durations']> {
    const [toDetect, toAcknowledge, toMitigate, toResolve] = await Promise.all(
      Object.values(ENDS).map(end => this.#duration(counted, end, total)),
    );
    return { toDetect, toAcknowledge, toMitigate, toResolve };
  }

  /**
   * @param options.today - in the portal's time zone, `YYYY-MM-DD`
   * @param options.soonUntil - the last day that is `soon`
   */
  async actionItems(
    counted: Counted,
    options: { today: string; soonUntil: string; timeZone: string },
  ): Promise<ActionFigures> {
    const { today, soonUntil, timeZone } = options;
    const sum = (condition: string, as: string, bindings: string[] = []) =>
      this.#db.raw(`sum(case when ${condition} then 1 else 0 end) as ${as}`, [
        ...bindings,
      ]);
    const [[row], onTheDay, openAge] = await Promise.all([
      this.#items(counted).select(
        sum(IS_OPEN, 'open'),
        sum(`${IS_OPEN} and action_item.due_date < ?`, 'overdue', [today]),
        sum(`${IS_OPEN} and action_item.due_date between ? and ?`, 'soon', [
          today,
          soonUntil,
        ]),
        sum("action_item.status = 'proposed'", 'proposed'),
        sum(DONE, 'done'),
        ...onTimeColumns(this.#db, today),
      ) as Promise<Array<Record<string, number | string | null>>>,
      doneOnTheDay(this.#db, this.#items(counted), today),
      this.#openAge(counted, { today, timeZone }),
    ]);
    const of = (name: string) => Number(row[name] ?? 0);
    return {
      open: of('open'),
      overdue: of('overdue'),
      soon: of('soon'),
      proposed: of('proposed'),
      done: of('done'),
      completion: { n: of('done'), total: of('open') + of('done') },
      onTime: onTimeOf(row, onTheDay, timeZone),
      openAge,
    };
  }

  /**
   * Incidents with a start, drafts too, newest first, and how many earlier
   * ones there are by month and severity.
   */
  async overTime(
    counted: Counted,
    limit: number,
  ): Promise<{ points: IncidentPoint[]; months: IncidentMonth[] }> {
    const points = await this.#points(counted, limit);
    const last = points.at(-1);
    return {
      points,
      months:
        last && points.length === limit
          ? await this.#monthsBefore(counted, last)
          : [],
    };
  }

  async #monthsBefore(
    counted: Counted,
    { startedAt, number }: IncidentPoint,
  ): Promise<IncidentMonth[]> {
    const month = isPostgres(this.#db)
      ? "to_char(started_at at time zone 'UTC', 'YYYY-MM')"
      : "strftime('%Y-%m', started_at / 1000, 'unixepoch')";
    const rows: Array<{
      month: string;
      severity: string | null;
      count: number | string;
    }> = await this.#matching(counted)
      .whereNotNull('started_at')
      .whereRaw('(sort_at, number) < (?, ?)', [new Date(startedAt), number])
      .select('severity')
      .select({ month: this.#db.raw(month) })
      .select({ count: this.#db.raw('count(*)') })
      .groupByRaw(`${month}, severity`)
      .orderByRaw('month desc, severity');
    return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
  }

  async #points(counted: Counted, limit: number): Promise<IncidentPoint[]> {
    const rows: PostmortemRow[] = await this.#matching(counted)
      .select('number', 'status', 'severity')
      .select('started_at', 'resolved_at')
      .whereNotNull('started_at')
      .orderBy([
        { column: 'sort_at', order: 'desc' },
        { column: 'number', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(row => ({
      number: row.number,
      status: row.status,
      severity: row.severity,
      startedAt: toInstant(row.started_at)!,
      toResolve:
        row.resolved_at === null
          ? null
          : Math.round(
              (new Date(row.resolved_at).getTime() -
                new Date(row.started_at!).getTime()) /
                1000,
            ),
    }));
  }

  #matching({ filter, read }: Counted) {
    return this.#db('postmortem')
      .where(readableBy(this.#db, read))
      .where(matching(this.#db, filter));
  }

  #published(counted: Counted) {
    return this.#matching(counted).where('postmortem.status', 'published');
  }

  /** Action items of published postmortems. */
  #items(counted: Counted) {
    return this.#published(counted).join(
      'action_item',
      'action_item.postmortem_id',
      'postmortem.id',
    );
  }

  async #duration(
    counted: Counted,
    end: (typeof ENDS)[keyof typeof ENDS],
    total: number,
  ): Promise<DurationStats> {
    const seconds = isPostgres(this.#db)
      ? 'extract(epoch from (?? - postmortem.started_at))'
      : '(?? - postmortem.started_at) / 1000.0';
    const rows = await this.#atRanks(
      this.#published(counted)
        .select(this.#db.raw(`${seconds} as value`, [`postmortem.${end}`]))
        .whereRaw('?? >= postmortem.started_at', [`postmortem.${end}`]),
    );
    const round = (value: number | null) =>
      value === null ? null : Math.round(value);
    return {
      used: rows.used,
      total,
      median: round(mean(rows.middle)),
      p90: round(rows.p90),
      mean: round(rows.mean),
    };
  }

  async #openAge(
    counted: Counted,
    { today, timeZone }: { today: string; timeZone: string },
  ): Promise<ActionFigures['openAge']> {
    const created = isPostgres(this.#db)
      ? 'extract(epoch from action_item.created_at) * -1000'
      : '-action_item.created_at';
    // Negated, so that the youngest is the smallest.
    const { middle, p90 } = await this.#atRanks(
      this.#items(counted)
        .select(this.#db.raw(`${created} as value`))
        .whereRaw(IS_OPEN),
    );
    const age = (value: number) =>
      Math.max(0, daysBetween(dayIn(timeZone, new Date(-value)), today));
    return {
      p50: mean(middle.map(age)),
      p90: p90 === null ? null : age(p90),
    };
  }

  /**
   * The middle value or two, the 90th percentile by nearest rank, and the mean
   * of a query that selects `value`.
   */
  async #atRanks(values: Knex.QueryBuilder): Promise<{
    used: number;
    middle: number[];
    p90: number | null;
    mean: number | null;
  }> {
    const rows = (await this.#db
      .with('asked', values)
      .with(
        'ranked',
        this.#db('asked').select(
          'value',
          this.#db.raw('row_number() over (order by value) as rank'),
          this.#db.raw('count(*) over () as used'),
          this.#db.raw('avg(value) over () as mean'),
        ),
      )
      .from('ranked')
      .select('*')
      .whereRaw(
        'rank in ((used + 1) / 2, used / 2 + 1, (90 * used + 99) / 100)',
      )
      .orderBy('rank')) as Array<
      Record<'value' | 'rank' | 'used' | 'mean', number | string>
    >;
    if (rows.length === 0)
      return { used: 0, middle: [], p90: null, mean: null };
    const used = Number(rows[0].used);
    const at = (rank: number) =>
      Number(rows.find(row => Number(row.rank) === rank)!.value);
    return {
      used,
      middle: [at(Math.floor((used + 1) / 2)), at(Math.floor(used / 2) + 1)],
      p90: at(Math.ceil((90 * used) / 100)),
      mean: Number(rows[0].mean),
    };
  }
}

function mean(values: number[]): number | null {
  return values.length === 0
    ? null
    : values.reduce((sum, value) => sum + value, 0) / values.length;
}
