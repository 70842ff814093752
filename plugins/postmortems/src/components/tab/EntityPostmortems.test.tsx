// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import {
  entity,
  listItem,
  overview,
  pageOf,
} from '../../__testUtils__/fixtures';
import { refusal } from '../../__testUtils__/refusal';
import plugin from '../../index';

jest.setTimeout(60_000);

function renderTab(options: {
  api?: ReturnType<typeof apiMock>;
  kind?: string;
  query?: string;
}) {
  const api = options.api ?? apiMock();
  renderTestApp({
    features: [plugin],
    apis: [api, mockApis.permission()],
    extensions: [
      createTestEntityPage({
        entity: { ...entity, kind: options.kind ?? 'Component' },
      }),
    ],
    config: { app: { extensions: [{ 'entity-card:postmortems': false }] } },
    initialRouteEntries: [`/${options.query ?? ''}`],
  });
  return api;
}

const listTable = () => screen.findByRole('table', { name: 'Postmortems' });

it('shows the figures, the incidents, the list and the open action items', async () => {
  const api = renderTab({});

  expect(
    await screen.findByRole('row', {
      name: /To resolve 1 h 20 min 4 h 5 min 6\/7/,
    }),
  ).toBeInTheDocument();
  expect(screen.getByText('5 open')).toBeInTheDocument();
  expect(screen.getByText('2 overdue')).toBeInTheDocument();

  const row = await within(await listTable()).findByRole('row', {
    name: /PM-12 Checkout was slow/,
  });
  expect(row).toHaveTextContent('P2');
  expect(row).toHaveTextContent('1 h 20 min');
  expect(row).toHaveTextContent('2 open');
  expect(within(row).getByRole('link')).toHaveAttribute(
    'href',
    '/postmortems/PM-12',
  );

  const actions = within(
    await screen.findByRole('table', { name: 'Open action items' }),
  );
  expect(await actions.findByText('Add a pool-size gate')).toBeInTheDocument();
  expect(actions.getAllByText(/^overdue \d+ days$/)).not.toHaveLength(0);

  const scope = { system: ['component:default/payment'] };
  expect(api.systemOverview).toHaveBeenCalledTimes(1);
  expect(api.systemOverview).toHaveBeenCalledWith(
    {
      kind: 'component',
      namespace: 'default',
      name: 'payment',
      query: { withParts: undefined },
    },
    { signal: expect.any(AbortSignal) },
  );
  expect(api.list).toHaveBeenCalledTimes(1);
  expect(api.list).toHaveBeenCalledWith(
    { query: expect.objectContaining({ ...scope, order: 'startedAt:desc' }) },
    { signal: expect.any(AbortSignal) },
  );
  expect(api.actionItems).toHaveBeenCalledTimes(1);
  expect(api.actionItems).toHaveBeenCalledWith(
    {
      query: expect.objectContaining({
        ...scope,
        status: ['open', 'in-progress'],
      }),
    },
    { signal: expect.any(AbortSignal) },
  );

  const newPostmortem = await screen.findByRole('button', {
    name: 'New postmortem',
  });
  expect(newPostmortem).toHaveAttribute(
    'href',
    '/postmortems/new?system=component%3Adefault%2Fpayment',
  );
  expect(await axe(await listTable())).toHaveNoViolations();
});

it('moves through the chart by keyboard and tells it as a table', async () => {
  const api = renderTab({
    api: apiMock({
      list: async ({ query }) =>
        query?.startedAfter
          ? pageOf(
              listItem(),
              listItem({ id: 'a2', number: 9, title: 'Certificate expired' }),
            )
          : pageOf(listItem()),
      systemOverview: async () =>
        overview({ months: [{ month: '2026-01', severity: 'P2', count: 14 }] }),
    }),
  });
  const older = await screen.findByRole('link', {
    name: /^PM-9, Severity P1, .*not recorded/,
  });
  const newer = screen.getByRole('link', {
    name: /^PM-12, Severity P2, .*1 h 20 min/,
  });
  const titled = () =>
    api.list.mock.calls.filter(([{ query }]) => query?.startedAfter);
  expect(titled()).toHaveLength(0);
  older.focus();
  expect(
    await screen.findByRole('link', {
      name: /^PM-9 Certificate expired, Severity P1, .*not recorded/,
    }),
  ).toHaveFocus();
  expect(newer).toHaveAccessibleName(
    /^PM-12 Checkout was slow, Severity P2, .*1 h 20 min/,
  );
  expect(titled()).toHaveLength(1);
  await userEvent.keyboard('{ArrowRight}');
  expect(newer).toHaveFocus();
  expect(older).toHaveAttribute('tabindex', '-1');
  // The earliest are counted by their month.
  await userEvent.keyboard('{Home}');
  expect(
    screen.getByRole('img', {
      name: '14 incidents in January 2026, Severity P2',
    }),
  ).toHaveFocus();

  await userEvent.click(screen.getByRole('button', { name: 'Show as table' }));
  const table = screen.getByRole('table', { name: 'Incidents over time' });
  expect(
    within(table).getByRole('row', { name: /P1 PM-9 Certificate expired not/ }),
  ).toBeInTheDocument();
  expect(
    within(table).getByRole('row', { name: /January 2026 P2 14 incidents/ }),
  ).toBeInTheDocument();
  expect(titled()).toHaveLength(1);
});

it('takes the filters from the URL and asks again when they change', async () => {
  const api = renderTab({ query: '?q=pool&severity=P1&status=draft' });
  await listTable();
  expect(api.list).toHaveBeenCalledWith(
    {
      query: expect.objectContaining({
        q: 'pool',
        severity: ['P1'],
        status: 'draft',
      }),
    },
    expect.anything(),
  );

  const search = screen.getByRole('searchbox', { name: 'Search postmortems' });
  await userEvent.clear(search);
  await userEvent.type(search, 'cache');
  await waitFor(() =>
    expect(api.list).toHaveBeenLastCalledWith(
      { query: expect.objectContaining({ q: 'cache' }) },
      expect.anything(),
    ),
  );
  // One request for what was typed, not one for each letter.
  expect(api.list.mock.calls.length).toBeLessThanOrEqual(3);

  await userEvent.click(screen.getByRole('button', { name: /Severity.*P1/ }));
  await userEvent.click(await screen.findByRole('option', { name: 'P3' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Started' }));
  await waitFor(() =>
    expect(api.list).toHaveBeenLastCalledWith(
      {
        query: expect.objectContaining({
          severity: ['P3'],
          order: 'startedAt:asc',
        }),
      },
      expect.anything(),
    ),
  );

  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await waitFor(() =>
    expect(api.list.mock.calls.at(-1)![0].query).not.toHaveProperty('severity'),
  );
  expect(search).toHaveValue('');
});

it('goes on and back by cursor, and to the start when the filters change', async () => {
  let answer = () => {};
  const asked = new Promise<void>(resolve => {
    answer = resolve;
  });
  const api = renderTab({
    api: apiMock({
      list: async ({ query: { cursor } = {} }) => {
        if (!cursor)
          return { ...pageOf(listItem()), totalItems: 21, nextCursor: 'c2' };
        await asked;
        return { ...pageOf(listItem({ title: 'Older' })), totalItems: 21 };
      },
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
  // The place of the rows that still stand there.
  await waitFor(() => expect(api.list).toHaveBeenCalledTimes(2));
  expect(screen.getByText('1–1 of 21')).toBeInTheDocument();
  answer();
  expect(
    await screen.findByRole('link', { name: /Older/ }),
  ).toBeInTheDocument();
  expect(screen.getByText('21–21 of 21')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Next' })).toBeDisabled();

  await userEvent.click(screen.getByRole('button', { name: 'Back' }));
  expect(
    await within(await listTable()).findByText('Checkout was slow'),
  ).toBeInTheDocument();

  await userEvent.click(await screen.findByRole('button', { name: 'Next' }));
  await screen.findByRole('link', { name: /Older/ });
  await userEvent.click(screen.getByRole('button', { name: 'Started' }));
  await waitFor(() =>
    expect(api.list.mock.calls.at(-1)![0].query).toMatchObject({
      cursor: undefined,
      order: 'startedAt:asc',
    }),
  );
});

it('changes the status of an action item in place, with a way back', async () => {
  const api = renderTab({});
  const status = await screen.findByRole('combobox', {
    name: 'Status of Add a pool-size gate',
  });
  await userEvent.selectOptions(status, 'Done');
  expect(
    await screen.findByText('“Add a pool-size gate” is now Done'),
  ).toBeInTheDocument();
  expect(api.updateActionItem).toHaveBeenLastCalledWith({
    id: 'b1',
    body: { status: 'done' },
  });
  expect(status).toHaveDisplayValue('Done');
  // The figures and the list follow.
  await waitFor(() => expect(api.systemOverview).toHaveBeenCalledTimes(2));
  expect(api.list).toHaveBeenCalledTimes(2);

  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(api.updateActionItem).toHaveBeenLastCalledWith({
      id: 'b1',
      body: { status: 'open' },
    }),
  );
  await waitFor(() => expect(status).toHaveDisplayValue('Open'));
});

it("asks why an action item won't be done", async () => {
  const api = renderTab({});
  const status = await screen.findByRole('combobox', { name: /^Status of/ });
  await userEvent.selectOptions(status, "Won't do");
  const dialog = within(
    await screen.findByRole('dialog', { name: 'Why will it not be done?' }),
  );
  const confirm = dialog.getByRole('button', { name: "Mark as won't do" });
  expect(confirm).toBeDisabled();
  expect(api.updateActionItem).not.toHaveBeenCalled();
  await userEvent.type(
    dialog.getByRole('textbox', { name: 'Reason' }),
    'The pool is gone',
  );
  await userEvent.click(confirm);
  await waitFor(() =>
    expect(api.updateActionItem).toHaveBeenCalledWith({
      id: 'b1',
      body: { status: 'wont-do', wontDoReason: 'The pool is gone' },
    }),
  );
});

it.each([
  [
    refusal(403, { message: 'only its owner may change it' }),
    'only its owner may change it',
  ],
  // What a server says when it fails is for its log.
  [
    refusal(500, { message: 'boom' }),
    'the server could not do it and changed nothing. Try again in a moment.',
  ],
  [
    new TypeError('Failed to fetch'),
    'the server did not answer, so nothing is changed here. Try again in a moment.',
  ],
])('takes a refused change back and says why: %s', async (error, reason) => {
  renderTab({
    api: apiMock({ updateActionItem: () => Promise.reject(error) }),
  });
  const status = await screen.findByRole('combobox', { name: /^Status of/ });
  await userEvent.selectOptions(status, 'Done');
  expect(
    await screen.findByText(
      `“Add a pool-size gate” was not changed: ${reason}`,
    ),
  ).toBeInTheDocument();
  expect(status).toHaveDisplayValue('Open');
});

it('tells what a postmortem is for where there is none', async () => {
  renderTab({
    api: apiMock({
      list: async () => pageOf(),
      actionItems: async () => pageOf(),
      systemOverview: async () =>
        overview({ totalPostmortems: 0, incidents: 0, points: [] }),
    }),
  });
  expect(await screen.findByText('No postmortems yet')).toBeInTheDocument();
  expect(
    await screen.findByRole('button', { name: 'Import your existing ones' }),
  ).toHaveAttribute(
    'href',
    '/postmortems/import?system=component%3Adefault%2Fpayment',
  );
});

it('shows what there is when the figures fail, and tries again', async () => {
  const answers = jest
    .fn()
    .mockRejectedValueOnce(new Error('out of order'))
    .mockResolvedValue(overview());
  renderTab({ api: apiMock({ systemOverview: answers }) });
  expect(
    await screen.findByRole('link', { name: /Checkout was slow/ }),
  ).toBeInTheDocument();
  await userEvent.click(
    await screen.findByRole('button', { name: 'Try again' }),
  );
  expect(await screen.findByText('5 open')).toBeInTheDocument();
});

it('includes the parts of a system and narrows to one', async () => {
  const api = renderTab({
    kind: 'System',
    api: apiMock({
      systemParts: async () =>
        pageOf(
          'system:default/payment',
          'component:default/checkout',
          'component:default/refund',
        ),
    }),
  });
  const select = await screen.findByRole('combobox', {
    name: 'Show incidents of',
  });
  expect(
    await screen.findByRole('option', { name: 'payment and its parts (2)' }),
  ).toBeInTheDocument();
  expect(api.list.mock.calls[0][0].query).toMatchObject({
    system: ['system:default/payment'],
    withParts: true,
  });

  await userEvent.selectOptions(select, 'refund');
  const refund = 'component:default/refund';
  await waitFor(() =>
    expect(api.list.mock.calls.at(-1)![0].query).toMatchObject({
      system: [refund],
      withParts: undefined,
    }),
  );
  expect(api.systemOverview).toHaveBeenCalledWith(
    {
      kind: 'component',
      namespace: 'default',
      name: 'refund',
      query: { withParts: undefined },
    },
    expect.anything(),
  );
  expect(api.actionItems.mock.calls.at(-1)![0].query!.system).toEqual([refund]);
  expect(screen.getByRole('option', { name: 'checkout' })).toBeInTheDocument();
  // What there is to choose from is asked once.
  expect(api.systemParts).toHaveBeenCalledTimes(1);
});

it.each(['%', '%E0%A4%A', 'a:b:c/d/e'])(
  'shows the whole where its address names no part: %s',
  async part => {
    const api = renderTab({ kind: 'System', query: `?part=${part}` });
    expect(
      await screen.findByRole('combobox', { name: 'Show incidents of' }),
    ).toHaveValue('');
    expect(await screen.findByText('5 open')).toBeInTheDocument();
    expect(api.list.mock.calls[0][0].query).toMatchObject({
      system: ['system:default/payment'],
    });
  },
);
