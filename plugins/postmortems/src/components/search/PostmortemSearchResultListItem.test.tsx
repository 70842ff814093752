// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { rootRouteRef } from '../../routes';
import { PostmortemSearchResultListItem } from './PostmortemSearchResultListItem';

const found = {
  title: 'PM-12 Checkout was slow',
  text: 'The cache was cold.',
  location: '/postmortems/PM-12',
  reference: 'PM-12',
  severity: 'P1',
  startedAt: '2026-11-12T14:05:00Z',
};

const render = (
  props: Partial<Parameters<typeof PostmortemSearchResultListItem>[0]> = {},
) =>
  renderInTestApp(
    <PostmortemSearchResultListItem result={found} {...props} />,
    {
      apis: [mockApis.config()],
      mountedRoutes: { '/incidents': rootRouteRef },
    },
  );

it('leads to where the portal serves the page, with severity and day', async () => {
  render();
  expect(
    await screen.findByRole('link', { name: 'PM-12 Checkout was slow' }),
  ).toHaveAttribute('href', '/incidents/PM-12');
  expect(screen.getByText('P1')).toBeInTheDocument();
  expect(screen.getByText('12 Nov 2026')).toBeInTheDocument();
  expect(screen.getByText('The cache was cold.')).toBeInTheDocument();
});

it('marks the words that were found', async () => {
  render({
    highlight: {
      preTag: '<x>',
      postTag: '</x>',
      fields: { title: 'PM-12 <x>Checkout</x> was slow' },
    },
  });
  expect(
    await screen.findByText('Checkout', { selector: 'mark' }),
  ).toBeInTheDocument();
});
