import { ConflictError } from '@backstage/errors';
import { toInput } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { saveActionItems } from './actionItemRows';
import { PostmortemRow, readersOf, StoredPostmortem, toRow } from './rows';
import { Db, insertAll } from './sql';
import { saveVersion } from './versions';
import { indexWords, removeWords, searchedText, wordsOf } from './words';

/** @returns the number that the postmortem got */
export async function insertPostmortem(
  knex: Knex,
  postmortem: Omit<StoredPostmortem, 'number'>,
): Promise<number> {
  return inTransaction(knex, async trx => {
    const [{ number }] = await trx<PostmortemRow>('postmortem')
      .insert(toRow(postmortem))
      .returning('number');
    await writeParts(trx, { ...postmortem, number });
    return number;
  });
}

/** @returns false when the version before is not the stored one */
export async function savePostmortem(
  knex: Knex,
  postmortem: StoredPostmortem,
): Promise<boolean> {
  return inTransaction(knex, async trx => {
    // First, so that of two saves at once one waits here and then finds
    // another version.
    const updated = await trx<PostmortemRow>('postmortem')
      .where({ id: postmortem.id, version: postmortem.version - 1 })
      .update(toRow(postmortem));
    if (updated === 0) return false;
    await writeParts(trx, postmortem);
    return true;
  });
}

/** @returns false when it is not there at that version */
export async function removePostmortem(
  knex: Knex,
  id: string,
  version: number,
): Promise<boolean> {
  return inTransaction(knex, async trx => {
    const row = await trx<PostmortemRow>('postmortem')
      .select('number')
      .where({ id, version })
      .forUpdate()
      .first();
    if (!row) return false;
    await removeWords(trx, row.number);
    for (const part of [
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
    actor: postmortem.updatedBy,
    at: postmortem.updatedAt,
  });
}

/** PostgreSQL and SQLite. */
const UNIQUE_VIOLATIONS = [
  '23505',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_CONSTRAINT_UNIQUE',
];

async function inTransaction<T>(
  knex: Knex,
  write: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  try {
    return await knex.transaction(write);
  } catch (error) {
    // Ids are checked before they are written; this is two at the same time.
    if (UNIQUE_VIOLATIONS.includes((error as { code?: string }).code ?? ''))
      throw new ConflictError(
        'An id in it was taken by somebody else at the same time',
      );
    throw error;
  }
}
