// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  PostmortemsApi,
  RecurringCause,
  Unfinished,
} from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import {
  cause,
  causeDetails,
  causeRef,
  entity,
  overview,
  pageOf,
  possibleRecurrence,
  postmortemRef,
  recurringCause,
  unfinished,
} from '../../__testUtils__/fixtures';
import { refusal } from '../../__testUtils__/refusal';
import plugin from '../../index';
import { postmortem } from '../postmortem/__testUtils__/postmortem';

jest.setTimeout(60_000);

function renderTab(
  methods: Partial<PostmortemsApi>,
  options: { query?: string } = {},
) {
  const api = apiMock(methods);
  const catalog = catalogApiMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(() => undefined),
    }),
  });
  renderTestApp({
    features: [plugin],
    apis: [api, mockApis.permission(), catalog],
    extensions: [createTestEntityPage({ entity })],
    config: { app: { extensions: [{ 'entity-card:postmortems': false }] } },
    initialRouteEntries: [`/${options.query ?? ''}`],
  });
  return { api, catalog, user: userEvent.setup({ delay: null }) };
}

const recurringCauses = async () =>
  within(await screen.findByRole('region', { name: 'Recurring root causes' }));

it('leads with what recurred and what had been promised against it', async () => {
  renderTab({
    systemOverview: async () =>
      overview({ recurringCauses: [recurringCause()] }),
  });
  const section = await recurringCauses();
  expect(
    section.getByRole('link', { name: 'No performance gate' }),
  ).toHaveAttribute('href', '/postmortems/causes/c1');
  expect(
    section.getByText(/^2 times · last \d+ days ago$/),
  ).toBeInTheDocument();
  expect(section.getByText(/31 days between on average/)).toBeInTheDocument();
  expect(section.getByText(/Process gap/)).toBeInTheDocument();
  const promise = section.getByText(/recurred while/);
  expect(promise).toHaveTextContent(
    /recurred while PM-12 “Add a pool-size gate” was open — still open, overdue \d+ days/,
  );
  expect(within(promise).getByRole('link')).toHaveAttribute(
    'href',
    '/postmortems/PM-12',
  );
  expect(section.getByRole('link', { name: 'PM-19' })).toBeInTheDocument();
  expect(
    await axe(screen.getByRole('region', { name: 'Recurring root causes' })),
  ).toHaveNoViolations();
});

it('says how a promise that was broken has ended', async () => {
  const item = unfinished({
    status: 'done',
    doneAt: '2026-11-20T10:00:00.000Z',
    daysOverdue: 7,
  });
  renderTab({
    systemOverview: async () =>
      overview({
        recurringCauses: [
          recurringCause({ unfinished: { items: [item], totalItems: 1 } }),
        ],
      }),
  });
  const section = await recurringCauses();
  expect(section.getByText(/recurred while/)).toHaveTextContent(
    /was open \(overdue 7 days then\) — done on 20 Nov 2026/,
  );
});

it('tells of the two most telling promises, and of the others when asked', async () => {
  const promises = [
    { id: 'p1', description: 'Done since', status: 'done', daysOverdue: 90 },
    { id: 'p2', description: 'In time yet', due: 'soon', daysOverdue: null },
    { id: 'p3', description: 'Late', daysOverdue: 5 },
    { id: 'p4', description: 'Very late', daysOverdue: 40 },
  ].map(values => unfinished(values as Partial<Unfinished>));
  const [done, inTime, late, veryLate] = promises;
  const { occurrences: _, ...recurring } = recurringCause();
  const causeRecurrence = jest
    .fn()
    .mockRejectedValueOnce(refusal(503, { message: 'not now' }))
    .mockResolvedValue({
      ...recurring,
      // The same promise was broken twice; it is told once.
      occurrences: [
        { ...postmortemRef({ number: 19 }), unfinished: promises },
        { ...postmortemRef(), unfinished: [veryLate] },
      ],
    } satisfies RecurringCause);
  const { api, user } = renderTab({
    systemOverview: async () =>
      overview({
        recurringCauses: [
          recurringCause({
            times: 9,
            unfinished: { items: [veryLate, late, inTime], totalItems: 4 },
          }),
        ],
      }),
    causeRecurrence,
  });
  const section = await recurringCauses();
  const shownPromises = () =>
    section
      .getAllByText(/recurred while/)
      .map(line => /“(.*)”/.exec(line.textContent!)![1]);
  expect(shownPromises()).toEqual(['Very late', 'Late']);
  expect(
    screen.getByRole('region', { name: 'Recurring root causes' }),
  ).toHaveTextContent('PM-19, PM-12 and 7 more');
  expect(api.causeRecurrence).not.toHaveBeenCalled();
  await user.click(section.getByRole('button', { name: 'and 2 more' }));
  expect(
    await section.findByText('The others could not be loaded'),
  ).toBeInTheDocument();
  await user.click(section.getByRole('button', { name: 'Try again' }));
  await waitFor(() =>
    expect(shownPromises()).toEqual([
      veryLate.description,
      late.description,
      inTime.description,
      done.description,
    ]),
  );
  expect(api.causeRecurrence).toHaveBeenLastCalledWith(
    {
      id: 'c1',
      query: { system: ['component:default/payment'], withParts: undefined },
    },
    expect.anything(),
  );
  expect(section.queryByRole('button', { name: /more/ })).toBeNull();
});

it('leads to the causes that recurred and are not told of here', async () => {
  renderTab({
    systemOverview: async () =>
      overview({ recurringCauses: [recurringCause()], moreRecurringCauses: 3 }),
  });
  const section = await recurringCauses();
  expect(section.getByRole('button', { name: 'and 3 more' })).toHaveAttribute(
    'href',
    '/postmortems/causes?system=component%3Adefault%2Fpayment&recurring=true',
  );
});

it('asks the catalog once for the services of all causes', async () => {
  const recurring = recurringCause();
  const systems = ['component:default/payment', 'component:default/checkout'];
  const { catalog } = renderTab({
    systemOverview: async () =>
      overview({
        recurringCauses: ['c1', 'c2', 'c3'].map(id => ({
          ...recurring,
          systems,
          totalSystems: systems.length,
          cause: { ...recurring.cause, id },
        })),
      }),
  });
  const section = await recurringCauses();
  await waitFor(() =>
    expect(section.getAllByText(/unknown/)).toHaveLength(systems.length * 3),
  );
  const lookups = catalog.getEntitiesByRefs.mock.calls.filter(
    ([{ entityRefs }]) => entityRefs.includes(systems[1]),
  );
  expect(lookups).toHaveLength(1);
});

it('praises what has been quiet since it was fixed', async () => {
  const ago = (days: number) =>
    new Date(Date.now() - days * 86_400_000).toISOString();
  const recurring = recurringCause();
  const once = { id: 'c7', name: 'No failover', category: 'process-gap' };
  renderTab({
    systemOverview: async () =>
      overview({
        recurringCauses: [recurring],
        quietFixes: [
          { cause: once, doneAt: ago(45), number: 9 },
          { cause: recurring.cause, doneAt: ago(250), number: 12 },
        ],
      }),
  });
  const section = await recurringCauses();
  const [row] = section.getAllByRole('listitem');
  expect(row).toHaveTextContent('Quiet for 8 months since PM-12’s fix');
  const praised = within(
    section.getByRole('list', {
      name: "Root causes that haven't recurred since they were fixed",
    }),
  );
  const line = praised.getByRole('listitem');
  expect(line).toHaveTextContent(
    'Quiet for 45 days since PM-9’s fix: No failover',
  );
  expect(
    within(line).getByRole('link', { name: 'No failover' }),
  ).toHaveAttribute('href', '/postmortems/causes/c7');
  expect(
    await axe(screen.getByRole('region', { name: 'Recurring root causes' })),
  ).toHaveNoViolations();
});

it('says quietly that nothing recurred', async () => {
  renderTab({});
  expect(
    await screen.findByText('No root cause recurred here within a year.'),
  ).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /possible/ })).toBeNull();
  expect(
    screen.queryByRole('heading', { name: 'Recurring root causes' }),
  ).toBeNull();
});

it('confirms a possible recurrence, and the figures follow', async () => {
  const setCauses = jest.fn(async () => postmortem());
  // Another one repeats the one that gets a cause here.
  const other = possibleRecurrence({
    postmortem: postmortemRef({ id: 'a5', number: 33 }),
    earlier: possibleRecurrence().postmortem,
    causes: [],
  });
  const systemPossibleRecurrences = jest
    .fn()
    .mockResolvedValueOnce({ items: [possibleRecurrence(), other] })
    .mockResolvedValue({
      items: [{ ...other, causes: possibleRecurrence().causes }],
    });
  const { api, user } = renderTab({
    systemPossibleRecurrences,
    get: async () => postmortem({}, { causeIds: ['c9'], version: 4 }),
    setCauses,
  });
  const toggle = await screen.findByRole('button', {
    name: '2 possible recurrences',
  });
  expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await user.click(toggle);
  const section = await recurringCauses();
  const pairs = () => section.getAllByText(/may repeat/);
  expect(pairs()[0]).toHaveTextContent(
    'PM-31 Vouchers took the pool may repeat PM-12 Checkout was slow',
  );
  expect(
    section.getAllByText(
      '0.46 = text 0.31 (pool, exhaust) + same service (payment) 0.15',
    ),
  ).toHaveLength(2);
  await user.click(
    section.getByRole('button', { name: 'Same cause: No performance gate' }),
  );
  await waitFor(() =>
    expect(setCauses).toHaveBeenCalledWith({
      id: 'a4',
      version: 4,
      body: { causeIds: ['c9', 'c1'] },
    }),
  );
  await waitFor(() => expect(api.systemOverview).toHaveBeenCalledTimes(2));
  await waitFor(() => expect(pairs()).toHaveLength(1));
  expect(pairs()[0]).toHaveTextContent(/^PM-33 .* may repeat PM-31/);
  expect(
    await section.findByRole('button', {
      name: 'Same cause: No performance gate',
    }),
  ).toBeInTheDocument();
});

it('gives the earlier one the cause of the later, where it lacks it', async () => {
  const setCauses = jest.fn(async () => postmortem());
  const { user } = renderTab({
    systemPossibleRecurrences: async () => ({
      items: [possibleRecurrence({ causes: [{ ...causeRef, of: 'later' }] })],
    }),
    get: async () => postmortem({}, { causeIds: [], version: 4 }),
    setCauses,
  });
  await user.click(
    await screen.findByRole('button', { name: '1 possible recurrence' }),
  );
  expect(screen.queryByRole('button', { name: /name it/ })).toBeNull();
  await user.click(
    screen.getByRole('button', { name: 'Same cause: No performance gate' }),
  );
  await waitFor(() =>
    expect(setCauses).toHaveBeenCalledWith({
      id: 'a1',
      version: 4,
      body: { causeIds: ['c1'] },
    }),
  );
  expect(
    await screen.findByText('PM-12 is confirmed: No performance gate'),
  ).toBeInTheDocument();
});

it('shows a reader the pairs, and only what they may do with them', async () => {
  const rejectSimilar = jest.fn();
  const { user } = renderTab({
    systemPossibleRecurrences: async () => ({
      items: [
        possibleRecurrence({
          can: { updateLater: false, updateEarlier: false },
        }),
        possibleRecurrence({
          postmortem: postmortemRef({ id: 'a5', number: 33 }),
          causes: [{ ...causeRef, of: 'earlier' }],
          can: { updateLater: false, updateEarlier: true },
        }),
      ],
    }),
    rejectSimilar,
  });
  await user.click(
    await screen.findByRole('button', { name: '2 possible recurrences' }),
  );
  expect(screen.getAllByText(/may repeat/)).toHaveLength(2);
  expect(screen.queryByRole('button', { name: /Same cause/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: /are not the same/ }));
  expect(rejectSimilar).toHaveBeenCalledWith({ id: 'a1', otherId: 'a5' });
});

it('confirms a known cause for both, and says when one is not done', async () => {
  const setCauses = jest
    .fn()
    .mockResolvedValueOnce(postmortem())
    .mockRejectedValueOnce(refusal(404, { message: 'gone' }));
  const { api, user } = renderTab({
    systemPossibleRecurrences: async () => ({
      items: [possibleRecurrence({ causes: [] })],
    }),
    causes: async () => pageOf(cause({ id: 'c2', name: 'No owner' })),
    get: async () => postmortem(),
    setCauses,
  });
  await user.click(
    await screen.findByRole('button', { name: '1 possible recurrence' }),
  );
  await user.click(
    screen.getByRole('button', { name: 'Same cause: choose it' }),
  );
  const dialog = within(
    await screen.findByRole('dialog', { name: 'Which cause is it?' }),
  );
  await user.type(dialog.getByRole('textbox', { name: 'Known cause' }), 'own');
  await user.click(await screen.findByRole('option', { name: 'No owner' }));
  await user.click(dialog.getByRole('button', { name: 'Confirm' }));
  expect(
    await screen.findByText(
      'PM-12 is confirmed: No owner. PM-31 is not yet: gone',
    ),
  ).toBeInTheDocument();
  expect(setCauses.mock.calls).toEqual([
    [{ id: 'a1', version: 3, body: { causeIds: ['c2'] } }],
    [{ id: 'a4', version: 3, body: { causeIds: ['c2'] } }],
  ]);
  expect(api.systemPossibleRecurrences).toHaveBeenCalledTimes(2);
  expect(screen.getByText(/may repeat/)).toBeInTheDocument();
});

it('creates no cause that could not be confirmed', async () => {
  const createCause = jest.fn();
  const { user } = renderTab({
    systemPossibleRecurrences: async () => ({
      items: [possibleRecurrence({ causes: [] })],
    }),
    get: async () =>
      postmortem(
        {},
        { can: { update: false, publish: false, delete: false }, number: 12 },
      ),
    createCause,
  });
  await user.click(
    await screen.findByRole('button', { name: '1 possible recurrence' }),
  );
  await user.click(
    await screen.findByRole('button', { name: 'Same cause: name it' }),
  );
  const dialog = within(
    await screen.findByRole('dialog', { name: 'Name this cause' }),
  );
  await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'No gate');
  await user.selectOptions(
    dialog.getByRole('combobox', { name: 'Category' }),
    'Process gap',
  );
  await user.click(dialog.getByRole('button', { name: 'Create' }));
  expect(
    await dialog.findByText('Not done: you may not update PM-12'),
  ).toBeInTheDocument();
  expect(createCause).not.toHaveBeenCalled();
});

it('keeps a pair that is not the same away', async () => {
  const rejectSimilar = jest
    .fn()
    .mockRejectedValueOnce(refusal(403, { message: 'not yours' }))
    .mockResolvedValue(undefined);
  const { user } = renderTab({
    systemPossibleRecurrences: async () => ({ items: [possibleRecurrence()] }),
    rejectSimilar,
  });
  await user.click(
    await screen.findByRole('button', { name: '1 possible recurrence' }),
  );
  const reject = screen.getByRole('button', {
    name: 'PM-31 and PM-12 are not the same',
  });
  await user.click(reject);
  expect(await screen.findByText('Not done: not yours')).toBeInTheDocument();
  await user.click(reject);
  await waitFor(() => expect(screen.queryByText(/may repeat/)).toBeNull());
  expect(rejectSimilar).toHaveBeenLastCalledWith({ id: 'a4', otherId: 'a1' });
});

it('names a cause that nobody has named yet, for both', async () => {
  const createCause = jest.fn(async () => cause());
  const setCauses = jest.fn(async () => postmortem());
  const { user } = renderTab({
    systemPossibleRecurrences: async () => ({
      items: [possibleRecurrence({ causes: [] })],
    }),
    get: async () => postmortem(),
    createCause,
    setCauses,
  });
  await user.click(
    await screen.findByRole('button', { name: '1 possible recurrence' }),
  );
  await user.click(
    await screen.findByRole('button', { name: 'Same cause: name it' }),
  );
  const dialog = within(
    await screen.findByRole('dialog', { name: 'Name this cause' }),
  );
  await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'No gate ');
  await user.selectOptions(
    dialog.getByRole('combobox', { name: 'Category' }),
    'Process gap',
  );
  await user.click(dialog.getByRole('button', { name: 'Create' }));
  await waitFor(() => expect(setCauses).toHaveBeenCalledTimes(2));
  expect(createCause).toHaveBeenCalledWith({
    body: { name: 'No gate', category: 'process-gap', description: '' },
  });
  expect(setCauses.mock.calls).toEqual([
    [{ id: 'a1', version: 3, body: { causeIds: ['c1'] } }],
    [{ id: 'a4', version: 3, body: { causeIds: ['c1'] } }],
  ]);
});

it('narrows the list to a cause, found as one types', async () => {
  const { api, user } = renderTab({
    causes: async () => pageOf(cause(), cause({ id: 'c2', name: 'No owner' })),
    cause: async ({ id }) =>
      causeDetails({ ...causeRef, id, name: 'No owner' }),
  });
  const field = await screen.findByRole('textbox', { name: 'Cause' });
  await user.type(field, 'own');
  await waitFor(() =>
    expect(api.causes).toHaveBeenLastCalledWith(
      {
        query: expect.objectContaining({
          q: 'own',
          system: ['component:default/payment'],
        }),
      },
      { signal: expect.any(AbortSignal) },
    ),
  );
  await user.click(await screen.findByRole('option', { name: 'No owner' }));
  await waitFor(() =>
    expect(api.list).toHaveBeenLastCalledWith(
      { query: expect.objectContaining({ cause: 'c2' }) },
      expect.anything(),
    ),
  );
  await waitFor(() => expect(field).toHaveValue('No owner'));
});
