// SPDX-License-Identifier: Apache-2.0

import { Visibility } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { tooCommon } from '../../similarity/weigh';
import { ReadFilter } from '../readFilter';
import { inList, isPostgres } from '../sql';
import { EVERY, readableNumbers, termsOfNumbers } from './terms';

/** Up to this many postmortems are counted by what they contain. */
const FEW = 1_000;

/** A stored postmortem that the caller may read. */
export type StoredAsker = {
  id: string;
  number: number;
  visibility: Visibility;
};

/** In how many postmortems terms are, without the one that asks. */
export type Counts = { others: number; having: Map<string, number> };

/** How common terms are, for one caller. */
export class TermCounts {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * In how many internal postmortems terms are, among those that the caller
   * may read.
   *
   * @param askers - those that will ask
   * @returns the counts as each asker needs them: without itself
   */
  async forTerms(
    terms: readonly string[],
    { read, askers }: { read: ReadFilter; askers: readonly StoredAsker[] },
  ): Promise<(self?: StoredAsker) => Counts> {
    const numbers = askers.map(({ number }) => number);
    // Who may read all that is internal counts what is counted already.
    const isAll = read.criteria === 'all';
    const [{ total, having }, own, counted] = await Promise.all([
      isAll ? this.#storedCounts(terms) : this.#countsFor(terms, read),
      numbers.length > 0 ? termsOfNumbers(this.#db, numbers, terms) : [],
      isAll ? this.#countedOf(numbers) : internalOf(askers),
    ]);
    return self => {
      if (!self || !counted.has(self.number)) return { others: total, having };
      const without = new Map(having);
      for (const { number, term } of own)
        if (number === self.number)
          without.set(term, (without.get(term) ?? 1) - 1);
      return { others: total - 1, having: without };
    };
  }

  async #storedCounts(terms: readonly string[]) {
    const rows: Array<{ term: string; postmortems: number }> = await this.#db(
      'term_count',
    )
      .select('term', 'postmortems')
      .where(inList(this.#db, 'term', [EVERY, ...terms]));
    const having = new Map(rows.map(row => [row.term, row.postmortems]));
    return { total: having.get(EVERY) ?? 0, having };
  }

  /** Those of the postmortems that are in the stored counts. */
  async #countedOf(numbers: readonly number[]): Promise<Set<number>> {
    if (numbers.length === 0) return new Set();
    return new Set(
      await this.#db('postmortem_indexed')
        .whereIn('number', [...numbers])
        .where({ counted: true })
        .pluck('number'),
    );
  }

  async #countsFor(terms: readonly string[], read: ReadFilter) {
    const db = this.#db;
    const readable = () =>
      readableNumbers(db, read).where('postmortem.visibility', 'internal');
    const [row]: Array<{ total: number | string }> = await db
      .from(readable().as('readable'))
      .count({ total: '*' });
    const total = Number(row.total);
    const tooMany = tooCommon(total);
    const rows: Array<{ term: string; having: number | string }> =
      total <= FEW
        ? await db('postmortem_term')
            .select('term')
            .count({ having: '*' })
            .whereIn('number', readable())
            .where(inList(db, 'term', terms))
            .groupBy('term')
        : await db
            .with('asked', this.#list(terms))
            // Looked up in memory, for each term once more.
            .withMaterialized('readable', readable())
            .from('asked')
            .select('asked.term')
            .select({
              // Nobody need know how common a term is that is too common.
              having: db.count('*').from(
                db('postmortem_term')
                  .whereRaw('postmortem_term.term = asked.term')
                  // The plus keeps SQLite from beginning with these.
                  .whereRaw(
                    '+postmortem_term.number in (select number from readable)',
                  )
                  .select(db.raw('1 as one'))
                  // One more, since the one that asks may be among them.
                  .limit(tooMany === undefined ? total : tooMany + 1)
                  .as('some'),
              ),
            });
    return {
      total,
      having: new Map(rows.map(({ term, having }) => [term, Number(having)])),
    };
  }

  #list(terms: readonly string[]) {
    return isPostgres(this.#db)
      ? this.#db.raw('select unnest(?::text[]) as term', [[...terms]])
      : this.#db.raw('select value as term from json_each(?)', [
          JSON.stringify(terms),
        ]);
  }
}

function internalOf(askers: readonly StoredAsker[]): Set<number> {
  return new Set(
    askers.flatMap(({ number, visibility }) =>
      visibility === 'internal' ? number : [],
    ),
  );
}
