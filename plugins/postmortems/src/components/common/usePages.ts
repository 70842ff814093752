import { useState } from 'react';
import { RequestState, useRequest } from './useRequest';

type Page<T> = { items: T[]; totalItems: number; nextCursor?: string };

/** {@link RequestState} of one page, and the way to its neighbours. */
export type PagesState<T> = RequestState<Page<T>> & {
  /** 1-based position of the page's first item. */
  from: number;
  previous?: () => void;
  next?: () => void;
};

/**
 * Asks for a list page by page. The cursors of the pages before are kept, so
 * that one can go back; new `deps` start at the first page.
 */
export function usePages<T>(
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
  options: {
    limit: number;
    /** What the list depends on, as plain values. */
    deps: unknown[];
    /** Another value asks for the same page again. */
    refresh?: number;
  },
): PagesState<T> {
  const key = JSON.stringify(options.deps);
  const [place, setPlace] = useState<{
    key: string;
    cursors: Array<string | undefined>;
  }>({ key, cursors: [undefined] });
  const cursors = place.key === key ? place.cursors : [undefined];
  const cursor = cursors.at(-1);

  const request = useRequest(
    signal => ask(cursor, signal),
    [key, cursor, options.refresh],
  );
  const { nextCursor } = request.value ?? {};
  const go = (to: Array<string | undefined>) => setPlace({ key, cursors: to });

  return {
    ...request,
    from: (cursors.length - 1) * options.limit + 1,
    previous: cursors.length > 1 ? () => go(cursors.slice(0, -1)) : undefined,
    next:
      nextCursor && !request.loading
        ? () => go([...cursors, nextCursor])
        : undefined,
  };
}
