// SPDX-License-Identifier: Apache-2.0

import { PostmortemDocument } from 'backstage-plugin-postmortems-common';

/**
 * What stands in inputs and could not be read, by the key of the input: its
 * field's path, with the id of an entry in place of its number. The document
 * does not have it, so nothing but this knows it.
 */
export class UnreadTexts {
  readonly #read: () => PostmortemDocument;
  readonly #listeners = new Set<() => void>();
  readonly #texts: Map<string, string>;

  /** `kept`: what an earlier visit left. */
  constructor(options: {
    read: () => PostmortemDocument;
    kept?: Record<string, string>;
  }) {
    this.#read = options.read;
    this.#texts = new Map(Object.entries(options.kept ?? {}));
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  get(key: string): string | undefined {
    return this.#texts.get(key);
  }

  /** `undefined`: what stands there now is in the document. */
  set(key: string, text: string | undefined) {
    if (this.#texts.get(key) === text) return;
    if (text === undefined) this.#texts.delete(key);
    else this.#texts.set(key, text);
    this.#listeners.forEach(listener => listener());
  }

  clear() {
    this.#texts.clear();
    this.#listeners.forEach(listener => listener());
  }

  /** All but those of entries that were removed; `undefined` when none is. */
  readonly all = (): Record<string, string> | undefined => {
    if (this.#texts.size === 0) return undefined;
    const ids = new Set(this.#read().timeline.map(({ id }) => id));
    const texts = [...this.#texts].filter(([key]) => {
      const [list, id] = key.split('.');
      return list !== 'timeline' || ids.has(id);
    });
    return texts.length > 0 ? Object.fromEntries(texts) : undefined;
  };
}
