// SPDX-License-Identifier: Apache-2.0

import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { apiMock } from '../../__testUtils__/apiMock';
import { entity, pageOf } from '../../__testUtils__/fixtures';
import plugin from '../../index';

jest.setTimeout(60_000);

function renderCard(api = apiMock()) {
  renderTestApp({
    features: [plugin],
    apis: [api],
    extensions: [createTestEntityPage({ entity })],
    initialRouteEntries: ['/'],
  });
  return api;
}

it('shows the latest incidents, open work as the tab counts it, and the way to the tab', async () => {
  const api = renderCard();
  expect(await screen.findByRole('list', { name: 'Latest' })).toHaveTextContent(
    'P2PM-12 Checkout was slow12 Nov 2026',
  );
  expect(
    screen.getByText('5 open action items').parentElement,
  ).toHaveTextContent('5 open action items2 overdue');
  expect(
    screen.getByRole('link', { name: /All incidents, figures/ }),
  ).toHaveAttribute('href', '/postmortems');
  expect(api.list).toHaveBeenCalledWith(
    {
      query: {
        system: ['component:default/payment'],
        withParts: undefined,
        limit: 4,
      },
    },
    { signal: expect.any(AbortSignal) },
  );
});

it('says that there are none', async () => {
  renderCard(apiMock({ list: async () => pageOf() }));
  expect(await screen.findByText('No postmortems yet.')).toBeInTheDocument();
});
