// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import { listItem, pageOf } from '../../__testUtils__/fixtures';
import { refusal } from '../../__testUtils__/refusal';
import plugin from '../../index';

jest.setTimeout(60_000);

const payments = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'payments', namespace: 'default' },
};

function renderPage(
  api: ReturnType<typeof apiMock>,
  query = '',
  permission:
    | ReturnType<typeof mockApis.permission>
    | ReturnType<typeof mockApis.permission.mock> = mockApis.permission(),
) {
  renderTestApp({
    features: [plugin],
    apis: [
      api,
      permission,
      catalogApiMock({
        entities: [
          payments,
          { ...payments, kind: 'Component', metadata: { name: 'checkout' } },
        ],
      }),
    ],
    // Links to entities need their page.
    extensions: [createTestEntityPage({ entity: payments })],
    initialRouteEntries: [`/postmortems${query}`],
  });
}

it('lists the postmortems of all systems and marks what the catalog lost', async () => {
  const api = apiMock({
    list: async () =>
      pageOf(
        listItem({
          affectedSystems: ['component:default/retired'],
          status: 'draft',
          visibility: 'restricted',
          startedAt: null,
          severity: null,
        }),
        listItem({
          id: 'a2',
          number: 9,
          title: 'Certificate expired',
          affectedSystems: ['component:default/checkout'],
        }),
      ),
  });
  renderPage(api);
  const table = await screen.findByRole('table', { name: 'Postmortems' });
  const lost = await within(table).findByRole('row', {
    name: /PM-12 Checkout was slow/,
  });
  expect(await within(lost).findByText(/\(unknown\)/)).toBeInTheDocument();
  // On a small screen no column says what they are, nor which zone it is.
  expect(within(lost).getByText('2 open actions')).toBeInTheDocument();
  expect(screen.getByText(/times in \w+/)).toBeInTheDocument();
  expect(
    within(table).getAllByTitle(/^12 Nov 2026, \d\d:\d\d .+ \(.+\)$/),
  ).not.toHaveLength(0);
  // Once in its column, once under the title for small screens.
  expect(within(lost).getAllByText('Draft')).toHaveLength(2);
  expect(within(lost).getAllByText('start not recorded')).toHaveLength(2);
  expect(
    within(table).getByRole('link', { name: 'checkout' }),
  ).toBeInTheDocument();
  expect(await screen.findByText('2 postmortems')).toBeInTheDocument();
  expect(await axe(table)).toHaveNoViolations();
});

it('narrows to a system and its parts, found as one types', async () => {
  const api = apiMock();
  renderPage(api);
  const field = await screen.findByRole('textbox', { name: 'System' });
  await userEvent.type(field, 'paym');
  await userEvent.click(
    await screen.findByRole('option', { name: /payments/ }),
  );
  await waitFor(() =>
    expect(api.list.mock.calls.at(-1)![0].query).toMatchObject({
      system: ['system:default/payments'],
      withParts: true,
    }),
  );
});

it('says that nothing matches, with a way out', async () => {
  const api = apiMock({
    list: async ({ query: { q } = {} }) => pageOf(...(q ? [] : [listItem()])),
  });
  renderPage(api, '?q=nothing&owner=group:default/ops');
  expect(
    await screen.findByText('No postmortem matches these filters.'),
  ).toBeInTheDocument();
  expect(api.list.mock.calls[0][0].query).toMatchObject({
    q: 'nothing',
    owner: 'group:default/ops',
  });
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(await screen.findByText('Checkout was slow')).toBeInTheDocument();
});

it('says what happened and what is safe when the list cannot be had', async () => {
  renderPage(
    apiMock({
      list: async () => {
        throw refusal(500, { message: 'the database is away' });
      },
    }),
  );
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent(
    /^The postmortems could not be loadedThe server could not answer. What was saved is safe; try again in a moment/,
  );
  expect(alert).not.toHaveTextContent('Error:');
  expect(
    within(alert).getByText('500: the database is away'),
  ).not.toBeVisible();
  expect(
    within(alert).getByRole('button', { name: 'Try again' }),
  ).toBeInTheDocument();
});

it('shows the page that the URL names, with the way back', async () => {
  const api = apiMock({
    list: async ({ query: { cursor } = {} }) => ({
      ...pageOf(listItem({ title: cursor ? `After ${cursor}` : 'Newest' })),
      totalItems: 60,
      nextCursor: 'more',
    }),
  });
  renderPage(api, '?after=c20&after=c40');
  expect(await screen.findByText('After c40')).toBeInTheDocument();
  expect(screen.getByText('41–41 of 60')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Back' }));
  expect(await screen.findByText('After c20')).toBeInTheDocument();
  await userEvent.type(
    screen.getByRole('searchbox', { name: 'Search postmortems' }),
    'x',
  );
  expect(await screen.findByText('Newest')).toBeInTheDocument();
});

it('filters by a severity that is no longer configured, and shows it', async () => {
  const api = apiMock();
  renderPage(api, '?severity=P9&status=lost');
  const severity = await screen.findByRole('button', { name: /Severity P9/ });
  expect(api.list.mock.calls[0][0].query).toMatchObject({ severity: ['P9'] });
  expect(screen.getByRole('button', { name: /^Status/ })).toHaveTextContent(
    /^\W*$/,
  );
  await userEvent.click(severity);
  await userEvent.click(await screen.findByRole('option', { name: 'Any' }));
  await waitFor(() =>
    expect(api.list.mock.calls.at(-1)![0].query).not.toHaveProperty('severity'),
  );
});

it('offers to write where nobody could say whether one may', async () => {
  renderPage(
    apiMock(),
    '',
    mockApis.permission.mock({
      authorize: async () => {
        throw new Error('out of order');
      },
    }),
  );
  expect(
    await screen.findByRole('button', { name: 'New postmortem' }),
  ).toBeInTheDocument();
});
