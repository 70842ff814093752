import { refused } from '../errors';
import { StoredPostmortem } from './rows';
import { Db, inList } from './sql';

/**
 * Makes the confirmed causes of a postmortem those that are given, and keeps
 * who confirmed the others when. To confirm a cause takes back that it was
 * rejected. Must run behind the lock of the postmortem.
 *
 * @param causes - the ids; nothing is changed when absent
 * @returns the ids that are confirmed now: those that causes were merged into
 * @throws InputError when there is no such cause
 */
export async function saveCauseLinks(
  db: Db,
  postmortem: StoredPostmortem,
  causes: readonly string[] | undefined,
): Promise<string[]> {
  const ofPostmortem = { postmortem_id: postmortem.id };
  const before: string[] = await db('postmortem_cause')
    .where(ofPostmortem)
    .orderBy('cause_id')
    .pluck('cause_id');
  if (!causes) return before;

  // Locked, so that none of them is merged away before this is written.
  const rows: Array<{ id: string; merged_into: string | null }> = await db(
    'cause',
  )
    .select('id', 'merged_into')
    .where(inList(db, 'id', causes))
    .orderBy('id')
    .forShare();
  const now = new Map(rows.map(row => [row.id, row.merged_into ?? row.id]));
  const unknown = causes.flatMap((id, index) =>
    now.has(id)
      ? []
      : { field: `causeIds.${index}`, message: 'is not a known cause' },
  );
  if (unknown.length > 0) throw refused(unknown);

  const after = [...new Set(now.values())].sort();
  const gone = before.filter(id => !after.includes(id));
  if (gone.length > 0)
    await db('postmortem_cause')
      .where(ofPostmortem)
      .where(inList(db, 'cause_id', gone))
      .delete();
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
  return after;
}
