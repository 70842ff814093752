// SPDX-License-Identifier: Apache-2.0

import {
  actionItemDueSchema,
  ActionItemsFilter,
  ActionItemStatus,
  OPEN_STATUSES,
} from 'backstage-plugin-postmortems-common';

export const SHOWS = ['open', 'done', 'all'] as const;
/** Which action items the page shows. */
export type Show = (typeof SHOWS)[number];

/** The groups of the page: open ones by due date, all others by status. */
type GroupId =
  | 'overdue'
  | 'soon'
  | 'later'
  | 'none'
  | 'proposed'
  | 'done'
  | 'wont-do'
  | 'verify';

export type ActionItemGroup = {
  id: GroupId;
  /** An item with another status has left the group. */
  status: ActionItemStatus[];
  due?: ActionItemsFilter['due'];
  order?: ActionItemsFilter['order'];
  toVerify?: ActionItemsFilter['toVerify'];
};

/** What is done, and whose owner is asked whether it worked. */
export const TO_VERIFY: ActionItemGroup = {
  id: 'verify',
  status: ['done'],
  toVerify: true,
};

export const OPEN = [...OPEN_STATUSES];

const BY_DUE_DATE: ActionItemGroup[] = actionItemDueSchema.options.map(due => ({
  id: due,
  due,
  status: OPEN,
}));

const BY_STATUS: ActionItemGroup[] = (
  ['proposed', 'done', 'wont-do'] as const
).map(status => ({
  id: status,
  status: [status],
  // What was done last is what one looks for.
  ...(status === 'done' && { order: 'doneAt:desc' }),
}));

/**
 * The groups to show, in their order. Each is a list of its own to the API,
 * so that it has its own count and its own pages.
 */
export const GROUPS: Record<Show, ActionItemGroup[]> = {
  open: BY_DUE_DATE,
  done: BY_STATUS.filter(({ id }) => id === 'done'),
  all: [...BY_DUE_DATE, ...BY_STATUS],
};
