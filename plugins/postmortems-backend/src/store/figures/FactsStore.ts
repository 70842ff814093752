// SPDX-License-Identifier: Apache-2.0

import { FactsQuery, SystemFacts } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { IS_OPEN } from '../actionItems/actionItemRows';
import { cutPage, decodeCursor, ListPage } from '../cursor';
import { ReadFilter, readableBy } from '../readFilter';
import { isRecurrence, systemOccurrences } from '../recurrence/recurrences';
import { inList, toInstant } from '../sql';
import { PROMISED_DAY } from './onTime';
import { isAbout, PublicationPolicy, Publishable } from './PoliciesStore';

const LIST = 'facts';

/** Facts of a system, without what depends on the day. */
export type StoredFacts = Omit<
  SystemFacts,
  'oldestPromiseDaysOverdue' | 'publishedInTime'
> & { publishable: Array<Omit<Publishable, 'id'>> };

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
   * @param options.publication - which postmortems the policy on it is about
   * @returns `undefined` when the cursor is not one of this list
   */
  async page(
    read: ReadFilter,
    { limit, cursor }: FactsQuery,
    options: {
      today: string;
      since: string;
      withinDays: number;
      publication: PublicationPolicy;
    },
  ): Promise<ListPage<StoredFacts> | undefined> {
    const after = decodeCursor(cursor, LIST, ['name']);
    if (!after) return undefined;
    const systems = this.#db('postmortem_system').whereExists(query =>
      this.#open(query.select(this.#db.raw('1')).from('postmortem'), read)
        .whereRaw('postmortem.id = postmortem_system.postmortem_id')
        .where(counted =>
          counted
            .where('postmortem.status', 'published')
            .orWhere(isAbout(this.#db, options.publication)),
        ),
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
    const [items, recurrences, publishable] = await Promise.all([
      this.#items(refs, read, options),
      this.#recurrences(refs, read, options),
      this.#publishable(refs, read, options.publication),
    ]);
    return {
      items: refs.map(entityRef => ({
        entityRef,
        openActionItems: Number(items.get(entityRef)?.open ?? 0),
        overdueActionItems: Number(items.get(entityRef)?.overdue ?? 0),
        oldestPromisedDay:
          (items.get(entityRef)?.oldest as string | undefined) ?? null,
        recurrencesLastYear: Number(recurrences.get(entityRef)?.total ?? 0),
        publishable: publishable.get(entityRef) ?? [],
      })),
      totalItems: Number(total),
      ...next,
    };
  }

  #counted(postmortems: Knex.QueryBuilder, read: ReadFilter) {
    return this.#open(postmortems, read).where(
      'postmortem.status',
      'published',
    );
  }

  #open(postmortems: Knex.QueryBuilder, read: ReadFilter) {
    return postmortems
      .where('postmortem.visibility', 'internal')
      .where(readableBy(this.#db, read));
  }

  /** What the policy on publication is about, by system. */
  async #publishable(
    refs: readonly string[],
    read: ReadFilter,
    publication: PublicationPolicy,
  ) {
    const db = this.#db;
    const rows: Array<{
      entity_ref: string;
      severity: string;
      resolved_at: Date | number;
      first_published_at: Date | number | null;
    }> = await this.#open(
      db('postmortem_system')
        .join('postmortem', 'postmortem.id', 'postmortem_system.postmortem_id')
        .where(inList(db, 'postmortem_system.entity_ref', refs))
        .where(isAbout(db, publication)),
      read,
    ).select('entity_ref', 'severity', 'resolved_at', 'first_published_at');
    const all = new Map<string, StoredFacts['publishable']>();
    for (const row of rows)
      all.set(row.entity_ref, [
        ...(all.get(row.entity_ref) ?? []),
        {
          severity: row.severity,
          resolvedAt: toInstant(row.resolved_at)!,
          firstPublishedAt: toInstant(row.first_published_at),
        },
      ]);
    return all;
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
