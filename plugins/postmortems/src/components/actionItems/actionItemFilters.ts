// SPDX-License-Identifier: Apache-2.0

import {
  actionItemDueSchema,
  ActionItemsFilter,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import {
  choice,
  FilterValues,
  id,
  ids,
  text,
  view,
} from '../kit/useUrlFilters';
import { SHOWS } from './actionItemGroups';

/** Whose action items: the first is mine and my groups'. */
export const WHOSE = ['mine', 'teams', 'all'] as const;

/** For how long at least an item has been there, in days. */
export const AGES = ['30', '90', '180', '365'] as const;

const NOBODYS = ['none', 'gone'] as const;
const ENTITY_REF = /^(?:user|group):[^/]+\/.+$/;

/** What the page is narrowed to, by its names in the URL. */
export const ACTION_ITEM_FILTERS = {
  show: view(SHOWS),
  whose: view(WHOSE),
  q: text,
  due: choice(actionItemDueSchema.options),
  /** Ids; a link may name several, or one that is no longer configured. */
  severity: ids,
  /** An entity ref, `none` or `gone`. */
  owner: {
    read: ([value]: string[]): string | undefined =>
      NOBODYS.some(each => each === value) || ENTITY_REF.test(value ?? '')
        ? value
        : undefined,
  },
  /** An entity ref of a group. */
  team: id,
  /** An entity ref. */
  system: id,
  status: choice(['published', 'draft']),
  age: choice(AGES),
};

export type ActionItemFilters = FilterValues<typeof ACTION_ITEM_FILTERS>;

/** The filters as the API takes them, without status and due day. */
export function toActionItemsFilter(
  filters: ActionItemFilters,
): ActionItemsFilter {
  const { whose, q, severity, owner, team, system, status, age } = filters;
  return {
    ...(whose === 'mine' && { owner: 'me' }),
    ...(whose === 'teams' && { team: ['me'] }),
    ...(whose === 'all' && team && { team: [team] }),
    ...(whose !== 'mine' && owner && { owner }),
    ...(q.trim() && { q: q.trim() }),
    ...(severity.length > 0 && { severity }),
    ...(system && { system: [system], withParts: true }),
    ...(status && { postmortemStatus: status }),
    ...(age && {
      createdBefore: DateTime.utc()
        .minus({ days: Number(age) })
        .toISODate(),
    }),
  };
}
