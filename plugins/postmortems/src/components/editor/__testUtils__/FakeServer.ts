// SPDX-License-Identifier: Apache-2.0

import {
  CallRequest,
  durationsOf,
  mergeDocuments,
  Postmortem,
  PostmortemDocument,
  PostmortemDraft,
  postmortemInputSchema,
  publishGate,
  toInput,
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
   * breaks, or nothing ever happens.
   */
  answers: 'always' | 'breaks' | 'never' = 'always';
  readonly #versions = new Map<number, PostmortemDocument>();

  constructor(document?: Partial<PostmortemDocument>) {
    if (document) this.#store(newDocument(document), 1);
  }

  readonly create = jest.fn(async ({ body }: CallRequest<'create'>) => {
    this.#reach();
    return this.#answer(this.#store(this.#check(body), 1));
  });

  readonly list = jest.fn(async () => {
    this.#reach();
    const items = this.current ? [{ ...this.current, openActionItems: 0 }] : [];
    return this.#answer({ items, totalItems: items.length });
  });

  readonly get = jest.fn(async () => {
    this.#reach();
    return this.#answer(this.current!);
  });

  readonly save = jest.fn(async ({ version, body }: CallRequest<'save'>) => {
    this.#reach();
    const mine = this.#check(body);
    const { current } = this;
    if (version === current!.version)
      return this.#answer(this.#store(mine, version + 1));
    const { document, conflicts } = mergeDocuments({
      base: this.#versions.get(version)!,
      theirs: toInput(current!),
      mine,
    });
    if (conflicts.length > 0)
      throw refusal(409, { message: 'conflict', conflicts, current });
    return this.#answer(this.#store(document, current!.version + 1));
  });

  readonly publish = jest.fn(async (request?: CallRequest<'publish'>) => {
    this.#reach();
    const version = request?.version;
    const { current } = this;
    if (version !== undefined && version !== current!.version)
      throw refusal(409, { message: 'newer', conflicts: [], current });
    if (current!.status === 'published') return this.#answer(current!);
    const unmet = publishGate(toInput(this.current!));
    if (unmet.length > 0) throw refusal(400, { message: 'not yet', unmet });
    this.current = {
      ...this.current!,
      status: 'published',
      version: this.current!.version + 1,
    };
    this.#versions.set(this.current.version, toInput(this.current));
    return this.#answer(this.current);
  });

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

  #reach() {
    if (this.offline) throw new TypeError('Failed to fetch');
  }

  async #answer<T>(value: T): Promise<T> {
    if (this.answers === 'breaks') throw new TypeError('Failed to fetch');
    if (this.answers === 'never') await new Promise(() => {});
    return value;
  }

  #store(document: PostmortemDocument, version: number): Postmortem {
    this.#versions.set(version, document);
    const now = new Date().toISOString();
    this.current = {
      status: 'draft',
      createdBy: 'user:default/ada',
      createdAt: now,
      publishedAt: null,
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
