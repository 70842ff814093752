// SPDX-License-Identifier: Apache-2.0

import { Readable } from 'node:stream';
import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  plainText,
  postmortemReadPermission,
  PostmortemsApi,
  SearchDocument,
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

/**
 * Indexes the published postmortems that are not restricted. Who finds one must
 * also be allowed to read it.
 *
 * @public
 */
export class PostmortemsCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'postmortems';
  readonly visibilityPermission = postmortemReadPermission;
  readonly #api: Pick<PostmortemsApi, 'searchDocuments'>;
  readonly #path: string;

  constructor(options: {
    api: Pick<PostmortemsApi, 'searchDocuments'>;
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
      const { items, nextCursor } = await this.#api.searchDocuments({
        query: { limit: 100, cursor },
      });
      for (const item of items) yield toDocument(item, this.#path);
      cursor = nextCursor;
    } while (cursor);
  }
}

function toDocument(
  postmortem: SearchDocument,
  path: string,
): PostmortemDocument {
  const reference = `PM-${postmortem.number}`;
  return {
    title: `${reference} ${postmortem.title}`,
    text: postmortem.texts.map(plainText).filter(Boolean).join('\n'),
    location: `${path}/${reference}`,
    authorization: { resourceRef: postmortem.id },
    reference,
    severity: postmortem.severity ?? '',
    affectedSystems: postmortem.affectedSystems,
    startedAt: postmortem.startedAt ?? '',
  };
}
