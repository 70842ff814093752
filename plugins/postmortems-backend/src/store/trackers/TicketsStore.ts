// SPDX-License-Identifier: Apache-2.0

import { ActionItem, newId } from 'backstage-plugin-postmortems-common';
import { Ticket } from 'backstage-plugin-postmortems-node';
import { Knex } from 'knex';
import { ActionItemDbRow, toActionItem } from '../postmortems/rows';
import { inList, isPostgres, isUniqueViolation, toInstant } from '../sql';
import { TicketRow } from './ticketRows';

/** What both sides can have. */
export type TicketFields = {
  title: string;
  status: ActionItem['status'];
  dueDate: string | null;
  assignee: string | null;
};

/** A ticket with its action item. */
export type StoredTicket = {
  id: string;
  postmortemId: string;
  url: string;
  tracker: string | null;
  key: string | null;
  project: string | null;
  createdHere: boolean;
  base: TicketFields | null;
  seen: TicketFields | null;
  seenAt: string | null;
  isFailing: boolean;
  tries: number;
  /** By whom it is looked after now. */
  claim: string | null;
  revision: number;
  item: ActionItem;
  /** When the action item was last changed. */
  itemUpdatedAt: string;
  isPublished: boolean;
};

/** What is known after both sides were compared. */
export type Agreement = {
  tracker: string;
  key: string;
  project: string;
  base: TicketFields;
  seen: Ticket;
  /** Whether the tracker is still to be told something. */
  isBehind: boolean;
};

/** Tickets that are looked after at once. */
const PORTION = 10;

/** The tickets of action items, and what is to be told to their trackers. */
export class TicketsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async get(id: string): Promise<StoredTicket | undefined> {
    return (await this.#select({ action_item_id: id }))[0];
  }

  /** All action items with one ticket. */
  async ofKey(tracker: string, key: string): Promise<StoredTicket[]> {
    return this.#select({ tracker, ticket_key: key });
  }

  /** Which of the keys have action items. */
  async known(tracker: string, keys: readonly string[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set();
    return new Set(
      await this.#db('action_item_ticket')
        .where({ tracker })
        .where(inList(this.#db, 'ticket_key', keys))
        .whereNotNull('seen')
        .distinct('ticket_key')
        .pluck('ticket_key'),
    );
  }

  /**
   * Takes tickets whose time has come, for a while, so that no other replica
   * does. Those of drafts wait until these are published.
   */
  async claim(leaseMs: number): Promise<StoredTicket[]> {
    const claim = newId();
    const now = new Date();
    const due = this.#db('action_item_ticket')
      .join('postmortem', 'postmortem.id', 'action_item_ticket.postmortem_id')
      .select('action_item_ticket.action_item_id')
      .where('push_at', '<=', now)
      .where('postmortem.status', 'published')
      .whereNot('action_item_ticket.url', '')
      .where(free =>
        free.whereNull('claimed_until').orWhere('claimed_until', '<', now),
      )
      .orderBy('push_at')
      .limit(PORTION)
      .modify(query => {
        if (isPostgres(this.#db))
          query.forUpdate('action_item_ticket').skipLocked();
      });
    const claimed = await this.#db('action_item_ticket')
      .whereIn('action_item_id', due)
      .update({
        claimed_by: claim,
        claimed_until: new Date(now.getTime() + leaseMs),
      });
    return claimed > 0 ? this.#select({ claimed_by: claim }) : [];
  }

  /**
   * Keeps what both sides have now.
   *
   * @returns false, with nothing written, when the row changed since
   */
  async agree(
    ticket: StoredTicket,
    { tracker, key, project, base, seen, isBehind }: Agreement,
  ): Promise<boolean> {
    const now = new Date();
    const updated = await this.#where(ticket).update({
      tracker,
      ticket_key: key,
      project,
      base: JSON.stringify(base),
      seen: JSON.stringify(fieldsOf(seen)),
      seen_at: new Date(seen.updatedAt),
      synced_at: now,
      failing_since: null,
      failure: '',
      push_at: isBehind ? now : null,
      tries: 0,
      revision: ticket.revision + 1,
    });
    return updated > 0;
  }

  /** Nothing is to be told. */
  async rest(ticket: StoredTicket): Promise<void> {
    await this.#where(ticket).update({ push_at: null, tries: 0 });
  }

  /** Its tracker wants to be left alone. */
  async postpone(ticket: StoredTicket, until: Date): Promise<void> {
    await this.#where(ticket).update({ push_at: until });
  }

  /** Ends what `claim` began. */
  async release({ id, claim }: StoredTicket): Promise<void> {
    await this.#db<TicketRow>('action_item_ticket')
      .where({ action_item_id: id, claimed_by: claim })
      .update({ claimed_by: null, claimed_until: null });
  }

  /**
   * The tracker did not do it.
   *
   * @param retryAt - `null`: when the action item changes, or `askAgainForGone`
   */
  async fail(
    ticket: Pick<StoredTicket, 'id' | 'tries'>,
    failure: string,
    retryAt: Date | null,
  ): Promise<void> {
    await this.#db<TicketRow>('action_item_ticket')
      .where({ action_item_id: ticket.id })
      .update({
        failing_since: this.#db.raw('coalesce(failing_since, ?)', [new Date()]),
        failure,
        push_at: retryAt,
        tries: ticket.tries + 1,
      });
  }

  /** A tracker that was installed since may know them. */
  async askAgainForUnknown(): Promise<void> {
    await this.#db<TicketRow>('action_item_ticket')
      .whereNull('tracker')
      .whereNull('push_at')
      .whereNot({ url: '' })
      .update({ push_at: new Date() });
  }

  /** What was gone may have been out of reach only. */
  async askAgainForGone(): Promise<void> {
    await this.#db<TicketRow>('action_item_ticket')
      .whereNotNull('failing_since')
      .whereNull('push_at')
      .update({ push_at: new Date() });
  }

  /**
   * Begins to create a ticket.
   *
   * @returns `mine`: nobody else does; `created`: somebody did, here is its
   * address; `wait`: somebody else is doing it
   */
  async beginCreation(
    item: { id: string; postmortemId: string },
    leaseMs: number,
  ): Promise<
    | { kind: 'mine'; claim: string; since: string; isRepeated: boolean }
    | { kind: 'created'; url: string }
    | { kind: 'wait' }
  > {
    const claim = newId();
    const now = new Date();
    const lease = {
      claimed_by: claim,
      claimed_until: new Date(now.getTime() + leaseMs),
    };
    try {
      await this.#db('action_item_ticket').insert({
        action_item_id: item.id,
        postmortem_id: item.postmortemId,
        url: '',
        created_here: true,
        created_at: now,
        ...lease,
      });
      const since = now.toISOString();
      return { kind: 'mine', claim, since, isRepeated: false };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    const taken = await this.#db<TicketRow>('action_item_ticket')
      .where({ action_item_id: item.id, url: '' })
      .where('claimed_until', '<', now)
      .update(lease);
    const row = await this.#db<TicketRow>('action_item_ticket')
      .where({ action_item_id: item.id })
      .first();
    if (row?.url) return { kind: 'created', url: row.url };
    if (taken === 0 || !row) return { kind: 'wait' };
    const since = toInstant(row.created_at)!;
    return { kind: 'mine', claim, since, isRepeated: true };
  }

  /**
   * Ends it.
   *
   * @param outcome - `nothing`: no ticket was made; `unknown`: perhaps one was,
   * and whoever tries again looks for it first
   */
  async endCreation(
    claim: string,
    outcome:
      | { ticket: Ticket; tracker: string; project: string; base: TicketFields }
      | 'nothing'
      | 'unknown',
  ): Promise<void> {
    const mine = this.#db<TicketRow>('action_item_ticket').where({
      claimed_by: claim,
    });
    if (outcome === 'nothing') {
      await mine.delete();
    } else if (outcome === 'unknown') {
      await mine.update({ claimed_until: new Date(0) });
    } else {
      const { ticket, tracker, project, base } = outcome;
      await mine.update({
        url: ticket.url,
        tracker,
        ticket_key: ticket.key,
        project,
        base: JSON.stringify(base),
        seen: JSON.stringify(fieldsOf(ticket)),
        seen_at: new Date(ticket.updatedAt),
        synced_at: new Date(),
        claimed_by: null,
        claimed_until: null,
        revision: this.#db.raw('revision + 1'),
      });
    }
  }

  #where(ticket: StoredTicket) {
    return this.#db<TicketRow>('action_item_ticket').where({
      action_item_id: ticket.id,
      revision: ticket.revision,
    });
  }

  async #select(where: Partial<TicketRow>): Promise<StoredTicket[]> {
    type Row = TicketRow & { item: string; published_status: string };
    const rows: Row[] = await this.#db('action_item_ticket')
      .join('postmortem', 'postmortem.id', 'action_item_ticket.postmortem_id')
      .select('action_item_ticket.*', {
        published_status: 'postmortem.status',
      })
      .where(
        Object.fromEntries(
          Object.entries(where).map(([column, value]) => [
            `action_item_ticket.${column}`,
            value,
          ]),
        ),
      )
      .orderBy('push_at');
    const items: ActionItemDbRow[] = await this.#db('action_item').whereIn(
      'id',
      rows.map(row => row.action_item_id),
    );
    const byId = new Map(items.map(item => [item.id, item]));
    return rows.flatMap(row => {
      const item = byId.get(row.action_item_id);
      return item
        ? toStoredTicket(row, item, row.published_status === 'published')
        : [];
    });
  }
}

/** Of a ticket, what an action item has too. */
export function fieldsOf(ticket: Ticket): TicketFields {
  const { title, status, dueDate = null, assignee } = ticket;
  return { title, status, dueDate, assignee };
}

function toStoredTicket(
  row: TicketRow,
  item: ActionItemDbRow,
  isPublished: boolean,
): StoredTicket {
  return {
    id: row.action_item_id,
    postmortemId: row.postmortem_id,
    url: row.url,
    tracker: row.tracker,
    key: row.ticket_key,
    project: row.project,
    createdHere: Boolean(row.created_here),
    base: row.base === null ? null : JSON.parse(row.base),
    seen: row.seen === null ? null : JSON.parse(row.seen),
    seenAt: toInstant(row.seen_at),
    isFailing: row.failing_since !== null,
    tries: row.tries,
    claim: row.claimed_by,
    revision: row.revision,
    item: toActionItem(item),
    itemUpdatedAt: toInstant(item.updated_at)!,
    isPublished,
  };
}
