// SPDX-License-Identifier: Apache-2.0

import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  Postmortem,
  PostmortemsApi,
  toInput,
} from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { apiMock } from '../../__testUtils__/apiMock';
import { actionItem } from '../../__testUtils__/fixtures';
import plugin from '../../index';
import { postmortem, refusal, uuid } from './__testUtils__/postmortem';

jest.setTimeout(60_000);

const known = (kind: string, name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
});

function renderPage(
  shown: Postmortem,
  methods: Partial<PostmortemsApi> = {},
  path = '/postmortems/12',
) {
  const api = apiMock({ get: async () => shown, ...methods });
  const view = renderTestApp({
    features: [plugin],
    apis: [
      api,
      [
        catalogApiRef,
        catalogApiMock({
          entities: [known('Component', 'payment'), known('User', 'ada')],
        }),
      ],
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

const section = async (name: string) =>
  within(await screen.findByRole('region', { name }));

async function choose(
  user: ReturnType<typeof userEvent.setup>,
  menu: string,
  item: string,
) {
  await user.click(await screen.findByRole('button', { name: menu }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
}

it('tells the incident', async () => {
  const { view } = renderPage(postmortem());

  expect(
    await screen.findByRole('heading', {
      name: 'PM-12 Payments timed out',
      level: 2,
    }),
  ).toBeInTheDocument();

  const short = await section('In short');
  // What draws Markdown is loaded late.
  expect((await short.findByText('over 30 s')).tagName).toBe('STRONG');
  expect(short.getByText('4,200')).toBeInTheDocument();
  expect(short.getByText('yes')).toBeInTheDocument();
  // The catalog does not know Bo.
  expect(
    await short.findByText('(unknown)', { exact: false }),
  ).toHaveTextContent('bo (unknown)');

  const bar = within(
    short.getByRole('list', { name: 'From start to resolution' }),
  );
  expect(bar.getAllByRole('listitem').map(item => item.textContent)).toEqual([
    expect.stringContaining('started12 Oct 2026, 23:40'),
    expect.stringContaining('detected23:49'),
    expect.stringContaining('resolved13 Oct 2026, 01:40'),
  ]);
  expect(bar.getAllByRole('listitem')[1]).toHaveTextContent('1 h 51 min');
  expect(
    short.getByText('Not recorded: acknowledged, mitigated.', { exact: false }),
  ).toBeInTheDocument();
  expect(
    short.getByText(/^The timeline says resolved at 2026-10-13 01:30/),
  ).toBeInTheDocument();

  const timeline = await section('Timeline');
  expect(
    timeline.getAllByRole('listitem').map(item => item.textContent),
  ).toEqual([
    'Mon 12 Oct 2026',
    '23:49DetectedAlert fires',
    'time unknownPagedSomebody phoned',
    '27 min with no entry',
    'Tue 13 Oct 2026',
    '00:16HypothesisThe acquirer is slow',
    '1 h 14 min with no entry',
    '01:30ResolvedPool raised',
  ]);

  const whys = await section('Why?');
  expect(
    within(whys.getAllByRole('listitem')[0]).getByRole('listitem'),
  ).toHaveTextContent('Why?The pool was exhausted.');
  expect(whys.getByRole('link', { name: /^Evidence/ })).toHaveAttribute(
    'href',
    'https://grafana.example/pool',
  );
  expect(
    whys.getByRole('heading', { name: 'Root cause', level: 4 }),
  ).toBeInTheDocument();

  // A heading in somebody's text stays below those of the page.
  const other = await section('Supporting information');
  expect(
    other.getByRole('heading', { name: 'Queries', level: 4 }),
  ).toBeInTheDocument();

  expect(await axe(view.container)).toHaveNoViolations();
});

it('shows times in another zone', async () => {
  const { user } = renderPage(postmortem());
  const timeline = await section('Timeline');
  await user.selectOptions(timeline.getByLabelText('Times in'), 'UTC');
  expect(timeline.getByText('21:49')).toBeInTheDocument();
  const short = await section('In short');
  expect(short.getByText('Times in UTC', { exact: false })).toBeInTheDocument();
});

it('shows another postmortem in its own time zone, and never in the place of the first', async () => {
  let answer: (found: Postmortem) => void = () => {};
  const { user } = renderPage(postmortem(), {
    get: async ({ id }) =>
      id === '12'
        ? postmortem({ summary: 'As in [the other](/postmortems/31).' })
        : new Promise<Postmortem>(resolve => {
            answer = resolve;
          }),
  });
  const timeline = await section('Timeline');
  await user.selectOptions(timeline.getByLabelText('Times in'), 'UTC');
  await user.click(screen.getByRole('link', { name: 'the other' }));

  await waitFor(() =>
    expect(screen.queryByRole('region', { name: 'Timeline' })).toBeNull(),
  );
  await act(async () =>
    answer(
      postmortem(
        { title: 'Far away', timeZone: 'Asia/Tokyo' },
        { id: uuid(99), number: 31 },
      ),
    ),
  );
  expect(
    await screen.findByRole('heading', { name: 'PM-31 Far away' }),
  ).toBeInTheDocument();
  const other = await section('Timeline');
  expect(other.getByLabelText('Times in')).toHaveValue('Asia/Tokyo');
  expect(other.getByText('06:49')).toBeInTheDocument();
});

it('changes an action item in place and shows it at once', async () => {
  const saved = actionItem({
    id: uuid(31),
    description: 'Add a pool-size gate',
    status: 'done',
    doneAt: '2026-11-20T10:00:00.000Z',
  });
  const { api, user } = renderPage(postmortem(), {
    updateActionItem: async () => saved,
  });
  const items = await section('Action items');
  expect(items.getByText('1 of 2 done')).toBeInTheDocument();
  await user.selectOptions(
    items.getByRole('combobox', { name: 'Status of Add a pool-size gate' }),
    'done',
  );
  expect(await items.findByText('2 of 2 done')).toBeInTheDocument();
  expect(await items.findByText('done on 20 Nov 2026')).toBeInTheDocument();
  expect(api.updateActionItem).toHaveBeenCalledWith({
    id: uuid(31),
    body: { status: 'done' },
  });
  expect(
    await screen.findByRole('button', { name: 'Undo' }),
  ).toBeInTheDocument();
  await waitFor(() => expect(api.get).toHaveBeenCalledTimes(2));
});

it('tells how a promise was moved, and by whom', async () => {
  const id = uuid(31);
  const actionItemHistory = jest.fn(async () => ({
    items: [
      {
        kind: 'changed' as const,
        at: '2026-10-20T08:00:00.000Z',
        actor: 'user:default/ada',
        changes: {
          dueDate: { from: '2026-11-01', to: '2026-12-01' },
          owner: { from: null, to: 'user:default/bo' },
        },
        edited: ['description' as const],
      },
      {
        kind: 'published' as const,
        at: '2026-10-14T08:00:00.000Z',
        actor: 'user:default/ada',
        changes: { status: { from: null, to: 'open' } },
        edited: [],
      },
    ],
    totalItems: 2,
  }));
  const { user } = renderPage(
    postmortem(
      { actionItems: [{ id, description: 'Add a gate' }] },
      {
        movedActionItems: [{ id, firstDueDate: '2026-11-01', dueDateMoves: 3 }],
      },
    ),
    { actionItemHistory },
  );
  const items = await section('Action items');
  expect(
    items.getByText('first due 1 Nov 2026, moved 3 times'),
  ).toBeInTheDocument();
  const button = items.getByRole('button', {
    name: 'History of Add a gate',
  });
  expect(button).toHaveAttribute('aria-expanded', 'false');
  await user.click(button);
  expect(await items.findByText(/1 Nov 2026 → 1 Dec 2026/)).toHaveTextContent(
    /ada: owner none → bo \(unknown\); due 1 Nov 2026 → 1 Dec 2026; description edited$/,
  );
  expect(items.getByText(/published; status Open/)).toBeInTheDocument();
  expect(actionItemHistory).toHaveBeenCalledTimes(1);
  await user.click(button);
  expect(items.queryByText(/published; status Open/)).toBeNull();
});

it('has no history of a draft, which promises nothing', async () => {
  renderPage(
    postmortem(
      { actionItems: [{ id: uuid(31), description: 'Add a gate' }] },
      { status: 'draft' },
    ),
  );
  const items = await section('Action items');
  expect(items.queryByRole('button', { name: /^History/ })).toBeNull();
});

it('offers only what the reader may do', async () => {
  renderPage(
    postmortem(
      {
        visibility: 'restricted',
        actionItems: [
          { id: uuid(1), description: 'Mine', owner: 'user:default/ada' },
          { id: uuid(2), description: 'Not mine', owner: 'user:default/bo' },
        ],
      },
      { can: { update: false, publish: false, delete: false } },
    ),
  );
  expect(
    await screen.findByText(
      'Restricted to the people who took part and named readers',
    ),
  ).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /^Edit/ })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Publish' })).toBeNull();
  // Owners may update their own action items.
  const items = await section('Action items');
  expect(
    await items.findByRole('combobox', { name: 'Status of Mine' }),
  ).toBeInTheDocument();
  expect(
    items.queryByRole('combobox', { name: 'Status of Not mine' }),
  ).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'More actions' }));
  expect(
    (await screen.findAllByRole('menuitem')).map(item => item.textContent),
  ).toEqual(['Print']);
});

it('says what publishing still wants and leads to the fields', async () => {
  const { api, user } = renderPage(
    postmortem(
      {
        lessonsLearned: '',
        actionItems: [{ id: uuid(1), description: 'Add a gate' }],
      },
      { status: 'draft' },
    ),
  );
  const link = {
    name: 'Action item “Add a gate”: Choose who owns this action item.',
  };
  expect(await screen.findByRole('link', link)).toHaveAttribute(
    'href',
    `/postmortems/12/edit#actionItems.${uuid(1)}.owner`,
  );
  await user.click(screen.getByRole('button', { name: 'Publish' }));
  const dialog = within(
    await screen.findByRole('dialog', {
      name: 'Publishing still wants 3 things',
    }),
  );
  expect(dialog.getAllByRole('link')).toHaveLength(3);
  expect(api.publish).not.toHaveBeenCalled();
});

it('publishes, and shows what the server refused', async () => {
  const unmet = [
    { field: 'impact', code: 'newer', message: 'Say who was affected.' },
  ];
  const error = await refusal(400, { unmet });
  const publish = jest
    .fn()
    .mockRejectedValueOnce(error)
    .mockResolvedValueOnce(postmortem());
  const { api, user } = renderPage(postmortem({}, { status: 'draft' }), {
    publish,
  });
  await user.click(await screen.findByRole('button', { name: 'Publish' }));
  const dialog = await screen.findByRole('dialog', {
    name: 'Publishing still wants 1 thing',
  });
  expect(
    within(dialog).getByRole('link', { name: 'Say who was affected.' }),
  ).toHaveAttribute('href', '/postmortems/12/edit#impact');
  await user.click(within(dialog).getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(dialog).not.toBeInTheDocument());

  await user.click(screen.getByRole('button', { name: 'Publish' }));
  expect(await screen.findByText('PM-12 is published')).toBeInTheDocument();
  expect(publish).toHaveBeenLastCalledWith({ id: '12', version: 3 });
  // Once at first, then after each attempt.
  await waitFor(() => expect(api.get).toHaveBeenCalledTimes(3));
});

it('copies the Markdown', async () => {
  const { api, user } = renderPage(postmortem(), {
    markdown: async () => '# PM-12',
  });
  await choose(user, 'Markdown', 'Copy as Markdown');
  expect(
    await screen.findByText('Copied PM-12 as Markdown'),
  ).toBeInTheDocument();
  expect(api.markdown).toHaveBeenCalledWith({ id: '12' });
});

it('says that it could not be copied, and where the text is to be had', async () => {
  const { user } = renderPage(postmortem(), {
    markdown: async () => '# PM-12',
  });
  const refuse = jest
    .spyOn(navigator.clipboard, 'writeText')
    .mockRejectedValue(new Error('not allowed'));
  await choose(user, 'Markdown', 'Copy as Markdown');
  expect(
    await screen.findByText(/^Not copied: .*“Download .md”/),
  ).toBeInTheDocument();
  expect(refuse).toHaveBeenCalledWith('# PM-12');
  expect(screen.queryByText(/^Copied/)).toBeNull();
});

it('asks before it deletes, and stays when that fails', async () => {
  const remove = jest
    .fn()
    .mockRejectedValueOnce(await refusal(500, { message: 'boom' }))
    .mockResolvedValueOnce(undefined);
  const { user } = renderPage(postmortem(), { delete: remove });
  await choose(user, 'More actions', 'Delete');
  const confirm = await screen.findByRole('button', { name: 'Delete it' });
  expect(remove).not.toHaveBeenCalled();
  await user.click(confirm);
  expect(
    await screen.findByText(/^It is still there: the server could not do it/),
  ).toBeInTheDocument();
  await user.click(confirm);
  expect(
    await screen.findByRole('heading', { name: 'All postmortems', level: 2 }),
  ).toBeInTheDocument();
  expect(remove).toHaveBeenLastCalledWith({ id: '12' });
});

it.each(['#100%', '#%E0%A4%A', '#in-short', '#%69n-short'])(
  'opens at whatever stands behind its address: %s',
  async hash => {
    const shown = jest.fn();
    Element.prototype.scrollIntoView = function scrollIntoView() {
      shown(this.id);
    };
    renderPage(postmortem(), {}, `/postmortems/PM-12${hash}`);
    expect(await section('Lessons learned')).toBeDefined();
    await waitFor(() =>
      expect(shown.mock.calls).toEqual(
        hash.endsWith('n-short') ? [['in-short']] : [],
      ),
    );
  },
);

it.each([
  ['affectedSystems', 'component', 'Show all 20'],
  ['participants', 'user', 'Show all 20'],
] as const)(
  'shows twelve of many %s, and all on demand and on paper',
  async (name, kind, button) => {
    const refs = Array.from({ length: 20 }, (_, n) => `${kind}:default/n${n}x`);
    const { user } = renderPage(postmortem({ [name]: refs }));
    const short = await section('In short');
    // None of them is in the catalog.
    await waitFor(() =>
      expect(short.getByText('n11x').parentElement).toHaveTextContent(
        'n11x (unknown)',
      ),
    );
    expect(short.queryByText('n12x')).toBeNull();
    await user.click(short.getByRole('button', { name: button }));
    expect(short.getByText('n19x')).toBeInTheDocument();
    // The button has gone: one reads on where the list was cut.
    expect(document.activeElement).toHaveTextContent(/^n12x/);
  },
);

it('has every affected system on paper', async () => {
  const refs = Array.from({ length: 20 }, (_, n) => `api:default/n${n}x`);
  renderPage(postmortem({ affectedSystems: refs }));
  const short = await section('In short');
  await short.findByRole('button', { name: 'Show all 20' });
  act(() => {
    window.dispatchEvent(new Event('beforeprint'));
  });
  expect(short.getByText('n19x')).toBeInTheDocument();
  expect(short.queryByRole('button', { name: 'Show all 20' })).toBeNull();
});

it('names an owner as everywhere, by its kind only beside another of that name', async () => {
  renderPage(
    postmortem({
      affectedSystems: ['component:default/shop', 'api:default/shop'],
      actionItems: [
        {
          ...toInput(postmortem()).actionItems[0],
          owner: 'group:default/guests',
        },
      ],
    }),
  );
  const items = await section('Action items');
  await waitFor(() =>
    expect(items.getByRole('listitem')).toHaveTextContent(/guests \(unknown\)/),
  );
  expect(items.getByRole('listitem')).not.toHaveTextContent('group:');
  const short = await section('In short');
  expect(await short.findByText('api:shop')).toBeInTheDocument();
  expect(short.getByText('component:shop')).toBeInTheDocument();
});

it('lets the browser read the file before it takes it away', async () => {
  const revoke = jest.fn();
  URL.createObjectURL = () => 'blob:1';
  URL.revokeObjectURL = revoke;
  const { user, api } = renderPage(postmortem(), {
    markdown: jest.fn(async () => '# PM-12'),
  });
  const timers = jest.spyOn(window, 'setTimeout');
  await choose(user, 'Markdown', 'Download .md');
  await waitFor(() =>
    expect(timers).toHaveBeenCalledWith(expect.any(Function), 60_000),
  );
  expect(revoke).not.toHaveBeenCalled();
  expect(api).toBeDefined();
});

it('helps where there is nothing to read', async () => {
  const error = await refusal(404, { name: 'NotFoundError' });
  const { view } = renderPage(
    postmortem(),
    { get: () => Promise.reject(error) },
    '/postmortems/pm-99',
  );
  expect(
    await screen.findByRole('heading', {
      name: 'There is no PM-99, or it is restricted',
    }),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'All postmortems' }),
  ).toHaveAttribute('href', '/postmortems');
  expect(await axe(view.container)).toHaveNoViolations();
});

it('draws a draft that has only a title', async () => {
  renderPage(
    postmortem(
      {
        ...Object.fromEntries(
          Object.keys(toInput(postmortem())).map(key => [key, undefined]),
        ),
        title: 'Begun',
        visibility: 'internal',
        readers: [],
      },
      { status: 'draft' },
    ),
  );
  const short = await section('In short');
  expect(short.getByText('No summary yet.')).toBeInTheDocument();
  expect(short.getByText('No times recorded.')).toBeInTheDocument();
  expect(
    (await section('Timeline')).getByText('No timeline yet.'),
  ).toBeInTheDocument();
  expect(
    (await section('Why?')).getByText('No root cause yet.'),
  ).toBeInTheDocument();
  expect(
    (await section('Action items')).getByText('No action items.'),
  ).toBeInTheDocument();
});

it('shows the first hundred of a long timeline, and all on paper', async () => {
  const { user } = renderPage(
    postmortem({
      timeline: Array.from({ length: 500 }, (_, n) => ({
        id: uuid(1000 + n),
        at: new Date(Date.UTC(2026, 9, 12, 21, 40) + n * 1000).toISOString(),
        text: `entry ${n}`,
      })),
      actionItems: Array.from({ length: 60 }, (_, n) => ({
        id: uuid(2000 + n),
        description: `action ${n}`,
      })),
    }),
  );
  const timeline = await section('Timeline');
  expect(timeline.queryByText('entry 200')).toBeNull();
  await user.click(
    timeline.getByRole('button', { name: 'Show all 500 entries' }),
  );
  expect(timeline.getByText('entry 499')).toBeInTheDocument();

  const items = await section('Action items');
  expect(items.queryByText('action 59')).toBeNull();
  window.dispatchEvent(new Event('beforeprint'));
  expect(await items.findByText('action 59')).toBeInTheDocument();
});
