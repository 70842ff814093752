// SPDX-License-Identifier: Apache-2.0

import { createApiMock } from '@backstage/frontend-test-utils';
import { PostmortemsApi } from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../api';
import { actionItem, listItem, overview, pageOf } from './fixtures';

const mock = createApiMock(postmortemsApiRef, () => ({
  list: jest.fn(),
  get: jest.fn(),
  create: jest.fn(),
  save: jest.fn(),
  delete: jest.fn(),
  publish: jest.fn(),
  unpublish: jest.fn(),
  markdown: jest.fn(),
  import: jest.fn(),
  actionItems: jest.fn(),
  updateActionItem: jest.fn(),
  overview: jest.fn(),
  metrics: jest.fn(),
  causes: jest.fn(),
  cause: jest.fn(),
  createCause: jest.fn(),
  updateCause: jest.fn(),
  mergeCause: jest.fn(),
  setCauses: jest.fn(),
  similar: jest.fn(),
  similarTo: jest.fn(),
  rejectSimilar: jest.fn(),
  rejectCause: jest.fn(),
  possibleRecurrences: jest.fn(),
}));

/** The API of a service with one postmortem and one action item. */
export const apiMock = (methods: Partial<PostmortemsApi> = {}) =>
  mock({
    list: async () => pageOf(listItem()),
    overview: async () => overview(),
    actionItems: async () => pageOf(actionItem()),
    updateActionItem: async (_, patch) => actionItem(patch),
    causes: async () => pageOf(),
    similar: async () => ({ items: [], causes: [] }),
    similarTo: async () => ({ items: [], causes: [] }),
    possibleRecurrences: async () => ({ items: [] }),
    ...methods,
  });
