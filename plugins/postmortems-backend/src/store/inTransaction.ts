// SPDX-License-Identifier: Apache-2.0

import { setTimeout as sleep } from 'node:timers/promises';
import { Knex } from 'knex';
import { NotWritten } from './NotWritten';

/** How often a transaction is tried; a deadlock takes a second to be found. */
const TRIES = 8;
/** Doubled each time, and then some of it, so that not all try again at once. */
const WAIT_MS = 20;

/** PostgreSQL: deadlock, serialization failure. SQLite: another process writes. */
const TEMPORARY = ['40P01', '40001', 'SQLITE_BUSY'];

/** What a transaction was based on is not so any more: it begins again. */
export class BeginAgain extends Error {
  readonly code = '40001';
}

/**
 * Every transaction of this plugin: one that the database gives up for another
 * one is tried again, from its beginning.
 *
 * @param write - may be called several times, each time with nothing written
 * @throws NotWritten when it had no luck for long
 */
export async function inTransaction<T>(
  knex: Knex,
  write: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await knex.transaction(write);
    } catch (error) {
      if (!isTemporary(error)) throw error;
      if (tries === TRIES) throw new NotWritten({ kind: 'busy' });
    }
    await sleep(Math.random() * WAIT_MS * 2 ** tries);
  }
}

function isTemporary(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  // SQLite has further codes for it: SQLITE_BUSY_SNAPSHOT.
  return TEMPORARY.some(one => code === one || code.startsWith(`${one}_`));
}
