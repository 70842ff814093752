// SPDX-License-Identifier: Apache-2.0

import {
  ActionItemTicket,
  TicketOfActionItem,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { ActionItemDbRow, StoredPostmortem } from '../postmortems/rows';
import { Db, inList, insertAll, toInstant } from '../sql';

type Instant = Date | number;

/** A row of the table of tickets. */
export type TicketRow = {
  action_item_id: string;
  postmortem_id: string;
  /** Empty while it is being created. */
  url: string;
  tracker: string | null;
  ticket_key: string | null;
  project: string | null;
  created_here: boolean | number;
  base: string | null;
  seen: string | null;
  seen_at: Instant | null;
  synced_at: Instant | null;
  failing_since: Instant | null;
  failure: string;
  push_at: Instant | null;
  tries: number;
  claimed_by: string | null;
  claimed_until: Instant | null;
  created_at: Instant;
  revision: number;
};

/** Of a row: what readers of an action item are told of its ticket. */
export type ShownTicketRow = Pick<
  TicketRow,
  'tracker' | 'ticket_key' | 'synced_at' | 'failing_since' | 'failure'
>;

/** Adds the tickets to a query of action items. */
export function withTickets<Query extends Knex.QueryBuilder>(
  db: Db,
  query: Query,
): Query {
  return query
    .leftJoin(
      'action_item_ticket',
      'action_item_ticket.action_item_id',
      'action_item.id',
    )
    .leftJoin('tracker_project', of =>
      of
        .on('tracker_project.tracker', 'action_item_ticket.tracker')
        .andOn('tracker_project.project', 'action_item_ticket.project'),
    )
    .select(
      'action_item_ticket.tracker',
      'action_item_ticket.ticket_key',
      'action_item_ticket.synced_at',
      db.raw(
        'coalesce(action_item_ticket.failing_since, tracker_project.failing_since) as failing_since',
      ),
      db.raw(
        `case when action_item_ticket.failing_since is not null
          then action_item_ticket.failure
          else coalesce(tracker_project.failure, '') end as failure`,
      ),
    ) as Query;
}

export function toTicket(row: ShownTicketRow): ActionItemTicket | null {
  return row.tracker === null || row.ticket_key === null
    ? null
    : {
        tracker: row.tracker,
        key: row.ticket_key,
        syncedAt: toInstant(row.synced_at),
        failingSince: toInstant(row.failing_since),
        failure: row.failure,
      };
}

/** The tickets of a postmortem's action items. */
export async function ticketsOf(
  db: Db,
  postmortemId: string,
): Promise<TicketOfActionItem[]> {
  const rows: Array<ShownTicketRow & { id: string }> = await withTickets(
    db,
    db('action_item')
      .select('action_item.id')
      .where('action_item.postmortem_id', postmortemId)
      .orderBy('action_item.position'),
  );
  return rows.flatMap(row => {
    const ticket = toTicket(row);
    return ticket ? { id: row.id, ...ticket } : [];
  });
}

/**
 * Makes the rows of tickets what a postmortem says, and notes that its tracker
 * may have to be told. Nothing of a draft is told. Must run in the transaction
 * of the save.
 *
 * @param before - the rows of its action items as they were
 */
export async function saveTickets(
  db: Db,
  postmortem: StoredPostmortem,
  before: readonly ActionItemDbRow[],
): Promise<void> {
  const { id: postmortemId, actionItems, status } = postmortem;
  const urls = new Map(actionItems.map(item => [item.id, item.ticketUrl]));
  const linked = actionItems.filter(item => item.ticketUrl);
  const had = before.filter(row => row.ticket_url);
  if (had.length === 0 && linked.length === 0) return;
  const rows: Array<Pick<TicketRow, 'action_item_id' | 'url'>> = await db(
    'action_item_ticket',
  )
    .where({ postmortem_id: postmortemId })
    .select('action_item_id', 'url');
  // One that is being created is named by the action item in a moment.
  const named = new Set(had.map(row => row.id));
  const gone = rows
    .filter(({ action_item_id: id, url }) => {
      const now = urls.get(id) ?? '';
      return url !== now && (named.has(id) || (url !== '' && now !== ''));
    })
    .map(row => row.action_item_id);
  if (gone.length > 0)
    await db('action_item_ticket')
      .where(inList(db, 'action_item_id', gone))
      .delete();
  if (status !== 'published' || linked.length === 0) return;
  const now = new Date();
  const known = new Set(
    rows.map(row => row.action_item_id).filter(id => !gone.includes(id)),
  );
  // `push_at` of what is retried stays: the tracker may want to be left alone.
  await db<TicketRow>('action_item_ticket')
    .where({ postmortem_id: postmortemId })
    .whereNot({ url: '' })
    .update({
      push_at: db.raw('coalesce(push_at, ?)', [now]),
      revision: db.raw('revision + 1'),
    });
  await insertAll(
    db,
    'action_item_ticket',
    linked
      .filter(({ id }) => !known.has(id))
      .map(({ id, ticketUrl }) => ({
        action_item_id: id,
        postmortem_id: postmortemId,
        url: ticketUrl,
        push_at: now,
        created_at: now,
      })),
  );
}
