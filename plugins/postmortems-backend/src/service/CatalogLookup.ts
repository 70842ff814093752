// SPDX-License-Identifier: Apache-2.0

import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
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
const CATALOG = 'The catalog';
const NAME = ['kind', 'metadata.name', 'metadata.namespace'];

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
   * The entities that can be affected and belong to a user or group.
   *
   * @throws ServiceUnavailableError
   */
  async ownedBy(
    owner: string,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const refs: string[] = [];
    await this.#needed(async signal => {
      for await (const entities of this.#catalog.streamEntities(
        {
          filter: { 'relations.ownedBy': owner, kind: [...AFFECTED_KINDS] },
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
    const entities = await ask(CATALOG, () =>
      this.#byRefs(refs, ['relations'], credentials),
    );
    return [
      ...new Set(
        entities
          .flatMap(entity => entity?.relations ?? [])
          .filter(({ type }) => type === RELATION_OWNED_BY)
          .map(({ targetRef }) => canonicalRef(targetRef)),
      ),
    ];
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
