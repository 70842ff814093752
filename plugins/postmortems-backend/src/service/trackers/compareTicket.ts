// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  isOpen,
  plainText,
  saysSomething,
} from 'backstage-plugin-postmortems-common';
import { Ticket, TicketChanges } from 'backstage-plugin-postmortems-node';
import {
  fieldsOf,
  StoredTicket,
  TicketFields,
} from '../../store/trackers/TicketsStore';

/** A title of a ticket, in characters: trackers take no more than 255. */
const TITLE = 250;

type Field = keyof TicketFields;
const FIELDS: readonly Field[] = ['title', 'status', 'dueDate', 'assignee'];

/** What is to be done, so that an action item and its ticket agree. */
export type Comparison = {
  /** What the ticket has newly: for the action item. */
  take: Partial<ActionItem>;
  /** What the action item has newly: for the ticket. */
  tell: TicketChanges;
  /** What the ticket had newly, and the action item does not take. */
  overruled: Partial<TicketFields>;
};

/** The first line of what is to be done, without marks. */
export function titleOf({ description }: Pick<ActionItem, 'description'>) {
  const [line = ''] = plainText(description).split('\n');
  const title = line.replace(/\s+/g, ' ').trim() || 'Action item';
  return title.length > TITLE ? `${title.slice(0, TITLE - 1)}…` : title;
}

/** Of an action item, what a ticket has too. */
export function fieldsOfItem(item: ActionItem): TicketFields {
  return {
    title: titleOf(item),
    status: item.status,
    dueDate: item.dueDate,
    assignee: item.owner?.startsWith('user:') ? item.owner : null,
  };
}

const isClosed = ({ status }: Ticket) =>
  status === 'done' || status === 'wont-do';

/** What a tracker is told of a status: to propose something is not known there. */
function toldStatus(status: TicketFields['status']) {
  return status === 'proposed' ? 'open' : status;
}

/**
 * Compares an action item and its ticket, each with what it was when both were
 * last known to agree. Of what changed on one side the other gets it; where both
 * changed, the newer one stays. Values that are alike are never sent, which is
 * what ends the echo of every change.
 *
 * @param keepsOwner - who is assigned there may not become the owner
 */
export function compareTicket(
  stored: StoredTicket,
  ticket: Ticket,
  { keepsOwner = false }: { keepsOwner?: boolean } = {},
) {
  const { item, seen, createdHere } = stored;
  const local = fieldsOfItem(item);
  const base = stored.base ?? local;
  const remote = fieldsOf(ticket);
  const isTicketNewer = ticket.updatedAt >= stored.itemUpdatedAt;
  const result: Comparison = { take: {}, tell: {}, overruled: {} };
  for (const field of FIELDS) {
    // The title of a ticket that others wrote is theirs.
    if (field === 'title' && !createdHere) continue;
    if (field === 'dueDate' && ticket.dueDate === undefined) continue;
    const isSame =
      field === 'status'
        ? toldStatus(local.status) === remote.status
        : local[field] === remote[field];
    if (isSame) continue;
    const isOurs = local[field] !== base[field];
    const isTheirs = seen
      ? remote[field] !== seen[field]
      : // A ticket that was done before it was named here.
        field === 'status' && isOpen(item) && isClosed(ticket);
    const taken = isTheirs ? valueFor(item, field, ticket) : undefined;
    const isKept = keepsOwner && field === 'assignee';
    if (taken && !isKept && (!isOurs || isTicketNewer))
      Object.assign(result.take, taken);
    else if (taken && isKept && !isOurs)
      result.overruled.assignee = remote.assignee;
    else if (isOurs || (isTheirs && field === 'dueDate')) {
      if (taken) Object.assign(result.overruled, { [field]: remote[field] });
      Object.assign(result.tell, told(field, local));
    }
  }
  return result;
}

/** What an action item can take of a ticket; `undefined`: nothing. */
function valueFor(
  item: ActionItem,
  field: Field,
  ticket: Ticket,
): Partial<ActionItem> | undefined {
  const { title, status, dueDate, assignee, closedAt } = ticket;
  switch (field) {
    case 'title':
      return title ? { description: retitled(item, title) } : undefined;
    // A promised day can be moved there, and an owner changed, but not taken away.
    case 'dueDate':
      return dueDate ? { dueDate } : undefined;
    case 'assignee':
      return assignee ? { owner: assignee } : undefined;
    default:
      // Who accepts a proposal does it here, where it is promised.
      if (item.status === 'proposed' && !isClosed(ticket)) return undefined;
      return {
        status,
        doneAt: status === 'done' ? notInFuture(closedAt) : null,
      };
  }
}

/** What is to be done, with another title in place of the lines that made it. */
function retitled({ description }: ActionItem, title: string): string {
  const lines = description.trim().split('\n');
  const whole = titleOf({ description });
  const blank = lines.findIndex(line => !line.trim());
  const paragraph = blank < 0 ? lines : lines.slice(0, blank || 1);
  const end = paragraph.findIndex((_, index) => {
    const start = lines.slice(0, index + 1).join('\n');
    return titleOf({ description: start }) === whole;
  });
  // A title that was cut is not all that the lines say.
  const rest = isCut(whole) ? lines : lines.slice(end + 1);
  const gap = rest.length > 0 && rest[0].trim() ? [''] : [];
  return [title, ...gap, ...rest].join('\n');
}

function isCut(title: string): boolean {
  return title.length === TITLE && title.endsWith('…');
}

function notInFuture(instant: string | null): string | null {
  const now = new Date().toISOString();
  return instant !== null && instant > now ? now : instant;
}

function told(field: Field, local: TicketFields): TicketChanges {
  switch (field) {
    case 'title':
      return { title: local.title };
    case 'status':
      return { status: toldStatus(local.status) };
    case 'dueDate':
      return local.dueDate === null ? {} : { dueDate: local.dueDate };
    default:
      return local.assignee === null ? {} : { assignee: local.assignee };
  }
}

/** What is not to be done has a reason, which the tracker may not ask for. */
export function withReason(
  item: ActionItem,
  take: Partial<ActionItem>,
  { ticket, title }: { ticket: Ticket; title: string },
): ActionItem {
  const changed = { ...item, ...take };
  if (take.status !== 'wont-do') return changed;
  const by = ticket.updatedBy ? ` by ${ticket.updatedBy}` : '';
  const reason = `${ticket.statusText ?? 'Closed as not planned'} in ${title}${by}`;
  return {
    ...changed,
    wontDoReason: saysSomething(item.wontDoReason)
      ? `${item.wontDoReason}\n\n${reason}`
      : reason,
  };
}
