// SPDX-License-Identifier: Apache-2.0

import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import {
  fieldMessage,
  Idempotency,
  PostmortemInput,
} from 'backstage-plugin-postmortems-common';
import { refused } from '../http/errors';
import {
  IdempotencyStore,
  KeyTaken,
} from '../store/postmortems/IdempotencyStore';
import { StoredPostmortem } from '../store/postmortems/rows';
import { Access } from './Access';
import { PostmortemEditor } from './PostmortemEditor';

/** For how long a request may be sent again, at least. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** Creates postmortems, each request with an `Idempotency-Key` once. */
export class IdempotentCreation {
  readonly #idempotency: IdempotencyStore;
  readonly #editor: PostmortemEditor;

  constructor(options: {
    idempotency: IdempotencyStore;
    editor: PostmortemEditor;
  }) {
    this.#idempotency = options.idempotency;
    this.#editor = options.editor;
  }

  /**
   * @param options.idempotency - when it was used before, what it created is
   * answered as it is now
   * @throws InputError when the key came with another request before
   * @throws NotFoundError when what it created is gone, or the caller may not
   * read it any more
   */
  async create(
    input: PostmortemInput,
    options: { access: Access; imported?: boolean; idempotency?: Idempotency },
  ): Promise<StoredPostmortem> {
    const { access, imported, idempotency } = options;
    const { actor } = access;
    if (!idempotency) return this.#editor.create(input, { actor, imported });
    const known = await this.#find(idempotency, access);
    if (known) return known;
    try {
      return await this.#editor.create(input, {
        actor,
        imported,
        idempotency,
      });
    } catch (error) {
      if (!(error instanceof KeyTaken)) throw error;
      const theirs = await this.#find(idempotency, access);
      if (!theirs) throw error;
      return theirs;
    }
  }

  async #find(
    { key, fingerprint, onRepeated }: Idempotency,
    { actor, read }: Access,
  ): Promise<StoredPostmortem | undefined> {
    const used = await this.#idempotency.find(actor, key);
    if (!used) return undefined;
    if (used.fingerprint !== fingerprint)
      throw refused([fieldMessage('Idempotency-Key', 'key-used')]);
    onRepeated();
    return this.#editor.mustGet({ id: used.postmortemId }, read);
  }

  /** Has old keys deleted, by one replica. */
  async schedulePurge(options: {
    scheduler: SchedulerService;
    logger: LoggerService;
  }): Promise<void> {
    const { scheduler, logger } = options;
    await scheduler.scheduleTask({
      id: 'purge-idempotency-keys',
      frequency: { hours: 1 },
      timeout: { minutes: 10 },
      fn: async () => {
        const purged = await this.#idempotency.deleteBefore(
          new Date(Date.now() - KEPT_MS),
        );
        if (purged > 0) logger.debug(`Purged ${purged} idempotency keys`);
      },
    });
  }
}
