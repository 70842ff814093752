// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  DAY_MS,
  isOpen,
  newId,
} from 'backstage-plugin-postmortems-common';
import { completeDraft, edited } from './drafts';
import { Org } from './reminding';
import { Caller } from './startPostmortems';

/** An action item, as the company remembers it. */
export type KnownItem = {
  id: string;
  description: string;
  owner: string;
  dueDate: string;
  status: ActionItem['status'];
};

/** A postmortem, as the company remembers it. */
export type KnownPostmortem = {
  id: string;
  status: 'draft' | 'published';
  restricted: boolean;
  systems: string[];
  commander: string;
  readers: string[];
  items: KnownItem[];
};

const AUTHOR = 'user:default/ann';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * People in groups who own systems, postmortems of these with action items, and
 * what happens to all that from day to day. It does everything through the API
 * and remembers what it did.
 */
export class RandomCompany {
  readonly org: Org = new Map();
  readonly people: string[];
  readonly postmortems: KnownPostmortem[] = [];
  /** Who left, and is known to have. */
  readonly gone = new Set<string>();
  readonly #ann: Caller;
  readonly #random: () => number;
  readonly #onGone: (ref: string) => Promise<void>;
  readonly #groups: string[];
  readonly #systems: string[];

  constructor(options: {
    ann: Caller;
    random: () => number;
    people: number;
    onGone: (ref: string) => Promise<void>;
  }) {
    this.#onGone = options.onGone;
    this.#ann = options.ann;
    this.#random = options.random;
    const named = (kind: string, count: number) =>
      Array.from({ length: count }, (_, i) => `${kind}:default/${kind[0]}${i}`);
    this.people = named('user', options.people);
    const teams = named('group', 8);
    for (const team of teams)
      this.org.set(team, {
        hasMember: this.#some(this.people, 2 + this.#below(4)),
      });
    // Without members of their own, with child groups in two levels.
    const parent = 'group:default/parent';
    const grandparent = 'group:default/grandparent';
    this.org.set(parent, { parentOf: [teams[0], teams[1]] });
    this.org.set(grandparent, { parentOf: [parent, teams[2]] });
    this.#groups = [...teams, parent, grandparent];
    this.#systems = named('component', 12);
    for (const system of this.#systems)
      this.org.set(system, {
        ownedBy: [this.#pick([...this.#groups, ...this.people.slice(0, 6)])],
      });
  }

  /** @param options.firstDay - from about which items are due */
  async fill(options: {
    postmortems: number;
    items: number;
    firstDay: string;
    days: number;
  }): Promise<void> {
    const { firstDay, days } = options;
    const startedAt = new Date(Date.now() - 3 * DAY_MS).toISOString();
    for (let number = 0; number < options.postmortems; number++) {
      const restricted = this.#chance(0.2);
      const draft = completeDraft({
        affectedSystems: this.#some(this.#systems, 1 + this.#below(3)),
        incidentCommander: this.#pick(this.people),
        visibility: restricted ? 'restricted' : 'internal',
        readers: restricted
          ? this.#some([...this.people, ...this.#groups], this.#below(4))
          : [],
        actionItems: Array.from({ length: options.items }, (_, index) => ({
          id: newId(),
          description: `Item ${number * options.items + index} of the company`,
          owner: this.#anOwner(),
          dueDate: this.#later(firstDay, this.#below(days + 70) - 10),
          status: this.#pick(['open', 'open', 'in-progress', 'proposed']),
        })),
      });
      const { body } = await this.#ann
        .post(
          '/postmortems',
          JSON.parse(
            JSON.stringify(draft).replaceAll(
              '2026-01-31',
              startedAt.slice(0, 10),
            ),
          ),
        )
        .expect(201);
      this.postmortems.push({
        id: body.id,
        status: 'draft',
        restricted,
        systems: body.affectedSystems,
        commander: body.incidentCommander,
        readers: body.readers,
        items: body.actionItems,
      });
      if (number % 6 > 0) await this.#switch(this.postmortems[number]);
    }
  }

  /** What a restricted postmortem is open to. */
  openTo({ commander, readers, items }: KnownPostmortem): Set<string> {
    return new Set([
      AUTHOR,
      commander,
      ...readers,
      ...items.map(({ owner }) => owner),
    ]);
  }

  /** Something happens. */
  async live(day: string): Promise<void> {
    for (let i = 2 + this.#below(5); i > 0; i--) {
      const postmortem = this.#pick(this.postmortems);
      const item = this.#pick(postmortem.items);
      switch (this.#below(12)) {
        case 0:
          this.#changeGroup();
          break;
        case 1:
          await this.#switch(postmortem);
          break;
        case 2:
          await this.#open(postmortem);
          break;
        case 3:
        case 4:
          await this.#patch(item, {
            dueDate: this.#later(day, this.#below(40) - 5),
          });
          break;
        case 5:
        case 6:
          await this.#patch(item, { owner: this.#anOwner() });
          break;
        case 7:
          await this.#patch(item, {
            status: 'wont-do',
            wontDoReason: 'The whole service is replaced.',
          });
          break;
        case 8:
          await this.#patch(item, { status: 'open' });
          break;
        default:
          await this.#patch(item, { status: 'done' });
      }
    }
    if (this.#chance(0.1)) await this.#leave(this.#pick(this.people));
    // What is due is what is done, or moved.
    for (const { items } of this.postmortems)
      for (const item of items) {
        if (item.dueDate > day || !isOpen(item)) continue;
        if (this.#chance(0.08)) await this.#patch(item, { status: 'done' });
        else if (this.#chance(0.02))
          await this.#patch(item, {
            dueDate: this.#later(item.dueDate, this.#below(30) - 15),
          });
      }
  }

  async #leave(person: string): Promise<void> {
    if (this.gone.has(person)) return;
    for (const [ref, relations] of this.org)
      if (relations.hasMember?.includes(person))
        this.org.set(ref, {
          hasMember: relations.hasMember.filter(member => member !== person),
        });
    this.gone.add(person);
    await this.#onGone(person);
  }

  #changeGroup(): void {
    const [group, relations] = this.#pick(
      [...this.org].filter(([, { hasMember }]) => hasMember),
    );
    const members = new Set(relations.hasMember);
    const person = this.#pick(this.people.filter(each => !this.gone.has(each)));
    if (!members.delete(person)) members.add(person);
    if (members.size > 3) members.delete(this.#pick([...members]));
    this.org.set(group, { hasMember: [...members] });
  }

  async #switch(postmortem: KnownPostmortem): Promise<void> {
    const isDraft = postmortem.status === 'draft';
    await this.#ann
      .post(
        `/postmortems/${postmortem.id}/${isDraft ? 'publish' : 'unpublish'}`,
      )
      .expect(200);
    postmortem.status = isDraft ? 'published' : 'draft';
  }

  /** Opens a restricted postmortem, or restricts it again. */
  async #open(postmortem: KnownPostmortem): Promise<void> {
    const path = `/postmortems/${postmortem.id}`;
    const { body } = await this.#ann.get(path).expect(200);
    const restricted = !postmortem.restricted;
    await this.#ann
      .put(
        path,
        body.version,
        edited(body, { visibility: restricted ? 'restricted' : 'internal' }),
      )
      .expect(200);
    postmortem.restricted = restricted;
  }

  async #patch(item: KnownItem, changes: object): Promise<void> {
    await this.#ann.patch(`/action-items/${item.id}`, changes).expect(200);
    Object.assign(item, changes);
  }

  #anOwner(): string {
    return this.#pick(this.#chance(0.3) ? this.#groups : this.people);
  }

  #later(day: string, days: number): string {
    return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
  }

  #below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #pick<T>(all: readonly T[]): T {
    return all[this.#below(all.length)];
  }

  #some<T>(all: readonly T[], count: number): T[] {
    const left = [...all];
    return Array.from({ length: count }, () =>
      left.splice(this.#below(left.length), 1),
    ).flat();
  }
}
