// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ActionItemPatch,
  ActionItemRow,
  ActionItemsFilter,
  newActionItem,
  Postmortem,
} from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { DateTime } from 'luxon';
import { apiMock } from '../../__testUtils__/apiMock';
import { actionItem, entity, totals } from '../../__testUtils__/fixtures';
import plugin from '../../index';
import { FakeServer } from '../editor/__testUtils__/FakeServer';
import { renderEditor } from '../editor/__testUtils__/renderEditor';
import { postmortem } from '../postmortem/__testUtils__/postmortem';

jest.setTimeout(60_000);

const inDays = (days: number) => DateTime.utc().plus({ days }).toISODate()!;

/** My action items, which can be changed. */
function renderPage(
  rows: ActionItemRow[],
  path = '/postmortems/action-items',
  server: Partial<Postmortem> = {},
) {
  const items = new Map(rows.map(row => [row.id, row]));
  const updateActionItem = async (request: {
    id: string;
    body: ActionItemPatch;
  }) => {
    const { id, body } = request;
    if (body.evidenceUrl && !body.evidenceUrl.startsWith('http'))
      throw new Error('no answer');
    items.set(id, { ...items.get(id)!, ...body } as ActionItemRow);
    return items.get(id)!;
  };
  const api = apiMock({
    actionItems: async ({ query = {} }: { query?: ActionItemsFilter }) => {
      const { status, due, toVerify } = query;
      const found = rows.filter(
        row =>
          (!status || status.includes(row.status)) &&
          (!due || row.due === due) &&
          (!toVerify ||
            (row.verified === null && (row.verifyOn ?? '9') <= inDays(0))),
      );
      return { items: found, totalItems: found.length };
    },
    actionItemTotals: async () => totals(),
    updateActionItem,
    get: async () =>
      postmortem(
        {
          actionItems: rows.map(({ id, description, ...row }) => ({
            ...newActionItem(),
            id,
            description,
            status: row.status,
            owner: row.owner,
            doneAt: row.doneAt,
            evidenceUrl: row.evidenceUrl,
            verifyOn: row.verifyOn,
            verified: row.verified,
            verifiedNote: row.verifiedNote,
          })),
        },
        { can: { update: true, publish: true, delete: true }, ...server },
      ),
  });
  const view = renderTestApp({
    features: [plugin],
    apis: [
      api,
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
      mockApis.identity({
        userEntityRef: 'user:default/ada',
        ownershipEntityRefs: ['user:default/ada'],
      }),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [path],
  });
  return { api, view, user: userEvent.setup({ delay: null }) };
}

const done = (row: Partial<ActionItemRow> = {}) =>
  actionItem({
    id: 'd1',
    description: 'Cap the pool',
    owner: 'user:default/ada',
    status: 'done',
    doneAt: '2026-01-01T10:00:00.000Z',
    due: 'later',
    ...row,
  });

it('offers evidence and a day to who marks something as done, by keyboard', async () => {
  const { api, user } = renderPage([
    actionItem({ id: 'a1', description: 'Cap the pool' }),
  ]);
  const list = within(await screen.findByRole('list', { name: 'Overdue' }));
  await user.selectOptions(
    list.getByRole('combobox', { name: 'Status of Cap the pool' }),
    'done',
  );
  const form = await list.findByRole('form', {
    name: 'Evidence and follow-up date: Cap the pool',
  });
  expect(within(form).getByLabelText('Verify on')).toHaveValue(inDays(30));
  const link = within(form).getByRole('textbox', { name: /^Evidence/ });
  // Nothing is forced: it can be put away, and taken up again.
  link.focus();
  await user.keyboard('{Escape}');
  expect(form).not.toBeInTheDocument();
  await user.click(
    list.getByRole('button', { name: 'Add evidence for Cap the pool' }),
  );
  await user.click(list.getByRole('textbox', { name: /^Evidence/ }));
  await user.keyboard('ftp://x{Enter}');
  expect(await list.findByRole('alert')).toHaveTextContent(/^Not saved: /);
  await user.clear(list.getByRole('textbox', { name: /^Evidence/ }));
  await user.click(list.getByRole('textbox', { name: /^Evidence/ }));
  await user.keyboard('https://example.com/7{Enter}');
  expect(await list.findByRole('link', { name: /^Evidence/ })).toHaveAttribute(
    'href',
    'https://example.com/7',
  );
  expect(api.updateActionItem).toHaveBeenLastCalledWith({
    id: 'a1',
    body: { evidenceUrl: 'https://example.com/7', verifyOn: inDays(30) },
  });
  expect(list.getByText(/^to verify on/)).toBeInTheDocument();
});

it('asks the owner on the day: yes, no, or not yet known', async () => {
  const { api, view, user } = renderPage([
    done({ verifyOn: inDays(0) }),
    done({ id: 'd2', description: 'Warm the cache', verifyOn: inDays(-3) }),
    done({ id: 'd3', description: 'Alert on it', verifyOn: inDays(-9) }),
    done({ id: 'd4', description: 'Later', verifyOn: inDays(1) }),
  ]);
  const list = within(
    await screen.findByRole('list', { name: 'Did it work?' }),
  );
  expect(list.getAllByRole('listitem')).toHaveLength(3);
  expect(await axe(view.container)).toHaveNoViolations();
  const question = (description: string) =>
    within(list.getByRole('group', { name: `Did it work? ${description}` }));

  await user.click(
    question('Cap the pool').getByRole('button', { name: 'Yes' }),
  );
  expect(await list.findByText('It worked')).toBeInTheDocument();
  expect(
    screen.getByRole('heading', { name: 'Did it work? (2)' }),
  ).toBeInTheDocument();

  await user.click(
    question('Warm the cache').getByRole('button', { name: 'No' }),
  );
  expect(
    await list.findByRole('textbox', { name: 'What happened? (optional)' }),
  ).toHaveFocus();
  await user.keyboard('It went cold.{Enter}');
  expect(await list.findByText('It did not work')).toBeInTheDocument();
  expect(list.getByText('It went cold.')).toBeInTheDocument();
  expect(api.updateActionItem).toHaveBeenLastCalledWith({
    id: 'd2',
    body: { verified: 'did-not-work', verifiedNote: 'It went cold.' },
  });

  await user.click(
    question('Alert on it').getByRole('button', { name: /^Too early to tell/ }),
  );
  await waitFor(() =>
    expect(api.updateActionItem).toHaveBeenLastCalledWith({
      id: 'd3',
      body: { verifyOn: inDays(30) },
    }),
  );
  expect(
    await screen.findByRole('heading', { name: 'Did it work? (0)' }),
  ).toBeInTheDocument();
});

it('shows the answer where the postmortem is read, and leads to a follow-up', async () => {
  const id = '00000000-0000-4000-8000-0000000000d2';
  const { view } = renderPage(
    [
      done({
        id,
        evidenceUrl: 'https://example.com/7',
        verifyOn: inDays(-3),
        verified: 'did-not-work',
        verifiedNote: 'It filled up **again**.',
      }),
    ],
    '/postmortems/PM-12',
  );
  const items = within(
    await screen.findByRole('region', { name: 'Action items' }),
  );
  expect(items.getByText('It did not work')).toBeInTheDocument();
  expect(await items.findByText('again')).toBeInTheDocument();
  expect(
    items.getByRole('button', { name: 'Add a follow-up action item' }),
  ).toHaveAttribute('href', expect.stringMatching(`/edit\\?followUp=${id}$`));
  expect(await axe(view.container)).toHaveNoViolations();
});

it('says whether it came back, or for how long it has been quiet', async () => {
  const id = (n: number) => `00000000-0000-4000-8000-0000000000d${n}`;
  const ago = (days: number) =>
    new Date(Date.now() - days * 86_400_000).toISOString();
  renderPage(
    [
      done({ id: id(1), description: 'Cap the pool', doneAt: ago(250) }),
      done({ id: id(2), description: 'Warm the cache', doneAt: ago(100) }),
      done({ id: id(3), description: 'Size the queue', doneAt: ago(3) }),
    ],
    '/postmortems/PM-12',
    {
      fixOutcomes: [
        { id: id(1), recurred: null },
        {
          id: id(2),
          recurred: {
            number: 31,
            title: 'Slow again',
            startedAt: '2026-10-20T10:00:00.000Z',
          },
        },
        { id: id(3), recurred: null },
      ],
    },
  );
  const items = within(
    await screen.findByRole('region', { name: 'Action items' }),
  );
  const [first, second, third] = await items.findAllByRole('listitem');
  expect(first).toHaveTextContent('Quiet for 8 months since');
  expect(second).toHaveTextContent(
    'The root cause recurred: PM-31, 20 Oct 2026',
  );
  expect(third).not.toHaveTextContent('Quiet');
});

it('begins the follow-up in the editor, once', async () => {
  window.localStorage.clear();
  const id = '00000000-0000-4000-8000-0000000000d2';
  const server = new FakeServer({
    title: 'Slow',
    actionItems: [
      {
        ...newActionItem(),
        id,
        description: 'Cap the pool',
        owner: 'user:default/ada',
        status: 'done',
        verified: 'did-not-work',
      },
      { ...newActionItem(), description: 'Alert on it' },
    ],
  });
  renderEditor({
    path: `/postmortems/PM-12/edit?followUp=${id}`,
    api: { get: server.get, save: server.save },
  });
  expect(
    await screen.findByRole(
      'textbox',
      { name: 'Action item 3: what is to be done' },
      { timeout: 20_000 },
    ),
  ).toHaveValue('Alert on it');
  const second = screen.getByRole('textbox', {
    name: 'Action item 2: what is to be done',
  });
  expect(second).toHaveValue('Instead of “Cap the pool”: ');
  expect(second).toHaveFocus();
  expect(
    within(
      screen.getByRole('listitem', { name: 'Action item 1' }),
    ).getByLabelText('Verify on'),
  ).toBeInTheDocument();
  fireEvent.change(second, { target: { value: 'Size it by load' } });
  expect(
    screen.queryAllByRole('listitem', { name: /^Action item/ }),
  ).toHaveLength(3);
});
