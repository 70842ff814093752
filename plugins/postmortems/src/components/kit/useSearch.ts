// SPDX-License-Identifier: Apache-2.0

import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 200;

/** What {@link useSearch} knows of the question that stands there now. */
type SearchState<T> = { value?: T; loading: boolean; failed: boolean };

/**
 * Searches as somebody types: a short pause after each key, and only the
 * answer to what stands there now.
 *
 * @param question - all that the answer depends on, the text included
 */
export function useSearch<T>(options: {
  text: string;
  question: string;
  /** Whether somebody waits for an answer. */
  active: boolean;
  search: (signal: AbortSignal) => Promise<T>;
}): SearchState<T> {
  const { text, question, active } = options;
  const [answer, setAnswer] = useState<{ question: string; value?: T }>();
  const search = useRef(options.search);
  search.current = options.search;

  useEffect(() => {
    if (!active) return undefined;
    const controller = new AbortController();
    const settle = (value?: T) => {
      if (!controller.signal.aborted) setAnswer({ question, value });
    };
    // What failed is asked for once more: it may be there again.
    setAnswer(before => (before?.value ? before : undefined));
    const timer = setTimeout(
      () => search.current(controller.signal).then(settle, () => settle()),
      text ? PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [active, question, text]);

  const current = answer?.question === question ? answer : undefined;
  return {
    value: current?.value,
    loading: active && !current,
    failed: !!current && !current.value,
  };
}
