// SPDX-License-Identifier: Apache-2.0

import {
  Cause,
  CauseEvent,
  CauseRef,
  CausesQuery,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { CauseFields, CauseRow, knownTo, nameKey } from './causeRows';
import { By, causeHistory } from './causeHistory';
import {
  insertCause,
  mergeCauses,
  rejectCause,
  updateCause,
} from './causeWrites';
import { decodeCursor, encodeCursor } from './cursor';
import { asked, causeNow, ReadFilter, readableBy } from './filters';
import { PostmortemsStore } from './PostmortemsStore';
import { cameBack, DAY_MS, happened } from './recurrences';
import { Db, inList, isPostgres, toInstant } from './sql';
import { columnMatchesWords } from './words';

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
  readonly #knex: Knex;

  constructor(options: { postmortems: PostmortemsStore }) {
    this.#knex = options.postmortems.knex;
  }

  async list(
    filter: CauseFilter,
    reader: CauseReader,
    options: CauseRules & Pick<CausesQuery, 'limit' | 'cursor' | 'order'>,
  ): Promise<{ items: Cause[]; totalItems: number; nextCursor?: string }> {
    const { limit, cursor, order, ...rules } = options;
    const counted = this.#counted(filter, reader, { ...rules, order });
    const rows: ListRow[] = await counted()
      .select('*')
      .modify(query => {
        if (cursor === undefined) return;
        query.whereRaw('(rank, name_key, id) > (?, ?, ?)', [
          ...decodeCursor(cursor, order, ['rank', 'name', 'id']),
        ]);
      })
      .orderByRaw('rank, name_key, id')
      .limit(limit + 1);
    const all: Knex.QueryBuilder =
      filter.systems || filter.recurring
        ? counted()
        : this.#matching(filter, reader);
    const [{ total }] = (await all.count({ total: '*' })) as any[];
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.#toCauses(shown, { filter, reader, rules }),
      totalItems: Number(total),
      ...(last &&
        rows.length > limit && {
          nextCursor: encodeCursor(order, [
            Number(last.rank),
            last.name_key!,
            last.id,
          ]),
        }),
    };
  }

  /** By its id, or by that of one that was merged into it. */
  async get(
    id: string,
    reader: CauseReader,
    rules: CauseRules,
  ): Promise<Cause | undefined> {
    const { items } = await this.list({ id }, reader, {
      ...rules,
      order: 'name',
      limit: 1,
    });
    return items[0];
  }

  /** The causes that the caller may know of `ids`, by the id asked for. */
  async known(
    ids: readonly string[],
    { read, actor }: CauseReader,
  ): Promise<Map<string, CauseRef>> {
    const rows: Array<CauseRef & { asked: string }> = await this.#knex({
      asked: 'cause',
    })
      .join(
        'cause',
        'cause.id',
        this.#knex.raw('coalesce(asked.merged_into, asked.id)'),
      )
      .where(inList(this.#knex, 'asked.id', ids))
      .where(knownTo(this.#knex, read, actor))
      .select('cause.id', 'cause.name', 'cause.category', {
        asked: 'asked.id',
      });
    return new Map(rows.map(({ asked: id, ...cause }) => [id, cause]));
  }

  async named(name: string): Promise<CauseRow | undefined> {
    return this.#knex<CauseRow>('cause')
      .where({ name_key: nameKey(name) })
      .first();
  }

  /** @returns its id; `undefined` when its name is taken */
  async insert(fields: CauseFields, by: By): Promise<string | undefined> {
    return insertCause(this.#knex, fields, by);
  }

  /** @returns whether it is there; a taken name throws by its unique index */
  async update(
    id: string,
    patch: Partial<CauseFields>,
    by: By,
  ): Promise<boolean> {
    return updateCause(this.#knex, id, { ...by, patch });
  }

  /**
   * Moves everything that is said of `id` to `into`. The row of `id` stays and
   * says where it went.
   *
   * @returns false when one of the two is not there any more
   */
  async merge(id: string, into: string, by: By): Promise<boolean> {
    return mergeCauses(this.#knex, id, { ...by, into });
  }

  /** What happened to the cause, newest first, as far as one may know. */
  async history(
    cause: Pick<Cause, 'id' | 'createdBy'>,
    reader: CauseReader,
  ): Promise<CauseEvent[]> {
    return causeHistory(this.#knex, cause, reader);
  }

  /**
   * That the cause is not to be suggested for the postmortem any more.
   *
   * @returns false when one of the two is not there any more, or the postmortem
   * confirms the cause
   */
  async reject(
    postmortemId: string,
    causeId: string,
    by: By,
  ): Promise<boolean> {
    return rejectCause(this.#knex, postmortemId, { ...by, causeId });
  }

  /** The causes that are asked for by what they are themselves. */
  #matching(
    { id, categories, q }: CauseFilter,
    { read, actor }: CauseReader,
  ): Knex.QueryBuilder {
    const knex = this.#knex;
    return knex('cause')
      .where(knownTo(knex, read, actor))
      .modify(query => {
        if (id !== undefined) query.whereIn('cause.id', causeNow(knex, id));
        if (categories) query.where(inList(knex, 'cause.category', categories));
        if (q !== undefined) query.where(columnMatchesWords('cause.words', q));
      });
  }

  /** The causes with their counts, as a query that can be asked further. */
  #counted(
    filter: CauseFilter,
    reader: CauseReader,
    { withinDays, order }: CauseRules & Pick<CausesQuery, 'order'>,
  ) {
    const knex = this.#knex;
    const { read } = reader;
    const { systems, recurring } = filter;
    const causes = () => this.#matching(filter, reader);
    const occurrences = knex('postmortem_cause')
      .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
      .whereIn('postmortem_cause.cause_id', causes().select('cause.id'))
      .where(readableBy(knex, read))
      .where(asked(knex, { systems }))
      .select(
        'postmortem_cause.cause_id',
        'postmortem.id',
        'postmortem.status',
        'postmortem.started_at',
      );
    const published = "case when status = 'published' then";
    const counts = knex('occurrence')
      .select(
        'cause_id',
        knex.raw('count(*) as postmortems'),
        knex.raw(`sum(${published} 1 else 0 end) as times`),
        knex.raw(`min(${published} started_at end) as first_at`),
        knex.raw(`max(${published} started_at end) as last_at`),
      )
      .groupBy('cause_id');
    const recurrences = knex('happened')
      .select('cause_id', knex.raw('count(distinct id) as recurrences'))
      .whereRaw(cameBack(knex, withinDays))
      .whereIn('id', knex('occurrence').select('id'))
      .groupBy('cause_id');
    const all = knex('cause')
      .leftJoin('counts', 'counts.cause_id', 'cause.id')
      .leftJoin('recurrent', 'recurrent.cause_id', 'cause.id')
      .whereIn('cause.id', causes().select('cause.id'))
      .modify(query => {
        if (systems) query.whereNotNull('counts.cause_id');
        if (recurring) query.whereNotNull('recurrent.cause_id');
      })
      .select(
        'cause.*',
        knex.raw('coalesce(postmortems, 0) as postmortems'),
        knex.raw('coalesce(times, 0) as times'),
        knex.raw('coalesce(recurrences, 0) as recurrences'),
        'first_at',
        'last_at',
        knex.raw(`${rankOf(knex, order)} as rank`),
      );
    return () =>
      knex
        .with('occurrence', occurrences)
        .with('counts', counts)
        .with(
          'happened',
          happened(knex, read, knex('occurrence').select('cause_id')),
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
      this.#knex('postmortem_cause')
        .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
        .where('postmortem.status', 'published')
        .where(inList(this.#knex, 'postmortem_cause.cause_id', ids))
        .where(readableBy(this.#knex, of.reader.read))
        .where(asked(this.#knex, { systems: of.filter.systems }));
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
    const open = "action_item.status in ('open', 'in-progress')";
    const items: Array<Record<'cause_id' | 'open' | 'overdue', string>> =
      await published()
        .join('action_item', 'action_item.postmortem_id', 'postmortem.id')
        .select(
          'cause_id',
          this.#knex.raw(`sum(case when ${open} then 1 else 0 end) as open`),
          this.#knex.raw(
            `sum(case when ${open} and action_item.due_date < ? then 1 else 0 end) as overdue`,
            [of.rules.today],
          ),
        )
        .groupBy('cause_id');
    const actions = new Map(items.map(row => [row.cause_id, row]));
    return rows.map(row => ({
      id: row.id,
      name: row.name,
      category: row.category,
      description: row.description,
      createdBy: row.created_by,
      createdAt: toInstant(row.created_at)!,
      updatedBy: row.updated_by,
      updatedAt: toInstant(row.updated_at)!,
      postmortems: Number(row.postmortems),
      times: Number(row.times),
      recurrences: Number(row.recurrences),
      firstAt: toInstant(row.first_at),
      lastAt: toInstant(row.last_at),
      meanDaysBetween: meanDays(row),
      systems: systems
        .filter(({ cause_id: id }) => id === row.id)
        .map(({ entity_ref: ref }) => ref),
      openActionItems: Number(actions.get(row.id)?.open ?? 0),
      overdueActionItems: Number(actions.get(row.id)?.overdue ?? 0),
    }));
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

function meanDays({ first_at: first, last_at: last, times }: ListRow) {
  if (first === null || last === null || Number(times) < 2) return null;
  const ms = new Date(last).getTime() - new Date(first).getTime();
  return Math.round((ms / DAY_MS / (Number(times) - 1)) * 10) / 10;
}
