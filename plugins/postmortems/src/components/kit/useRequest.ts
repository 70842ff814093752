// SPDX-License-Identifier: Apache-2.0

import { DependencyList, useCallback, useEffect, useState } from 'react';

/** What {@link useRequest} knows at the moment. */
export type RequestState<T> = {
  /** The last answer; it stays while a newer one is on its way. */
  value?: T;
  error?: Error;
  loading: boolean;
  /** Asks again. */
  retry: () => void;
};

/**
 * Asks with `ask` now and whenever `deps` change. The request before is
 * aborted, its answer never shown.
 *
 * @param about - whom the answer is about: an answer about another one is
 * dropped at once, instead of staying until the new one is there
 */
export function useRequest<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  deps: DependencyList,
  about?: string,
): RequestState<T> {
  const [state, setState] = useState<
    Omit<RequestState<T>, 'retry'> & { about?: string }
  >({ about, loading: true });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    const settle = (next: Omit<RequestState<T>, 'retry'>) => {
      if (!controller.signal.aborted) setState({ about, ...next });
    };
    setState(before => ({
      about,
      value: before.about === about ? before.value : undefined,
      loading: true,
    }));
    ask(controller.signal).then(
      value => settle({ value, loading: false }),
      (error: Error) => settle({ error, loading: false }),
    );
    return () => controller.abort();
    // `ask` is a new function at each render; `deps` say when it means something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [...deps, about, round]);

  const retry = useCallback(() => setRound(n => n + 1), []);
  // Not even for the moment before the effect runs.
  if (state.about !== about) return { loading: true, retry };
  const { value, error, loading } = state;
  return { value, error, loading, retry };
}
