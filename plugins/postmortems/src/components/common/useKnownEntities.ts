// SPDX-License-Identifier: Apache-2.0

import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import { withinTime } from 'backstage-plugin-postmortems-common';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

/** What the catalog answered: `null` when it does not know the entity. */
type Known = Entity | null;

const BATCH = 100;
const WAIT_MS = 10;
/** What is older is asked for again, and shown until the answer is there. */
const MAX_AGE_MS = 60_000;

/** How long the catalog is waited for. */
export const CATALOG_PATIENCE_MS = 10_000;

/** What is shown of an entity, and searched for. */
export const ENTITY_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.profile.displayName',
  'spec.profile.email',
  'spec.type',
];

/**
 * The entities that a page names, asked for together: a hundred owners are one
 * question to the catalog, and somebody who left is no error.
 */
class EntityStore {
  readonly #catalog: CatalogApi;
  readonly #known = new Map<string, { entity: Known; at: number }>();
  readonly #pending = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #queued = new Set<string>();

  constructor(catalog: CatalogApi) {
    this.#catalog = catalog;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  get(ref: string): Known | undefined {
    return this.#known.get(ref)?.entity;
  }

  learn(ref: string, entity: Entity) {
    this.#known.set(ref, { entity, at: Date.now() });
    this.#notify();
  }

  request(ref: string) {
    const known = this.#known.get(ref);
    if (known && Date.now() - known.at < MAX_AGE_MS) return;
    if (this.#pending.has(ref) || this.#queued.has(ref) || !isRef(ref)) return;
    if (this.#queued.size === 0) setTimeout(() => this.#send(), WAIT_MS);
    this.#queued.add(ref);
  }

  async #send() {
    const refs = [...this.#queued];
    this.#queued = new Set();
    const batches = [];
    for (let start = 0; start < refs.length; start += BATCH)
      batches.push(refs.slice(start, start + BATCH));
    await Promise.all(batches.map(batch => this.#sendBatch(batch)));
  }

  async #sendBatch(entityRefs: string[]) {
    entityRefs.forEach(ref => this.#pending.add(ref));
    try {
      const { items } = await withinTime(CATALOG_PATIENCE_MS, () =>
        this.#catalog.getEntitiesByRefs({ entityRefs, fields: ENTITY_FIELDS }),
      );
      const at = Date.now();
      entityRefs.forEach((ref, index) =>
        this.#known.set(ref, { entity: items[index] ?? null, at }),
      );
    } catch {
      // Without an answer nobody is called unknown; the ref is shown.
    }
    entityRefs.forEach(ref => this.#pending.delete(ref));
    this.#notify();
  }

  #notify() {
    this.#listeners.forEach(listener => listener());
  }
}

/** One that is none, from an address, would spoil the question for all others. */
function isRef(text: string): boolean {
  try {
    return !!parseEntityRef(text);
  } catch {
    return false;
  }
}

const stores = new WeakMap<CatalogApi, EntityStore>();

function storeOf(catalog: CatalogApi): EntityStore {
  const store = stores.get(catalog) ?? new EntityStore(catalog);
  stores.set(catalog, store);
  return store;
}

/**
 * What the catalog knows of `refs`: `null` for one that it does not know;
 * nothing until it has answered, or when it does not.
 */
export function useKnownEntities(refs: readonly string[]): {
  known: ReadonlyMap<string, Known>;
  /** Takes over what a search has found already. */
  learn: (ref: string, entity: Entity) => void;
} {
  const store = storeOf(useApi(catalogApiRef));
  const key = [...new Set(refs)].sort().join(' ');
  const wanted = useMemo(() => (key ? key.split(' ') : []), [key]);
  useEffect(() => wanted.forEach(ref => store.request(ref)), [wanted, store]);

  // Re-renders when one of these becomes known, and for no other.
  const last = useRef<Array<Known | undefined>>([]);
  const answers = useSyncExternalStore(store.subscribe, () => {
    const next = wanted.map(ref => store.get(ref));
    const isSame =
      next.length === last.current.length &&
      next.every((ref, index) => ref === last.current[index]);
    if (!isSame) last.current = next;
    return last.current;
  });
  return useMemo(
    () => ({
      known: new Map(
        wanted.flatMap((ref, index) => {
          const answer = answers[index];
          return answer === undefined ? [] : [[ref, answer] as const];
        }),
      ),
      learn: (ref, entity) => store.learn(ref, entity),
    }),
    [answers, store, wanted],
  );
}

/**
 * Those of `refs` that the catalog does not know: a postmortem may be older
 * than the catalog. Empty until the catalog has answered.
 */
export function useUnknownEntities(
  refs: readonly string[],
): ReadonlySet<string> {
  const { known } = useKnownEntities(refs);
  return useMemo(
    () =>
      new Set(
        [...known].filter(([, entity]) => entity === null).map(([ref]) => ref),
      ),
    [known],
  );
}
