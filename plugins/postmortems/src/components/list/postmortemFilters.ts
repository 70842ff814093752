// SPDX-License-Identifier: Apache-2.0

import { PostmortemsFilter } from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import {
  choice,
  FilterValues,
  id,
  ids,
  text,
  view,
} from '../kit/useUrlFilters';

export const PERIODS = ['30d', '90d', '12m', '24m'] as const;

/** Each back from today. */
const DURATIONS = {
  '30d': { days: 30 },
  '90d': { days: 90 },
  '12m': { months: 12 },
  '24m': { months: 24 },
};

/** What a list of postmortems is narrowed to, by its names in the URL. */
export const POSTMORTEM_FILTERS = {
  q: text,
  /** Ids; a link may name several, or one that is no longer configured. */
  severity: ids,
  status: choice(['draft', 'published']),
  when: choice(PERIODS),
  /** An entity ref. */
  system: id,
  /** An entity ref. */
  owner: id,
  cause: id,
  /** An entity ref of a user. */
  author: id,
  order: view(['newest', 'oldest']),
};

export type PostmortemFilters = FilterValues<typeof POSTMORTEM_FILTERS>;

/** The filters as the API takes them. The period starts at a day in UTC. */
export function toPostmortemsFilter(
  filters: PostmortemFilters,
): PostmortemsFilter {
  const { q, severity, status, when, order, system, owner, cause, author } =
    filters;
  return {
    ...(q.trim() && { q: q.trim() }),
    ...(severity.length > 0 && { severity }),
    ...(status && { status }),
    ...(when && {
      startedAfter: DateTime.utc().minus(DURATIONS[when]).toISODate(),
    }),
    ...(system && { system: [system], withParts: true }),
    ...(owner && { owner }),
    ...(cause && { cause }),
    ...(author && { author }),
    order: order === 'oldest' ? 'startedAt:asc' : 'startedAt:desc',
  };
}
