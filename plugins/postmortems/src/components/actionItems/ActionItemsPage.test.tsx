// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ActionItemRow,
  ActionItemsFilter,
  PostmortemsApi,
} from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import {
  actionItem,
  entity,
  pageOf,
  totals,
} from '../../__testUtils__/fixtures';
import plugin from '../../index';

jest.setTimeout(60_000);

const rows: ActionItemRow[] = [
  actionItem({ id: 'a', description: 'Add a gate' }),
  actionItem({
    id: 'b',
    description: 'Alert on waiters',
    owner: 'user:default/ada',
    dueDate: '2999-01-31',
    due: 'later',
  }),
  actionItem({
    id: 'c',
    description: 'Correct the runbook',
    status: 'done',
    doneAt: '2026-10-30T10:00:00.000Z',
    due: 'later',
  }),
];

/** Answers as the backend does, a page of two at a time where there are more. */
const answer =
  (all: ActionItemRow[]) =>
  async ({ query = {} }: { query?: ActionItemsFilter }) => {
    const { status, due, toVerify, q, cursor, limit = 20 } = query;
    const found = all.filter(
      row =>
        (!status || status.includes(row.status)) &&
        (!due || row.due === due) &&
        (!toVerify || (row.verifyOn !== null && row.verified === null)) &&
        (!q || row.description.includes(q)),
    );
    const from = Number(cursor ?? 0);
    const next = from + limit;
    return {
      items: found.slice(from, next),
      totalItems: found.length,
      ...(next < found.length && { nextCursor: String(next) }),
    };
  };

function renderPage(
  methods: Partial<PostmortemsApi> = { actionItems: answer(rows) },
  query = '',
  path = '/postmortems/action-items',
) {
  const api = apiMock(methods);
  const view = renderTestApp({
    features: [plugin],
    apis: [
      api,
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
      mockApis.identity({
        userEntityRef: 'user:default/ada',
        ownershipEntityRefs: [
          'user:default/ada',
          'group:default/team-payments',
        ],
      }),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [`${path}${query}`],
  });
  return { api, view, user: userEvent.setup({ delay: null }) };
}

it('marks what stands in a draft, which the figures do not count', async () => {
  const { postmortem } = rows[0];
  const draft = { ...postmortem, number: 13, status: 'draft' as const };
  renderPage({
    actionItems: answer([
      rows[0],
      actionItem({ id: 'd', description: 'Not yet', postmortem: draft }),
    ]),
  });
  const overdue = await screen.findByRole('list', { name: 'Overdue' });
  const [published, drafted] = within(overdue).getAllByRole('listitem');
  expect(within(drafted).getByText('Draft')).toBeInTheDocument();
  expect(within(published).queryByText('Draft')).toBeNull();
});

it('groups open action items by when they are due', async () => {
  const { api, view } = renderPage();

  const overdue = await screen.findByRole('list', { name: 'Overdue' });
  const row = within(overdue).getByRole('listitem');
  expect(row).toHaveTextContent('Add a gate');
  expect(row).toHaveTextContent(/overdue \d+ days/);
  expect(row).toHaveTextContent('31 Jan 2020');
  expect(
    within(row).getByRole('link', { name: 'PM-12 Checkout was slow' }),
  ).toHaveAttribute('href', '/postmortems/PM-12');
  expect(
    await within(row).findByRole('link', { name: /payment/ }),
  ).toHaveAttribute('href', '/catalog/default/component/payment');
  // The catalog does not know the team.
  expect(
    await within(row).findByText('(unknown)', { exact: false }),
  ).toBeInTheDocument();

  expect(
    screen.getByRole('heading', { name: 'Overdue (1)', level: 3 }),
  ).toBeInTheDocument();
  expect(await screen.findByRole('list', { name: 'Later' })).toHaveTextContent(
    'Alert on waiters',
  );
  // Empty groups are not drawn.
  expect(screen.queryByText(/Next 7 days/)).toBeNull();
  expect(screen.queryByText('Correct the runbook')).toBeNull();
  for (const due of ['overdue', 'soon', 'later', 'none'])
    expect(api.actionItems).toHaveBeenCalledWith(
      {
        query: expect.objectContaining({
          owner: 'me',
          due,
          status: ['open', 'in-progress'],
        }),
      },
      expect.anything(),
    );
  expect(await axe(view.container)).toHaveNoViolations();
});

it('closes an item in place and takes that back', async () => {
  const updateActionItem = jest.fn(async ({ id, body }) => ({
    ...rows.find(row => row.id === id)!,
    ...body,
  }));
  const { user } = renderPage({
    actionItems: answer(rows),
    updateActionItem,
  });
  const status = await screen.findByRole('combobox', {
    name: 'Status of Add a gate',
  });
  await user.selectOptions(status, 'done');
  expect(
    await screen.findByText('“Add a gate” is now Done'),
  ).toBeInTheDocument();
  // Whoever chose it by keyboard is still there.
  expect(status).toHaveFocus();
  // It keeps its place and no longer counts.
  expect(
    await screen.findByRole('heading', { name: 'Overdue (0)' }),
  ).toBeInTheDocument();
  expect(screen.getByText('Add a gate')).toBeInTheDocument();

  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(
    await screen.findByRole('heading', { name: 'Overdue (1)' }),
  ).toBeInTheDocument();
  expect(status).toHaveFocus();
  expect(updateActionItem).toHaveBeenLastCalledWith({
    id: 'a',
    body: { status: 'open' },
  });
});

describe('while a change is on its way', () => {
  async function open() {
    const answers: Array<(isDone: boolean) => void> = [];
    const updateActionItem = jest.fn(async ({ id, body }) => {
      const isDone = await new Promise<boolean>(done => answers.push(done));
      if (!isDone) throw new Error('no database');
      return { ...rows.find(row => row.id === id)!, ...body };
    });
    const { user } = renderPage({
      actionItems: answer(rows),
      updateActionItem,
    });
    const status = await screen.findByRole('combobox', {
      name: 'Status of Add a gate',
    });
    await user.selectOptions(status, 'done');
    expect(status).toHaveAttribute('aria-busy', 'true');
    return {
      user,
      status,
      sent: () => updateActionItem.mock.calls.map(([{ body }]) => body),
      respond: (isDone = true) => act(async () => answers.shift()!(isDone)),
    };
  }

  it('shows what is chosen next and sends the last of it', async () => {
    const { user, status, sent, respond } = await open();
    await user.selectOptions(status, 'proposed');
    await user.selectOptions(status, 'in-progress');
    expect(status).toHaveValue('in-progress');
    expect(sent()).toEqual([{ status: 'done' }]);
    await respond();
    expect(status).toHaveValue('in-progress');
    expect(sent()).toEqual([{ status: 'done' }, { status: 'in-progress' }]);
    await respond();
    expect(
      await screen.findByText('“Add a gate” is now In progress'),
    ).toBeInTheDocument();
    expect(status).toHaveValue('in-progress');
  });

  it('asks why not, and sends that as well where the first is refused', async () => {
    const { user, status, sent, respond } = await open();
    await user.selectOptions(status, 'wont-do');
    await user.type(
      await screen.findByRole('textbox', { name: 'Reason' }),
      'Too much',
    );
    await user.click(screen.getByRole('button', { name: "Mark as won't do" }));
    await respond(false);
    const wontDo = { status: 'wont-do', wontDoReason: 'Too much' };
    expect(sent()).toEqual([{ status: 'done' }, wontDo]);
    await respond();
    expect(status).toHaveValue('wont-do');
  });

  it('sends nothing more to whoever came back to the first', async () => {
    const { user, status, sent, respond } = await open();
    await user.selectOptions(status, 'open');
    await user.selectOptions(status, 'done');
    await respond();
    expect(
      await screen.findByText('“Add a gate” is now Done'),
    ).toBeInTheDocument();
    expect(status).toHaveValue('done');
    expect(sent()).toEqual([{ status: 'done' }]);
  });
});

it('takes back that something done was opened, with when it was done', async () => {
  const updateActionItem = jest.fn(async ({ id, body }) => ({
    ...rows.find(row => row.id === id)!,
    ...body,
  }));
  const { user } = renderPage(
    { actionItems: answer(rows), updateActionItem },
    '?show=done',
  );
  const [done] = rows.filter(row => row.status === 'done');
  const status = await screen.findByRole('combobox', {
    name: `Status of ${done.description}`,
  });
  await user.selectOptions(status, 'open');
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(updateActionItem).toHaveBeenLastCalledWith({
      id: done.id,
      body: { status: 'done', doneAt: done.doneAt },
    }),
  );
});

it('takes its filters from the URL and shows what is done, and when', async () => {
  const { api, user } = renderPage(
    { actionItems: answer(rows) },
    '?show=done&q=runbook&system=component:default/payment',
  );
  expect(await screen.findByText('done on 30 Oct 2026')).toBeInTheDocument();
  expect(api.actionItems).toHaveBeenCalledTimes(1);
  expect(api.actionItems).toHaveBeenCalledWith(
    {
      query: {
        owner: 'me',
        q: 'runbook',
        system: ['component:default/payment'],
        withParts: true,
        status: ['done'],
        order: 'doneAt:desc',
        limit: 20,
      },
    },
    expect.anything(),
  );
  expect(screen.getByRole('button', { name: 'Done' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );

  const search = screen.getByRole('searchbox', { name: 'Search action items' });
  await user.clear(search);
  await user.type(search, 'nothing like it');
  expect(
    await screen.findByText('No action item matches these filters.'),
  ).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Clear filters' }));
  await user.click(
    within(screen.getByRole('group', { name: 'Status' })).getByRole('button', {
      name: 'All',
    }),
  );
  for (const name of ['Overdue', 'Later', 'Done'])
    expect(await screen.findByRole('list', { name })).toBeInTheDocument();
  expect(search).toHaveValue('');
});

it('shows more, page after page', async () => {
  const many = Array.from({ length: 25 }, (_, n) =>
    actionItem({ id: `id ${n}`, description: `item ${n}.` }),
  );
  const { user } = renderPage({ actionItems: answer(many) });
  expect(
    await screen.findByRole('heading', { name: 'Overdue (25)' }),
  ).toBeInTheDocument();
  expect(screen.queryByText('item 24.')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show more' }));
  expect(await screen.findByText('item 24.')).toBeInTheDocument();
  expect(screen.getByText('item 0.')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});

it('says that nothing is overdue, and that nothing is open', async () => {
  const { view } = renderPage({ actionItems: answer([rows[1]]) });
  expect(await screen.findByText('Nothing overdue.')).toBeInTheDocument();
  view.unmount();

  renderPage({ actionItems: async () => pageOf() });
  expect(await screen.findByText('Nothing open.')).toBeInTheDocument();
  expect(screen.queryByText('Nothing overdue.')).toBeNull();
});

it('keeps the other groups when one cannot be loaded', async () => {
  let broken = true;
  const { user } = renderPage({
    actionItems: async request => {
      if (broken && request.query?.due === 'overdue')
        throw new Error('no database');
      return answer(rows)(request);
    },
  });
  expect(
    await screen.findByText(/The action items could not be loaded/),
  ).toBeInTheDocument();
  expect(await screen.findByText('Alert on waiters')).toBeInTheDocument();
  broken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Add a gate')).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

it('never mixes the list of one filter with that of another', async () => {
  const many = Array.from({ length: 25 }, (_, n) =>
    actionItem({ id: `id ${n}`, description: `item ${n}.` }),
  );
  let broken = true;
  const { api, user } = renderPage({
    actionItems: async request => {
      if (broken && request.query?.q) throw new Error('no database');
      return answer(many)(request);
    },
  });
  expect(await screen.findByText('item 0.')).toBeInTheDocument();
  await user.type(
    screen.getByRole('searchbox', { name: 'Search action items' }),
    'item 1.',
  );
  expect(await screen.findAllByText(/no database/)).not.toHaveLength(0);
  // No rows of the list before under what went wrong with this one.
  expect(screen.queryByText('item 0.')).toBeNull();

  broken = false;
  await user.click(screen.getAllByRole('button', { name: 'Try again' })[0]);
  expect(await screen.findByText('item 1.')).toBeInTheDocument();
  expect(screen.queryByText('item 0.')).toBeNull();
  expect(
    screen.getByRole('heading', { name: 'Overdue (1)' }),
  ).toBeInTheDocument();
  for (const [{ query }] of api.actionItems.mock.calls)
    expect(query!.q && query!.cursor).toBeFalsy();
});

it('asks for the page that failed, and keeps those before', async () => {
  const many = Array.from({ length: 25 }, (_, n) =>
    actionItem({ id: `id ${n}`, description: `item ${n}.` }),
  );
  let broken = true;
  const { user } = renderPage({
    actionItems: async request => {
      if (broken && request.query?.cursor) throw new Error('no database');
      return answer(many)(request);
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Show more' }));
  expect(await screen.findAllByText(/no database/)).not.toHaveLength(0);
  expect(screen.getByText('item 0.')).toBeInTheDocument();
  broken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('item 24.')).toBeInTheDocument();
  expect(screen.getAllByText('item 0.')).toHaveLength(1);
});

describe('everybody’s', () => {
  const LEFT = 'user:default/left';
  const nobodys = [
    actionItem({ id: 'n', description: 'Nobody does it', owner: null }),
    actionItem({
      id: 'l',
      description: 'Left behind',
      owner: LEFT,
      ownerGone: true,
      ticketUrl: 'https://tickets.example.com/T-7',
      firstDueDate: '2020-01-01',
      dueDateMoves: 3,
    }),
  ];
  const change = {
    actionItemId: 'l',
    description: 'Left behind',
    postmortem: { id: 'x', number: 12, title: 'Slow', status: 'published' },
  } as const;

  it('are counted, and a number narrows to its own', async () => {
    const { api, user, view } = renderPage(
      {
        actionItems: answer(nobodys),
        actionItemTotals: async () =>
          totals({ open: 1_234, noOwner: 3, ownerGone: 0 }),
      },
      '?whose=all&severity=P1',
    );
    const list = await screen.findByRole('list', { name: 'Totals' });
    await waitFor(() => expect(list).toHaveTextContent('1,234 open'));
    // None is an answer too, and nothing to click on.
    expect(list).toHaveTextContent('0 with an owner not in the catalog');
    expect(
      within(list).queryByRole('button', {
        name: /with an owner not in the catalog/,
      }),
    ).toBeNull();
    expect(await axe(view.container)).toHaveNoViolations();
    await user.click(
      within(list).getByRole('button', { name: '3 unassigned' }),
    );
    await waitFor(() =>
      expect(api.actionItems).toHaveBeenLastCalledWith(
        {
          query: expect.objectContaining({ owner: 'none', severity: ['P1'] }),
        },
        expect.anything(),
      ),
    );
    await user.click(screen.getByRole('button', { name: 'My teams' }));
    await waitFor(() =>
      expect(api.actionItemTotals).toHaveBeenLastCalledWith(
        { query: { team: ['me'], owner: 'none', severity: ['P1'] } },
        expect.anything(),
      ),
    );
  });

  it('are given to somebody in place', async () => {
    const updateActionItem = jest.fn(async ({ id, body }) => ({
      ...nobodys.find(row => row.id === id)!,
      ...body,
    }));
    const { user } = renderPage(
      { actionItems: answer(nobodys), updateActionItem },
      '?whose=all',
    );
    await user.click(
      await screen.findByRole('button', { name: 'Assign Nobody does it' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Who will do it?',
    });
    const assign = within(dialog).getByRole('button', { name: 'Assign' });
    expect(assign).toBeDisabled();
    await user.type(
      within(dialog).getByRole('textbox', { name: 'New owner' }),
      'user:default/ada',
    );
    await user.click(
      await screen.findByRole('option', { name: /user:default\/ada/ }),
    );
    await user.click(assign);
    expect(updateActionItem).toHaveBeenCalledWith({
      id: 'n',
      body: { owner: 'user:default/ada' },
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(
      screen.queryByRole('button', { name: 'Assign Nobody does it' }),
    ).toBeNull();
  });

  it('are handed over when their owner left, after it is said what', async () => {
    const handOver = jest.fn(async () => ({
      changed: [change, { ...change, actionItemId: null, description: '' }],
      refused: [{ ...change, description: 'Not yours', reason: 'May not' }],
      more: false,
    }));
    const { user, view, api } = renderPage(
      {
        actionItems: answer(nobodys),
        goneOwners: async () =>
          // Twice: planned and done. Then nobody is gone any more.
          handOver.mock.calls.length > 1
            ? pageOf()
            : pageOf({
                entityRef: LEFT,
                goneSince: '2026-11-12T08:00:00.000Z',
                actionItems: 1,
                commanderOf: 2,
              }),
        handOver,
      },
      '?whose=teams',
    );
    const gone = await screen.findByRole('list', {
      name: 'Owners no longer in the catalog',
    });
    expect(gone).toHaveTextContent('1 action item · commander of 2 incidents');
    await user.click(
      within(gone).getByRole('button', { name: 'Reassign all items of left' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.type(
      within(dialog).getByRole('textbox', { name: 'New owner' }),
      'user:default/ada',
    );
    await user.click(
      await screen.findByRole('option', { name: /user:default\/ada/ }),
    );
    expect(
      await within(dialog).findByText('2 changes, all to ada'),
    ).toBeInTheDocument();
    expect(within(dialog).getByText('1 not changed')).toBeInTheDocument();
    expect(dialog).toHaveTextContent('PM-12: Incident commander');
    expect(handOver.mock.calls).toEqual([
      [
        { body: { from: LEFT, to: 'user:default/ada', dryRun: true } },
        expect.anything(),
      ],
    ]);
    expect(await axe(view.container)).toHaveNoViolations();
    const before = api.goneOwners.mock.calls.length;
    await user.click(
      within(dialog).getByRole('button', { name: 'Reassign all' }),
    );
    expect(
      await screen.findByRole('dialog', { name: '2 reassigned to ada' }),
    ).toBeInTheDocument();
    expect(handOver).toHaveBeenLastCalledWith({
      body: { from: LEFT, to: 'user:default/ada' },
    });
    await waitFor(() =>
      expect(api.goneOwners.mock.calls.length).toBeGreaterThan(before),
    );
    await waitFor(() =>
      expect(screen.queryByText(/^Owners no longer in the catalog/)).toBeNull(),
    );
    // What was done is still said.
    expect(
      screen.getByRole('dialog', { name: '2 reassigned to ada' }),
    ).toBeInTheDocument();
  });

  it('go to paper and into a spreadsheet, all pages of them', async () => {
    const many = Array.from({ length: 130 }, (_, n) =>
      actionItem({ id: `id ${n}`, description: `item ${n}.` }),
    );
    const print = jest.spyOn(window, 'print').mockImplementation(() => {});
    const saved: Blob[] = [];
    URL.createObjectURL = blob => {
      saved.push(blob as Blob);
      return 'blob:1';
    };
    URL.revokeObjectURL = () => {};
    const { user, api } = renderPage(
      {
        actionItems: answer([...many, ...nobodys]),
        actionItemsCsv: async () => 'a,b',
      },
      '?whose=all',
    );
    // The header takes up the buttons with the first of the page.
    await screen.findByRole('list', { name: 'Overdue' });
    await user.click(screen.getByRole('button', { name: 'Download CSV' }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(api.actionItemsCsv).toHaveBeenCalledWith({
      query: { status: ['open', 'in-progress'] },
    });
    await user.click(screen.getByRole('button', { name: 'Print' }));
    const cell = await screen.findByText('https://tickets.example.com/T-7');
    expect(print).toHaveBeenCalledTimes(1);
    const row = cell.closest('tr')!;
    expect(row).toHaveTextContent('left (not in the catalog)');
    expect(row).toHaveTextContent('first due 1 Jan 2020, moved 3 times');
    expect(screen.getByText(/^132 action items, /)).toBeInTheDocument();
    act(() => {
      window.dispatchEvent(new Event('afterprint'));
    });
    await waitFor(() =>
      expect(screen.queryByText('https://tickets.example.com/T-7')).toBeNull(),
    );
    print.mockRestore();
  });
});

it('is where the address of my own leads, with its filters', async () => {
  const { api } = renderPage(
    { actionItems: answer(rows) },
    '?show=done',
    '/my-action-items',
  );
  expect(
    await screen.findByRole('heading', { name: 'Action items' }),
  ).toBeInTheDocument();
  await waitFor(() =>
    expect(api.actionItems).toHaveBeenCalledWith(
      {
        query: expect.objectContaining({ owner: 'me', status: ['done'] }),
      },
      expect.anything(),
    ),
  );
});
