// SPDX-License-Identifier: Apache-2.0

import { isDeepStrictEqual } from 'node:util';
import { OPEN_STATUSES } from 'backstage-plugin-postmortems-common';
import { NotWritten } from '../NotWritten';
import {
  addActionItemEvents,
  NOT_PROMISED,
  promiseAfter,
  promisedOf,
  publication,
  removals,
  takeBack,
} from './actionItemEvents';
import {
  ActionItemDbRow,
  StoredPostmortem,
  toActionItem,
  toActionItemColumns,
} from '../postmortems/rows';
import { Db, inList, insertAll, portions } from '../sql';
import { saveTickets } from '../trackers/ticketRows';

/** What `isOpen` says, in SQL. */
export const IS_OPEN = `action_item.status in (${OPEN_STATUSES.map(
  status => `'${status}'`,
).join(', ')})`;

/** Neither done nor given up: open, or only proposed. */
export const IS_UNFINISHED = `action_item.status in (${[
  'proposed',
  ...OPEN_STATUSES,
]
  .map(status => `'${status}'`)
  .join(', ')})`;

/**
 * Makes the rows of a postmortem's action items what its document says. A row
 * that did not change keeps who changed it last and when. What changes in a
 * published postmortem is kept as an event.
 *
 * @throws NotWritten when an id belongs to another postmortem
 */
export async function saveActionItems(
  db: Db,
  postmortem: StoredPostmortem,
): Promise<void> {
  const { id: postmortemId, actionItems, updatedAt, updatedBy } = postmortem;
  // What a first version has was written when it was, also where it is
  // published at a later time.
  const createdAt = postmortem.version === 1 ? postmortem.createdAt : updatedAt;
  const ids = actionItems.map(({ id }) => id);
  const rows = await db<ActionItemDbRow>('action_item')
    .where({ postmortem_id: postmortemId })
    .orWhere(inList(db, 'id', ids));
  const taken = new Set(
    rows.filter(row => row.postmortem_id !== postmortemId).map(({ id }) => id),
  );
  if (taken.size > 0)
    throw new NotWritten({ kind: 'item-ids-taken', ids: [...taken] });

  const before = new Map(rows.map(row => [row.id, row]));
  const isPublished = postmortem.status === 'published';
  const removed = rows.filter(row => !ids.includes(row.id));
  const events = removals(removed, isPublished);
  if (removed.length > 0)
    await db('action_item')
      .where(
        inList(
          db,
          'id',
          removed.map(({ id }) => id),
        ),
      )
      .delete();

  const putBack = await takeBack(
    db,
    postmortemId,
    postmortem.version === 1 ? [] : ids.filter(id => !before.has(id)),
  );
  const author = { updated_at: new Date(updatedAt), updated_by: updatedBy };
  const added: ActionItemDbRow[] = [];
  const changed: ActionItemDbRow[] = [];
  for (const [position, item] of actionItems.entries()) {
    const row = before.get(item.id);
    const isSame = row && isDeepStrictEqual(toActionItem(row), item);
    const known = row ?? putBack.get(item.id) ?? NOT_PROMISED;
    const event = isPublished ? publication(known, item) : undefined;
    if (event) events.push(event);
    const kept = event ? promiseAfter(known, item) : promisedOf(known);
    if (!row)
      added.push({
        ...toActionItemColumns(item),
        ...author,
        ...kept,
        id: item.id,
        postmortem_id: postmortemId,
        position,
        created_at: new Date(createdAt),
      });
    else if (!isSame)
      changed.push({
        ...row,
        ...toActionItemColumns(item),
        ...author,
        ...kept,
        position,
      });
    else if (event || row.position !== position)
      changed.push({ ...row, ...kept, position });
  }
  for (const portion of portions(changed))
    await db('action_item').insert(portion).onConflict('id').merge();
  // In one order, so that of two that bring the same ids one waits for the other.
  added.sort((a, b) => (a.id < b.id ? -1 : 1));
  await insertAll(db, 'action_item', added);
  await addActionItemEvents(db, postmortem, events);
  await saveTickets(db, postmortem, rows);
}
