// SPDX-License-Identifier: Apache-2.0

import { RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * The first `limit` of a long list, until one asks for all or prints: paper
 * has no button.
 */
export function useShowAll<T>(
  items: readonly T[],
  limit: number,
): {
  shown: readonly T[];
  showAll?: () => void;
  /** For the element whose children the items are. */
  list: RefCallback<HTMLElement>;
} {
  const [all, setAll] = useState(false);
  const root = useRef<HTMLElement | null>(null);
  const list = useCallback((element: HTMLElement | null) => {
    root.current = element;
  }, []);
  const isCut = !all && items.length > limit;
  useEffect(() => {
    if (!isCut) return undefined;
    const onPrint = () => flushSync(() => setAll(true));
    window.addEventListener('beforeprint', onPrint);
    return () => window.removeEventListener('beforeprint', onPrint);
  }, [isCut]);
  if (!isCut) return { shown: items, list };
  const showAll = () => {
    flushSync(() => setAll(true));
    // The button has gone; one reads on where the list was cut.
    const next = root.current?.children[limit];
    if (next instanceof HTMLElement) {
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
    }
  };
  return { shown: items.slice(0, limit), showAll, list };
}
