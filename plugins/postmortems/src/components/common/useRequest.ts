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
 */
export function useRequest<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  deps: DependencyList,
): RequestState<T> {
  const [state, setState] = useState<Omit<RequestState<T>, 'retry'>>({
    loading: true,
  });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    const settle = (next: Omit<RequestState<T>, 'retry'>) => {
      if (!controller.signal.aborted) setState(next);
    };
    setState(({ value }) => ({ value, loading: true }));
    ask(controller.signal).then(
      value => settle({ value, loading: false }),
      (error: Error) => settle({ error, loading: false }),
    );
    return () => controller.abort();
    // `ask` is a new function at each render; `deps` say when it means something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [...deps, round]);

  const retry = useCallback(() => setRound(n => n + 1), []);
  return { ...state, retry };
}
