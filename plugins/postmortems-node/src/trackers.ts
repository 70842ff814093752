// SPDX-License-Identifier: Apache-2.0

import { createExtensionPoint } from '@backstage/backend-plugin-api';

/**
 * How far a ticket is, in the words of action items. A tracker that knows less
 * (open or closed) uses fewer of them.
 *
 * @public
 */
export type TicketStatus = 'open' | 'in-progress' | 'done' | 'wont-do';

/**
 * A ticket as its tracker has it.
 *
 * @public
 */
export type Ticket = {
  /** What people call it: `acme/payment#12`, `PAY-12`. Unique in the tracker. */
  key: string;
  /** Where people read it. */
  url: string;
  title: string;
  status: TicketStatus;
  /** Why it will not be done, as a beginning of a sentence: `Closed as not planned`. */
  statusText?: string;
  /** `YYYY-MM-DD`; absent where the tracker has no due dates. */
  dueDate?: string | null;
  /** The entity ref of a user; `null`: nobody, or nobody that the catalog knows. */
  assignee: string | null;
  /** When it was done: an ISO 8601 instant. */
  closedAt: string | null;
  /** When it last changed: an ISO 8601 instant. */
  updatedAt: string;
  /** Who changed it last, as the tracker names them; absent: not known. */
  updatedBy?: string;
};

/**
 * What a new ticket is made of. Nothing else of a postmortem leaves the portal.
 *
 * @public
 */
export type NewTicket = {
  /** One line of text. */
  title: string;
  /** What is to be done: Markdown. */
  description: string;
  /** `YYYY-MM-DD` */
  dueDate: string | null;
  /** The entity ref of a user, where the action item belongs to one. */
  assignee: string | null;
  /** The postmortem: `PM-12`. */
  reference: string;
  /** The action item in the portal; no other one has this address. */
  link: string;
};

/**
 * What is to be changed of a ticket; what is absent stays.
 *
 * @public
 */
export type TicketChanges = {
  title?: string;
  status?: TicketStatus;
  dueDate?: string;
  /** The entity ref of a user; one that the tracker does not know changes nothing. */
  assignee?: string;
};

/**
 * Takes what a tracker tells by itself.
 *
 * @public
 */
export interface TicketSink {
  /**
   * A ticket was changed. One that belongs to no action item is ignored.
   *
   * @param delivery - the id of the message; one that comes again is ignored
   */
  changed(ticket: Ticket, delivery: string): Promise<void>;
}

/**
 * An issue tracker, in which action items have tickets. What fails throws a
 * {@link TrackerError}.
 *
 * @public
 */
export interface Tracker {
  /** Stored with each ticket, so it must not change: `github`. */
  readonly id: string;
  /** For people: `GitHub`. */
  readonly title: string;

  /**
   * Where action items of postmortems of these systems may have tickets
   * (repositories, projects), the likeliest first.
   *
   * @param systems - entity refs
   */
  projects(systems: readonly string[]): Promise<string[]>;

  /** Which ticket an address is of; `undefined`: of none of this tracker. */
  recognize(url: string): { key: string; project: string } | undefined;

  create(ticket: NewTicket, project: string): Promise<Ticket>;

  /**
   * The ticket that `create` made when its answer got lost.
   *
   * @param since - when `create` was called first: an ISO 8601 instant
   */
  find(
    ticket: NewTicket,
    project: string,
    since: string,
  ): Promise<Ticket | undefined>;

  get(key: string): Promise<Ticket>;

  /** @returns the ticket as it is afterwards */
  update(key: string, changes: TicketChanges): Promise<Ticket>;

  /**
   * What changed in a project, in bulk. A ticket that is named twice changes
   * nothing the second time.
   *
   * @param from - `since` is an ISO 8601 instant; `cursor` is what the last
   * call for this project returned, absent at the first
   */
  changes(
    project: string,
    from: { since: string; cursor?: string },
  ): Promise<{ tickets: Ticket[]; cursor?: string }>;

  /** Called once at each start, when changes can be taken. */
  onReady?(sink: TicketSink): Promise<void>;
}

/**
 * Lets a module of the postmortems plugin bring an issue tracker.
 *
 * @public
 */
export interface PostmortemsTrackersExtensionPoint {
  /** @throws Error when there is a tracker with the same id */
  addTracker(tracker: Tracker): void;
}

/**
 * Where action items have their tickets.
 *
 * @example
 * ```ts
 * createBackendModule({
 *   pluginId: 'postmortems',
 *   moduleId: 'our-tracker',
 *   register(env) {
 *     env.registerInit({
 *       deps: { trackers: postmortemsTrackersExtensionPoint },
 *       async init({ trackers }) {
 *         trackers.addTracker(new OurTracker());
 *       },
 *     });
 *   },
 * });
 * ```
 *
 * @public
 */
export const postmortemsTrackersExtensionPoint =
  createExtensionPoint<PostmortemsTrackersExtensionPoint>({
    id: 'postmortems.trackers',
  });
