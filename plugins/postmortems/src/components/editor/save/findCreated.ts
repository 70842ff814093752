// SPDX-License-Identifier: Apache-2.0

import {
  fillInstants,
  Postmortem,
  PostmortemDocument,
  PostmortemsApi,
} from 'backstage-plugin-postmortems-common';
import { documentOf, sameValue } from '../form/document';

/** Drafts with the same title that are looked at, newest first. */
const LOOKED_AT = 20;

type Options = {
  api: Pick<PostmortemsApi, 'list' | 'get'>;
  userEntityRef: string;
};

async function findOne(
  { api, userEntityRef }: Options,
  sent: PostmortemDocument,
): Promise<Postmortem | undefined> {
  const { items } = await api.list({
    query: { q: sent.title, status: 'draft', limit: LOOKED_AT },
  });
  const expected = fillInstants(sent);
  for (const { id, title, startedAt } of items) {
    if (title !== sent.title || startedAt !== expected.startedAt) continue;
    const found = await api.get({ id });
    if (
      found.createdBy === userEntityRef &&
      found.version === 1 &&
      sameValue(documentOf(found), expected)
    )
      return found;
  }
  return undefined;
}

/**
 * Finds the draft that was created from one of `sent` when the answer did not
 * come back: one's own, untouched since, and the same to the letter. Ids of
 * rows are random, so that another text is hardly taken for it.
 */
export async function findCreated(
  options: Options & { sent: PostmortemDocument[] },
): Promise<{ sent: PostmortemDocument; answer: Postmortem } | undefined> {
  for (const sent of options.sent.toReversed()) {
    const answer = await findOne(options, sent);
    if (answer) return { sent, answer };
  }
  return undefined;
}
