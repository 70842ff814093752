// SPDX-License-Identifier: Apache-2.0

import { CausesFilter } from 'backstage-plugin-postmortems-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { toFirstPages } from '../kit/usePages';

const ORDERS = ['last', 'times', 'name'] as const;
export type CauseOrder = (typeof ORDERS)[number];

/** What the list of causes is narrowed to; it lives in the URL. */
export type CauseFilters = {
  q: string;
  /** The id of a category. */
  category?: string;
  /** An entity ref. */
  system?: string;
  /** An entity ref. */
  owner?: string;
  /** Only those that came back. */
  recurring: boolean;
  order: CauseOrder;
};

function read(params: URLSearchParams): CauseFilters {
  return {
    q: params.get('q') ?? '',
    category: params.get('category') ?? undefined,
    system: params.get('system') ?? undefined,
    owner: params.get('owner') ?? undefined,
    recurring: params.get('recurring') === 'true',
    order: ORDERS.find(order => order === params.get('order')) ?? 'last',
  };
}

/** The filters as the API takes them. */
export function toCausesFilter(filters: CauseFilters): CausesFilter {
  const { q, category, system, owner, recurring, order } = filters;
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(category && { category: [category] }),
    ...(system && { system: [system], withParts: true }),
    ...(owner && { owner }),
    ...(recurring && { recurring: true as const }),
    order,
  };
}

/** Reads and changes the filters in the URL. */
export function useCauseFilters() {
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  // One object for as long as the URL says the same.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const filters = useMemo(() => read(params), [key]);
  const change = useCallback(
    (next: Partial<CauseFilters>) =>
      setParams(
        current => {
          const changed = toFirstPages(new URLSearchParams(current));
          for (const [name, value] of Object.entries(next)) {
            const isDefault = name === 'order' && value === 'last';
            if (value && !isDefault) changed.set(name, String(value));
            else changed.delete(name);
          }
          return changed;
        },
        { replace: true },
      ),
    [setParams],
  );
  const clear = useCallback(
    () =>
      change({
        q: '',
        category: undefined,
        system: undefined,
        owner: undefined,
        recurring: false,
      }),
    [change],
  );
  const { q, category, system, owner, recurring } = filters;
  const active = !!(q || category || system || owner || recurring);
  return { filters, change, clear, active };
}
