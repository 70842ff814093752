import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * The first `limit` of a long list, until one asks for all or prints: paper
 * has no button.
 */
export function useShowAll<T>(
  items: readonly T[],
  limit: number,
): { shown: readonly T[]; showAll?: () => void } {
  const [all, setAll] = useState(false);
  const isCut = !all && items.length > limit;
  useEffect(() => {
    if (!isCut) return undefined;
    const onPrint = () => flushSync(() => setAll(true));
    window.addEventListener('beforeprint', onPrint);
    return () => window.removeEventListener('beforeprint', onPrint);
  }, [isCut]);
  return isCut
    ? { shown: items.slice(0, limit), showAll: () => setAll(true) }
    : { shown: items };
}
