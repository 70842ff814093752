// SPDX-License-Identifier: Apache-2.0

import { parseEntityRef } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PostmortemsApi } from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import {
  entity,
  overview,
  pageOf,
  possibleRecurrence,
  recurringCause,
} from '../../__testUtils__/fixtures';
import plugin from '../../index';

jest.setTimeout(60_000);

const team = 'group:default/team-payments';
const owned = ['component:default/refund', 'component:default/payment'];

function renderGroupTab(methods: Partial<PostmortemsApi> = {}) {
  const api = apiMock({
    ownerOverview: async () =>
      overview({ recurringCauses: [recurringCause()] }),
    systemOverview: async () =>
      overview({ recurringCauses: [recurringCause()] }),
    ownerParts: async () => pageOf(...owned),
    ownerPossibleRecurrences: async () => ({ items: [possibleRecurrence()] }),
    systemPossibleRecurrences: async () => ({ items: [possibleRecurrence()] }),
    ...methods,
  });
  renderTestApp({
    features: [plugin],
    apis: [
      api,
      mockApis.permission(),
      catalogApiMock({
        entities: ['payment', 'refund'].map(name => ({
          ...entity,
          metadata: { ...entity.metadata, name },
        })),
      }),
    ],
    extensions: [
      createTestEntityPage({
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: { name: 'team-payments', namespace: 'default' },
          spec: { type: 'team', children: [] },
        },
      }),
    ],
  });
  return api;
}

const actionItems = () =>
  screen.findByRole('table', { name: 'Open action items of this team' });

it('shows what happened to all that a team owns, and what the team promised', async () => {
  const api = renderGroupTab();

  const recurringCauses = await screen.findByRole('region', {
    name: 'Recurring root causes',
  });
  expect(
    within(recurringCauses).getByRole('link', { name: 'No performance gate' }),
  ).toBeInTheDocument();
  // Which of the team's systems it recurred on, even if it is only one.
  expect(
    within(recurringCauses).getByRole('link', { name: 'payment' }),
  ).toBeInTheDocument();
  expect(
    within(recurringCauses).getByRole('button', {
      name: '1 possible recurrence',
    }),
  ).toBeInTheDocument();
  expect(screen.getByText('All action items')).toBeInTheDocument();

  const list = await screen.findByRole('table', { name: 'Postmortems' });
  const row = await within(list).findByRole('row', { name: /PM-12/ });
  expect(
    within(row).getByRole('link', { name: 'payment' }),
  ).toBeInTheDocument();
  const promised = await within(await actionItems()).findByRole('row', {
    name: /Add a pool-size gate/,
  });
  // A member's may be among them.
  expect(promised).toHaveTextContent('team-payments');

  expect(
    screen.getByRole('option', {
      name: 'everything team-payments owns (2)',
    }),
  ).toBeInTheDocument();
  expect(screen.getByText(/^Includes/)).toHaveTextContent(
    'Includes payment, refund',
  );

  const owner = parseEntityRef(team);
  expect(api.ownerOverview).toHaveBeenCalledWith(owner, expect.anything());
  expect(api.ownerPossibleRecurrences).toHaveBeenCalledWith(
    owner,
    expect.anything(),
  );
  for (const [{ query }] of api.list.mock.calls) {
    expect(query).toMatchObject({ owner: team });
    expect(query).not.toHaveProperty('system');
  }
  // Its own, and its members'.
  for (const [{ query }] of api.actionItems.mock.calls) {
    expect(query).toMatchObject({ team: [team] });
    expect(query).not.toHaveProperty('system');
    expect(query).not.toHaveProperty('owner');
  }

  expect(
    screen.queryByRole('combobox', { name: 'Owner' }),
  ).not.toBeInTheDocument();
  expect(
    await screen.findByRole('button', { name: 'New postmortem' }),
  ).toHaveAttribute('href', '/postmortems/new');
  // The card is for what incidents affect.
  expect(
    screen.queryByText('All incidents, figures and action items'),
  ).not.toBeInTheDocument();
  for (const section of [recurringCauses, list, await actionItems()])
    expect(await axe(section)).toHaveNoViolations();
});

it('says when the team last reviewed its action items, and leads to the next time', async () => {
  renderGroupTab({
    reviews: async () =>
      pageOf({
        id: 'r1',
        group: team,
        facilitators: ['user:default/ada'],
        startedAt: '2026-11-12T14:00:00.000Z',
        endedAt: '2026-11-12T14:40:00.000Z',
        total: 9,
        decided: 7,
        waiting: 2,
      }),
  });
  expect(
    await screen.findByText(
      'Last review 12 Nov 2026 by ada: 7 decided, 2 still open',
    ),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Start team review' }),
  ).toHaveAttribute(
    'href',
    '/postmortems/review?group=group%3Adefault%2Fteam-payments',
  );
  await userEvent.selectOptions(
    await screen.findByRole('combobox', { name: 'Show incidents of' }),
    await screen.findByRole('option', { name: 'refund' }),
  );
  await waitFor(() =>
    expect(
      screen.queryByRole('button', { name: 'Start team review' }),
    ).not.toBeInTheDocument(),
  );
});

it('narrows to one entity of the team', async () => {
  const api = renderGroupTab();
  await userEvent.selectOptions(
    await screen.findByRole('combobox', { name: 'Show incidents of' }),
    await screen.findByRole('option', { name: 'refund' }),
  );
  await waitFor(() =>
    expect(api.list.mock.calls.at(-1)![0].query).toMatchObject({
      system: ['component:default/refund'],
    }),
  );
  expect(api.list.mock.calls.at(-1)![0].query).not.toHaveProperty('owner');
  // Now they are everybody's.
  expect(
    await screen.findByRole('table', { name: 'Open action items' }),
  ).toBeInTheDocument();
  // The way back and to the others is still there.
  expect(
    await screen.findByRole('option', {
      name: 'everything team-payments owns (2)',
    }),
  ).toBeInTheDocument();
});

it('shows no figures of the one before while those of another are on their way', async () => {
  renderGroupTab({
    systemOverview: () => new Promise(() => {}),
  });
  expect(await screen.findByText('5 open')).toBeInTheDocument();
  await userEvent.selectOptions(
    await screen.findByRole('combobox', { name: 'Show incidents of' }),
    await screen.findByRole('option', { name: 'refund' }),
  );
  await waitFor(() => expect(screen.queryByText('5 open')).toBeNull());
  expect(
    screen.queryByRole('region', { name: 'Recurring root causes' }),
  ).toBeNull();
});

it('shows what a team promised even where nothing happened to what it owns', async () => {
  renderGroupTab({
    ownerOverview: async () =>
      overview({ totalPostmortems: 0, incidents: 0, points: [] }),
    ownerParts: async () => pageOf<string>(),
    ownerPossibleRecurrences: async () => ({ items: [] }),
    list: async () => pageOf(),
  });
  expect(await screen.findByText('No postmortems yet')).toBeInTheDocument();
  expect(
    screen.getByText(/^It owns nothing in the catalog/),
  ).toBeInTheDocument();
  expect(
    await screen.findByRole('button', { name: 'Write the first one' }),
  ).toHaveAttribute('href', '/postmortems/new');
  expect(
    await within(await actionItems()).findByText('Add a pool-size gate'),
  ).toBeInTheDocument();
});
