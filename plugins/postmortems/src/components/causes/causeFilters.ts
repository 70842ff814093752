// SPDX-License-Identifier: Apache-2.0

import { CausesFilter } from 'backstage-plugin-postmortems-common';
import { FilterValues, flag, id, text, view } from '../kit/useUrlFilters';

export const CAUSE_ORDERS = ['last', 'times', 'name'] as const;

/** What the list of causes is narrowed to, by its names in the URL. */
export const CAUSE_FILTERS = {
  q: text,
  category: id,
  /** An entity ref. */
  system: id,
  /** An entity ref. */
  owner: id,
  /** Only those that recurred. */
  recurring: flag,
  order: view(CAUSE_ORDERS),
};

export type CauseFilters = FilterValues<typeof CAUSE_FILTERS>;

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
