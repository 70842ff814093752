// SPDX-License-Identifier: Apache-2.0

import { DependencyList, useCallback, useEffect, useState } from 'react';

/** What {@link useRequest} knows at the moment. */
export type RequestState<T> = {
  /** The last answer; it stays while a newer one is on its way. */
  value?: T;
  error?: Error;
  loading: boolean;
  /** Sends the request again. */
  retry: () => void;
};

/**
 * Sends a request now and whenever `deps` change, to the server or to what this
 * browser keeps. The one before is aborted, and its answer is never shown.
 *
 * @param subject - what the answer is about: an answer about something else is
 * dropped at once, instead of staying until the new one is there
 */
export function useRequest<T>(
  send: (signal: AbortSignal) => Promise<T>,
  deps: DependencyList,
  subject?: string,
): RequestState<T> {
  const [state, setState] = useState<
    Omit<RequestState<T>, 'retry'> & { subject?: string }
  >({ subject, loading: true });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    const settle = (next: Omit<RequestState<T>, 'retry'>) => {
      if (!controller.signal.aborted) setState({ subject, ...next });
    };
    setState(before => ({
      subject,
      value: before.subject === subject ? before.value : undefined,
      loading: true,
    }));
    send(controller.signal).then(
      value => settle({ value, loading: false }),
      (error: Error) => settle({ error, loading: false }),
    );
    return () => controller.abort();
    // `send` is a new function at each render; `deps` say when it means something else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [...deps, subject, round]);

  const retry = useCallback(() => setRound(n => n + 1), []);
  // Not even for the moment before the effect runs.
  if (state.subject !== subject) return { loading: true, retry };
  const { value, error, loading } = state;
  return { value, error, loading, retry };
}
