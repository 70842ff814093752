// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { apiMock } from '../../__testUtils__/apiMock';
import { entity } from '../../__testUtils__/fixtures';
import plugin from '../../index';

jest.setTimeout(60_000);

// As in a browser that has lost its connection, for a while.
let mockOffline = true;
jest.mock('./IncidentChart', () => {
  if (mockOffline) throw new Error('Loading chunk 42 failed');
  return jest.requireActual('./IncidentChart');
});

it('is a table where the chart cannot be loaded, until it can', async () => {
  const logged = jest.spyOn(console, 'error').mockImplementation();
  const user = userEvent.setup();
  renderTestApp({
    features: [plugin],
    apis: [apiMock(), mockApis.permission()],
    extensions: [createTestEntityPage({ entity })],
    config: { app: { extensions: [{ 'entity-card:postmortems': false }] } },
    initialRouteEntries: ['/'],
  });
  expect(
    await screen.findByText('The chart could not be loaded.'),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('table', { name: 'Incidents over time' }),
  ).toBeInTheDocument();

  mockOffline = false;
  logged.mockRestore();
  await user.click(screen.getByRole('button', { name: 'Show as chart' }));
  expect(
    await screen.findByRole('group', { name: /^Incidents from / }),
  ).toBeInTheDocument();
  expect(
    screen.queryByText('The chart could not be loaded.'),
  ).not.toBeInTheDocument();
  expect(
    screen.queryByRole('table', { name: 'Incidents over time' }),
  ).not.toBeInTheDocument();
});
