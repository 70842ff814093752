import { PostmortemDocument } from 'backstage-plugin-postmortems-common';

/**
 * What this browser keeps of a postmortem that the server may not have yet.
 */
export type LocalCopy = {
  /** The postmortem's id; absent before its first save on the server. */
  id?: string;
  /** The version that `base` is. */
  version?: number;
  /** What the server had when this text was begun; for the merge. */
  base?: PostmortemDocument;
  values: PostmortemDocument;
  /** Sent to be created, with no answer: the server may have it. */
  sent?: PostmortemDocument;
  /** Epoch milliseconds. */
  keptAt: number;
};

const PREFIX = 'postmortems/draft/';
const MAX_AGE_DAYS = 60;

/**
 * Keeps drafts in the browser, by user. `localStorage` and not IndexedDB,
 * because it is written before the call returns: also when the tab is closing.
 */
export class LocalCopies {
  readonly #storage: Storage;
  readonly #prefix: string;

  constructor(options: { storage: Storage; userEntityRef: string }) {
    this.#storage = options.storage;
    this.#prefix = `${PREFIX}${options.userEntityRef}/`;
  }

  /** `false` when the browser has no room, or does not allow it. */
  put(key: string, copy: LocalCopy): boolean {
    const text = JSON.stringify(copy);
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        this.#storage.setItem(this.#prefix + key, text);
        return true;
      } catch {
        this.#dropOld();
      }
    }
    return false;
  }

  get(key: string): LocalCopy | undefined {
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
      this.#storage.removeItem(this.#prefix + key);
    } catch {
      // A browser without storage has nothing to remove.
    }
  }

  /** Copies that never reached the server, newest first. */
  unsent(): Array<{ key: string; copy: LocalCopy }> {
    return this.#keys()
      .map(key => ({ key, copy: this.get(key) }))
      .filter(
        (entry): entry is { key: string; copy: LocalCopy } =>
          entry.copy !== undefined && entry.copy.id === undefined,
      )
      .sort((a, b) => b.copy.keptAt - a.copy.keptAt);
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
