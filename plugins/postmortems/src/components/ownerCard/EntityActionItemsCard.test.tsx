// SPDX-License-Identifier: Apache-2.0

import { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  mockApis as legacyMockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { identityApiRef } from '@backstage/core-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import { actionItem, pageOf, totals } from '../../__testUtils__/fixtures';
import { postmortemsApiRef } from '../../api';
import plugin from '../../index';
import { EntityActionItemsCard } from '../../legacy';
import { myActionItemsRouteRef, rootRouteRef } from '../../routes';

jest.setTimeout(60_000);

const entity = (kind: string, name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
});
const TEAM = entity('Group', 'Team-Payments');
const ADA = entity('User', 'ada');

const full = () =>
  apiMock({
    actionItemTotals: async () =>
      totals({ open: 17, overdue: 5, onTime: { n: 8, total: 12 } }),
    actionItems: async () => pageOf(actionItem()),
  });

const identity = { userEntityRef: 'user:default/Ada' };

async function renderNew(shown: Entity, api = full()) {
  const { container } = renderTestApp({
    features: [plugin],
    apis: [api, mockApis.identity(identity)],
    extensions: [createTestEntityPage({ entity: shown })],
    initialRouteEntries: ['/'],
  });
  return { api, container };
}

async function renderLegacy(shown: Entity, api = full()) {
  const { container } = await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [identityApiRef, legacyMockApis.identity(identity)],
      ]}
    >
      <EntityProvider entity={shown}>
        <EntityActionItemsCard />
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/postmortems': rootRouteRef,
        '/my-action-items': myActionItemsRouteRef,
      },
    },
  );
  return { api, container };
}

/** The headings above a card are the portal's, and not in these tests. */
const OF_THE_PAGE = { rules: { 'heading-order': { enabled: false } } };

describe.each([
  ['new', renderNew],
  ['legacy', renderLegacy],
])('in the %s frontend system', (_, render) => {
  it('says of a group what it promised, and leads to the lists', async () => {
    const { api, container } = await render(TEAM);
    const figure = async (term: string) =>
      (await screen.findByText(term, { selector: 'dt' })).parentElement!;
    const team = 'whose=all&team=group%3Adefault%2Fteam-payments';
    expect(
      within(await figure('Open')).getByRole('link', { name: '17' }),
    ).toHaveAttribute(
      'href',
      `/postmortems/action-items?${team}&status=published`,
    );
    expect(
      within(await figure('Overdue')).getByRole('link', { name: '5' }),
    ).toHaveAttribute(
      'href',
      `/postmortems/action-items?${team}&status=published&due=overdue`,
    );
    expect(await figure('Done on time')).toHaveTextContent('67%8 of 12');
    const oldest = (await screen.findByText('Longest overdue')).parentElement!;
    expect(
      await within(oldest).findByText('Add a pool-size gate'),
    ).toBeInTheDocument();
    expect(
      within(oldest).getByRole('link', { name: /^PM-12/ }),
    ).toHaveAttribute('href', '/postmortems/PM-12');
    const query = {
      team: ['group:default/team-payments'],
      postmortemStatus: 'published',
    };
    expect(api.actionItemTotals).toHaveBeenCalledTimes(1);
    expect(api.actionItemTotals).toHaveBeenCalledWith(
      { query },
      expect.anything(),
    );
    expect(api.actionItems).toHaveBeenCalledWith(
      { query: { ...query, status: ['open', 'in-progress'], limit: 1 } },
      expect.anything(),
    );
    expect(await axe(container, OF_THE_PAGE)).toHaveNoViolations();
  });

  it('says it of a person to that person', async () => {
    const { api, container } = await render(ADA);
    expect(
      await screen.findByText(/Only you see this card/),
    ).toBeInTheDocument();
    expect(await screen.findByRole('link', { name: '5' })).toHaveAttribute(
      'href',
      '/postmortems/action-items?whose=mine&status=published&due=overdue',
    );
    expect(api.actionItemTotals).toHaveBeenCalledWith(
      { query: { owner: 'me', postmortemStatus: 'published' } },
      expect.anything(),
    );
    expect(await axe(container, OF_THE_PAGE)).toHaveNoViolations();
  });

  it('says nothing of anybody else, and asks nothing', async () => {
    const { api } = await render(entity('User', 'bo'));
    // Long enough for the identity and what would follow it.
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(screen.queryByText(/Only you see/)).not.toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: /^All .*action items/ }),
    ).not.toBeInTheDocument();
    expect(api.actionItemTotals).not.toHaveBeenCalled();
    expect(api.actionItems).not.toHaveBeenCalled();
  });
});

it('says that nothing is open', async () => {
  const nothing = apiMock({
    actionItemTotals: async () =>
      totals({ open: 0, overdue: 0, done: 0, onTime: { n: 0, total: 0 } }),
    actionItems: async () => pageOf(),
  });
  await renderNew(TEAM, nothing);
  expect(await screen.findByText('Nothing open.')).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: 'All action items of this team' }),
  ).toBeInTheDocument();
});

it('tells numbers of nothing from lists, and says what comes next', async () => {
  await renderNew(
    TEAM,
    apiMock({
      actionItemTotals: async () =>
        totals({ open: 1, overdue: 0, onTime: { n: 0, total: 0 } }),
      actionItems: async () => pageOf(actionItem({ due: 'soon' })),
    }),
  );
  expect(await screen.findByText('Due next')).toBeInTheDocument();
  expect(screen.getByText('none due yet')).toBeInTheDocument();
  expect(screen.queryByRole('link', { name: '0' })).not.toBeInTheDocument();
});

it('offers to try again where it could not be loaded', async () => {
  const api = full();
  api.actionItemTotals.mockRejectedValueOnce(new Error('down'));
  await renderNew(TEAM, api);
  (await screen.findByRole('button', { name: /Try again|Retry/i })).click();
  expect(await screen.findByRole('link', { name: '17' })).toBeInTheDocument();
  await waitFor(() => expect(api.actionItemTotals).toHaveBeenCalledTimes(2));
});
