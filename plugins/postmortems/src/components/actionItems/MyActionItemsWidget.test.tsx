// SPDX-License-Identifier: Apache-2.0

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import { actionItem, entity, pageOf } from '../../__testUtils__/fixtures';
import { refusal } from '../../__testUtils__/refusal';
import { myActionItemsRouteRef, rootRouteRef } from '../../routes';
import { MyActionItemsWidget } from './MyActionItemsWidget';

jest.setTimeout(60_000);

function renderWidget(api: ReturnType<typeof apiMock>) {
  return renderInTestApp(<MyActionItemsWidget />, {
    apis: [api, [catalogApiRef, catalogApiMock({ entities: [entity] })]],
    mountedRoutes: {
      '/postmortems': rootRouteRef,
      '/my-action-items': myActionItemsRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
  });
}

it('shows the first five and leads to all', async () => {
  const api = apiMock({
    actionItems: async () => ({
      items: [actionItem(), actionItem({ id: 'b2', description: 'Another' })],
      totalItems: 12,
      nextCursor: 'more',
    }),
  });
  const { container } = renderWidget(api);
  const list = await screen.findByRole('list', { name: 'My action items' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(2);
  expect(
    await screen.findByRole('link', { name: 'All 12 open action items' }),
  ).toHaveAttribute('href', '/my-action-items');
  expect(api.actionItems).toHaveBeenCalledWith(
    { query: { owner: 'me', status: ['open', 'in-progress'], limit: 5 } },
    expect.anything(),
  );
  expect(await axe(container)).toHaveNoViolations();
});

it('says that nothing is open', async () => {
  renderWidget(apiMock({ actionItems: async () => pageOf() }));
  expect(await screen.findByText('Nothing open.')).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: 'My action items' }),
  ).toBeInTheDocument();
});

it('says that one may not read postmortems, and not that nothing is open', async () => {
  renderWidget(
    apiMock({
      actionItems: async () => {
        throw refusal(403, {
          name: 'NotAllowedError',
          permission: 'postmortem.read',
        });
      },
    }),
  );
  expect(
    await screen.findByText('You may not read postmortems here.'),
  ).toBeInTheDocument();
  expect(screen.queryByText('Nothing open.')).not.toBeInTheDocument();
});
