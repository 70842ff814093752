// SPDX-License-Identifier: Apache-2.0

import {
  Cause,
  CauseRef,
  CausesQuery,
  meanDaysBetween,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { CauseRow, knownTo, nameKey } from './causeRows';
import { IS_OPEN } from '../actionItems/actionItemRows';
import { cutPage, decodeCursor, ListPage } from '../cursor';
import { matching, causeNow } from '../postmortemFilter';
import { ReadFilter, readableBy } from '../readFilter';
import { isRecurrence, systemOccurrences } from '../recurrence/recurrences';
import { Db, inList, isPostgres, toInstant } from '../sql';
import { columnMatchesWords } from '../search/words';

/** What a list of causes is asked for. `systems: []` matches nothing. */
export type CauseFilter = {
  /** Or that of one that was merged into it. */
  id?: string;
  systems?: readonly string[];
  categories?: readonly string[];
  q?: string;
  recurring?: boolean;
};

/** For whom: what is counted, and which names may be known. */
export type CauseReader = { read: ReadFilter; actor: string };

/** By which a portal decides what recurs and what is overdue. */
export type CauseRules = { withinDays: number; today: string };

type ListRow = CauseRow & {
  postmortems: number | string;
  times: number | string;
  recurrences: number | string;
  first_at: Date | number | null;
  last_at: Date | number | null;
  rank: number | string;
};

/** The causes in the database. SQL only: the rules are elsewhere. */
export class CausesStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** @returns `undefined` when the cursor is not one of this list and order */
  async list(
    filter: CauseFilter,
    reader: CauseReader,
    options: CauseRules & Pick<CausesQuery, 'limit' | 'cursor' | 'order'>,
  ): Promise<ListPage<Cause> | undefined> {
    const { limit, cursor, order, ...rules } = options;
    const after = decodeCursor(cursor, order, ['rank', 'name', 'id']);
    if (!after) return undefined;
    const counted = this.#counted(filter, reader, { ...rules, order });
    const rows: ListRow[] = await counted()
      .select('*')
      .modify(query => {
        if (after.length > 0)
          query.whereRaw('(rank, name_key, id) > (?, ?, ?)', [...after]);
      })
      .orderByRaw('rank, name_key, id')
      .limit(limit + 1);
    const all: Knex.QueryBuilder =
      filter.systems || filter.recurring
        ? counted()
        : this.#matching(filter, reader);
    const [{ total }]: Array<{ total: number | string }> = await all.count({
      total: '*',
    });
    const { shown, ...next } = cutPage(rows, {
      limit,
      list: order,
      keyOf: row => [Number(row.rank), row.name_key!, row.id],
    });
    return {
      items: await this.#toCauses(shown, { filter, reader, rules }),
      totalItems: Number(total),
      ...next,
    };
  }

  /** By its id, or by that of one that was merged into it. */
  async get(
    id: string,
    reader: CauseReader,
    rules: CauseRules,
  ): Promise<Cause | undefined> {
    const page = await this.list({ id }, reader, {
      ...rules,
      order: 'name',
      limit: 1,
    });
    return page?.items[0];
  }

  /** The causes that the caller may know of `ids`, by the id asked for. */
  async known(
    ids: readonly string[],
    { read, actor }: CauseReader,
  ): Promise<Map<string, CauseRef>> {
    const rows: Array<CauseRef & { asked: string }> = await this.#db({
      asked: 'cause',
    })
      .join(
        'cause',
        'cause.id',
        this.#db.raw('coalesce(asked.merged_into, asked.id)'),
      )
      .where(inList(this.#db, 'asked.id', ids))
      .where(knownTo(this.#db, read, actor))
      .select('cause.id', 'cause.name', 'cause.category', {
        asked: 'asked.id',
      });
    return new Map(rows.map(({ asked: id, ...cause }) => [id, cause]));
  }

  async named(name: string): Promise<CauseRow | undefined> {
    return this.#db<CauseRow>('cause')
      .where({ name_key: nameKey(name) })
      .first();
  }

  /** The causes that are asked for by what they are themselves. */
  #matching(
    { id, categories, q }: CauseFilter,
    { read, actor }: CauseReader,
  ): Knex.QueryBuilder {
    const db = this.#db;
    return db('cause')
      .where(knownTo(db, read, actor))
      .modify(query => {
        if (id !== undefined) query.whereIn('cause.id', causeNow(db, id));
        if (categories) query.where(inList(db, 'cause.category', categories));
        if (q !== undefined) query.where(columnMatchesWords('cause.words', q));
      });
  }

  /** The causes with their counts, as a query that can be asked further. */
  #counted(
    filter: CauseFilter,
    reader: CauseReader,
    { withinDays, order }: CauseRules & Pick<CausesQuery, 'order'>,
  ) {
    const db = this.#db;
    const { read } = reader;
    const { systems, recurring } = filter;
    const causes = () => this.#matching(filter, reader);
    const occurrences = db('postmortem_cause')
      .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
      .whereIn('postmortem_cause.cause_id', causes().select('cause.id'))
      .where(readableBy(db, read))
      .where(matching(db, { systems }))
      .select(
        'postmortem_cause.cause_id',
        'postmortem.id',
        'postmortem.status',
        'postmortem.started_at',
      );
    const published = "case when status = 'published' then";
    const counts = db('occurrence')
      .select(
        'cause_id',
        db.raw('count(*) as postmortems'),
        db.raw(`sum(${published} 1 else 0 end) as times`),
        db.raw(`min(${published} started_at end) as first_at`),
        db.raw(`max(${published} started_at end) as last_at`),
      )
      .groupBy('cause_id');
    const recurrences = db('system_occurrence')
      .select('cause_id', db.raw('count(distinct id) as recurrences'))
      .whereRaw(isRecurrence(db, withinDays))
      .whereIn('id', db('occurrence').select('id'))
      .groupBy('cause_id');
    const all = db('cause')
      .leftJoin('counts', 'counts.cause_id', 'cause.id')
      .leftJoin('recurrent', 'recurrent.cause_id', 'cause.id')
      .whereIn('cause.id', causes().select('cause.id'))
      .modify(query => {
        if (systems) query.whereNotNull('counts.cause_id');
        if (recurring) query.whereNotNull('recurrent.cause_id');
      })
      .select(
        'cause.*',
        db.raw('coalesce(postmortems, 0) as postmortems'),
        db.raw('coalesce(times, 0) as times'),
        db.raw('coalesce(recurrences, 0) as recurrences'),
        'first_at',
        'last_at',
        db.raw(`${rankOf(db, order)} as rank`),
      );
    return () =>
      db
        .with('occurrence', occurrences)
        .with('counts', counts)
        .with(
          'system_occurrence',
          systemOccurrences(db, read, db('occurrence').select('cause_id')),
        )
        .with('recurrent', recurrences)
        .with('found', all)
        .from('found');
  }

  async #toCauses(
    rows: ListRow[],
    of: { filter: CauseFilter; reader: CauseReader; rules: CauseRules },
  ): Promise<Cause[]> {
    const ids = rows.map(({ id }) => id);
    const published = () =>
      this.#db('postmortem_cause')
        .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
        .where('postmortem.status', 'published')
        .where(inList(this.#db, 'postmortem_cause.cause_id', ids))
        .where(readableBy(this.#db, of.reader.read))
        .where(matching(this.#db, { systems: of.filter.systems }));
    const systems: Array<{ cause_id: string; entity_ref: string }> =
      await published()
        .join(
          'postmortem_system',
          'postmortem_system.postmortem_id',
          'postmortem.id',
        )
        .select('cause_id', 'entity_ref')
        .groupBy('cause_id', 'entity_ref')
        .orderByRaw(
          'count(*) desc, min(postmortem_system.position), entity_ref',
        );
    const items: Array<Record<'cause_id' | 'open' | 'overdue', string>> =
      await published()
        .join('action_item', 'action_item.postmortem_id', 'postmortem.id')
        .select(
          'cause_id',
          this.#db.raw(`sum(case when ${IS_OPEN} then 1 else 0 end) as open`),
          this.#db.raw(
            `sum(case when ${IS_OPEN} and action_item.due_date < ? then 1 else 0 end) as overdue`,
            [of.rules.today],
          ),
        )
        .groupBy('cause_id');
    const actions = new Map(items.map(row => [row.cause_id, row]));
    return rows.map(row => {
      const times = Number(row.times);
      const firstAt = toInstant(row.first_at);
      const lastAt = toInstant(row.last_at);
      return {
        id: row.id,
        name: row.name,
        category: row.category,
        description: row.description,
        createdBy: row.created_by,
        createdAt: toInstant(row.created_at)!,
        updatedBy: row.updated_by,
        updatedAt: toInstant(row.updated_at)!,
        postmortems: Number(row.postmortems),
        times,
        recurrences: Number(row.recurrences),
        firstAt,
        lastAt,
        meanDaysBetween:
          firstAt && lastAt
            ? meanDaysBetween({ times, firstAt, lastAt })
            : null,
        systems: systems
          .filter(({ cause_id: id }) => id === row.id)
          .map(({ entity_ref: ref }) => ref),
        openActionItems: Number(actions.get(row.id)?.open ?? 0),
        overdueActionItems: Number(actions.get(row.id)?.overdue ?? 0),
      };
    });
  }
}

/** What a list is ordered by, the smallest first. */
function rankOf(db: Db, order: CausesQuery['order']): string {
  switch (order) {
    case 'times':
      return '-coalesce(times, 0)';
    case 'last':
      return isPostgres(db)
        ? '-coalesce(floor(extract(epoch from last_at) * 1000), 0)::bigint'
        : '-coalesce(last_at, 0)';
    default:
      return '0';
  }
}
