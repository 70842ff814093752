// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { DueItem, DuePostmortem } from '../../store/reminders/DueItemsStore';
import { CatalogLookup, GroupRelations } from '../CatalogLookup';
import { Due } from './digest';
import { stageForOthers } from './dueStages';

const NOBODY: GroupRelations = { members: [], children: [] };

/** Each once. */
export const unique = (refs: readonly string[]) => [...new Set(refs)];

/**
 * Who is to be told of which action items. Owners that are groups stand for
 * their members, or those of their child groups where they have none. Nobody is
 * told of a restricted postmortem that is not open to them.
 */
export class DuePeople {
  readonly #groups: ReadonlyMap<string, GroupRelations>;
  readonly #ownersOfSystems: ReadonlyMap<string, string[]>;
  readonly #gone: ReadonlySet<string>;
  readonly #people = new Map<string, readonly string[]>();

  private constructor(options: {
    groups: ReadonlyMap<string, GroupRelations>;
    ownersOfSystems: ReadonlyMap<string, string[]>;
    gone: ReadonlySet<string>;
  }) {
    this.#gone = options.gone;
    this.#groups = options.groups;
    this.#ownersOfSystems = options.ownersOfSystems;
  }

  /**
   * Asks the catalog for all that is needed to know it.
   *
   * @param ownerless - those whose owner is gone
   * @param unpublished - postmortems that were to be published
   * @param owners - further ones that may be asked for
   * @param gone - who is known to be no longer in the catalog: nobody is told
   * for them
   * @throws ServiceUnavailableError
   */
  static async create(options: {
    items: readonly DueItem[];
    ownerless: readonly DueItem[];
    unpublished: readonly DueItem[];
    gone: ReadonlySet<string>;
    owners: readonly string[];
    day: string;
    catalog: CatalogLookup;
    credentials: BackstageCredentials;
  }): Promise<DuePeople> {
    const { items, ownerless, unpublished, gone, day } = options;
    const { catalog, credentials } = options;
    const late = items.filter(
      item => !item.isQuestion && stageForOthers(item.dueDate, day),
    );
    const ownersOfSystems = await catalog.ownersByRef(
      unique(
        [...late, ...ownerless, ...unpublished].flatMap(
          item => item.postmortem.affectedSystems,
        ),
      ),
      credentials,
    );
    const groups = await catalog.groups(
      unique([
        ...options.owners,
        ...[...ownersOfSystems.values()].flat(),
        ...[...items, ...ownerless, ...unpublished].flatMap(
          ({ owner, postmortem }) => [
            ...(owner === null ? [] : [owner]),
            ...(postmortem.openTo ?? []),
          ],
        ),
      ]).filter(ref => ref.startsWith('group:')),
      credentials,
    );
    return new DuePeople({ groups, ownersOfSystems, gone });
  }

  /** What is due for each person, by the entity ref of the user. */
  due(
    items: readonly DueItem[],
    ownerless: readonly DueItem[],
    unpublished: readonly DueItem[],
    day: string,
  ): Map<string, Due> {
    const all = new Map<string, Due>();
    const of = (person: string): Due => {
      const due = all.get(person) ?? {
        own: [],
        questions: [],
        others: [],
        ownerless: [],
        unpublished: [],
      };
      all.set(person, due);
      return due;
    };
    for (const item of items) {
      const { owner, postmortem } = item;
      const own = this.peopleOf(owner).filter(person =>
        this.#mayRead(person, postmortem),
      );
      for (const person of own)
        of(person)[item.isQuestion ? 'questions' : 'own'].push(item);
      if (item.isQuestion || !stageForOthers(item.dueDate, day)) continue;
      const others = unique([
        ...this.#ownersOf(postmortem),
        ...this.peopleOf(postmortem.incidentCommander),
      ]).filter(
        person => !own.includes(person) && this.#mayRead(person, postmortem),
      );
      for (const person of others) of(person).others.push(item);
    }
    for (const item of ownerless)
      for (const person of this.#ownersOf(item.postmortem))
        if (this.#mayRead(person, item.postmortem))
          of(person).ownerless.push(item);
    for (const item of unpublished) {
      const { owner, postmortem } = item;
      const concerned = unique([
        ...this.peopleOf(owner),
        ...this.peopleOf(postmortem.incidentCommander),
        ...this.#ownersOf(postmortem),
      ]).filter(person => this.#mayRead(person, postmortem));
      for (const person of concerned) of(person).unpublished.push(item);
    }
    return all;
  }

  /** Whether somebody is no longer in the catalog. */
  isGone(person: string): boolean {
    return this.#gone.has(person);
  }

  /** The users that an owner is or has. */
  peopleOf(ref: string | null): readonly string[] {
    if (ref === null) return [];
    const known = this.#people.get(ref);
    if (known) return known;
    const people = (
      ref.startsWith('user:') ? [ref] : this.#membersOf(ref)
    ).filter(person => !this.#gone.has(person));
    this.#people.set(ref, people);
    return people;
  }

  /**
   * Whether the catalog does not know a group or system that decides who is
   * told: then nothing is concluded from whom it leads to.
   */
  isUnsure(item: DueItem, day: string): boolean {
    const { owner, dueDate, isQuestion, postmortem } = item;
    const isKnown = (ref: string | null) =>
      ref === null ||
      !ref.startsWith('group:') ||
      this.#groups.has(ref) ||
      this.#gone.has(ref);
    if (!isKnown(owner)) return true;
    const isForOthers =
      item.isUnpublished ||
      stageForOthers(dueDate, day) !== undefined ||
      (owner !== null && this.#gone.has(owner));
    if (isQuestion || !isForOthers) return false;
    return postmortem.affectedSystems.some(ref => {
      const owners = this.#ownersOfSystems.get(ref);
      return !owners || !owners.every(isKnown);
    });
  }

  /** The users that own an affected system. */
  #ownersOf({ affectedSystems }: DuePostmortem): string[] {
    return unique(
      affectedSystems
        .flatMap(ref => this.#ownersOfSystems.get(ref) ?? [])
        .flatMap(ref => this.peopleOf(ref)),
    );
  }

  #membersOf(group: string): string[] {
    const people = new Set<string>();
    const seen = new Set([group]);
    let level = [group];
    while (level.length > 0) {
      const next: string[] = [];
      for (const ref of level) {
        const { members, children } = this.#groups.get(ref) ?? NOBODY;
        for (const member of members) people.add(member);
        if (members.length > 0) continue;
        for (const child of children) {
          if (!seen.has(child)) next.push(child);
          seen.add(child);
        }
      }
      level = next;
    }
    return [...people];
  }

  /** As the read filter has it: by name, or as a member of a group. */
  #mayRead(person: string, { openTo }: DuePostmortem): boolean {
    return (
      !openTo ||
      openTo.some(
        ref =>
          ref === person || this.#groups.get(ref)?.members.includes(person),
      )
    );
  }
}
