import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { apiMock } from './__testUtils__/apiMock';
import { entity } from './__testUtils__/fixtures';
import plugin from './index';

jest.setTimeout(60_000);

it.each([
  ['/postmortems', 'All postmortems'],
  ['/postmortems/new', 'New postmortem'],
  ['/postmortems/import', 'Import postmortems'],
  ['/my-action-items', 'My action items'],
])('answers at %s', async (route, heading) => {
  renderTestApp({
    features: [plugin],
    apis: [apiMock(), catalogApiMock({ entities: [entity] })],
    // Links to entities need their page.
    extensions: [createTestEntityPage({ entity })],
    initialRouteEntries: [route],
  });
  expect(
    await screen.findByRole('heading', { name: heading, level: 2 }),
  ).toBeInTheDocument();
});
