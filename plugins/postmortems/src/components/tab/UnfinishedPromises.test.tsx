// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { apiMock } from '../../__testUtils__/apiMock';
import {
  entity,
  overview,
  recurringCause,
  unfinished,
} from '../../__testUtils__/fixtures';
import plugin from '../../index';

jest.setTimeout(60_000);

it('tells a promise without the marks of its Markdown', async () => {
  const description = 'Add a `pool-size` **gate**';
  const cause = recurringCause({
    unfinished: { items: [unfinished({ description })], totalItems: 1 },
  });
  renderTestApp({
    features: [plugin],
    apis: [
      apiMock({
        systemOverview: async () => overview({ recurringCauses: [cause] }),
      }),
      mockApis.permission(),
      catalogApiMock({ entities: [] }),
    ],
    extensions: [createTestEntityPage({ entity })],
    config: { app: { extensions: [{ 'entity-card:postmortems': false }] } },
    initialRouteEntries: ['/'],
  });
  const section = await screen.findByRole(
    'region',
    { name: 'Recurring root causes' },
    { timeout: 20_000 },
  );
  expect(section).toHaveTextContent('“Add a pool-size gate” was open');
});
