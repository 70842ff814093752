// SPDX-License-Identifier: Apache-2.0

import {
  FieldMessage,
  ImportWarning,
  LIMITS,
  PostmortemsApi,
} from 'backstage-plugin-postmortems-common';
import { ApiFailure, readFailure } from '../save/apiFailure';
import { DroppedFile, isBeside } from './readDropped';

export type ImportEntry = {
  path: string;
  /** `skipped`: not chosen. `unknown`: on its way when the page went. */
  state:
    | 'skipped'
    | 'waiting'
    | 'importing'
    | 'done'
    | 'failed'
    | 'cancelled'
    | 'unknown';
  number?: number;
  title?: string;
  /** What to look at: lines of the file, fields of the postmortem. */
  warnings: ImportWarning[];
  fieldWarnings: FieldMessage[];
  error?: string;
  /** It failed, and would fail again. */
  final?: boolean;
};

/** Why a file is not sent at all. */
export type FileProblem = 'empty' | 'tooLarge' | 'unreadable';

const AT_ONCE = 2;

/** Whether the same file may be taken another time. */
function mayPass({ status, fields }: ApiFailure): boolean {
  return (
    status === undefined ||
    status >= 500 ||
    // Signed out, too slow, too many.
    [401, 408, 429].includes(status) ||
    // Beside the file, and can be changed.
    fields.some(({ field }) => field.startsWith('affectedSystems'))
  );
}

/** Whether it is worth trying again. */
export function canRetry({ state, final }: ImportEntry): boolean {
  return state === 'cancelled' || (state === 'failed' && !final);
}

/**
 * Imports files, two at a time, and reports on each. Files fail on their own;
 * those that may pass another
 * time can be tried again.
 */
export class ImportRun {
  readonly #api: Pick<PostmortemsApi, 'import'>;
  readonly #files: DroppedFile[];
  readonly #explain: (problem: FileProblem) => string;
  readonly #explainError: (error: unknown) => string;
  readonly #listeners = new Set<() => void>();
  #entries: readonly ImportEntry[];
  #cancelled = false;

  constructor(options: {
    api: Pick<PostmortemsApi, 'import'>;
    files: DroppedFile[];
    explain: (problem: FileProblem) => string;
    /** Why the server did not take one, where no field is the reason. */
    explainError: (error: unknown) => string;
  }) {
    this.#api = options.api;
    this.#files = options.files;
    this.#explain = options.explain;
    this.#explainError = options.explainError;
    this.#entries = options.files.map(({ path }) => ({
      path,
      state: isBeside(path) ? 'skipped' : 'waiting',
      warnings: [],
      fieldWarnings: [],
    }));
  }

  readonly getEntries = () => this.#entries;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Whether a file that is not yet imported shall be. */
  choose(index: number, chosen: boolean) {
    const { state } = this.#entries[index];
    if (state === 'waiting' || state === 'skipped')
      this.#set(index, { state: chosen ? 'waiting' : 'skipped' });
  }

  /** Imports what waits; resolves when nothing is left to do. */
  async start(affectedSystems: string[]): Promise<void> {
    this.#cancelled = false;
    const waiting = this.#entries.flatMap((entry, index) =>
      entry.state === 'waiting' ? [index] : [],
    );
    const worker = async () => {
      for (
        let index = waiting.shift();
        index !== undefined;
        index = waiting.shift()
      ) {
        if (this.#cancelled) this.#set(index, { state: 'cancelled' });
        else await this.#import(index, affectedSystems);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  /** Lets what is on its way finish and begins nothing new. */
  cancel() {
    this.#cancelled = true;
  }

  /** Tries again what was cancelled, or failed and may pass. */
  async retry(affectedSystems: string[]): Promise<void> {
    this.#entries.forEach((entry, index) => {
      if (canRetry(entry))
        this.#set(index, { state: 'waiting', error: undefined });
    });
    await this.start(affectedSystems);
  }

  async #import(index: number, affectedSystems: string[]) {
    const { path, file } = this.#files[index];
    this.#set(index, { state: 'importing' });
    const fail = (problem: FileProblem) =>
      this.#set(index, {
        state: 'failed',
        error: this.#explain(problem),
        final: true,
      });
    if (file.size > LIMITS.body) {
      fail('tooLarge');
      return;
    }
    let markdown;
    try {
      markdown = await file.text();
    } catch {
      fail('unreadable');
      return;
    }
    if (markdown.trim() === '') {
      fail('empty');
      return;
    }
    try {
      const { postmortem, warnings } = await this.#api.import({
        body: { markdown, fileName: path.split('/').pop(), affectedSystems },
      });
      this.#set(index, {
        state: 'done',
        number: postmortem.number,
        title: postmortem.title,
        warnings,
        fieldWarnings: postmortem.warnings ?? [],
      });
    } catch (error) {
      const failure = readFailure(error);
      const details = failure.fields.map(one => `${one.field} ${one.message}`);
      this.#set(index, {
        state: 'failed',
        error:
          details.length > 0 ? details.join('; ') : this.#explainError(error),
        final: !mayPass(failure),
      });
    }
  }

  #set(index: number, change: Partial<ImportEntry>) {
    this.#entries = this.#entries.map((entry, place) =>
      place === index ? { ...entry, ...change } : entry,
    );
    this.#listeners.forEach(listener => listener());
  }
}
