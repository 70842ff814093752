// SPDX-License-Identifier: Apache-2.0

import { Delay } from './Delay';
import { LocalCopies, LocalCopy } from './localCopies';
import { SaveStore } from './SaveStore';

type Options = {
  copies: LocalCopies;
  /** Of this form alone, in this tab. */
  key: string;
  store: SaveStore;
  /** Whether the form has what the server does not. */
  isUnsaved: () => boolean;
  /** What to keep; `undefined` when there is nothing that is worth it. */
  read: () => Omit<LocalCopy, 'keptAt'> | undefined;
};

const KEEP_AFTER_MS = 300;
/** Somebody who types without a pause has a copy this old at most. */
const KEEP_AT_LATEST_MS = 2_000;

/** This browser's copy of what the server does not have yet. */
export class BrowserCopy {
  readonly #options: Options;
  #closed = false;
  readonly #keeping = new Delay({
    after: KEEP_AFTER_MS,
    atLatest: KEEP_AT_LATEST_MS,
    run: () => this.keep(),
  });

  constructor(options: Options) {
    this.#options = options;
  }

  /** Writes it in a moment. */
  soon() {
    this.#keeping.again();
  }

  /** Writes it now. */
  keep() {
    const { copies, key, store, isUnsaved, read } = this.#options;
    this.#keeping.cancel();
    if (!isUnsaved()) return;
    // What was left behind here may have been taken up elsewhere since.
    if (this.#closed && !copies.get(key)) return;
    const content = read();
    if (!content) {
      copies.remove(key);
      store.set({ copy: 'kept' });
      return;
    }
    const copy = { ...content, keptAt: Date.now() };
    // In a full browser the text comes before what became of it.
    const kept =
      copies.put(key, copy) || copies.put(key, { ...copy, sent: undefined });
    store.set({ copy: kept ? 'kept' : 'failed' });
  }

  /** The server has the text; what cannot be sent to it stays here. */
  saved() {
    if (this.#options.isUnsaved()) this.keep();
    else this.remove();
  }

  /** There is nothing to keep any more. */
  remove() {
    this.#keeping.cancel();
    this.#options.copies.remove(this.#options.key);
  }

  /** The page is closing; a copy that is there may still be brought up to date. */
  close() {
    this.#keeping.cancel();
    this.#closed = true;
  }
}
