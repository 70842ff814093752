// SPDX-License-Identifier: Apache-2.0

import { FactsQuery, SystemFacts } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { IS_OPEN } from '../actionItems/actionItemRows';
import { cutPage, decodeCursor, ListPage } from '../cursor';
import { ReadFilter, readableBy } from '../readFilter';
import { isRecurrence, systemOccurrences } from '../recurrence/recurrences';
import { inList } from '../sql';
import { PROMISED_DAY } from './onTime';

const LIST = 'facts';

/** Facts of a system, without what depends on the day. */
export type StoredFacts = Omit<SystemFacts, 'oldestPromiseDaysOverdue'>;

type Counts = { entity_ref: string } & Record<string, number | string | null>;

const bySystem = (rows: Counts[]) =>
  new Map(rows.map(row => [row.entity_ref, row]));

/**
 * The facts of affected systems, over what is published and not restricted,
 * even where the caller may read more: they are shown to everybody.
 */
export class FactsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * @param options.today - in the portal's time zone, `YYYY-MM-DD`
   * @param options.since - the instant from which recurrences are counted
   * @returns `undefined` when the cursor is not one of this list
   */
  async page(
    read: ReadFilter,
    { limit, cursor }: FactsQuery,
    options: { today: string; since: string; withinDays: number },
  ): Promise<ListPage<StoredFacts> | undefined> {
    const after = decodeCursor(cursor, LIST, ['name']);
    if (!after) return undefined;
    const systems = this.#db('postmortem_system').whereExists(query =>
      this.#counted(
        query.select(this.#db.raw('1')).from('postmortem'),
        read,
      ).whereRaw('postmortem.id = postmortem_system.postmortem_id'),
    );
    const [rows, [{ total }]] = await Promise.all([
      systems
        .clone()
        .distinct('entity_ref')
        .modify(
          query => after.length && query.where('entity_ref', '>', after[0]),
        )
        .orderBy('entity_ref')
        .limit(limit + 1) as Promise<Array<{ entity_ref: string }>>,
      systems.clone().countDistinct({ total: 'entity_ref' }),
    ]);
    const { shown, ...next } = cutPage(rows, {
      limit,
      list: LIST,
      keyOf: row => [row.entity_ref],
    });
    const refs = shown.map(({ entity_ref }) => entity_ref);
    const [items, recurrences] = await Promise.all([
      this.#items(refs, read, options),
      this.#recurrences(refs, read, options),
    ]);
    return {
      items: refs.map(entityRef => ({
        entityRef,
        openActionItems: Number(items.get(entityRef)?.open ?? 0),
        overdueActionItems: Number(items.get(entityRef)?.overdue ?? 0),
        oldestPromisedDay:
          (items.get(entityRef)?.oldest as string | undefined) ?? null,
        recurrencesLastYear: Number(recurrences.get(entityRef)?.total ?? 0),
      })),
      totalItems: Number(total),
      ...next,
    };
  }

  #counted(postmortems: Knex.QueryBuilder, read: ReadFilter) {
    return postmortems
      .where('postmortem.status', 'published')
      .where('postmortem.visibility', 'internal')
      .where(readableBy(this.#db, read));
  }

  /** The open action items by system. */
  async #items(
    refs: readonly string[],
    read: ReadFilter,
    { today }: { today: string },
  ) {
    const db = this.#db;
    const rows: Counts[] = await this.#counted(
      db('postmortem_system')
        .join('postmortem', 'postmortem.id', 'postmortem_system.postmortem_id')
        .join('action_item', 'action_item.postmortem_id', 'postmortem.id')
        .where(inList(db, 'postmortem_system.entity_ref', refs))
        .whereRaw(IS_OPEN),
      read,
    )
      .select('postmortem_system.entity_ref')
      .count({ open: '*' })
      .select({
        overdue: db.raw(
          'sum(case when action_item.due_date < ? then 1 else 0 end)',
          [today],
        ),
        oldest: db.raw(`min(${PROMISED_DAY})`),
      })
      .groupBy('postmortem_system.entity_ref');
    return bySystem(rows);
  }

  async #recurrences(
    refs: readonly string[],
    read: ReadFilter,
    { since, withinDays }: { since: string; withinDays: number },
  ) {
    const db = this.#db;
    const rows: Counts[] = await db
      .with(
        'system_occurrence',
        this.#counted(systemOccurrences(db, read), read).where(
          inList(db, 'postmortem_system.entity_ref', refs),
        ),
      )
      .from('system_occurrence')
      .select('entity_ref')
      .countDistinct({ total: 'id' })
      .whereRaw(isRecurrence(db, withinDays))
      .where('started_at', '>=', new Date(since))
      .groupBy('entity_ref');
    return bySystem(rows);
  }
}
