// SPDX-License-Identifier: Apache-2.0

import { useSyncExternalStore } from 'react';

/** What components follow, whoever keeps it. */
export interface Followed<T> {
  readonly get: () => T;
  /** @returns what ends it */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value outside of React that components follow. */
export class Store<T> implements Followed<T> {
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  readonly get = () => this.#value;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  set(value: T) {
    if (value === this.#value) return;
    this.#value = value;
    this.#listeners.forEach(listener => listener());
  }
}

/** A part of what is followed; `select` must return a stable value. */
export function useStore<T, S>(store: Followed<T>, select: (value: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
