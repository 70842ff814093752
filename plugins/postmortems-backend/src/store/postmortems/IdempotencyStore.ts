// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { isUniqueViolation } from '../sql';

/** What a request with an `Idempotency-Key` created. */
export type UsedKey = {
  /** Whose key it is: nobody else can find it. */
  actor: string;
  key: string;
  /** Of the request: another one with the same key is a mistake. */
  fingerprint: string;
  postmortemId: string;
};

type KeyRow = {
  actor: string;
  key: string;
  fingerprint: string;
  postmortem_id: string;
  created_at: Date;
};

const TABLE = 'postmortem_idempotency_key';

/** Another request with the key was faster. */
export class KeyTaken extends Error {}

/**
 * Writes a key within the transaction that creates its postmortem. Of two at
 * once one waits here until the other is done.
 *
 * @throws KeyTaken
 */
export async function useKey(
  trx: Knex.Transaction,
  { actor, key, fingerprint, postmortemId }: UsedKey,
): Promise<void> {
  try {
    await trx<KeyRow>(TABLE).insert({
      actor,
      key,
      fingerprint,
      postmortem_id: postmortemId,
      created_at: new Date(),
    });
  } catch (error) {
    throw isUniqueViolation(error) ? new KeyTaken() : error;
  }
}

/** The keys of requests that may be sent again. */
export class IdempotencyStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async find(actor: string, key: string): Promise<UsedKey | undefined> {
    const row = await this.#db<KeyRow>(TABLE).where({ actor, key }).first();
    return (
      row && {
        actor,
        key,
        fingerprint: row.fingerprint,
        postmortemId: row.postmortem_id,
      }
    );
  }

  /** @returns how many keys were older */
  async deleteBefore(instant: Date): Promise<number> {
    return this.#db<KeyRow>(TABLE).where('created_at', '<', instant).delete();
  }
}
