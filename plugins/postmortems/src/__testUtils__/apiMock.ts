// SPDX-License-Identifier: Apache-2.0

import { createApiMock } from '@backstage/frontend-test-utils';
import {
  CallName,
  callNames,
  PostmortemsApi,
} from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../api';
import { actionItem, listItem, overview, pageOf, totals } from './fixtures';

const mock = createApiMock(
  postmortemsApiRef,
  () =>
    Object.fromEntries(callNames.map(name => [name, jest.fn()])) as Record<
      CallName,
      jest.Mock
    >,
);

/** The API of a service with one postmortem and one action item. */
export const apiMock = (methods: Partial<PostmortemsApi> = {}) =>
  mock({
    list: async () => pageOf(listItem()),
    systemOverview: async () => overview(),
    ownerOverview: async () => overview(),
    systemParts: async () => pageOf('component:default/payment'),
    ownerParts: async () => pageOf('component:default/payment'),
    actionItems: async () => pageOf(actionItem()),
    actionItemTotals: async () => totals(),
    policies: async () => ({ publication: null, prevention: null }),
    goneOwners: async () => pageOf(),
    updateActionItem: async ({ body }) => actionItem(body),
    causes: async () => pageOf(),
    trackers: async () => pageOf(),
    reviews: async () => pageOf(),
    similar: async () => ({ items: [], causes: [] }),
    similarTo: async () => ({ items: [], causes: [] }),
    systemPossibleRecurrences: async () => ({ items: [] }),
    ownerPossibleRecurrences: async () => ({ items: [] }),
    ...methods,
  });
