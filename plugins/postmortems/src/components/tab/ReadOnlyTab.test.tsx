// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { apiMock } from '../../__testUtils__/apiMock';
import { actionItem, entity, pageOf } from '../../__testUtils__/fixtures';
import plugin from '../../index';

// In a file of its own: usePermission keeps its answers for the whole module, so that a test in
// which something is allowed would decide about the ones after it.
jest.setTimeout(60_000);

it('offers no change to who may not change it', async () => {
  renderTestApp({
    features: [plugin],
    apis: [
      apiMock({
        actionItems: async () => pageOf(actionItem({ can: { update: false } })),
      }),
      mockApis.permission({ authorize: AuthorizeResult.DENY }),
    ],
    extensions: [createTestEntityPage({ entity })],
    config: { app: { extensions: [{ 'entity-card:postmortems': false }] } },
  });
  expect(await screen.findByText('Open')).toBeInTheDocument();
  expect(screen.queryByRole('combobox', { name: /^Status of/ })).toBeNull();
  expect(screen.queryByRole('button', { name: 'New postmortem' })).toBeNull();
});
