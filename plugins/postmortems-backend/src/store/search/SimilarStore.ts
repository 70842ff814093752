// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { Weighted, WEIGHT_UNIT } from '../../similarity/weigh';
import { ReadFilter, readableBy } from '../readFilter';
import { inTransaction } from '../inTransaction';
import { inList, isPostgres } from '../sql';
import { StoredAsker } from './TermCounts';
import { readableNumbers, systemTerm, tagTerm, termsOfNumbers } from './terms';

/** A score of 1, in the whole numbers that the database adds up. */
const UNIT = WEIGHT_UNIT * WEIGHT_UNIT;

/**
 * What is added to the score of the text, once for each kind. It decides
 * between texts that are about as much alike (0.2 to 0.5 where the cause is
 * the same), and no more: services of one team share words as it is.
 */
const ADDED = { system: 0.05, category: 0.05, tag: 0.03 } as const;

/**
 * How many of the best are looked at first. Not all of them may be read, so
 * where too few are left all are looked at.
 */
const LOOKED_AT = [300, 10_000];

/** What is asked for, besides the terms. */
export type SimilarTo = {
  /** The stored postmortem that asks: it is not similar to itself. */
  self?: StoredAsker;
  systems: readonly string[];
  tags: readonly string[];
  /** Of its confirmed causes. */
  categories: readonly string[];
};

/** How alike a postmortem is, by kind. 0 where nothing is the same. */
export type SimilarRow = Record<
  'number' | 'text' | 'system' | 'category' | 'tag',
  number
> & { id: string };

type ScoredRow = {
  id: string;
  number: number;
  cut: number | string | null;
} & Record<'text' | 'system' | 'category' | 'tag', number | string>;

/** Finds postmortems that are alike, over the term index. */
export class SimilarStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * The best first; of two that are as good, the later one by start, then by
   * number. All have a term that is asked for.
   *
   * @param options.sameSystem - only those that affect a same system
   */
  async find(
    asked: readonly Weighted[],
    to: SimilarTo,
    options: { read: ReadFilter; limit: number; sameSystem?: boolean },
  ): Promise<SimilarRow[]> {
    if (asked.length === 0) return [];
    for (const best of LOOKED_AT) {
      const { rows, all } = await this.#best(asked, to, { ...options, best });
      if (all || rows.length === options.limit) return rows;
    }
    return (await this.#best(asked, to, options)).rows;
  }

  /** Which of `terms` each of the postmortems has, with its weight. */
  async termsOf(
    numbers: readonly number[],
    terms: readonly string[],
  ): Promise<Array<Weighted & { number: number }>> {
    return termsOfNumbers(this.#db, numbers, terms);
  }

  /** That two postmortems are not the same, for neither of them. */
  async reject(ids: [string, string], by: { actor: string; at: string }) {
    const [first, second] = [...ids].sort();
    await inTransaction(this.#db, async trx => {
      // Locked in one order; one that was deleted meanwhile is like no other.
      const there = await trx('postmortem')
        .whereIn('id', [first, second])
        .orderBy('id')
        .forUpdate()
        .pluck('id');
      if (there.length < 2) return;
      await trx('postmortem_similar_rejected')
        .insert({
          postmortem_id: first,
          other_id: second,
          rejected_by: by.actor,
          rejected_at: new Date(by.at),
        })
        .onConflict(['postmortem_id', 'other_id'])
        .ignore();
    });
  }

  async #best(
    asked: readonly Weighted[],
    to: SimilarTo,
    options: {
      read: ReadFilter;
      limit: number;
      sameSystem?: boolean;
      best?: number;
    },
  ): Promise<{ rows: SimilarRow[]; all: boolean }> {
    const db = this.#db;
    const { read, limit, sameSystem, best } = options;
    const { self } = to;
    // Who may read only some: first which, so that none of the best is in vain.
    const some = read.criteria !== 'all';
    const scored = db
      .from(this.#alike(to).as('alike'))
      .select('number')
      .select({ text: db.raw('sum(text)') })
      .select({ system: db.raw('max(system)') })
      .select({ category: db.raw('max(category)') })
      .select({ tag: db.raw('max(tag)') })
      .select({
        total: db.raw('sum(text) + max(system) + max(category) + max(tag)'),
      })
      .modify(query => {
        if (self) query.whereNot('number', self.number);
        if (some) query.whereIn('number', db('readable').select('number'));
      })
      .groupBy('number')
      .havingRaw('sum(text) > 0')
      .modify(query => sameSystem && query.havingRaw('max(system) > 0'));
    const cut = db('scored')
      .select('total')
      .orderBy('total', 'desc')
      .offset((best ?? 1) - 1)
      .limit(1);
    const rows: ScoredRow[] = await db
      .queryBuilder()
      .modify(query => {
        if (some) query.withMaterialized('readable', readableNumbers(db, read));
      })
      .withMaterialized('asked', this.#weights(asked))
      .withMaterialized('scored', scored)
      .withMaterialized('cut', cut)
      .from('scored')
      .join('postmortem', 'postmortem.number', 'scored.number')
      .modify(query => {
        if (!some) query.where(readableBy(db, read));
        if (best !== undefined)
          query.whereRaw('total >= coalesce((select total from cut), 0)');
        if (self)
          query.whereNotExists(
            db('postmortem_similar_rejected')
              .select(db.raw('1'))
              .where(pair =>
                pair
                  .whereRaw('postmortem_id = ? and other_id = postmortem.id', [
                    self.id,
                  ])
                  .orWhereRaw(
                    'other_id = ? and postmortem_id = postmortem.id',
                    [self.id],
                  ),
              ),
          );
      })
      .select('postmortem.id', 'scored.number')
      .select('text', 'system', 'category', 'tag')
      .select({ cut: db('cut').select('total') })
      .orderByRaw('total desc, postmortem.sort_at desc, postmortem.number desc')
      .limit(limit);
    const score = (value: number | string) => Number(value) / UNIT;
    return {
      rows: rows.map(row => ({
        id: row.id,
        number: row.number,
        text: score(row.text),
        system: score(row.system),
        category: score(row.category),
        tag: score(row.tag),
      })),
      all: rows.length > 0 && rows[0].cut === null,
    };
  }

  /** One row for each thing that a postmortem has in common. */
  #alike({ systems, tags, categories }: SimilarTo): Knex.QueryBuilder {
    const db = this.#db;
    const kinds = ['text', 'system', 'category', 'tag'] as const;
    const row = (kind: (typeof kinds)[number], value: string) =>
      kinds.map(each => db.raw(`${each === kind ? value : '0'} as ${each}`));
    const added = (kind: keyof typeof ADDED) =>
      row(kind, String(Math.round(ADDED[kind] * UNIT)));
    const having = (kind: 'system' | 'tag', terms: string[]) =>
      db('postmortem_term')
        .select('number', ...added(kind))
        .where(inList(db, 'term', terms));
    return db('asked')
      .join('postmortem_term', 'postmortem_term.term', 'asked.term')
      .select(
        'postmortem_term.number',
        ...row('text', 'postmortem_term.weight * asked.weight'),
      )
      .modify(query => {
        if (systems.length > 0)
          query.unionAll(having('system', systems.map(systemTerm)));
        if (tags.length > 0) query.unionAll(having('tag', tags.map(tagTerm)));
        if (categories.length > 0)
          query.unionAll(
            db('cause')
              .join('postmortem_cause', 'postmortem_cause.cause_id', 'cause.id')
              .join(
                'postmortem',
                'postmortem.id',
                'postmortem_cause.postmortem_id',
              )
              .select('postmortem.number', ...added('category'))
              .where(inList(db, 'cause.category', categories)),
          );
      });
  }

  #weights(asked: readonly Weighted[]) {
    return isPostgres(this.#db)
      ? this.#db.raw(
          'select * from unnest(?::text[], ?::int[]) as asked (term, weight)',
          [asked.map(({ term }) => term), asked.map(({ weight }) => weight)],
        )
      : this.#db.raw(
          'select value ->> 0 as term, value ->> 1 as weight from json_each(?)',
          [JSON.stringify(asked.map(({ term, weight }) => [term, weight]))],
        );
  }
}
