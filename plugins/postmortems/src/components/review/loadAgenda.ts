// SPDX-License-Identifier: Apache-2.0

import {
  PostmortemsApi,
  ReviewAgenda,
  ReviewItem,
} from 'backstage-plugin-postmortems-common';

/** How many items are asked for at once. */
const LIMIT = 50;

/** A page of an agenda, and when it was read. */
export type ReviewPageOf = ReviewAgenda & { cursor?: string; at: number };

export async function loadAgendaPage(
  api: PostmortemsApi,
  id: string,
  { cursor, signal }: { cursor?: string; signal?: AbortSignal },
): Promise<ReviewPageOf> {
  const page = await api.reviewAgenda(
    { id, query: { limit: LIMIT, cursor } },
    { signal },
  );
  return { ...page, cursor, at: Date.now() };
}

/** All of an agenda, for the minutes. */
export async function loadAgenda(
  api: PostmortemsApi,
  id: string,
  signal: AbortSignal,
): Promise<ReviewItem[]> {
  const items: ReviewItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await loadAgendaPage(api, id, { cursor, signal });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}
