import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  createContext,
  ReactNode,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react';
import { FoundEntity, foundEntity } from './useEntitySearch';

/** `null`: the catalog does not know it. */
type Known = FoundEntity | null;

const BATCH = 100;

/**
 * The names of the entities in the form, asked for together: a hundred owners
 * are one question to the catalog.
 */
class EntityNames {
  readonly #ask: (refs: string[]) => Promise<Known[]>;
  readonly #known = new Map<string, Known>();
  readonly #listeners = new Set<() => void>();
  #wanted = new Set<string>();

  constructor(ask: (refs: string[]) => Promise<Known[]>) {
    this.#ask = ask;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  get(ref: string): Known | undefined {
    return this.#known.get(ref);
  }

  learn(entity: FoundEntity) {
    this.#known.set(entity.ref, entity);
    this.#tell();
  }

  want(ref: string) {
    if (this.#known.has(ref) || this.#wanted.has(ref)) return;
    if (this.#wanted.size === 0) setTimeout(() => this.#fetch(), 10);
    this.#wanted.add(ref);
  }

  async #fetch() {
    const refs = [...this.#wanted];
    this.#wanted = new Set();
    for (let start = 0; start < refs.length; start += BATCH) {
      const some = refs.slice(start, start + BATCH);
      try {
        const entities = await this.#ask(some);
        some.forEach((ref, index) => this.#known.set(ref, entities[index]));
      } catch {
        // Without an answer nobody is called unknown; the ref is shown.
      }
    }
    this.#tell();
  }

  #tell() {
    this.#listeners.forEach(listener => listener());
  }
}

const Context = createContext<EntityNames | undefined>(undefined);

export const KnownEntities = (props: { children: ReactNode }) => {
  const catalog = useApi(catalogApiRef);
  const names = useMemo(
    () =>
      new EntityNames(async refs => {
        const { items } = await catalog.getEntitiesByRefs({ entityRefs: refs });
        return items.map(item => (item ? foundEntity(item) : null));
      }),
    [catalog],
  );
  return <Context.Provider value={names}>{props.children}</Context.Provider>;
};

/** Names for refs: `undefined` until the catalog has answered. */
export function useEntityNames(refs: readonly string[]) {
  const names = useContext(Context);
  if (!names) throw new Error('KnownEntities is missing');
  const key = refs.join(' ');
  useEffect(() => {
    if (key) key.split(' ').forEach(ref => names.want(ref));
  }, [key, names]);
  // Re-renders when one of these becomes known, and for no other.
  useSyncExternalStore(names.subscribe, () =>
    refs
      .map(ref => {
        const known = names.get(ref);
        return known === undefined ? '?' : (known?.name ?? '');
      })
      .join('\n'),
  );
  return {
    nameOf: (ref: string) => names.get(ref),
    learn: (entity: FoundEntity) => names.learn(entity),
  };
}
