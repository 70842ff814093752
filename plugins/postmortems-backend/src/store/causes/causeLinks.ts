// SPDX-License-Identifier: Apache-2.0

import { BeginAgain } from '../inTransaction';
import { NotWritten } from '../NotWritten';
import { StoredPostmortem } from '../postmortems/rows';
import { Db, inList } from '../sql';

/**
 * Makes the confirmed causes of a postmortem those that are given, and keeps
 * who confirmed the others when. To confirm a cause takes back that it was
 * rejected. Must run behind the lock of the postmortem.
 *
 * @param causes - the ids; nothing is changed when absent
 * @returns the ids that are confirmed now: those that causes were merged into
 * @throws NotWritten when there is no such cause
 */
export async function saveCauseLinks(
  db: Db,
  postmortem: StoredPostmortem,
  causes: readonly string[] | undefined,
): Promise<string[]> {
  const ofPostmortem = { postmortem_id: postmortem.id };
  const linked = () => linkedCauses(db, postmortem.id);
  if (!causes) {
    const ids = await linked();
    // It may be restricted no more.
    if (postmortem.visibility === 'internal') await disclose(db, ids);
    return ids;
  }

  const now = await lockCauses(db, [...causes, ...(await linked())]);
  const unknown = causes.filter(id => !now.has(id));
  if (unknown.length > 0)
    throw new NotWritten({ kind: 'unknown-causes', ids: unknown });

  const after = [...new Set(causes.map(id => now.get(id)!))].sort();
  // Read again: until they were locked, a merge may have moved some.
  const before = await linked();
  const gone = before.filter(id => !after.includes(id));
  if (gone.length > 0) {
    await db('postmortem_cause')
      .where(ofPostmortem)
      .where(inList(db, 'cause_id', gone))
      .delete();
    if (postmortem.visibility === 'restricted') await withhold(db, gone);
  }
  const added = after.filter(id => !before.includes(id));
  if (added.length > 0) {
    await db('postmortem_cause').insert(
      added.map(id => ({
        ...ofPostmortem,
        cause_id: id,
        confirmed_by: postmortem.updatedBy,
        confirmed_at: new Date(postmortem.updatedAt),
      })),
    );
    await db('postmortem_cause_rejected')
      .where(ofPostmortem)
      .where(inList(db, 'cause_id', added))
      .delete();
  }
  if (postmortem.visibility === 'internal') await disclose(db, after);
  return after;
}

/** Before a postmortem is deleted. Must run behind its lock. */
export async function removeCauseLinks(
  db: Db,
  { id, visibility }: Pick<StoredPostmortem, 'id' | 'visibility'>,
): Promise<void> {
  if (visibility === 'restricted')
    await lockCauses(db, await linkedCauses(db, id));
  const gone = await linkedCauses(db, id);
  await db('postmortem_cause').where({ postmortem_id: id }).delete();
  if (visibility === 'restricted') await withhold(db, gone);
}

/**
 * Locks causes, with those that were merged into them, so that none of them is
 * merged away before what is to be written is written. All that a transaction needs must be locked by one call:
 * in one order, so that two at once do not wait for each other.
 *
 * @returns by id, the cause that it is now; those that are not there are left
 * out
 */
export async function lockCauses(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows: Array<{ id: string; merged_into: string | null }> = await db(
    'cause',
  )
    .select('id', 'merged_into')
    .where(inList(db, 'id', ids));
  const now = new Map(rows.map(row => [row.id, row.merged_into ?? row.id]));
  const wanted = new Set(now.values());
  const locked: Array<{ merged_into: string | null }> = await db('cause')
    .select('merged_into')
    .where(inList(db, 'id', [...wanted]))
    .orWhere(inList(db, 'merged_into', [...wanted]))
    .orderBy('id')
    .forUpdate();
  // To go on with the locks that it has would be to lock out of order.
  if (locked.filter(row => row.merged_into === null).length < wanted.size)
    throw new BeginAgain('A cause was merged away while this waited for it');
  return now;
}

async function linkedCauses(db: Db, postmortemId: string): Promise<string[]> {
  return db('postmortem_cause')
    .where({ postmortem_id: postmortemId })
    .orderBy('cause_id')
    .pluck('cause_id');
}

/** What everybody may know one of has nothing to hide. */
async function disclose(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const withheld: string[] = await db('cause')
    .where(inList(db, 'id', ids))
    .where({ withheld: true })
    .orderBy('id')
    .forUpdate()
    .pluck('id');
  if (withheld.length > 0)
    await db('cause')
      .where(inList(db, 'id', withheld))
      .update({ withheld: false });
}

/** Of causes that a restricted postmortem had: those that no other has. */
async function withhold(db: Db, ids: readonly string[]): Promise<void> {
  await db('cause')
    .where(inList(db, 'id', ids))
    .whereNotExists(
      db('postmortem_cause')
        .select(db.raw('1'))
        .whereRaw('postmortem_cause.cause_id = cause.id'),
    )
    .update({ withheld: true });
}
