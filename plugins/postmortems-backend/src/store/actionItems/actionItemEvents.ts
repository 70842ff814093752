// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  ActionItemEvent,
  ActionItemHistory,
  isOpen,
  MovedActionItem,
} from 'backstage-plugin-postmortems-common';
import { ActionItemDbRow, StoredPostmortem } from '../postmortems/rows';
import { Db, inList, insertAll, toInstant } from '../sql';

/** How many events of an action item are shown. */
const EVENTS = 200;

/** What is said of a change, with both values. */
const COMPARED = [
  'status',
  'owner',
  'dueDate',
  'verifyOn',
  'verified',
] as const;
/** What is only said to have changed: texts are in the versions. */
const EDITED = [
  'description',
  'purpose',
  'ticketUrl',
  'wontDoReason',
  'evidenceUrl',
  'verifiedNote',
] as const;

/** What is kept of an item beside what its postmortem says. */
export type Promised = Pick<
  ActionItemDbRow,
  'first_due_date' | 'due_date_moves' | 'published'
>;

/** What was never in a published postmortem. */
export const NOT_PROMISED: Promised = {
  first_due_date: null,
  due_date_moves: 0,
  published: null,
};

/** The same of a row, without the rest of it. */
export const promisedOf = ({
  first_due_date,
  due_date_moves,
  published,
}: Promised): Promised => ({ first_due_date, due_date_moves, published });

/** What a move of the day adds to, to be put back when it is taken back. */
export type KeptPromise = {
  first: string | null;
  moves: number;
  promisedDay: string | null;
};

/** In {@link Promised.published}. */
type PublishedItem = ActionItem & {
  /** The due date when it was last something to do. */
  promisedDay?: string | null;
};

/** A change of an action item, to be kept. */
export type NewActionItemEvent = Pick<
  ActionItemEvent,
  'kind' | 'changes' | 'edited'
> & {
  itemId: string;
  /** Of one that was removed, so that it is known when it is put back. */
  promised?: Promised;
  /** Removed from a draft: nothing to tell of once it is put back. */
  draft?: boolean;
};

type ActionItemEventRow = {
  number: number;
  action_item_id: string;
  postmortem_id: string;
  kind: ActionItemEvent['kind'];
  data: string;
  actor: string;
  at: Date | number;
};

const parse = (published: string | null): PublishedItem | undefined =>
  published === null ? undefined : JSON.parse(published);

/** What is new about an item of a published postmortem; `undefined`: nothing. */
export function publication(
  { published }: Promised,
  item: ActionItem,
): NewActionItemEvent | undefined {
  const before = parse(published);
  const changes: ActionItemEvent['changes'] = {};
  for (const field of COMPARED) {
    const from = before?.[field] ?? null;
    if (from !== item[field]) changes[field] = { from, to: item[field] };
  }
  const edited = before
    ? // What an earlier release published lacks the fields there are since.
      EDITED.filter(field => (before[field] || null) !== (item[field] || null))
    : [];
  if (before && edited.length === 0 && Object.keys(changes).length === 0)
    return undefined;
  const kind = before ? 'changed' : 'published';
  return { itemId: item.id, kind, changes, edited };
}

/**
 * What is kept of a promise when its item is published as it is now. A day that
 * changes while there is nothing to do is a move when there is again.
 */
export function promiseAfter(before: Promised, item: ActionItem): Promised {
  const { first_due_date: first, due_date_moves: moves } = before;
  const promisedDay = parse(before.published)?.promisedDay ?? null;
  const isPromise = isOpen(item) && item.dueDate !== null;
  const isMoved =
    isPromise && promisedDay !== null && item.dueDate !== promisedDay;
  const published: PublishedItem = {
    ...item,
    promisedDay: isPromise ? item.dueDate : promisedDay,
  };
  const isKept = isOpen(item) || item.status === 'done';
  return {
    first_due_date: first ?? (isKept ? item.dueDate : null),
    due_date_moves: moves + (isMoved ? 1 : 0),
    published: JSON.stringify(published),
  };
}

const keptPromise = (row: Promised | undefined): KeptPromise => ({
  first: row?.first_due_date ?? null,
  moves: row?.due_date_moves ?? 0,
  promisedDay: parse(row?.published ?? null)?.promisedDay ?? null,
});

/** What is promised of an action item now. */
export async function readPromise(
  db: Db,
  itemId: string,
): Promise<KeptPromise> {
  return keptPromise(
    await db<ActionItemDbRow>('action_item').where({ id: itemId }).first(),
  );
}

/**
 * Puts back what was promised before a move that was taken back, so that it
 * counts as none. Must run in the transaction of the save that took it back.
 */
export async function putBackPromise(
  db: Db,
  itemId: string,
  { first, moves, promisedDay }: KeptPromise,
): Promise<void> {
  const row = await db<ActionItemDbRow>('action_item')
    .where({ id: itemId })
    .first();
  const published = parse(row?.published ?? null);
  if (!published) return;
  await db<ActionItemDbRow>('action_item')
    .where({ id: itemId })
    .update({
      first_due_date: first,
      due_date_moves: moves,
      published: JSON.stringify({ ...published, promisedDay }),
    });
}

/** That items were taken out, of those that were in a published version. */
export function removals(
  rows: readonly ActionItemDbRow[],
  isPublished: boolean,
): NewActionItemEvent[] {
  return rows
    .filter(row => row.published !== null)
    .map(row => ({
      itemId: row.id,
      kind: 'removed',
      changes: {},
      edited: [],
      promised: promisedOf(row),
      draft: !isPublished,
    }));
}

/**
 * What was promised of items that are put back, by their ids. Must run in the
 * transaction of the save.
 */
export async function takeBack(
  db: Db,
  postmortemId: string,
  itemIds: readonly string[],
): Promise<Map<string, Promised>> {
  if (itemIds.length === 0) return new Map();
  const rows: ActionItemEventRow[] = await db<ActionItemEventRow>(
    'action_item_event',
  )
    .where({ postmortem_id: postmortemId, kind: 'removed' })
    .where(inList(db, 'action_item_id', itemIds))
    .orderBy('number');
  const removed = rows.map(row => ({
    row,
    data: JSON.parse(row.data) as NewActionItemEvent,
  }));
  const undone = removed.filter(({ data }) => data.draft);
  if (undone.length > 0)
    await db('action_item_event')
      .whereIn(
        'number',
        undone.map(({ row }) => row.number),
      )
      .delete();
  return new Map(
    removed.map(({ row, data }) => [
      row.action_item_id,
      data.promised ?? NOT_PROMISED,
    ]),
  );
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
    events.map(({ itemId, kind, ...data }) => ({
      action_item_id: itemId,
      postmortem_id: postmortem.id,
      kind,
      data: JSON.stringify(data),
      actor: postmortem.updatedBy,
      at: new Date(postmortem.updatedAt),
    })),
  );
}

/** What changed on an action item, newest first, while it was in a postmortem. */
export async function actionItemHistory(
  db: Db,
  item: { id: string; postmortemId: string },
): Promise<ActionItemHistory> {
  const ofItem = () =>
    db<ActionItemEventRow>('action_item_event').where({
      action_item_id: item.id,
      postmortem_id: item.postmortemId,
    });
  const [rows, [{ total }]] = await Promise.all([
    ofItem().orderBy('number', 'desc').limit(EVENTS),
    ofItem().count({ total: '*' }),
  ]);
  return {
    items: rows.map(({ kind, data, actor, at }) => {
      const { changes, edited } = JSON.parse(data) as NewActionItemEvent;
      return { kind, at: toInstant(at)!, actor, changes, edited };
    }),
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
