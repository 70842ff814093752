// SPDX-License-Identifier: Apache-2.0

import { SaveState } from './saveState';

/** Holds what is known about saving, and tells who wants to know. */
export class SaveStore {
  readonly #listeners = new Set<() => void>();
  #state: SaveState;

  constructor(initial: SaveState) {
    this.#state = initial;
  }

  readonly get = () => this.#state;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Takes over what differs from what is known; nobody hears of the rest. */
  set(change: Partial<SaveState>) {
    const state: Record<string, unknown> = this.#state;
    if (Object.entries(change).every(([name, value]) => state[name] === value))
      return;
    this.#state = { ...this.#state, ...change };
    this.#listeners.forEach(listener => listener());
  }
}
