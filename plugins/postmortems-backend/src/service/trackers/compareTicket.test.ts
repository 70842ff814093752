// SPDX-License-Identifier: Apache-2.0

import { ActionItem } from 'backstage-plugin-postmortems-common';
import { Ticket, TicketChanges } from 'backstage-plugin-postmortems-node';
import fc from 'fast-check';
import { fieldsOf, StoredTicket } from '../../store/trackers/TicketsStore';
import {
  compareTicket,
  fieldsOfItem,
  titleOf,
  withReason,
} from './compareTicket';

const RUNS = Number(process.env.RUNS ?? 300);

const item: ActionItem = {
  id: 'a',
  description: 'Add a gate\n\nIn the pipeline.',
  owner: 'user:default/bob',
  dueDate: '2026-12-15',
  status: 'open',
  purpose: null,
  ticketUrl: 'https://tracker.example.com/1',
  wontDoReason: '',
  doneAt: null,
} as ActionItem;

const instant = (tick: number) => new Date(tick * 1000).toISOString();

const values = {
  status: fc.constantFrom('open', 'in-progress', 'done', 'wont-do'),
  day: fc.constantFrom('2026-12-15', '2027-01-01', '2027-02-02'),
  person: fc.constantFrom('user:default/bob', 'user:default/ann'),
  title: fc.constantFrom('Add a gate', 'Add two gates', 'Add a load test'),
};
const local = fc.record(
  {
    status: fc.oneof(values.status, fc.constant('proposed')),
    dueDate: values.day,
    owner: fc.oneof(values.person, fc.constant('group:default/team')),
    description: values.title,
  },
  { requiredKeys: [] },
);
const remote = fc.record(
  {
    status: values.status,
    dueDate: fc.option(values.day),
    assignee: fc.option(values.person),
    title: values.title,
  },
  { requiredKeys: [] },
);
const step = fc.oneof(
  fc.record({ side: fc.constant('here' as const), changes: local }),
  fc.record({ side: fc.constant('there' as const), changes: remote }),
  fc.constant({ side: 'sync' as const, changes: {} }),
);

/** An action item and its ticket, in a tracker that may know less of both. */
class Pair {
  now = item;
  #tick = 1;
  #itemAt = instant(0);
  ticket: Ticket;
  #base = fieldsOfItem(item);
  #seen: ReturnType<typeof fieldsOf>;

  constructor(
    readonly hasDueDates: boolean,
    readonly knowsProgress: boolean,
  ) {
    this.ticket = {
      key: '1',
      url: item.ticketUrl,
      title: titleOf(item),
      status: 'open',
      ...(hasDueDates && { dueDate: item.dueDate }),
      assignee: item.owner,
      closedAt: null,
      updatedAt: instant(0),
    };
    this.#seen = fieldsOf(this.ticket);
  }

  change(side: 'here' | 'there', changes: object) {
    this.#tick += 1;
    if (side === 'here') {
      this.now = { ...this.now, ...changes };
      this.#itemAt = instant(this.#tick);
    } else this.#put(changes);
  }

  #put({ dueDate, status, ...changes }: Partial<Ticket>) {
    this.ticket = {
      ...this.ticket,
      ...changes,
      ...(status && {
        status:
          status === 'in-progress' && !this.knowsProgress ? 'open' : status,
      }),
      ...(this.hasDueDates && dueDate !== undefined && { dueDate }),
      updatedAt: instant(this.#tick),
    };
  }

  #compare(told: TicketChanges = {}) {
    const fresh = fieldsOf(this.ticket);
    const made = Object.fromEntries(
      Object.keys(told).map(name => [name, fresh[name as keyof typeof fresh]]),
    );
    const result = compareTicket(
      {
        item: this.now,
        itemUpdatedAt: this.#itemAt,
        base: { ...this.#base, ...told },
        seen: { ...this.#seen, ...made },
        createdHere: true,
      } as StoredTicket,
      this.ticket,
    );
    this.now = withReason(this.now, result.take, {
      ticket: this.ticket,
      title: 'Tracker',
    });
    const open = Object.keys(result.tell) as Array<keyof typeof fresh>;
    this.#base = {
      ...fieldsOfItem(this.now),
      ...Object.fromEntries(open.map(name => [name, fresh[name]])),
    };
    this.#seen = fresh;
    return result;
  }

  /** @returns whether anything was to be done */
  sync(): boolean {
    this.#tick += 1;
    const { take, tell } = this.#compare();
    if (Object.keys(tell).length > 0) {
      this.#put(tell);
      this.#compare(tell);
    }
    return Object.keys({ ...take, ...tell }).length > 0;
  }
}

describe('compareTicket', () => {
  it.each([
    ['both know all', true, true],
    ['the tracker has open and closed only', false, false],
  ])('ends in agreement, and in silence, where %s', (_, days, progress) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const pair = new Pair(days, progress);
        for (const { side, changes } of steps)
          if (side === 'sync') pair.sync();
          else pair.change(side, changes);
        pair.sync();
        expect(pair.sync()).toBe(false);
        const { now, ticket } = pair;
        // Who works on a proposal there accepts it here, or not; and a tracker
        // may know no progress.
        const isVague = !progress || now.status === 'proposed';
        const plain = (status: string) =>
          isVague && !/done|wont-do/.test(status) ? 'open' : status;
        expect([ticket.title, plain(ticket.status)]).toEqual([
          titleOf(now),
          plain(now.status),
        ]);
        expect(ticket.dueDate).toBe(days ? now.dueDate : undefined);
      }),
      { numRuns: RUNS },
    );
  });

  it('takes the later of two changes', () => {
    for (const [first, second] of [
      ['here', 'there'],
      ['there', 'here'],
    ] as const) {
      const pair = new Pair(true, true);
      pair.change(first, { dueDate: '2027-01-01' });
      pair.change(second, { dueDate: '2027-02-02' });
      pair.sync();
      expect([pair.now.dueDate, pair.ticket.dueDate]).toEqual([
        '2027-02-02',
        '2027-02-02',
      ]);
    }
  });

  it.each([
    ['Add a\ngate\nsoon', 'New'],
    [
      'Add a gate\n\nIn the\npipeline.\n\nSoon.',
      'New\n\nIn the\npipeline.\n\nSoon.',
    ],
    ['Add a\n**gate**\n\nSoon.', 'New\n\nSoon.'],
    ['- Add gates\n- and more', 'New\n\n- and more'],
    ['Wait for it…', 'New'],
    ['', 'New'],
    [
      `${'gate '.repeat(100)}\nand\n\nmore`,
      `New\n\n${'gate '.repeat(100)}\nand\n\nmore`,
    ],
  ])('replaces what made the title: %j', (description, expected) => {
    const pair = new Pair(true, true);
    const rename = (title: string) => {
      pair.change('there', { title });
      pair.sync();
      expect(titleOf(pair.now)).toBe(title);
    };
    pair.change('here', { description });
    pair.sync();
    rename('New');
    expect(pair.now.description).toBe(expected);
    rename('Newer');
    rename('New');
    expect(pair.now.description).toBe(expected);
    expect(pair.sync()).toBe(false);
  });

  it('makes one line of what is to be done', () => {
    const of = (description: string) => titleOf({ description });
    expect(of('- Add **gates**\n- and more')).toBe('Add gates');
    expect(of('  ')).toBe('Action item');
    expect(of('x'.repeat(400))).toHaveLength(250);
  });
});
