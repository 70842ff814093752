// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  Postmortem,
  PostmortemsApi,
} from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import { actionItem } from '../../__testUtils__/fixtures';
import { refusal } from '../../__testUtils__/refusal';
import plugin from '../../index';
import { postmortem, uuid } from '../postmortem/__testUtils__/postmortem';

jest.setTimeout(60_000);

const ID = uuid(31);
const TRACKERS = [
  {
    id: 'github',
    title: 'GitHub',
    projects: ['acme/payment', 'acme/checkout'],
    failure: '',
  },
  { id: 'jira', title: 'Jira', projects: [], failure: '' },
];
const trackers = async () => ({ items: TRACKERS, totalItems: 2 });
const ticket = {
  tracker: 'github',
  key: 'acme/payment#12',
  syncedAt: '2026-11-20T08:00:00.000Z',
  failingSince: null,
  failure: '',
};
const withItem = (item = {}, server: Partial<Postmortem> = {}) =>
  postmortem(
    {
      actionItems: [
        {
          id: ID,
          description: 'Add a gate',
          owner: 'user:default/ada',
          ...item,
        },
      ],
    },
    server,
  );

function renderPage(shown: Postmortem, methods: Partial<PostmortemsApi> = {}) {
  const view = renderTestApp({
    features: [plugin],
    apis: [
      apiMock({ get: async () => shown, trackers, ...methods }),
      [catalogApiRef, catalogApiMock({ entities: [] })],
      mockApis.identity({
        userEntityRef: 'user:default/ada',
        ownershipEntityRefs: ['user:default/ada'],
      }),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: ['/postmortems/12'],
  });
  return { view, user: userEvent.setup({ delay: null }) };
}

const items = async () =>
  within(await screen.findByRole('region', { name: 'Action items' }));
const BUTTON = { name: 'Create a ticket for Add a gate' };

it('is created where one wants it, after it is said what is told', async () => {
  let shown = withItem();
  const createTicket = jest.fn(async () => {
    const ticketUrl = 'https://github.com/acme/checkout/issues/1';
    const made = { ...ticket, key: 'acme/checkout#1' };
    shown = withItem({ ticketUrl }, { tickets: [{ id: ID, ...made }] });
    return actionItem({ id: ID, ticketUrl, ticket: made });
  });
  const { view, user } = renderPage(shown, {
    get: async () => shown,
    createTicket,
  });
  await user.click(await (await items()).findByRole('button', BUTTON));
  const dialog = within(await screen.findByRole('dialog'));
  expect(
    await dialog.findByText(/gets the description, the due date, the owner/),
  ).toBeInTheDocument();
  expect(dialog.getByText(/^Jira has no place for it/)).toBeInTheDocument();
  await user.selectOptions(
    dialog.getByRole('combobox', { name: 'Where' }),
    'GitHub: acme/checkout',
  );
  expect(await axe(view.baseElement)).toHaveNoViolations();
  await user.click(dialog.getByRole('button', { name: 'Create ticket' }));
  expect(createTicket).toHaveBeenCalledWith({
    id: ID,
    body: { tracker: 'github', project: 'acme/checkout' },
  });
  expect(
    await (
      await items()
    ).findByRole('link', { name: /GitHub acme\/checkout#1/ }),
  ).toHaveAttribute('href', 'https://github.com/acme/checkout/issues/1');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect((await items()).queryByRole('button', BUTTON)).toBeNull();
});

it('is not created, and it is said why', async () => {
  const createTicket = jest
    .fn()
    .mockRejectedValueOnce(refusal(503, { message: 'GitHub answered 502' }))
    .mockRejectedValueOnce(
      refusal(400, { message: 'project: Issues are disabled' }),
    );
  const { user } = renderPage(withItem(), { createTicket });
  await user.click(await (await items()).findByRole('button', BUTTON));
  const dialog = within(await screen.findByRole('dialog'));
  const create = dialog.getByRole('button', { name: 'Create ticket' });
  await waitFor(() => expect(create).toBeEnabled());
  await user.click(create);
  expect(
    await dialog.findByText('Not created: GitHub answered 502'),
  ).toBeInTheDocument();
  await user.click(create);
  expect(
    await dialog.findByText(/Not created: project: Issues are disabled/),
  ).toBeInTheDocument();
});

it('says since when it is not in sync, and why', async () => {
  renderPage(
    withItem(
      { ticketUrl: 'https://github.com/acme/payment/issues/12' },
      {
        tickets: [
          {
            id: ID,
            ...ticket,
            failingSince: '2026-11-21T08:00:00.000Z',
            failure: 'GitHub answered 401: Bad credentials',
          },
        ],
      },
    ),
  );
  expect(
    await (
      await items()
    ).findByText(
      /not in sync since 21 Nov.*: GitHub answered 401: Bad credentials/,
    ),
  ).toBeInTheDocument();
});

it.each<[string, Postmortem, Partial<PostmortemsApi>]>([
  [
    'where there is no tracker',
    withItem(),
    { trackers: async () => ({ items: [], totalItems: 0 }) },
  ],
  [
    'where that is not known',
    withItem(),
    {
      trackers: async () => {
        throw new Error('Down');
      },
    },
  ],
  ['for a draft', withItem({}, { status: 'draft' }), {}],
  [
    'by who may not change it',
    withItem(
      { owner: 'user:default/bo' },
      { can: { update: false, publish: false, delete: false } },
    ),
    {},
  ],
  ['for what is done', withItem({ status: 'done' }), {}],
])('is not offered %s', async (_, shown, methods) => {
  const asked = jest.fn(methods.trackers ?? trackers);
  renderPage(shown, { ...methods, trackers: asked });
  expect(await (await items()).findByText('Add a gate')).toBeInTheDocument();
  await new Promise(resolve => setTimeout(resolve, 50));
  expect((await items()).queryByRole('button', BUTTON)).toBeNull();
});

it('names who changed an action item in its tracker', async () => {
  const { user } = renderPage(withItem(), {
    actionItemHistory: async () => ({
      items: [
        {
          kind: 'overruled',
          at: '2026-10-20T08:00:00.000Z',
          actor: 'tracker:github/octocat',
          changes: { status: { from: 'in-progress', to: 'done' } },
          edited: [],
        },
      ],
      totalItems: 1,
    }),
  });
  await user.click(
    await (
      await items()
    ).findByRole('button', { name: 'History of Add a gate' }),
  );
  const entry = await (
    await items()
  ).findByText(/changed at the same time, not taken over/);
  expect(entry).toHaveTextContent(
    /octocat in GitHub: changed at the same time, not taken over; status Done$/,
  );
});
