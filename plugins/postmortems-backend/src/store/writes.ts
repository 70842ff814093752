// SPDX-License-Identifier: Apache-2.0

import { toInput } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { conflict } from '../errors';
import { saveActionItems } from './actionItemRows';
import { PostmortemRow, readersOf, StoredPostmortem, toRow } from './rows';
import { Db, insertAll, isUniqueViolation } from './sql';
import { inTransaction } from './inTransaction';
import { saveVersion } from './versions';
import { removeCauseLinks, saveCauseLinks } from './causeLinks';
import { indexTerms, removeTerms } from './terms';
import { indexWords, removeWords, searchedText, wordsOf } from './words';

/**
 * @param causes - the causes to be confirmed
 * @returns the number that the postmortem got
 */
export async function insertPostmortem(
  knex: Knex,
  postmortem: Omit<StoredPostmortem, 'number'>,
  causes: readonly string[] = [],
): Promise<number> {
  return withNewIds(knex, async trx => {
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
 * @param causes - the causes to be confirmed; as they are, when absent
 * @returns the ids of the causes that are confirmed now; `undefined` when the
 * version before is not the stored one
 */
export async function savePostmortem(
  knex: Knex,
  postmortem: StoredPostmortem,
  causes?: readonly string[],
): Promise<string[] | undefined> {
  return withNewIds(knex, async trx => {
    // First, so that of two saves at once one waits here and then finds
    // another version.
    const updated = await trx<PostmortemRow>('postmortem')
      .where({ id: postmortem.id, version: postmortem.version - 1 })
      .update(toRow(postmortem));
    if (updated === 0) return undefined;
    const causeIds = await saveCauseLinks(trx, postmortem, causes);
    await writeParts(trx, { ...postmortem, causeIds });
    return causeIds;
  });
}

/** @returns false when it is not there at that version */
export async function removePostmortem(
  knex: Knex,
  id: string,
  version: number,
): Promise<boolean> {
  return withNewIds(knex, async trx => {
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
      'action_item',
      'postmortem_reader',
      'postmortem_system',
    ])
      await trx(part).where({ postmortem_id: id }).delete();
    await trx('postmortem').where({ id }).delete();
    return true;
  });
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
  await db('postmortem_reader').where({ postmortem_id: id }).delete();
  await insertAll(
    db,
    'postmortem_reader',
    readersOf(postmortem).map(reader => ({ postmortem_id: id, ...reader })),
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

async function withNewIds<T>(
  knex: Knex,
  write: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await inTransaction(knex, write);
  } catch (error) {
    // Ids are checked before they are written; this is two at the same time.
    if (isUniqueViolation(error))
      throw conflict(
        'The id of an action item was taken by somebody else at the same time',
        ['actionItems'],
        null,
      );
    throw error;
  }
}
