// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { ALGORITHM } from '../../similarity/termsOf';
import { inTransaction } from '../inTransaction';
import { PostmortemRow, toDocument } from '../postmortems/rows';
import { indexTerms } from './terms';

/** As many as are looked for at a time. */
const PORTION = 100;

/** Keeps the term index complete: each save keeps its own part right. */
export class TermIndex {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * Indexes every postmortem that is not indexed yet, or was by another
   * version of the algorithm. Several may do it at once.
   *
   * @returns how many were indexed
   */
  async complete(signal?: AbortSignal): Promise<number> {
    const db = this.#db;
    let done = 0;
    let after = 0;
    for (;;) {
      const numbers: number[] = await db('postmortem')
        .leftJoin(
          'postmortem_indexed',
          'postmortem_indexed.number',
          'postmortem.number',
        )
        .where('postmortem.number', '>', after)
        .where(stale =>
          stale
            .whereNull('postmortem_indexed.number')
            // A newer one is of a newer release, which may run beside this.
            .orWhere('postmortem_indexed.algorithm', '<', ALGORITHM),
        )
        .orderBy('postmortem.number')
        .limit(PORTION)
        .pluck('postmortem.number');
      for (const number of numbers) {
        if (signal?.aborted) return done;
        done += Number(await this.#index(number));
        after = number;
      }
      if (numbers.length < PORTION) return done;
    }
  }

  /** Indexes everything anew, while everybody works on. */
  async rebuild(signal?: AbortSignal): Promise<number> {
    await inTransaction(this.#db, trx =>
      trx('postmortem_indexed').update({ algorithm: 0 }),
    );
    return this.complete(signal);
  }

  /** @returns false when it is not there any more, or right already */
  async #index(number: number): Promise<boolean> {
    return inTransaction(this.#db, async trx => {
      const row = await trx<PostmortemRow>('postmortem')
        .where({ number })
        .forUpdate()
        .first();
      // A save, or another replica, may have been faster.
      const isDone = await trx('postmortem_indexed')
        .where({ number })
        .where('algorithm', '>=', ALGORITHM)
        .first();
      if (!row || isDone) return false;
      await indexTerms(trx, number, toDocument(row));
      return true;
    });
  }
}
