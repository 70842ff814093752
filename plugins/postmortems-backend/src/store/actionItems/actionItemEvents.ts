// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  ActionItemEvent,
  ActionItemHistory,
  isOpen,
  MovedActionItem,
} from 'backstage-plugin-postmortems-common';
import { ActionItemDbRow, StoredPostmortem } from '../postmortems/rows';
import { Db, insertAll, toInstant } from '../sql';

/** How many events of an action item are shown. */
const EVENTS = 200;

/** What is said of a change, with both values. */
const COMPARED = ['status', 'owner', 'dueDate'] as const;
/** What is only said to have changed: texts are in the versions. */
const EDITED = ['description', 'purpose', 'ticketUrl', 'wontDoReason'] as const;

/** A change of an action item, to be kept. */
export type NewActionItemEvent = Pick<
  ActionItemEvent,
  'kind' | 'changes' | 'edited'
> & { itemId: string };

type ActionItemEventRow = {
  number: number;
  action_item_id: string;
  postmortem_id: string;
  kind: ActionItemEvent['kind'];
  data: string;
  actor: string;
  at: Date | number;
};

/**
 * What is new about an item of a published postmortem; `undefined`: nothing.
 *
 * @param before - JSON of the item in the last published version
 */
export function publication(
  before: string | null | undefined,
  item: ActionItem,
): NewActionItemEvent | undefined {
  const known: Partial<ActionItem> = before ? JSON.parse(before) : {};
  const changes: ActionItemEvent['changes'] = {};
  for (const field of COMPARED) {
    const from = known[field] ?? null;
    if (from !== item[field]) changes[field] = { from, to: item[field] };
  }
  const edited = before
    ? EDITED.filter(field => (known[field] ?? null) !== item[field])
    : [];
  if (before && edited.length === 0 && Object.keys(changes).length === 0)
    return undefined;
  const kind = before ? 'changed' : 'published';
  return { itemId: item.id, kind, changes, edited };
}

/** What is kept of a promise when its item is published as it is now. */
export function promiseAfter(
  row: ActionItemDbRow | undefined,
  item: ActionItem,
): Pick<ActionItemDbRow, 'first_due_date' | 'due_date_moves' | 'published'> {
  const first = row?.first_due_date ?? null;
  const before: ActionItem | undefined = row?.published
    ? JSON.parse(row.published)
    : undefined;
  // What was done before has no day that could be missed.
  const isMoved =
    first !== null &&
    before !== undefined &&
    isOpen(before) &&
    item.dueDate !== null &&
    item.dueDate !== before.dueDate;
  return {
    first_due_date: first ?? (item.status === 'proposed' ? null : item.dueDate),
    due_date_moves: (row?.due_date_moves ?? 0) + (isMoved ? 1 : 0),
    published: JSON.stringify(item),
  };
}

/** Must run in the transaction of the save. */
export async function addActionItemEvents(
  db: Db,
  postmortem: Pick<StoredPostmortem, 'id' | 'updatedBy' | 'updatedAt'>,
  events: readonly NewActionItemEvent[],
): Promise<void> {
  await insertAll(
    db,
    'action_item_event',
    events.map(({ itemId, kind, changes, edited }) => ({
      action_item_id: itemId,
      postmortem_id: postmortem.id,
      kind,
      data: JSON.stringify({ changes, edited }),
      actor: postmortem.updatedBy,
      at: new Date(postmortem.updatedAt),
    })),
  );
}

/** What changed on an action item, newest first. */
export async function actionItemHistory(
  db: Db,
  itemId: string,
): Promise<ActionItemHistory> {
  const ofItem = () =>
    db<ActionItemEventRow>('action_item_event').where({
      action_item_id: itemId,
    });
  const [rows, [{ total }]] = await Promise.all([
    ofItem().orderBy('number', 'desc').limit(EVENTS),
    ofItem().count({ total: '*' }),
  ]);
  return {
    items: rows.map(({ kind, data, actor, at }) => ({
      kind,
      at: toInstant(at)!,
      actor,
      ...(JSON.parse(data) as Pick<ActionItemEvent, 'changes' | 'edited'>),
    })),
    totalItems: Number(total),
  };
}

/** The action items of a postmortem whose due date was moved. */
export async function movedActionItems(
  db: Db,
  postmortemId: string,
): Promise<MovedActionItem[]> {
  const rows = await db<ActionItemDbRow>('action_item')
    .select('id', 'first_due_date', 'due_date_moves')
    .where({ postmortem_id: postmortemId })
    .where('due_date_moves', '>', 0)
    .orderBy('position');
  return rows.map(row => ({
    id: row.id,
    firstDueDate: row.first_due_date,
    dueDateMoves: row.due_date_moves,
  }));
}
