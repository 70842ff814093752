// SPDX-License-Identifier: Apache-2.0

import { isDeepStrictEqual } from 'node:util';
import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  Ticket,
  Tracker,
  TrackerError,
} from 'backstage-plugin-postmortems-node';
import { ActionItemsStore } from '../../store/actionItems/ActionItemsStore';
import { StoredTicket, TicketsStore } from '../../store/trackers/TicketsStore';
import { TrackersStore } from '../../store/trackers/TrackersStore';
import { PostmortemChange } from '../PostmortemEditor';
import { fieldsOfItem } from './compareTicket';
import { TicketMerger } from './TicketMerger';
import { Trackers } from './Trackers';

/** For how long a replica has a ticket to itself. */
const LEASE_MS = 5 * 60_000;
/** Doubled with each try. */
const WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Tickets that others changed while a poll ran are told twice, not never. */
const OVERLAP_MS = 60_000;
/** For how long a message is known. Trackers send one again within days. */
const DELIVERIES_MS = 14 * 86_400_000;

/** Keeps action items and their tickets in step. */
export class TrackerSync {
  readonly #trackers: Trackers;
  readonly #tickets: TicketsStore;
  readonly #store: TrackersStore;
  readonly #actionItems: ActionItemsStore;
  readonly #merger: TicketMerger;
  readonly #logger: LoggerService;
  readonly #pollMinutes: number;
  #pushing: Promise<void> | undefined;
  #isAskedAgain = false;
  /** Trackers that did not answer, so that not each ticket waits for them. */
  readonly #down = new Map<string, TrackerError>();

  constructor(options: {
    trackers: Trackers;
    tickets: TicketsStore;
    store: TrackersStore;
    actionItems: ActionItemsStore;
    merger: TicketMerger;
    logger: LoggerService;
    pollMinutes: number;
  }) {
    this.#trackers = options.trackers;
    this.#tickets = options.tickets;
    this.#store = options.store;
    this.#actionItems = options.actionItems;
    this.#merger = options.merger;
    this.#logger = options.logger;
    this.#pollMinutes = options.pollMinutes;
  }

  /** Where there are trackers: begins to listen to them, and to ask them. */
  async start(scheduler: SchedulerService): Promise<void> {
    if (this.#trackers.all.length === 0) return;
    await this.#tickets.askAgainForUnknown();
    for (const tracker of this.#trackers.all)
      await tracker.onReady?.({
        changed: (ticket, delivery) => this.#take(tracker, ticket, delivery),
      });
    await scheduler.scheduleTask({
      id: 'push-tickets',
      frequency: { seconds: 30 },
      timeout: { minutes: 10 },
      scope: 'local',
      fn: () => this.push(),
    });
    await scheduler.scheduleTask({
      id: 'retry-gone-tickets',
      frequency: { hours: 24 },
      timeout: { minutes: 10 },
      fn: () => this.#tickets.askAgainForGone(),
    });
    await scheduler.scheduleTask({
      id: 'poll-trackers',
      frequency: { minutes: this.#pollMinutes },
      timeout: { minutes: 30 },
      fn: async () => {
        await this.poll();
      },
    });
  }

  /** After each save: what is to be told is told at once. */
  readonly afterChange = ({ before, after }: PostmortemChange): void => {
    const hasTickets = [before, after].some(one =>
      one?.actionItems.some(({ ticketUrl }) => ticketUrl),
    );
    if (hasTickets && this.#trackers.all.length > 0) void this.push();
  };

  /** Tells trackers what waits to be told. Never throws. */
  async push(): Promise<void> {
    if (this.#pushing) {
      this.#isAskedAgain = true;
      await this.#pushing;
      return;
    }
    this.#pushing = (async () => {
      try {
        do {
          this.#isAskedAgain = false;
          this.#down.clear();
          let claimed: StoredTicket[];
          do {
            claimed = await this.#tickets.claim(LEASE_MS);
            for (const ticket of claimed) await this.#look(ticket);
          } while (claimed.length > 0);
        } while (this.#isAskedAgain);
      } catch (error) {
        this.#logger.warn(
          `Tickets cannot be looked after: ${stringifyError(error)}`,
        );
      } finally {
        this.#pushing = undefined;
      }
    })();
    await this.#pushing;
  }

  /** Asks every tracker what changed there. */
  async poll(): Promise<void> {
    await this.#store.forgetDeliveriesBefore(
      new Date(Date.now() - DELIVERIES_MS),
    );
    for (const tracker of this.#trackers.all) {
      if (await this.#store.pausedUntil(tracker.id)) continue;
      for (const { project, since, cursor } of await this.#store.projects(
        tracker.id,
      ))
        if (!(await this.#pollProject(tracker, project, { since, cursor })))
          break;
    }
    await this.push();
  }

  /** @returns whether the tracker may be asked more */
  async #pollProject(
    tracker: Tracker,
    project: string,
    from: { since: string; cursor?: string },
  ): Promise<boolean> {
    const at = new Date();
    const since = new Date(
      new Date(from.since).getTime() - OVERLAP_MS,
    ).toISOString();
    try {
      const { tickets, cursor } = await tracker.changes(project, {
        ...from,
        since,
      });
      const known = await this.#tickets.known(
        tracker.id,
        tickets.map(({ key }) => key),
      );
      for (const ticket of tickets)
        if (known.has(ticket.key)) await this.#settle(tracker, ticket);
      await this.#store.told(tracker.id, project, { at, cursor });
      return true;
    } catch (error) {
      const retryAt = TrackerError.is(error) ? error.retryAt : undefined;
      this.#logger.warn(
        `${tracker.title} did not tell what changed in ${project}: ${stringifyError(error)}`,
      );
      await this.#store.failed(tracker.id, project, failureOf(error));
      if (retryAt) await this.#store.pause(tracker.id, retryAt);
      return TrackerError.is(error) ? error.reason !== 'unavailable' : true;
    }
  }

  /** What a tracker told by itself. */
  async #take(
    tracker: Tracker,
    ticket: Ticket,
    delivery: string,
  ): Promise<void> {
    const stored = await this.#tickets.ofKey(tracker.id, ticket.key);
    if (stored.length === 0) return;
    if (!(await this.#store.takeDelivery(tracker.id, delivery))) return;
    try {
      await this.#settle(tracker, ticket);
      await this.push();
    } catch (error) {
      await this.#store.forgetDelivery(tracker.id, delivery);
      throw error;
    }
  }

  /** Of all action items with this ticket. */
  async #settle(tracker: Tracker, ticket: Ticket): Promise<void> {
    for (const stored of await this.#tickets.ofKey(tracker.id, ticket.key)) {
      // What was on its way for longer than what came after it.
      if (stored.seenAt !== null && ticket.updatedAt < stored.seenAt) continue;
      try {
        await this.#merger.bringTogether(tracker, stored.id, ticket);
      } catch (error) {
        await this.#failed(stored, error, tracker);
      }
    }
  }

  /** A ticket whose time has come. */
  async #look(stored: StoredTicket): Promise<void> {
    let tracker: Tracker | undefined;
    try {
      tracker = await this.#link(stored);
      if (!tracker) return;
      const until = await this.#store.pausedUntil(tracker.id);
      if (until) {
        await this.#tickets.postpone(stored, until);
        return;
      }
      const { base, item, isFailing } = stored;
      // Nothing that the tracker would have, as after most saves.
      if (base && !isFailing && isDeepStrictEqual(base, fieldsOfItem(item))) {
        await this.#tickets.rest(stored);
        return;
      }
      const down = this.#down.get(tracker.id);
      if (down) throw down;
      const key = stored.key!;
      const tell = await this.#merger.bringTogether(
        tracker,
        stored.id,
        await tracker.get(key),
      );
      if (Object.keys(tell).length > 0)
        await this.#merger.bringTogether(
          tracker,
          stored.id,
          await tracker.update(key, tell),
          tell,
        );
    } catch (error) {
      if (TrackerError.is(error) && error.reason === 'unavailable' && tracker)
        this.#down.set(tracker.id, error);
      await this.#failed(stored, error, tracker);
    } finally {
      await this.#tickets.release(stored);
    }
  }

  /** Finds out whose ticket it is, once. */
  async #link(stored: StoredTicket): Promise<Tracker | undefined> {
    if (stored.tracker !== null) {
      const known = this.#trackers.get(stored.tracker);
      // Its module is not installed any more, or not yet again.
      if (!known)
        await this.#tickets.postpone(
          stored,
          new Date(Date.now() + LONGEST_WAIT_MS),
        );
      return known;
    }
    for (const tracker of this.#trackers.all) {
      const found = tracker.recognize(stored.url);
      if (!found) continue;
      // The portal may see more there than who wrote the address.
      const projects = await tracker.projects(await this.#systemsOf(stored.id));
      if (!projects.includes(found.project)) continue;
      Object.assign(stored, { ...found, tracker: tracker.id });
      return tracker;
    }
    await this.#tickets.rest(stored);
    return undefined;
  }

  async #systemsOf(id: string): Promise<string[]> {
    const item = await this.#actionItems.get(id);
    return item?.postmortem.affectedSystems ?? [];
  }

  async #failed(
    stored: StoredTicket,
    error: unknown,
    tracker?: Tracker,
  ): Promise<void> {
    const isGone = TrackerError.is(error) && error.reason === 'gone';
    const asked = TrackerError.is(error) ? error.retryAt : undefined;
    const wait = Math.min(WAIT_MS * 2 ** stored.tries, LONGEST_WAIT_MS);
    const retryAt = new Date(
      // Not all at once.
      Date.now() + wait * (0.75 + Math.random() / 2),
    );
    this.#logger.warn(
      `The ticket ${stored.key ?? stored.url} is not in step with its action item: ${stringifyError(error)}`,
    );
    if (asked && tracker) await this.#store.pause(tracker.id, asked);
    await this.#tickets.fail(
      stored,
      failureOf(error),
      isGone ? null : latest(retryAt, asked),
    );
  }
}

/** What people are told: nothing of the inside of the portal. */
function failureOf(error: unknown): string {
  if (TrackerError.is(error)) return error.message;
  const { unmet, fields } = Object(error) as Record<
    'unmet' | 'fields',
    unknown
  >;
  return unmet || fields
    ? (error as Error).message
    : 'It could not be brought in step';
}

function latest(a: Date, b: Date | undefined): Date {
  return b && b > a ? b : a;
}
