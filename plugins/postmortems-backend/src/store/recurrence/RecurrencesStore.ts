// SPDX-License-Identifier: Apache-2.0

import {
  CauseRef,
  DAY_MS,
  PostmortemRef,
  Recurrence,
  recurrencesOf,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { matching, causeNow } from '../postmortemFilter';
import { ReadFilter, readableBy } from '../readFilter';
import { Counted } from '../figures/FiguresStore';
import { OccurrencesStore } from '../causes/OccurrencesStore';
import { PostmortemsStore } from '../postmortems/PostmortemsStore';
import { isRecurrence } from './recurrences';
import { PostmortemRow, StoredPostmortem } from '../postmortems/rows';
import { inList, toInstant } from '../sql';

/** How many earlier ones a postmortem names. */
const EARLIER = 20;
/** How many of its occurrences an overview tells of a cause. */
const OCCURRENCES = 50;

/** A cause that came back among some systems, newest occurrence first. */
export type StoredRecurringCause = {
  cause: CauseRef;
  times: number;
  firstAt: string;
  lastAt: string;
  occurrences: PostmortemRef[];
};

/** Behind the one instant, up to the other. */
export type KnownIn = { after: string; until: string };

/**
 * Occurrences of which the portal knew from then on: both were there, the
 * publication and the confirmed cause.
 */
function knownIn({ after, until }: KnownIn) {
  const span = [new Date(after), new Date(until)] as const;
  return (query: Knex.QueryBuilder): void => {
    query
      .where('first_published_at', '<=', span[1])
      .where('confirmed_at', '<=', span[1])
      .where(later =>
        later
          .where('first_published_at', '>', span[0])
          .orWhere('confirmed_at', '>', span[0]),
      );
  };
}

/** What came back, by the definition of `recurrencesOf` in `-common`. */
export class RecurrencesStore {
  readonly #postmortems: PostmortemsStore;
  readonly #occurrences: OccurrencesStore;
  readonly #db: Knex;

  constructor(options: {
    db: Knex;
    postmortems: PostmortemsStore;
    occurrences: OccurrencesStore;
  }) {
    this.#postmortems = options.postmortems;
    this.#occurrences = options.occurrences;
    this.#db = options.db;
  }

  /**
   * Which causes came back with a postmortem.
   *
   * @param options.read - for one caller; absent: whoever may read them
   */
  async ofPostmortem(
    postmortem: StoredPostmortem,
    { read, withinDays }: { read?: ReadFilter; withinDays: number },
  ): Promise<Recurrence[]> {
    const { causeIds, startedAt, affectedSystems } = postmortem;
    if (causeIds.length === 0 || startedAt === null) return [];
    const rows: PostmortemRow[] = await this.#db('postmortem')
      .select('id', 'number', 'title', 'started_at')
      .modify(query => read && query.where(readableBy(this.#db, read)))
      .where(
        matching(this.#db, { systems: affectedSystems, status: 'published' }),
      )
      .where('started_at', '<=', new Date(startedAt))
      .whereIn(
        'id',
        this.#db('postmortem_cause')
          .select('postmortem_id')
          .where(inList(this.#db, 'cause_id', causeIds)),
      );
    const ids = rows.map(({ id }) => id);
    const [systems, causes, own] = await Promise.all([
      this.#postmortems.systemsOf(ids),
      this.#postmortems.causesOf(ids),
      this.#named(causeIds),
    ]);
    const others = rows.map(({ id, number, title, started_at: at }) => ({
      id,
      number,
      title,
      startedAt: toInstant(at),
      affectedSystems: systems.get(id) ?? [],
      causeIds: (causes.get(id) ?? []).map(cause => cause.id),
    }));
    const recurrences = recurrencesOf(postmortem, others, withinDays);
    return own.flatMap(cause => {
      const found = recurrences.get(cause.id);
      if (!found) return [];
      const { systems: recurredOn, earlier } = found;
      return {
        cause,
        systems: recurredOn,
        times: earlier.length + 1,
        earlier: earlier
          .slice(0, EARLIER)
          .map(({ id, number, title, startedAt: at }) => ({
            id,
            number,
            title,
            startedAt: at!,
          })),
      };
    });
  }

  /**
   * The published postmortems with which causes came back next after
   * `postmortem`, whoever may read them: for each cause the first one that
   * started later, within the days, on a same affected system.
   */
  async firstAfter(
    postmortem: StoredPostmortem,
    options: { causeIds: readonly string[]; withinDays: number },
  ): Promise<Array<{ postmortem: StoredPostmortem; causes: CauseRef[] }>> {
    const db = this.#db;
    const { causeIds, withinDays } = options;
    const { startedAt, number, affectedSystems } = postmortem;
    if (causeIds.length === 0 || startedAt === null) return [];
    const rows: Array<{ id: string; cause_id: string }> = await db(
      'postmortem_cause',
    )
      .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
      .where(matching(db, { systems: affectedSystems, status: 'published' }))
      .where(inList(db, 'postmortem_cause.cause_id', causeIds))
      .whereRaw('(postmortem.started_at, postmortem.number) > (?, ?)', [
        new Date(startedAt),
        number,
      ])
      .where(
        'postmortem.started_at',
        '<=',
        new Date(Date.parse(startedAt) + withinDays * DAY_MS),
      )
      .orderBy(['postmortem.started_at', 'postmortem.number'])
      .select('postmortem.id', 'postmortem_cause.cause_id');
    const first = new Map<string, string>();
    for (const { id, cause_id: cause } of rows)
      if (!first.has(cause)) first.set(cause, id);
    const [stored, named] = await Promise.all([
      this.#postmortems.getByIds([...new Set(first.values())]),
      this.#named([...first.keys()]),
    ]);
    return stored.flatMap(one =>
      one
        ? {
            postmortem: one,
            causes: named.filter(cause => first.get(cause.id) === one.id),
          }
        : [],
    );
  }

  /**
   * Causes that came back among `systems` (or everywhere), whichever of them
   * they happened to, the latest first.
   */
  async recurringCauses(
    { filter: { systems }, read }: Counted,
    {
      withinDays,
      limit,
      cause,
      known,
    }: {
      withinDays: number;
      limit: number;
      /** Only this one, or the one that it was merged into. */
      cause?: string;
      /** Only what became known then. */
      known?: KnownIn;
    },
  ): Promise<StoredRecurringCause[]> {
    const db = this.#db;
    const occurrences = db('postmortem_cause')
      .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
      .where('postmortem.status', 'published')
      .whereNotNull('postmortem.started_at')
      .where(readableBy(db, read))
      .where(matching(db, { systems }))
      .modify(query => {
        if (cause !== undefined)
          query.whereIn('postmortem_cause.cause_id', causeNow(db, cause));
      })
      .select(
        'postmortem_cause.cause_id',
        'postmortem.id',
        'postmortem.number',
        'postmortem.started_at',
        'postmortem.first_published_at',
        'postmortem_cause.confirmed_at',
        db.raw(`lag(postmortem.started_at) over (
          partition by postmortem_cause.cause_id
          order by postmortem.started_at, postmortem.number) as before_at`),
      );
    const rows: Array<{
      cause_id: string;
      times: number | string;
      first_at: Date | number;
      last_at: Date | number;
    }> = await db
      .with('system_occurrence', occurrences)
      .from('system_occurrence')
      .select('cause_id')
      .select({ times: db.raw('count(*)') })
      .select({ first_at: db.raw('min(started_at)') })
      .select({ last_at: db.raw('max(started_at)') })
      .whereIn(
        'cause_id',
        db('system_occurrence')
          .select('cause_id')
          .whereRaw(isRecurrence(db, withinDays))
          .modify(query => known && query.where(knownIn(known))),
      )
      .groupBy('cause_id')
      // What came back together: the most frequent first, then the oldest.
      .orderByRaw('last_at desc, times desc, first_at, cause_id')
      .limit(limit);
    if (rows.length === 0) return [];
    const ids = rows.map(row => row.cause_id);
    const causes = new Map(
      (await this.#named(ids)).map(named => [named.id, named]),
    );
    const links: Array<{ cause_id: string; id: string }> = await db
      .with('system_occurrence', occurrences.clone())
      .with(
        'placed',
        db('system_occurrence')
          .where(inList(db, 'cause_id', ids))
          .select('cause_id', 'id')
          .select({
            place: db.raw(
              'row_number() over (partition by cause_id order by started_at desc, number desc)',
            ),
          }),
      )
      .from('placed')
      .select('cause_id', 'id')
      .where('place', '<=', OCCURRENCES)
      .orderBy(['cause_id', 'place']);
    const refs = await this.#occurrences.refs([
      ...new Set(links.map(({ id }) => id)),
    ]);
    return rows.map(row => ({
      cause: causes.get(row.cause_id)!,
      times: Number(row.times),
      firstAt: toInstant(row.first_at)!,
      lastAt: toInstant(row.last_at)!,
      occurrences: links
        .filter(link => link.cause_id === row.cause_id)
        .flatMap(({ id }) => refs.get(id) ?? []),
    }));
  }

  async #named(ids: readonly string[]): Promise<CauseRef[]> {
    return this.#db('cause')
      .select('id', 'name', 'category')
      .where(inList(this.#db, 'id', ids))
      .orderBy(['name_key', 'id']);
  }
}
