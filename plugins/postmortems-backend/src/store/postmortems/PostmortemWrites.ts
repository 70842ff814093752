// SPDX-License-Identifier: Apache-2.0

import { toInput } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { NotWritten } from '../NotWritten';
import { saveActionItems } from '../actionItems/actionItemRows';
import { useKey, UsedKey } from './IdempotencyStore';
import { PostmortemRow, readersOf, StoredPostmortem, toRow } from './rows';
import { Db, insertAll, isUniqueViolation } from '../sql';
import { inTransaction } from '../inTransaction';
import { saveVersion } from './versions';
import { removeCauseLinks, saveCauseLinks } from '../causes/causeLinks';
import { indexTerms, removeTerms } from '../search/terms';
import {
  indexWords,
  removeWords,
  searchedText,
  wordsOf,
} from '../search/words';

/** Writes postmortems, with all that is kept of them elsewhere. */
export class PostmortemWrites {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * @param causes - the causes to be confirmed
   * @param key - of the request that creates it
   * @returns the number that the postmortem got
   * @throws NotWritten, KeyTaken
   */
  async insert(
    postmortem: Omit<StoredPostmortem, 'number'>,
    causes: readonly string[] = [],
    key?: Omit<UsedKey, 'postmortemId'>,
  ): Promise<number> {
    return this.#withNewIds(async trx => {
      // First, so that of two requests at once one waits here.
      if (key) await useKey(trx, { ...key, postmortemId: postmortem.id });
      const [{ number }] = await trx<PostmortemRow>('postmortem')
        .insert(toRow(postmortem))
        .returning('number');
      const stored = { ...postmortem, number };
      const causeIds = await saveCauseLinks(trx, stored, causes);
      await writeParts(trx, { ...stored, causeIds });
      return number;
    });
  }

  /**
   * Writes the next version of a postmortem.
   *
   * @param causes - the causes to be confirmed; as they are, when absent
   * @param also - written with it, or not at all
   * @returns the ids of the causes that are confirmed now; `undefined`, with
   * nothing written, when the version before it is not the stored one any more
   * @throws NotWritten
   */
  async save(
    postmortem: StoredPostmortem,
    causes?: readonly string[],
    also?: (trx: Knex.Transaction) => Promise<void>,
  ): Promise<string[] | undefined> {
    return this.#withNewIds(async trx => {
      // First, so that of two saves at once one waits here and then finds
      // another version.
      const updated = await trx<PostmortemRow>('postmortem')
        .where({ id: postmortem.id, version: postmortem.version - 1 })
        .update(toRow(postmortem));
      if (updated === 0) return undefined;
      const causeIds = await saveCauseLinks(trx, postmortem, causes);
      await writeParts(trx, { ...postmortem, causeIds });
      await also?.(trx);
      return causeIds;
    });
  }

  /** @returns false when it is not there at that version */
  async delete(id: string, version: number): Promise<boolean> {
    return inTransaction(this.#db, async trx => {
      const row = await trx<PostmortemRow>('postmortem')
        .select('number', 'visibility')
        .where({ id, version })
        .forUpdate()
        .first();
      if (!row) return false;
      await removeWords(trx, row.number);
      await removeTerms(trx, row.number);
      await removeCauseLinks(trx, { id, visibility: row.visibility });
      await trx('postmortem_similar_rejected').where({ other_id: id }).delete();
      for (const part of [
        'postmortem_similar_rejected',
        'postmortem_cause_rejected',
        'postmortem_version',
        'team_review_decision',
        'team_review_item',
        'action_item_event',
        'action_item_ticket',
        'action_item',
        'postmortem_reader',
        'restricted_reader',
        'postmortem_system',
      ])
        await trx(part).where({ postmortem_id: id }).delete();
      await trx('postmortem').where({ id }).delete();
      return true;
    });
  }

  async #withNewIds<T>(
    write: (trx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    try {
      return await inTransaction(this.#db, write);
    } catch (error) {
      // Ids are checked before they are written; this is two at the same time.
      if (isUniqueViolation(error))
        throw new NotWritten({ kind: 'item-ids-raced' });
      throw error;
    }
  }
}

/** Everything that is derived from the document, and its version. */
async function writeParts(db: Db, postmortem: StoredPostmortem): Promise<void> {
  const { id } = postmortem;
  await saveActionItems(db, postmortem);
  await db('postmortem_system').where({ postmortem_id: id }).delete();
  await insertAll(
    db,
    'postmortem_system',
    postmortem.affectedSystems.map((ref, position) => ({
      postmortem_id: id,
      entity_ref: ref,
      position,
    })),
  );
  const readers = readersOf(postmortem);
  await db('postmortem_reader').where({ postmortem_id: id }).delete();
  await insertAll(
    db,
    'postmortem_reader',
    readers.map(reader => ({ postmortem_id: id, ...reader })),
  );
  await db('restricted_reader').where({ postmortem_id: id }).delete();
  if (postmortem.visibility === 'restricted')
    await insertAll(
      db,
      'restricted_reader',
      [...new Set(readers.map(reader => reader.entity_ref))].map(ref => ({
        postmortem_id: id,
        entity_ref: ref,
      })),
    );
  await indexWords(db, postmortem.number, wordsOf(searchedText(postmortem)));
  await saveVersion(db, {
    postmortemId: id,
    version: postmortem.version,
    status: postmortem.status,
    document: toInput(postmortem),
    causeIds: postmortem.causeIds,
    actor: postmortem.updatedBy,
    at: postmortem.updatedAt,
  });
  // Last, since it may wait for others that have the same terms.
  await indexTerms(db, postmortem.number, postmortem);
}
