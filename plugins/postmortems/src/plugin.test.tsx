import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import plugin from './index';

jest.setTimeout(60_000);

it.each([
  ['/postmortems', 'All postmortems'],
  ['/postmortems/new', 'New postmortem'],
  ['/my-action-items', 'My action items'],
])('answers at %s', async (route, heading) => {
  renderTestApp({ features: [plugin], initialRouteEntries: [route] });
  expect(
    await screen.findByRole('heading', { name: heading, level: 2 }),
  ).toBeInTheDocument();
});
