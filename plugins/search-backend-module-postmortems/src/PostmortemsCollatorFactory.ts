// SPDX-License-Identifier: Apache-2.0

import { Readable } from 'node:stream';
import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  fieldsWith,
  fieldTexts,
  plainText,
  Postmortem,
  postmortemReadPermission,
  PostmortemsApi,
  isResponseError,
} from 'backstage-plugin-postmortems-common';

/**
 * A postmortem as it is found by Backstage search.
 *
 * @public
 */
export interface PostmortemDocument extends IndexableDocument {
  /** `PM-12`. */
  reference: string;
  severity: string;
  /** Entity refs. */
  affectedSystems: string[];
  startedAt: string;
}

/** How many are read at the same time. */
const AT_ONCE = 5;

/**
 * Indexes the published postmortems that are not restricted: a service cannot
 * read the others, so they cannot leak. Who finds one must also be allowed to
 * read it.
 *
 * @public
 */
export class PostmortemsCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'postmortems';
  readonly visibilityPermission = postmortemReadPermission;
  readonly #api: Pick<PostmortemsApi, 'list' | 'get'>;
  readonly #path: string;

  constructor(options: {
    api: Pick<PostmortemsApi, 'list' | 'get'>;
    /** Where the frontend has the postmortems. */
    path: string;
  }) {
    this.#api = options.api;
    this.#path = options.path;
  }

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<PostmortemDocument> {
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await this.#api.list({
        query: { status: 'published', limit: 100, cursor },
      });
      for (let start = 0; start < items.length; start += AT_ONCE) {
        const read = await Promise.all(
          items
            .slice(start, start + AT_ONCE)
            .map(({ id }) => this.#unlessGone(id)),
        );
        for (const postmortem of read)
          if (postmortem) yield toDocument(postmortem, this.#path);
      }
      cursor = nextCursor;
    } while (cursor);
  }

  /** Since it was listed it may be deleted, restricted or a draft again. */
  async #unlessGone(id: string): Promise<Postmortem | undefined> {
    try {
      const postmortem = await this.#api.get({ id });
      return postmortem.status === 'published' ? postmortem : undefined;
    } catch (error) {
      if (isResponseError(error) && error.statusCode === 404) return undefined;
      throw error;
    }
  }
}

function toDocument(postmortem: Postmortem, path: string): PostmortemDocument {
  const reference = `PM-${postmortem.number}`;
  return {
    title: `${reference} ${postmortem.title}`,
    text: fieldsWith('searched')
      // The portal finds the words of the title by the document's own.
      .filter(name => name !== 'title')
      .flatMap(name => [...fieldTexts(postmortem, name)])
      .map(({ text }) => plainText(text))
      .filter(Boolean)
      .join('\n'),
    location: `${path}/${reference}`,
    authorization: { resourceRef: postmortem.id },
    reference,
    severity: postmortem.severity ?? '',
    affectedSystems: postmortem.affectedSystems,
    startedAt: postmortem.startedAt ?? '',
  };
}
