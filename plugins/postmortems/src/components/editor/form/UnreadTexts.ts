// SPDX-License-Identifier: Apache-2.0

import {
  FieldMessage,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { Followed, Store } from '../../kit/Store';

type Unread = {
  text?: string;
  /** The same in words, with the name of its input, while that is there. */
  message?: string;
};

/**
 * What stands in inputs and could not be read, by the path of the field. The
 * document does not have it, so nothing but this knows it.
 */
export class UnreadTexts implements Followed<ReadonlyMap<string, Unread>> {
  readonly #read: () => PostmortemDocument;
  readonly #unread: Store<ReadonlyMap<string, Unread>>;

  /** `kept`: what an earlier visit left. */
  constructor(options: {
    read: () => PostmortemDocument;
    kept?: Record<string, string>;
  }) {
    this.#read = options.read;
    const kept = Object.entries(options.kept ?? {});
    this.#unread = new Store(
      new Map(kept.map(([path, text]) => [path, { text }])),
    );
  }

  readonly get = () => this.#unread.get();

  readonly subscribe = (listener: () => void) =>
    this.#unread.subscribe(listener);

  /** `undefined`: what stands there now is in the document. */
  set(path: string, text: string | undefined) {
    this.#change(path, { text });
  }

  /**
   * Says it in words.
   *
   * @returns what to call when its input has gone, or says something else
   */
  describe(path: string, message: string): () => void {
    this.#change(path, { message });
    return () => this.#change(path, { message: undefined });
  }

  clear() {
    this.#unread.set(
      new Map(
        [...this.get()].map(([path, { message }]) => [path, { message }]),
      ),
    );
  }

  /** All but those of entries that were removed; `undefined` when none is. */
  readonly all = (): Record<string, string> | undefined => {
    const ids = new Set(this.#read().timeline.map(({ id }) => id));
    const texts = [...this.get()].flatMap(([path, { text }]) => {
      const [list, id] = path.split('.');
      const isThere = list !== 'timeline' || ids.has(id);
      return text !== undefined && isThere ? [[path, text]] : [];
    });
    return texts.length > 0 ? Object.fromEntries(texts) : undefined;
  };

  /** In words, for the inputs that are there. */
  messages(): FieldMessage[] {
    return [...this.get()].flatMap(([field, { message }]) =>
      message === undefined ? [] : [{ field, code: 'unread', message }],
    );
  }

  #change(path: string, change: Unread) {
    const before = this.get().get(path);
    const after = { ...before, ...change };
    if (after.text === before?.text && after.message === before?.message)
      return;
    const unread = new Map(this.get());
    if (after.text === undefined && after.message === undefined)
      unread.delete(path);
    else unread.set(path, after);
    this.#unread.set(unread);
  }
}
