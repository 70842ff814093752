// SPDX-License-Identifier: Apache-2.0

import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  NewTicket,
  postmortemsTrackersExtensionPoint,
  Ticket,
  TicketChanges,
  TicketSink,
  Tracker,
  TrackerError,
} from 'backstage-plugin-postmortems-node';

const HOST = 'https://tracker.example.com/';

/** A tracker in memory, with a project for each system. */
export class FakeTracker implements Tracker {
  readonly id = 'fake';
  readonly title = 'Fake';
  readonly tickets = new Map<string, Ticket & { wanted?: NewTicket }>();
  /** What it was asked, in order: `get payment-1`. */
  readonly calls: string[] = [];
  /** Set: thrown by every call. */
  failure: Error | undefined;
  /** Set: of the next ticket that it creates the answer gets lost. */
  losesAnswer = false;
  /** For how long it thinks before it creates. */
  delayMs = 0;
  sinks: TicketSink[] = [];

  readonly feature = createBackendModule({
    pluginId: 'postmortems',
    moduleId: 'fake-tracker',
    register: env =>
      env.registerInit({
        deps: { trackers: postmortemsTrackersExtensionPoint },
        init: async ({ trackers }) => trackers.addTracker(this),
      }),
  });

  async onReady(sink: TicketSink) {
    this.sinks.push(sink);
  }

  async projects(systems: readonly string[]) {
    return systems.map(ref => ref.split('/')[1]);
  }

  recognize(url: string) {
    const key = url.startsWith(HOST) ? url.slice(HOST.length) : '';
    return key ? { key, project: key.split('-')[0] } : undefined;
  }

  async create(wanted: NewTicket, project: string) {
    await new Promise(resolve => setTimeout(resolve, this.delayMs));
    this.#called(`create in ${project}`);
    const key = `${project}-${this.tickets.size + 1}`;
    this.put(key, { ...wanted, wanted });
    if (this.losesAnswer) {
      this.losesAnswer = false;
      throw new TrackerError('unavailable', 'Fake did not answer');
    }
    return this.tickets.get(key)!;
  }

  async find(wanted: NewTicket) {
    this.#called('find');
    return [...this.tickets.values()].find(
      ticket => ticket.wanted?.link === wanted.link,
    );
  }

  async get(key: string) {
    this.#called(`get ${key}`);
    const ticket = this.tickets.get(key);
    if (!ticket) throw new TrackerError('gone', `Fake has no ${key}`);
    return ticket;
  }

  async update(key: string, changes: TicketChanges) {
    this.#called(`update ${key} ${JSON.stringify(changes)}`);
    return this.put(key, { ...changes, updatedBy: 'portal' });
  }

  async changes(project: string, from: { since: string; cursor?: string }) {
    this.#called(`changes of ${project}`);
    const tickets = [...this.tickets.values()].filter(
      ({ key, updatedAt }) =>
        key.startsWith(`${project}-`) && updatedAt >= from.since,
    );
    return { tickets, cursor: from.cursor ? `${from.cursor}.` : 'first' };
  }

  /** Somebody changes a ticket there. */
  put(key: string, changes: Partial<Ticket & { wanted: NewTicket }>) {
    const ticket = {
      key,
      url: `${HOST}${key}`,
      title: 'A ticket of theirs',
      status: 'open' as const,
      dueDate: null,
      assignee: null,
      closedAt: null,
      ...this.tickets.get(key),
      updatedAt: new Date().toISOString(),
      ...changes,
    };
    this.tickets.set(key, ticket);
    return ticket;
  }

  /** The same, and every replica is told by the same message. */
  async tell(
    key: string,
    changes: Partial<Ticket>,
    delivery = `${Math.random()}`,
  ) {
    const ticket = this.put(key, changes);
    await Promise.all(this.sinks.map(sink => sink.changed(ticket, delivery)));
  }

  #called(call: string) {
    this.calls.push(call);
    if (this.failure) throw this.failure;
  }
}
