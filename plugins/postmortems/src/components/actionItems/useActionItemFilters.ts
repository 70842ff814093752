// SPDX-License-Identifier: Apache-2.0

import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { Show, SHOWS } from './actionItemGroups';

/** What the page is narrowed to; it lives in the URL, so that it can be shared. */
export type ActionItemFilters = {
  show: Show;
  /** `me`: mine and my groups'. */
  owner: 'me' | 'mine';
  q: string;
  /** An entity ref. */
  system?: string;
};

/** What stands for itself when the URL does not say it. */
const DEFAULTS = { show: 'open', owner: 'me' } as const;

function read(params: URLSearchParams): ActionItemFilters {
  const show = params.get('show');
  return {
    show: SHOWS.find(one => one === show) ?? DEFAULTS.show,
    owner: params.get('owner') === 'mine' ? 'mine' : DEFAULTS.owner,
    q: params.get('q') ?? '',
    system: params.get('system') ?? undefined,
  };
}

/** Reads and changes the filters in the URL. */
export function useActionItemFilters() {
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  const filters = useMemo(() => read(new URLSearchParams(key)), [key]);
  const change = useCallback(
    (next: Partial<ActionItemFilters>) =>
      setParams(
        current => {
          const changed = new URLSearchParams(current);
          for (const [name, value] of Object.entries(next)) {
            const isDefault = DEFAULTS[name as keyof typeof DEFAULTS] === value;
            if (value && !isDefault) changed.set(name, value);
            else changed.delete(name);
          }
          return changed;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { filters, change };
}
