// SPDX-License-Identifier: Apache-2.0

import {
  FieldMessage,
  ImportWarning,
  ImportRequest,
  LIMITS,
  newId,
  PostmortemsApi,
  SavedPostmortem,
  toInput,
} from 'backstage-plugin-postmortems-common';
import { Store } from '../../kit/Store';
import {
  ApiFailure,
  isPassing,
  isTurnedDown,
  KEY_LIFE_MS,
  readFailure,
} from '../save/apiFailure';
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

/** A file that was sent, with no answer so far. */
type Sent = { idempotencyKey: string; body: ImportRequest; at: number };

/** Whether the same file may be taken another time. */
function mayPass(failure: ApiFailure): boolean {
  return (
    isPassing(failure) ||
    // Signed out.
    failure.status === 401 ||
    // Beside the file, and can be changed.
    failure.fields.some(({ field }) => field.startsWith('affectedSystems'))
  );
}

/** Whether it is worth trying again. */
export function canRetry({ state, final }: ImportEntry): boolean {
  return state === 'cancelled' || (state === 'failed' && !final);
}

/**
 * Imports files, two at a time, and reports on each. Files fail on their own;
 * those that may pass another time can be tried again. Without an answer the
 * same is asked for again, so that no file is imported twice.
 */
export class ImportRun {
  readonly #api: Pick<PostmortemsApi, 'import' | 'save'>;
  readonly #files: DroppedFile[];
  readonly #explain: (problem: FileProblem) => string;
  readonly #explainError: (error: unknown) => string;
  readonly #sent = new Map<number, Sent>();
  readonly entries: Store<readonly ImportEntry[]>;
  #cancelled = false;

  constructor(options: {
    api: Pick<PostmortemsApi, 'import' | 'save'>;
    files: DroppedFile[];
    explain: (problem: FileProblem) => string;
    /** Why the server did not take one, where no field is the reason. */
    explainError: (error: unknown) => string;
  }) {
    this.#api = options.api;
    this.#files = options.files;
    this.#explain = options.explain;
    this.#explainError = options.explainError;
    this.entries = new Store(
      options.files.map(({ path }): ImportEntry => ({
        path,
        state: isBeside(path) ? 'skipped' : 'waiting',
        warnings: [],
        fieldWarnings: [],
      })),
    );
  }

  /** Whether a file that is not yet imported shall be. */
  choose(index: number, chosen: boolean) {
    const { state } = this.entries.get()[index];
    if (state === 'waiting' || state === 'skipped')
      this.#set(index, { state: chosen ? 'waiting' : 'skipped' });
  }

  /** Imports what waits; resolves when nothing is left to do. */
  async start(affectedSystems: string[]): Promise<void> {
    this.#cancelled = false;
    const waiting = this.entries
      .get()
      .flatMap((entry, index) => (entry.state === 'waiting' ? [index] : []));
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
    this.entries.get().forEach((entry, index) => {
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
    const fileName = path.split('/').pop();
    const body = { markdown, fileName, affectedSystems };
    const sent = this.#sent.get(index);
    const at = Date.now();
    if (sent && at - sent.at > KEY_LIFE_MS) {
      this.#set(index, { state: 'unknown' });
      return;
    }
    await this.#send(
      index,
      sent ?? { idempotencyKey: newId(), body, at },
      body,
    );
  }

  /** `wanted`: what the form says now; the same as what was sent, or later. */
  async #send(index: number, sent: Sent, wanted: ImportRequest) {
    const { idempotencyKey, body } = sent;
    const isRepeated = this.#sent.has(index);
    this.#sent.set(index, sent);
    let isImported = false;
    try {
      const { postmortem, warnings } = await this.#api.import({
        body,
        idempotencyKey,
      });
      isImported = true;
      const saved = await this.#withSystems(postmortem, body, wanted);
      this.#sent.delete(index);
      this.#set(index, {
        state: 'done',
        number: saved.number,
        title: saved.title,
        warnings,
        fieldWarnings: saved.warnings ?? [],
      });
    } catch (error) {
      const failure = readFailure(error);
      if (!isImported && isTurnedDown(failure, isRepeated))
        this.#sent.delete(index);
      const details = failure.fields.map(
        ({ field, message }) => `${field} ${message}`,
      );
      this.#set(index, {
        state: 'failed',
        error:
          details.length > 0 ? details.join('; ') : this.#explainError(error),
        final: !mayPass(failure),
      });
    }
  }

  /** What was sent first may name other systems than those chosen since. */
  async #withSystems(
    postmortem: SavedPostmortem,
    { affectedSystems: sent = [] }: ImportRequest,
    { affectedSystems: wanted = [] }: ImportRequest,
  ): Promise<SavedPostmortem> {
    const others = postmortem.affectedSystems.filter(
      ref => !sent.includes(ref),
    );
    const affectedSystems = [...new Set([...wanted, ...others])];
    if (sent.join() === wanted.join()) return postmortem;
    const { id, version } = postmortem;
    const body = { ...toInput(postmortem), affectedSystems };
    return this.#api.save({ id, version, body });
  }

  #set(index: number, change: Partial<ImportEntry>) {
    const entries = this.entries.get();
    this.entries.set(
      entries.map((entry, place) =>
        place === index ? { ...entry, ...change } : entry,
      ),
    );
  }
}
