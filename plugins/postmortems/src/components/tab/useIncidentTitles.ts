// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { Overview } from 'backstage-plugin-postmortems-common';
import { useMemo } from 'react';
import { postmortemsApiRef } from '../../api';
import { Scope } from '../common/entities';
import { useRequest } from '../kit/useRequest';

/** As many as an overview has points. */
const LIMIT = 100;

/**
 * The titles of an overview's incidents by number, in one request. None as long
 * as nobody looks, which is without an overview.
 */
export function useIncidentTitles(
  scope: Scope,
  overview: Overview | undefined,
): ReadonlyMap<number, string> {
  const api = useApi(postmortemsApiRef);
  const { system, owner, withParts } = scope;
  // Another answer about the same incidents has the same titles.
  const incidents = overview?.points.map(({ number }) => number).join();
  const { value } = useRequest(
    async signal => {
      if (!overview) return undefined;
      const { since, until } = overview;
      return api.list(
        {
          query: {
            ...scope,
            startedAfter: since,
            startedBefore: until,
            limit: LIMIT,
          },
        },
        { signal },
      );
    },
    [api, incidents, system?.join(), owner, withParts],
  );
  return useMemo(
    () => new Map(value?.items.map(({ number, title }) => [number, title])),
    [value],
  );
}
