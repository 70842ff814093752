// SPDX-License-Identifier: Apache-2.0

import { useSearchParams } from 'react-router-dom';
import { RequestState, useRequest } from './useRequest';

type Page<T> = { items: T[]; totalItems: number; nextCursor?: string };

/** {@link RequestState} of one page, and the way to its neighbours. */
export type PagesState<T> = RequestState<Page<T>> & {
  /** 1-based position of the page's first item. */
  from: number;
  previous?: () => void;
  next?: () => void;
};

/** The lists of a page: each has a part of the URL. */
const LISTS = { main: 'after', actionItems: 'actionsAfter' } as const;

/** Another filter begins at the first page: to be called on its URL. */
export function toFirstPages(params: URLSearchParams): URLSearchParams {
  for (const name of Object.values(LISTS)) params.delete(name);
  return params;
}

/**
 * Asks for a list page by page. The cursors up to the page stand in the URL, so
 * that one can go back, and comes back to the same page.
 */
export function usePages<T>(
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
  options: {
    limit: number;
    /** What the list depends on, as plain values. */
    deps: unknown[];
    /** `main` unless it is another list of the page. */
    list?: keyof typeof LISTS;
  },
): PagesState<T> {
  const [params, setParams] = useSearchParams();
  const name = LISTS[options.list ?? 'main'];
  const cursors = params.getAll(name);
  const cursor = cursors.at(-1);

  // With its answer, so that it never says the place of rows that are not shown.
  const from = cursors.length * options.limit + 1;
  const request = useRequest(
    async signal => ({ ...(await ask(cursor, signal)), from }),
    [JSON.stringify(options.deps), cursor],
  );
  const { nextCursor } = request.value ?? {};
  const go = (to: string[]) =>
    setParams(current => {
      const next = new URLSearchParams(current);
      next.delete(name);
      to.forEach(value => next.append(name, value));
      return next;
    });

  return {
    ...request,
    from: request.value?.from ?? from,
    previous: cursors.length > 0 ? () => go(cursors.slice(0, -1)) : undefined,
    next:
      nextCursor && !request.loading
        ? () => go([...cursors, nextCursor])
        : undefined,
  };
}
