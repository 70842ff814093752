// SPDX-License-Identifier: Apache-2.0

import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_HAS_MEMBER,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_PARENT_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AFFECTED_KINDS,
  canonicalRef,
  isResponseError,
} from 'backstage-plugin-postmortems-common';
import { ask } from './ask';

/** As many refs as fit well into one request to the catalog. */
const PORTION = 500;
/** For how long a save waits for what is only a warning. */
const WARNING_MS = 1_000;
/** For how long a check of everybody waits. */
const CHECK_MS = 120_000;
const CATALOG = 'The catalog';
const NAME = ['kind', 'metadata.name', 'metadata.namespace'];

/** Who belongs to a group: entity refs of users, and of child groups. */
export type GroupRelations = { members: string[]; children: string[] };

/** What the catalog knows about affected systems, as the caller may see it. */
export class CatalogLookup {
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;

  constructor(options: { catalog: CatalogService; logger: LoggerService }) {
    this.#catalog = options.catalog;
    this.#logger = options.logger;
  }

  /**
   * The entities and everything that is part of them, to the end.
   *
   * @throws ServiceUnavailableError
   */
  async withParts(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const all = new Set(refs);
    await this.#needed(async signal => {
      let level = [...all];
      while (level.length > 0) {
        const entities = await this.#byRefs(level, ['relations'], credentials);
        signal.throwIfAborted();
        level = [];
        for (const { type, targetRef } of entities.flatMap(
          entity => entity?.relations ?? [],
        )) {
          const ref = canonicalRef(targetRef);
          if (type !== RELATION_HAS_PART || all.has(ref)) continue;
          all.add(ref);
          level.push(ref);
        }
      }
    });
    return [...all];
  }

  /**
   * Groups with their members, and what the groups own.
   *
   * @throws ServiceUnavailableError
   */
  async team(
    groups: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<{ owners: string[]; systems: string[] }> {
    if (groups.length === 0) return { owners: [], systems: [] };
    const owners = new Set(groups);
    const [systems] = await Promise.all([
      this.ownedBy(groups, credentials),
      this.#needed(async () => {
        const found = await this.#byRefs(groups, ['relations'], credentials);
        for (const group of found)
          if (group)
            for (const member of targetsOf(group, RELATION_HAS_MEMBER))
              owners.add(member);
      }),
    ]);
    return { owners: [...owners], systems };
  }

  /**
   * The entities that can be affected and belong to a user or group.
   *
   * @param owner - or several: what belongs to any of them
   * @throws ServiceUnavailableError
   */
  async ownedBy(
    owner: string | readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const refs: string[] = [];
    await this.#needed(async signal => {
      for await (const entities of this.#catalog.streamEntities(
        {
          filter: {
            'relations.ownedBy': [owner].flat(),
            kind: [...AFFECTED_KINDS],
          },
          fields: NAME,
        },
        { credentials },
      )) {
        signal.throwIfAborted();
        refs.push(
          ...entities.map(entity => canonicalRef(stringifyEntityRef(entity))),
        );
      }
    });
    return refs;
  }

  /** The users and groups that own any of the entities. */
  async ownersOf(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const owners = await this.ownersByRef(refs, credentials);
    return [...new Set([...owners.values()].flat())];
  }

  /** The users and groups that own each of the entities that it knows. */
  async ownersByRef(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, string[]>> {
    const entities = await ask(CATALOG, () =>
      this.#byRefs(refs, ['relations'], credentials),
    );
    return new Map(
      refs.flatMap((ref, index) => {
        const entity = entities[index];
        return entity
          ? [[ref, targetsOf(entity, RELATION_OWNED_BY)] as const]
          : [];
      }),
    );
  }

  /**
   * Who belongs to the groups that it knows, and to their child groups where
   * a group has no members of its own.
   *
   * @throws ServiceUnavailableError
   */
  async groups(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, GroupRelations>> {
    const groups = new Map<string, GroupRelations>();
    const seen = new Set(refs);
    let level = [...seen];
    while (level.length > 0) {
      const asked = level;
      const entities = await ask(CATALOG, () =>
        this.#byRefs(asked, ['relations'], credentials),
      );
      level = [];
      for (const [index, entity] of entities.entries()) {
        if (!entity) continue;
        const group = {
          members: targetsOf(entity, RELATION_HAS_MEMBER),
          children: targetsOf(entity, RELATION_PARENT_OF),
        };
        groups.set(asked[index], group);
        if (group.members.length > 0) continue;
        for (const child of group.children) {
          if (!seen.has(child)) level.push(child);
          seen.add(child);
        }
      }
    }
    return groups;
  }

  /**
   * Those that the catalog does not know. None when it cannot be asked, or does
   * not answer at once.
   */
  async unknown(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    if (refs.length === 0) return [];
    try {
      const entities = await ask(
        CATALOG,
        () => this.#byRefs(refs, NAME, credentials),
        WARNING_MS,
      );
      return refs.filter((_, index) => !entities[index]);
    } catch (error) {
      // It is only about a warning; the postmortem is saved all the same.
      this.#logger.warn(
        `The catalog could not be asked for affected systems: ${stringifyError(error)}`,
      );
      return [];
    }
  }

  /**
   * Which users and groups the catalog does not have.
   *
   * @returns `unanswered`: those of a kind of which the catalog has nobody at
   * all, which says that it is not filled, and nothing of them
   * @throws when the catalog does not answer
   */
  async missing(
    refs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<{ missing: string[]; unanswered: string[] }> {
    return ask(
      CATALOG,
      async () => {
        const entities = await this.#byRefs(refs, NAME, credentials);
        const missing = refs.filter((_, index) => !entities[index]);
        const found = new Set(
          refs.filter((_, index) => entities[index]).map(kindOf),
        );
        const unsure = [...new Set(missing.map(kindOf))].filter(
          kind => !found.has(kind),
        );
        const empty = new Set<string>();
        await Promise.all(
          unsure.map(async kind => {
            const { items } = await this.#catalog.queryEntities(
              { filter: { kind }, fields: NAME, limit: 1 },
              { credentials },
            );
            if (items.length === 0) empty.add(kind);
          }),
        );
        const isUnanswered = (ref: string) => empty.has(kindOf(ref));
        return {
          missing: missing.filter(ref => !isUnanswered(ref)),
          unanswered: missing.filter(isUnanswered),
        };
      },
      CHECK_MS,
    );
  }

  /**
   * Whether the catalog has an entity.
   *
   * @throws ServiceUnavailableError
   */
  async isKnown(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    let known = false;
    await this.#needed(async () => {
      const [entity] = await this.#byRefs([ref], NAME, credentials);
      known = entity !== undefined;
    });
    return known;
  }

  /** For an answer that cannot be given without the catalog. */
  async #needed(call: (signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await ask(CATALOG, call);
    } catch (error) {
      // Who may not ask the catalog is told so.
      if (isResponseError(error) && error.statusCode < 500) throw error;
      this.#logger.warn(`The catalog failed: ${stringifyError(error)}`);
      throw error instanceof ServiceUnavailableError
        ? error
        : new ServiceUnavailableError('The catalog cannot be asked right now');
    }
  }

  async #byRefs(
    refs: readonly string[],
    fields: string[],
    credentials: BackstageCredentials,
  ) {
    const entities = [];
    for (let start = 0; start < refs.length; start += PORTION) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: refs.slice(start, start + PORTION), fields },
        { credentials },
      );
      entities.push(...items);
    }
    return entities;
  }
}

function kindOf(ref: string): string {
  return ref.split(':')[0];
}

/** The entity refs that an entity has a relation to. */
function targetsOf({ relations = [] }: Entity, wanted: string): string[] {
  return [
    ...new Set(
      relations
        .filter(({ type }) => type === wanted)
        .map(({ targetRef }) => canonicalRef(targetRef)),
    ),
  ];
}
