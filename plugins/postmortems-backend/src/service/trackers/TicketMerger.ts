// SPDX-License-Identifier: Apache-2.0

import { isDeepStrictEqual } from 'node:util';
import { AuditorService } from '@backstage/backend-plugin-api';
import { ActionItem, toInput } from 'backstage-plugin-postmortems-common';
import {
  Ticket,
  TicketChanges,
  Tracker,
} from 'backstage-plugin-postmortems-node';
import { audited } from '../../http/audited';
import { ActionItemsStore } from '../../store/actionItems/ActionItemsStore';
import {
  fieldsOf,
  StoredTicket,
  TicketFields,
  TicketsStore,
} from '../../store/trackers/TicketsStore';
import { readersOf } from '../../store/postmortems/rows';
import { PostmortemEditor } from '../PostmortemEditor';
import { compareTicket, fieldsOfItem, withReason } from './compareTicket';

/** How often both sides are compared anew when somebody is faster. */
const TRIES = 8;

class ChangedMeanwhile extends Error {}

/** Who owns an action item may read its postmortem. */
class OwnerMayNotRead extends Error {
  constructor(owner: string) {
    super(`${owner} is no reader of this restricted postmortem`);
  }
}

/** Brings what changed in a tracker into action items, as saves of postmortems. */
export class TicketMerger {
  readonly #tickets: TicketsStore;
  readonly #actionItems: ActionItemsStore;
  readonly #editor: PostmortemEditor;
  readonly #auditor: AuditorService;

  constructor(options: {
    tickets: TicketsStore;
    actionItems: ActionItemsStore;
    editor: PostmortemEditor;
    auditor: AuditorService;
  }) {
    this.#tickets = options.tickets;
    this.#actionItems = options.actionItems;
    this.#editor = options.editor;
    this.#auditor = options.auditor;
  }

  /**
   * Brings a ticket and its action item together, as far as that can be done
   * here.
   *
   * @param told - what the tracker was just told; the rest may be others' doing
   * @returns what it is still to be told
   */
  async bringTogether(
    tracker: Tracker,
    id: string,
    ticket: Ticket,
    told: TicketChanges = {},
  ): Promise<TicketChanges> {
    const remote = fieldsOf(ticket);
    const fields = Object.keys(told) as Array<keyof TicketFields>;
    const made = Object.fromEntries(fields.map(name => [name, remote[name]]));
    let keepsOwner = false;
    for (let tries = 1; tries <= TRIES; tries++) {
      const stored = await this.#tickets.get(id);
      if (!stored) return {};
      const { take, tell, overruled } = compareTicket(
        {
          ...stored,
          base: stored.base && { ...stored.base, ...told },
          seen: stored.seen && { ...stored.seen, ...made },
        },
        ticket,
        { keepsOwner },
      );
      let now: StoredTicket | undefined = stored;
      if (Object.keys(take).length > 0) {
        try {
          const item = await this.#save(tracker, stored, ticket, take);
          // Which was a change of the ticket's row too.
          now = await this.#tickets.get(id);
          if (!isDeepStrictEqual(now?.item, item)) continue;
        } catch (error) {
          if (error instanceof OwnerMayNotRead) keepsOwner = true;
          else if (!(error instanceof ChangedMeanwhile)) throw error;
          continue;
        }
      }
      if (!now) return {};
      const open = Object.keys(tell) as Array<keyof TicketFields>;
      const isAgreed = await this.#tickets.agree(now, {
        tracker: tracker.id,
        key: ticket.key,
        project: now.project ?? tracker.recognize(now.url)?.project ?? '',
        base: {
          ...fieldsOfItem(now.item),
          // What it is to be told is what both differ in.
          ...Object.fromEntries(open.map(name => [name, remote[name]])),
        },
        seen: ticket,
        isBehind: open.length > 0,
      });
      if (!isAgreed) continue;
      if (now.isPublished && Object.keys(overruled).length > 0)
        await this.#actionItems.addOverruled(
          now.postmortemId,
          actorOf(tracker, ticket),
          toEvent(now, overruled),
        );
      // Of a draft nothing is told.
      return now.isPublished ? tell : {};
    }
    return {};
  }

  /** What changed in the tracker, as a save of the postmortem. */
  async #save(
    tracker: Tracker,
    stored: StoredTicket,
    ticket: Ticket,
    take: Partial<ActionItem>,
  ): Promise<ActionItem> {
    const { id, postmortemId } = stored;
    const isThis = (item: ActionItem) => item.id === id;
    const { actionItems } = await audited(
      this.#auditor,
      {
        what: 'action-item',
        actionType: 'sync',
        meta: { id, tracker: tracker.id, ticket: ticket.key },
      },
      () =>
        this.#editor.change(
          { id: postmortemId },
          {
            actor: actorOf(tracker, ticket),
            edit: now => {
              const item = now.actionItems.find(isThis);
              if (!item || !isDeepStrictEqual(item, stored.item))
                throw new ChangedMeanwhile();
              const { owner } = take;
              // Whoever may assign a ticket there lets nobody in here.
              if (
                owner &&
                now.visibility === 'restricted' &&
                !readersOf(now).some(reader => reader.entity_ref === owner)
              )
                throw new OwnerMayNotRead(owner);
              const changed = withReason(item, take, {
                ticket,
                title: tracker.title,
              });
              const document = toInput(now);
              return {
                document: {
                  ...document,
                  actionItems: document.actionItems.map(each =>
                    isThis(each) ? changed : each,
                  ),
                },
              };
            },
          },
        ),
    );
    return actionItems.find(isThis)!;
  }
}

/** What an action item has, and the ticket would have had. */
function toEvent({ id, item }: StoredTicket, theirs: Partial<TicketFields>) {
  const { status, dueDate, assignee, title } = theirs;
  return {
    itemId: id,
    changes: {
      ...(status && { status: { from: item.status, to: status } }),
      ...(dueDate && { dueDate: { from: item.dueDate, to: dueDate } }),
      ...(assignee && { owner: { from: item.owner, to: assignee } }),
    },
    edited: title === undefined ? [] : (['description'] as const).slice(),
  };
}

/** Who changes an action item for a tracker: `tracker:github/octocat`. */
function actorOf(tracker: Tracker, { updatedBy }: Ticket): string {
  const name = updatedBy?.replace(/[:/\s]+/g, ' ').trim();
  return `tracker:${tracker.id}${name ? `/${name}` : ''}`;
}
