// SPDX-License-Identifier: Apache-2.0

import { newId, PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { newDocument } from '../form/document';
import { Creation } from './saveState';

/**
 * What this browser keeps of a postmortem that the server may not have yet.
 */
export type BrowserCopy = {
  /** The postmortem's id; absent before its first save on the server. */
  id?: string;
  /** Its number, by which addresses name it. */
  number?: number;
  /** The version that `base` is. */
  version?: number;
  /** What the server had when this text was begun; for the merge. */
  base?: PostmortemDocument;
  values: PostmortemDocument;
  /** What stood in inputs and could not be read; see `UnreadTexts`. */
  unread?: Record<string, string>;
  /** Sent, with no answer: the server may have one of these. */
  sent?: PostmortemDocument[];
  /** How a draft without an id was sent, with no answer. */
  creation?: Creation;
  /** Epoch milliseconds. */
  keptAt: number;
};

const PREFIX = 'postmortems/draft/';
const MAX_AGE_DAYS = 60;

/** Told the name of what was written or removed in this tab. */
const listeners = new Set<(name: string) => void>();

/** A copy that no open form is writing. */
export type LeftCopy = { key: string; copy: BrowserCopy };

/**
 * Keeps drafts in the browser, by user. `localStorage` and not IndexedDB,
 * because it is written before the call returns: also when the tab is closing.
 *
 * Each form writes under a key of its own, so that two tabs with the same
 * postmortem do not overwrite each other, and holds a lock of that name, so
 * that no other tab takes up what is still being written.
 */
export class BrowserCopies {
  readonly #storage: Storage;
  readonly #prefix: string;
  readonly #locks?: LockManager;

  /** `locks`: `navigator.locks`, which browsers lack over plain HTTP. */
  constructor(options: {
    storage: Storage;
    userEntityRef: string;
    locks?: LockManager;
  }) {
    this.#storage = options.storage;
    this.#prefix = `${PREFIX}${options.userEntityRef}/`;
    this.#locks = options.locks;
  }

  /** `false` when the browser has no room, or does not allow it. */
  put(key: string, copy: BrowserCopy): boolean {
    const text = JSON.stringify(copy);
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        this.#storage.setItem(this.#prefix + key, text);
        this.#tell(key);
        return true;
      } catch {
        this.#dropOld();
      }
    }
    return false;
  }

  get(key: string): BrowserCopy | undefined {
    try {
      const text = this.#storage.getItem(this.#prefix + key);
      const copy = text ? JSON.parse(text) : undefined;
      return copy?.values && typeof copy.keptAt === 'number' ? copy : undefined;
    } catch {
      return undefined;
    }
  }

  remove(key: string): void {
    try {
      if (this.#storage.getItem(this.#prefix + key) === null) return;
      this.#storage.removeItem(this.#prefix + key);
      this.#tell(key);
    } catch {
      // A browser without storage has nothing to remove.
    }
  }

  /**
   * Says that a form writes under this key, until the returned function is
   * called. Where there are no locks another tab may take the copy up all the
   * same; then `onTaken` is called, to write it again.
   */
  hold(key: string, onTaken: () => void): () => void {
    const name = this.#prefix + key;
    const onStorage = (event: StorageEvent) => {
      // Without a name, everything was removed.
      const isHere = event.key === name || event.key === null;
      if (isHere && event.newValue === null) onTaken();
    };
    window.addEventListener('storage', onStorage);
    let release = () => {};
    const written = new Promise<void>(resolve => {
      release = resolve;
    });
    this.#locks?.request(name, () => written).catch(() => {});
    return () => {
      window.removeEventListener('storage', onStorage);
      release();
    };
  }

  /**
   * Tells when something else may be left, in any tab. That a form of another
   * tab has gone is not told by browsers: whoever comes back here looks again.
   *
   * @param own - a key whose changes are the listener's own
   * @returns what ends it
   */
  subscribe(listener: () => void, own?: string): () => void {
    const onChange = (name: string) => {
      const isOther = own === undefined || name !== this.#prefix + own;
      if (name.startsWith(this.#prefix) && isOther) listener();
    };
    // Without a name, everything was removed.
    const onStorage = ({ key }: StorageEvent) => onChange(key ?? this.#prefix);
    listeners.add(onChange);
    window.addEventListener('storage', onStorage);
    window.addEventListener('focus', listener);
    document.addEventListener('visibilitychange', listener);
    return () => {
      listeners.delete(onChange);
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('focus', listener);
      document.removeEventListener('visibilitychange', listener);
    };
  }

  /** What no open form is writing, newest first. */
  async left(): Promise<LeftCopy[]> {
    const written = await this.#written();
    return this.#keys()
      .filter(key => !written.has(this.#prefix + key))
      .map(key => ({ key, copy: this.get(key) }))
      .filter((entry): entry is LeftCopy => entry.copy !== undefined)
      .sort((a, b) => b.copy.keptAt - a.copy.keptAt);
  }

  /** What is left and never reached the server. */
  async unsent(): Promise<LeftCopy[]> {
    const left = await this.left();
    return left.filter(({ copy }) => copy.id === undefined);
  }

  /**
   * What is left of one postmortem.
   *
   * @param ref - its id, or its number as in an address (`PM-12`, `12`)
   */
  async ofPostmortem(ref: string): Promise<LeftCopy[]> {
    const number = /^(?:pm-)?(\d+)$/i.exec(ref)?.[1];
    const left = await this.left();
    return left.filter(
      ({ copy }) =>
        copy.id === ref ||
        (number !== undefined && copy.number === Number(number)),
    );
  }

  /**
   * Takes up what was left under one key, to go on under another; `undefined`
   * when another tab was faster.
   */
  async take(from: string, to: string): Promise<BrowserCopy | undefined> {
    const left = await this.left();
    const copy = left.find(({ key }) => key === from)?.copy;
    if (copy && from !== to && this.put(to, copy)) this.remove(from);
    // A copy of an older release may lack fields.
    return copy && { ...copy, values: { ...newDocument({}), ...copy.values } };
  }

  #tell(key: string) {
    listeners.forEach(listener => listener(this.#prefix + key));
  }

  /** The names of the locks that open forms hold, in all tabs. */
  async #written(): Promise<Set<string | undefined>> {
    // A form of this page that has just gone is still giving its lock back.
    await new Promise(resolve => setTimeout(resolve));
    try {
      const { held = [], pending = [] } = (await this.#locks?.query()) ?? {};
      return new Set([...held, ...pending].map(({ name }) => name));
    } catch {
      return new Set();
    }
  }

  #keys(): string[] {
    try {
      return Array.from({ length: this.#storage.length }, (_, index) =>
        this.#storage.key(index),
      )
        .filter(key => key?.startsWith(this.#prefix))
        .map(key => key!.slice(this.#prefix.length));
    } catch {
      return [];
    }
  }

  #dropOld() {
    const oldest = Date.now() - MAX_AGE_DAYS * 86_400_000;
    for (const key of this.#keys()) {
      const copy = this.get(key);
      if (!copy || copy.keptAt < oldest) this.remove(key);
    }
  }
}

/**
 * What was written for one postmortem, for another that is new. Action items
 * are known by their ids, and those of the one stay its own.
 */
export function asNewDraft(values: PostmortemDocument): PostmortemDocument {
  return {
    ...values,
    actionItems: values.actionItems.map(item => ({ ...item, id: newId() })),
  };
}
