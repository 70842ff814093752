// SPDX-License-Identifier: Apache-2.0

import { PostmortemsFilter } from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { useCallback, useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { toFirstPages } from '../kit/usePages';

/** Periods to choose from, each a luxon duration back from today. */
export const WHEN = {
  '30d': { days: 30 },
  '90d': { days: 90 },
  '12m': { months: 12 },
  '24m': { months: 24 },
} as const;

export type When = keyof typeof WHEN;

/** What a list is narrowed to; it lives in the URL, so that it can be shared. */
export type ListFilters = {
  q: string;
  severity: string[];
  status?: 'draft' | 'published';
  when?: When;
  oldestFirst: boolean;
  /** An entity ref. */
  system?: string;
  /** An entity ref. */
  owner?: string;
  /** The id of a cause. */
  cause?: string;
};

/** The choices with values of our own. */
const CHOICES = ['status', 'when'] as const;

function read(params: URLSearchParams): ListFilters {
  const status = params.get('status');
  const when = params.get('when');
  return {
    q: params.get('q') ?? '',
    severity: params.getAll('severity'),
    status: status === 'draft' || status === 'published' ? status : undefined,
    when: when && Object.hasOwn(WHEN, when) ? (when as When) : undefined,
    oldestFirst: params.get('order') === 'oldest',
    system: params.get('system') ?? undefined,
    owner: params.get('owner') ?? undefined,
    cause: params.get('cause') ?? undefined,
  };
}

function write(
  params: URLSearchParams,
  change: Partial<ListFilters>,
): URLSearchParams {
  const next = toFirstPages(new URLSearchParams(params));
  for (const [key, value] of Object.entries(change)) {
    if (key === 'oldestFirst') {
      if (value) next.set('order', 'oldest');
      else next.delete('order');
      continue;
    }
    next.delete(key);
    for (const one of Array.isArray(value) ? value : [value])
      if (one) next.append(key, String(one));
  }
  return next;
}

/** The filters as the API takes them. The period starts at a day in UTC. */
export function toApiFilter(filters: ListFilters): PostmortemsFilter {
  const { q, severity, status, when, oldestFirst, system, owner, cause } =
    filters;
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(severity.length > 0 && { severity }),
    ...(status && { status }),
    ...(when && {
      startedAfter: DateTime.utc().minus(WHEN[when]).toISODate(),
    }),
    ...(system && { system: [system], withParts: true }),
    ...(owner && { owner }),
    ...(cause && { cause }),
    order: oldestFirst ? 'startedAt:asc' : 'startedAt:desc',
  };
}

/** Reads and changes the filters in the URL. */
export function useListFilters() {
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  // One object for as long as the URL says the same.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const filters = useMemo(() => read(params), [key]);

  // What nobody knows would stay in every link that is shared.
  const isTidy = CHOICES.every(
    name => (params.get(name) ?? undefined) === filters[name],
  );
  useEffect(() => {
    if (!isTidy)
      setParams(
        current =>
          write(current, {
            status: read(current).status,
            when: read(current).when,
          }),
        { replace: true },
      );
  }, [isTidy, setParams]);

  const change = useCallback(
    (next: Partial<ListFilters>) =>
      setParams(current => write(current, next), { replace: true }),
    [setParams],
  );
  const clear = useCallback(
    () =>
      change({
        q: '',
        severity: [],
        status: undefined,
        when: undefined,
        system: undefined,
        owner: undefined,
        cause: undefined,
      }),
    [change],
  );
  const { q, severity, status, when, system, owner, cause } = filters;
  const active = !!(
    q ||
    severity.length ||
    status ||
    when ||
    system ||
    owner ||
    cause
  );
  return { filters, change, clear, active };
}
