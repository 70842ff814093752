// SPDX-License-Identifier: Apache-2.0

import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '@backstage/errors';
import {
  Idempotency,
  gateOptions,
  newId,
  PostmortemDocument,
  PostmortemInput,
  PostmortemsConfig,
  PostmortemStatus,
  publishGate,
  toInput,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { notPublishable, tooMany } from '../http/errors';
import { ReadFilter } from '../store/readFilter';
import {
  PostmortemKey,
  PostmortemsStore,
} from '../store/postmortems/PostmortemsStore';
import { StoredPostmortem } from '../store/postmortems/rows';
import { PostmortemWrites } from '../store/postmortems/PostmortemWrites';
import { completeDocument } from './completeDocument';
import { mustFit } from './mustFit';
import { writeOrRefuse } from './writeOrRefuse';

/** A write that happened. */
export type PostmortemChange = {
  /** `undefined`: it was created. */
  before: StoredPostmortem | undefined;
  after: StoredPostmortem;
  /** Who did it. */
  actor: string;
};

/** A postmortem that was published, and is no more. */
export type PostmortemDeletion = { deleted: StoredPostmortem; actor: string };

/** Who writes, and when when that is not now. */
export type Author = { actor: string; at?: string };

/** What a change makes of a postmortem. */
export type Edit = {
  document: PostmortemInput;
  status?: PostmortemStatus;
  /** The causes to be confirmed; as they are, when absent. */
  causeIds?: readonly string[];
  /** Written with it, or not at all. */
  also?: (trx: Knex.Transaction) => Promise<void>;
};

/** For how long a change is tried again while others are faster. */
const PATIENCE_MS = 10_000;
/** How much longer it waits each time, so that all get their turn. */
const WAIT_MS = 20;

/**
 * Writes postmortems by the rules that hold for everybody, whoever asks. Who
 * may ask is decided by those who call it.
 */
export class PostmortemEditor {
  readonly #postmortems: PostmortemsStore;
  readonly #writes: PostmortemWrites;
  readonly #config: PostmortemsConfig;
  readonly #onChange: (change: PostmortemChange) => void;
  readonly #onDelete: (deletion: PostmortemDeletion) => void;

  constructor(options: {
    postmortems: PostmortemsStore;
    writes: PostmortemWrites;
    config: PostmortemsConfig;
    /** Called after each write; it must not throw and nobody waits for it. */
    onChange?: (change: PostmortemChange) => void;
    /** The same after one is deleted that was published at any time. */
    onDelete?: (deletion: PostmortemDeletion) => void;
  }) {
    this.#postmortems = options.postmortems;
    this.#writes = options.writes;
    this.#config = options.config;
    this.#onChange = options.onChange ?? (() => {});
    this.#onDelete = options.onDelete ?? (() => {});
  }

  /**
   * @param options.publishedAt - publishes it too, as of this instant
   * @param options.causeIds - the causes to be confirmed
   * @param options.idempotency - creates it only when it was not used before
   * @throws InputError with `fields`, or with `unmet` when it is published
   * @throws KeyTaken
   */
  async create(
    input: PostmortemInput,
    options: Author & {
      id?: string;
      publishedAt?: string;
      causeIds?: readonly string[];
      /** It is made of a document. */
      imported?: boolean;
      idempotency?: Idempotency;
    },
  ): Promise<StoredPostmortem> {
    const { id = newId(), publishedAt = null, actor, causeIds = [] } = options;
    const { idempotency, imported = false } = options;
    const draft = this.draft(input, options);
    mustFit(draft);
    if (publishedAt !== null) this.mustPassGate(draft);
    const postmortem: StoredPostmortem = {
      ...draft,
      id,
      version: 1,
      imported,
      ...(publishedAt !== null && {
        status: 'published',
        updatedAt: publishedAt,
        publishedAt,
        firstPublishedAt: publishedAt,
      }),
    };
    const number = await writeOrRefuse(
      () =>
        this.#writes.insert(
          postmortem,
          causeIds,
          idempotency && { ...idempotency, actor },
        ),
      { ...postmortem, causeIds },
    );
    const after = { ...postmortem, number, causeIds: [...causeIds] };
    this.#onChange({ before: undefined, after, actor });
    return after;
  }

  /**
   * What `create` would make of an input: with no id, and number and version 0.
   *
   * @throws InputError with `fields`
   */
  draft(
    input: PostmortemInput,
    { actor, at = new Date().toISOString() }: Author,
  ): StoredPostmortem {
    return {
      ...completeDocument(input, { at, config: this.#config }),
      id: '',
      number: 0,
      version: 0,
      status: 'draft',
      createdBy: actor,
      createdAt: at,
      updatedBy: actor,
      updatedAt: at,
      publishedAt: null,
      firstPublishedAt: null,
      imported: false,
      causeIds: [],
    };
  }

  /**
   * Changes a postmortem. When somebody else saves it meanwhile, `edit` is
   * asked again with what they saved. A change that changes nothing writes
   * nothing.
   *
   * @param edit - what becomes of it; throws to refuse
   * @throws NotFoundError when it is not there or not readable
   * @throws InputError with `fields` or `unmet`; a published postmortem must
   * still pass the gate
   */
  async change(
    key: PostmortemKey,
    options: Author & {
      /** Absent: the plugin itself changes it, for nobody. */
      read?: ReadFilter;
      edit: (stored: StoredPostmortem) => Edit | Promise<Edit>;
    },
  ): Promise<StoredPostmortem> {
    const { actor, read, edit } = options;
    return this.#patiently(async () => {
      const before = await this.mustGet(key, read);
      const at = options.at ?? new Date().toISOString();
      const made = await edit(before);
      const after = this.#next(before, made, { actor, at });
      if (after === before) return before;
      // One of the causes may have been merged into another meanwhile.
      const causeIds = await writeOrRefuse(
        () => this.#writes.save(after, made.causeIds, made.also),
        after,
      );
      if (causeIds) {
        const saved = { ...after, causeIds };
        this.#onChange({ before, after: saved, actor });
        return saved;
      }
      return undefined;
    });
  }

  /**
   * @param check - asked with what is to be deleted; throws to refuse
   * @throws NotFoundError when it is not there or not readable
   */
  async delete(
    key: PostmortemKey,
    options: {
      actor: string;
      read: ReadFilter;
      check: (stored: StoredPostmortem) => void | Promise<void>;
    },
  ): Promise<void> {
    await this.#patiently(async () => {
      const stored = await this.mustGet(key, options.read);
      await options.check(stored);
      const wasTold =
        stored.status === 'published' ||
        (await this.#postmortems.lastPublished(stored)) !== undefined;
      const isDeleted = await writeOrRefuse(() =>
        this.#writes.delete(stored.id, stored.version),
      );
      if (!isDeleted) return undefined;
      if (wasTold) this.#onDelete({ deleted: stored, actor: options.actor });
      return stored;
    });
  }

  /** @throws NotFoundError when it is not there or not readable */
  async mustGet(
    key: PostmortemKey,
    read?: ReadFilter,
  ): Promise<StoredPostmortem> {
    const postmortem = await this.#postmortems.get(key, read);
    if (!postmortem)
      throw new NotFoundError(
        `There is no postmortem ${'id' in key ? `'${key.id}'` : `PM-${key.number}`}`,
      );
    return postmortem;
  }

  /**
   * What becomes of an input when it is saved over `before`.
   *
   * @throws InputError with `fields`
   */
  complete(
    input: PostmortemInput,
    before: PostmortemDocument,
    at: string = new Date().toISOString(),
  ): PostmortemDocument {
    return completeDocument(input, { before, at, config: this.#config });
  }

  /** The ids of the configured severities. */
  get severities(): string[] {
    return this.#config.severities.map(({ id }) => id);
  }

  /**
   * What the publishing gate still wants of a document.
   *
   * @param stored - as it is stored: where that is published, its severity may
   * stay when it is taken out of the configuration
   */
  unmet(document: PostmortemDocument, stored?: StoredPostmortem) {
    return publishGate(
      document,
      gateOptions(document, {
        config: this.#config,
        kept: stored?.status === 'published' ? stored : undefined,
      }),
    );
  }

  /** @throws InputError with `unmet` */
  mustPassGate(document: PostmortemDocument, stored?: StoredPostmortem): void {
    const unmet = this.unmet(document, stored);
    if (unmet.length > 0) throw notPublishable(unmet);
  }

  /** Tries until it is done, as long as others are faster. */
  async #patiently<T>(attempt: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (let tries = 1; ; tries++) {
      const done = await attempt();
      if (done !== undefined) return done;
      if (Date.now() > end) throw tooMany();
      await sleep(Math.random() * WAIT_MS * tries);
    }
  }

  #next(
    before: StoredPostmortem,
    edit: Edit,
    { actor, at }: Required<Author>,
  ): StoredPostmortem {
    const { status = before.status } = edit;
    const causeIds = [...(edit.causeIds ?? before.causeIds)];
    const document = this.complete(edit.document, before, at);
    const same =
      status === before.status && isDeepStrictEqual(document, toInput(before));
    if (same && isSameSet(causeIds, before.causeIds)) return before;
    if (!same) mustFit(document);
    // Its causes are no part of what the gate looks at.
    if (!same && status === 'published') this.mustPassGate(document, before);
    const since = before.status === 'published' ? before.publishedAt : at;
    return {
      ...before,
      ...document,
      causeIds,
      status,
      version: before.version + 1,
      updatedBy: actor,
      updatedAt: at,
      publishedAt: status === 'published' ? since : null,
      firstPublishedAt:
        before.firstPublishedAt ?? (status === 'published' ? at : null),
    };
  }
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return isDeepStrictEqual(new Set(a), new Set(b));
}
