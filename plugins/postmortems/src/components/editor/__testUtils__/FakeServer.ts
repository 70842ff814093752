// SPDX-License-Identifier: Apache-2.0

import {
  durationsOf,
  mergeDocuments,
  Postmortem,
  PostmortemDocument,
  PostmortemDraft,
  postmortemInputSchema,
  publishGate,
  toInput,
  withinTime,
} from 'backstage-plugin-postmortems-common';
import { newDocument } from '../form/document';
import { refusal } from '../../../__testUtils__/refusal';

export { refusal };

/** One postmortem on a server that merges as the real one does. */
export class FakeServer {
  current?: Postmortem;
  /** When set, nothing reaches the server. */
  offline = false;
  /**
   * When set, what is done is done, and no answer comes back: the connection
   * breaks, or nothing ever happens until the client gives up.
   */
  answers: 'always' | 'breaks' | 'never' = 'always';
  /** How many drafts were created. */
  created = 0;
  readonly #versions = new Map<number, PostmortemDocument>();
  readonly #keys = new Map<string, string>();

  constructor(document?: Partial<PostmortemDocument>) {
    if (document) this.#store(newDocument(document), 1);
  }

  readonly create = jest.fn(
    async (request: { body: PostmortemDraft; idempotencyKey?: string }) =>
      this.answer(this.#reached().createNow(request)),
  );

  readonly get = jest.fn(async () => this.answer(this.#reached().current!));

  readonly save = jest.fn(
    async (request: { version: number; body: PostmortemDraft }) =>
      this.answer(this.#reached().saveNow(request)),
  );

  readonly publish = jest.fn(async (request: { version?: number } = {}) =>
    this.answer(this.#reached().publishNow(request)),
  );

  /** The same key answers what was created with it. */
  createNow(request: { body: PostmortemDraft; idempotencyKey?: string }) {
    const { body, idempotencyKey = '' } = request;
    const content = JSON.stringify(body);
    const known = this.#keys.get(idempotencyKey);
    if (known !== undefined && known !== content)
      throw refusal(400, {
        message: 'used before',
        fields: [{ field: 'Idempotency-Key', message: 'used before' }],
      });
    if (known === undefined) {
      this.#store(this.#check(body), 1);
      this.created += 1;
      if (idempotencyKey) this.#keys.set(idempotencyKey, content);
    }
    return this.current!;
  }

  saveNow({ version, body }: { version: number; body: PostmortemDraft }) {
    const mine = this.#check(body);
    const { current } = this;
    if (version === current!.version) return this.#store(mine, version + 1);
    const { document, conflicts } = mergeDocuments({
      base: this.#versions.get(version)!,
      theirs: toInput(current!),
      mine,
    });
    if (conflicts.length > 0)
      throw refusal(409, { message: 'conflict', conflicts, current });
    return this.#store(document, current!.version + 1);
  }

  publishNow({ version }: { version?: number }) {
    const { current } = this;
    if (version !== undefined && version !== current!.version)
      throw refusal(409, { message: 'newer', conflicts: [], current });
    if (current!.status === 'published') return current!;
    const unmet = publishGate(toInput(current!));
    if (unmet.length > 0) throw refusal(400, { message: 'not yet', unmet });
    this.current = {
      ...current!,
      status: 'published',
      version: current!.version + 1,
    };
    this.#versions.set(this.current.version, toInput(this.current));
    return this.current;
  }

  /** What was sent with a key is not known any more. */
  forgetKeys() {
    this.#keys.clear();
  }

  /** Somebody else saves. */
  change(document: Partial<PostmortemDocument>) {
    this.#store(
      { ...toInput(this.current!), ...document },
      this.current!.version + 1,
    );
    this.current!.updatedBy = 'user:default/bo';
  }

  #check(draft: PostmortemDraft): PostmortemDocument {
    return { ...newDocument({}), ...postmortemInputSchema.parse(draft) };
  }

  #reached() {
    if (this.offline) throw new TypeError('Failed to fetch');
    return this;
  }

  /** Answers what was done; no answer may come back. */
  async answer<T>(value: T): Promise<T> {
    if (this.answers === 'breaks') throw new TypeError('Failed to fetch');
    return withinTime(30_000, () =>
      this.answers === 'never' ? new Promise(() => {}) : Promise.resolve(value),
    );
  }

  #store(document: PostmortemDocument, version: number): Postmortem {
    this.#versions.set(version, document);
    const now = new Date().toISOString();
    this.current = {
      status: 'draft',
      createdBy: 'user:default/ada',
      createdAt: now,
      publishedAt: null,
      firstPublishedAt: null,
      imported: false,
      movedActionItems: [],
      fixOutcomes: [],
      tickets: [],
      causeIds: [],
      causes: [],
      recurrences: [],
      ...this.current,
      ...document,
      id: '00000000-0000-4000-8000-0000000000aa',
      number: 12,
      version,
      updatedBy: 'user:default/ada',
      updatedAt: now,
      durations: durationsOf(document),
      unmet: publishGate(document),
      can: { update: true, publish: true, delete: true },
    };
    return this.current;
  }
}
