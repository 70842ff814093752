// SPDX-License-Identifier: Apache-2.0

import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { axe } from 'jest-axe';
import { FakeLocks } from './__testUtils__/FakeLocks';
import { FakeServer } from './__testUtils__/FakeServer';
import { renderEditor } from './__testUtils__/renderEditor';

jest.setTimeout(120_000);

beforeEach(() => window.localStorage.clear());

const open = (server = new FakeServer(), query = '') => ({
  server,
  ...renderEditor({
    path: `/postmortems/new${query}`,
    api: {
      create: server.create,
      save: server.save,
      publish: server.publish,
      get: server.get,
    },
  }),
});

const field = (name: string) =>
  screen.findByLabelText(
    name,
    { selector: 'input,textarea' },
    { timeout: 20_000 },
  );

/** Writes into a field at once, as from the clipboard. */
async function fill(name: string, text: string) {
  const input = await field(name);
  act(() => input.focus());
  fireEvent.change(input, { target: { value: text } });
}

it('is filled with the service it was opened from, and saved by itself', async () => {
  const { server, user, address } = open(
    new FakeServer(),
    '?system=component:default/payment',
  );
  await fill('Title', 'Slow');
  const title = await field('Title');
  expect(screen.getByText('payment')).toBeInTheDocument();
  expect(screen.getByText('Not saved yet')).toBeInTheDocument();
  expect(await screen.findByText(/Kept in this browser/)).toBeInTheDocument();

  expect(
    await screen.findByText(/^Saved \d\d:\d\d$/, {}, { timeout: 15_000 }),
  ).toBeInTheDocument();
  expect(server.current).toMatchObject({
    title: 'Slow',
    affectedSystems: ['component:default/payment'],
    incidentCommander: null,
  });
  expect(address.path).toBe('/postmortems/PM-12/edit');
  // The form is the one that was written in.
  expect(title).toBeInTheDocument();
  expect(title).toHaveFocus();

  await fill('Impact', 'Everybody waited');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(server.current?.impact).toBe('Everybody waited'));
  expect(server.current?.version).toBe(2);
});

it('is the draft, and not an empty form, when one comes back from another postmortem', async () => {
  const { server, address } = open();
  await fill('Title', 'Slow');
  await screen.findByText(/^Saved \d\d:\d\d$/, {}, { timeout: 15_000 });
  expect(address.path).toBe('/postmortems/PM-12/edit');

  act(() => address.go('/postmortems/PM-4/edit'));
  await waitFor(() => expect(address.path).toBe('/postmortems/PM-4/edit'));
  await waitFor(() => expect(server.get).toHaveBeenCalledTimes(1));
  act(() => address.go(-1));
  await waitFor(() => expect(address.path).toBe('/postmortems/PM-12/edit'));
  await waitFor(async () => expect(await field('Title')).toHaveValue('Slow'));
  expect(server.get).toHaveBeenLastCalledWith(
    { id: 'PM-12' },
    { signal: expect.any(AbortSignal) },
  );
});

it('is refused by the gate beside the fields, then published', async () => {
  const { server, user } = open(
    new FakeServer(),
    '?system=component:default/payment',
  );
  await fill('Title', 'Slow');
  await user.click(screen.getByRole('button', { name: 'Publish' }));
  expect(server.publish).not.toHaveBeenCalled();
  expect(await field('Impact')).toHaveAccessibleDescription(
    'Say who was affected and how.',
  );
  expect(screen.getByRole('combobox', { name: 'Severity' })).toHaveFocus();

  await user.selectOptions(
    screen.getByRole('combobox', { name: 'Severity' }),
    'P1',
  );
  expect(await screen.findByText(/^Critical:/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'It was me' }));
  await fill('Impact', 'Everybody waited');
  await fill('Started', '2026-11-12 14:05');
  await user.click(screen.getByRole('button', { name: 'Add entry' }));
  await user.keyboard('14:14{Enter}/d alert fired{Enter}');
  await user.keyboard('15:00{Enter}/r all good');
  await fill('Root cause', 'No gate');
  await fill('Why there is nothing to do', 'The gate is there now');
  await fill('Lessons learned', 'Add gates');
  await screen.findByText('Ready to publish');
  await user.click(screen.getByRole('button', { name: 'Publish' }));
  await waitFor(() => expect(server.current?.status).toBe('published'));
  expect(server.current).toMatchObject({
    incidentCommander: 'user:default/ada',
    detectedAt: server.current!.timeline[0].at,
    resolvedAt: server.current!.timeline[1].at,
  });
});

it('writes a timeline by keyboard alone', async () => {
  const { server, user } = open();
  await fill('Title', 'Slow');
  await fill('Started', '2026-11-12 23:40');
  await user.click(screen.getByRole('button', { name: 'Add entry' }));
  await user.keyboard('23:50{Enter}paged{Enter}');
  // The next day, since that is nearest.
  await user.keyboard('00:20{Enter}/r fixed{Enter}');
  await user.keyboard('??{Enter}somebody restarted it{Enter}');
  await user.keyboard('23:45{Tab}alert{Enter}');
  await user.keyboard('n');
  await user.keyboard('{Tab}writing this');
  await user.keyboard('{Control>}s{/Control}');
  // On a slow machine it was saved by itself before that, without the end.
  await waitFor(() =>
    expect(server.current?.timeline[4]?.text).toBe('writing this'),
  );
  const zone = server.current!.timeZone;
  const entries = server.current!.timeline.map(({ at, kind, text }) => [
    at &&
      new Intl.DateTimeFormat('sv', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'short',
      }).format(new Date(at)),
    kind,
    text,
  ]);
  expect(entries.slice(0, 4)).toEqual([
    ['2026-11-12 23:45', 'other', 'alert'],
    ['2026-11-12 23:50', 'other', 'paged'],
    ['2026-11-13 00:20', 'resolved', 'fixed'],
    [null, 'other', 'somebody restarted it'],
  ]);
  expect(entries[4][2]).toBe('writing this');
  expect(screen.getByText('Friday, 13 November 2026')).toBeInTheDocument();
  expect(screen.getByText('30 min with no entry')).toBeInTheDocument();
  expect(await field('Resolved')).toHaveValue('2026-11-13 00:20');
});

it('lets whys branch and removes a branch whole', async () => {
  const { server, user } = open();
  await fill('Title', 'Slow');
  await user.click(screen.getByRole('button', { name: 'Begin: what broke?' }));
  await user.keyboard('Checkout{Enter}The cache was cold{Enter}It restarted');
  await user.click(
    screen.getAllByRole('button', { name: 'Another reason' })[1],
  );
  await user.keyboard('No warm-up');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(server.current?.whys).toHaveLength(4));
  const [root, cold, , warm] = server.current!.whys;
  expect(root).toMatchObject({ parentId: null, question: 'What broke?' });
  expect([cold.parentId, warm.parentId]).toEqual([root.id, root.id]);

  await user.click(
    screen.getByRole('button', {
      name: 'Remove why 2 and what follows from it',
    }),
  );
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() =>
    expect(server.current?.whys.map(({ answer }) => answer)).toEqual([
      'Checkout',
      'No warm-up',
    ]),
  );
});

it('finds an owner in the catalog and takes one that is not in it', async () => {
  const { server, user, catalog } = open();
  await fill('Title', 'Slow');
  await user.selectOptions(
    screen.getByRole('combobox', { name: 'Severity' }),
    'P1',
  );
  await user.click(screen.getByRole('button', { name: 'Add action item' }));
  await user.keyboard('Warm it up');
  const queries = jest.spyOn(catalog, 'queryEntities');
  await fill('Owner', 'payments');
  await user.click(await screen.findByRole('option', { name: /Payments/ }));
  expect(await field('Owner')).toHaveValue('Payments');
  // Asked for a few, and never for the whole catalog.
  expect(queries).toHaveBeenLastCalledWith(
    expect.objectContaining({
      limit: 20,
      filter: { kind: ['user', 'group'] },
      fullTextFilter: expect.objectContaining({ term: 'payments' }),
    }),
  );
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() =>
    expect(server.current?.actionItems).toMatchObject([
      {
        description: 'Warm it up',
        owner: 'group:default/team-payments',
        dueDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    ]),
  );

  await user.clear(await field('Owner'));
  await fill('Owner', 'user:default/gone');
  await user.click(await screen.findByRole('option', { name: /gone/ }));
  expect(
    await screen.findByText('Not in the catalog: user:default/gone'),
  ).toBeInTheDocument();
});

it('offers what never reached the server', async () => {
  const server = new FakeServer();
  window.localStorage.setItem(
    'postmortems/draft/user:default/ada/new-x',
    JSON.stringify({
      values: { title: 'Half written', summary: 'from a crashed tab' },
      keptAt: Date.now(),
    }),
  );
  const { user } = open(server);
  expect(await screen.findByText(/“Half written” from/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Continue it' }));
  // Other tabs are asked first whether they have it.
  await waitFor(async () =>
    expect(await field('In short')).toHaveValue('from a crashed tab'),
  );
  await waitFor(() => expect(server.current?.title).toBe('Half written'), {
    timeout: 15_000,
  });
  expect(Object.keys(window.localStorage).join()).not.toContain('draft');
});

it('does not offer what another tab is writing', async () => {
  const locks = new FakeLocks();
  Object.defineProperty(window.navigator, 'locks', {
    value: locks,
    configurable: true,
  });
  const key = (name: string) => `postmortems/draft/user:default/ada/${name}`;
  const keep = (name: string, title: string) =>
    window.localStorage.setItem(
      key(name),
      JSON.stringify({ values: { title }, keptAt: Date.now() }),
    );
  keep('tab', 'Being written');
  keep('left', 'Left behind');
  locks.request(key('tab'), () => new Promise(() => {}));
  open();
  expect(await screen.findByText(/“Left behind” from/)).toBeInTheDocument();
  expect(screen.queryByText(/“Being written”/)).not.toBeInTheDocument();
  // This one is known to other tabs as well.
  expect((await locks.query()).held).toHaveLength(2);
  Reflect.deleteProperty(window.navigator, 'locks');
});

it('fills the form from a document and lists what to look at', async () => {
  const source = new FakeServer({ title: 'Old one', summary: 'Long ago' });
  const server = new FakeServer();
  const importing = jest.fn(async () => ({
    postmortem: source.current!,
    warnings: [{ line: 7, message: 'no date' }],
  }));
  const { user } = renderEditor({
    path: '/postmortems/new',
    api: { create: server.create, save: server.save, import: importing },
  });
  await user.click(
    await screen.findByRole('button', {
      name: 'Start from an existing document',
    }),
  );
  await fill('Or paste its text', '# Old one');
  await user.click(screen.getByRole('button', { name: 'Fill the form' }));
  expect(await screen.findByText('Line 7: no date')).toBeInTheDocument();
  expect(await field('Title')).toHaveValue('Old one');
  // They stay when it becomes a draft of its own.
  await screen.findByText(/^Saved \d\d:\d\d$/, {}, { timeout: 15_000 });
  expect(screen.getByText('Line 7: no date')).toBeInTheDocument();
  expect(importing).toHaveBeenCalledWith({
    body: expect.objectContaining({ markdown: '# Old one', dryRun: true }),
  });
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await field('Title')).toHaveValue('');
});

it('asks before a link leaves unsaved text behind', async () => {
  const { user } = open();
  await fill('In short', 'unsaved');
  const link = document.createElement('a');
  link.href = '/elsewhere';
  const followed = jest.fn((event: Event) => event.preventDefault());
  link.addEventListener('click', followed);
  document.body.append(link);

  fireEvent.click(link);
  const dialog = await screen.findByRole('dialog', {
    name: 'Leave with unsaved text?',
  });
  expect(followed).not.toHaveBeenCalled();
  await user.click(within(dialog).getByRole('button', { name: 'Leave' }));
  await waitFor(() => expect(followed).toHaveBeenCalledTimes(1));
  link.remove();
});

describe('where the browser goes back', () => {
  const navigation = Object.assign(new EventTarget(), {
    currentEntry: { index: 3 },
  });
  const go = jest.spyOn(window.history, 'go');
  /** Goes to a place in the history; says whether the browser is let go. */
  function goTo(index: number, hashChange = false) {
    const event = Object.assign(new Event('navigate', { cancelable: true }), {
      navigationType: 'traverse',
      hashChange,
      destination: { index, sameDocument: true },
    });
    act(() => {
      navigation.dispatchEvent(event);
    });
    return !event.defaultPrevented;
  }
  beforeEach(() => {
    go.mockReset();
    Object.assign(window, { navigation });
  });
  afterEach(() => {
    Reflect.deleteProperty(window, 'navigation');
  });
  afterAll(() => go.mockRestore());

  it('asks when text is not saved, also what is still being typed', async () => {
    const { user } = open();
    await user.type(await field('Started'), '2026-11-12 14:05');
    expect(goTo(1)).toBe(false);
    expect(Object.values(window.localStorage).join()).toContain(
      '"startedAt":"20',
    );
    await user.click(await screen.findByRole('button', { name: 'Stay' }));
    expect(goTo(4, true)).toBe(true);
    expect(goTo(4)).toBe(false);
    expect(go).not.toHaveBeenCalled();
    await user.click(await screen.findByRole('button', { name: 'Leave' }));
    expect(go.mock.calls).toEqual([[1]]);
    expect(goTo(4)).toBe(true);
  });

  it('does not ask when there is nothing to save', async () => {
    open();
    await field('Title');
    expect(goTo(2)).toBe(true);
  });
});

it('asks before a tab is closed over what is still being typed', async () => {
  const { user } = open();
  await user.type(await field('Started'), '2026-11-12 14:05');
  const closing = new Event('beforeunload', { cancelable: true });
  act(() => {
    window.dispatchEvent(closing);
  });
  expect(closing.defaultPrevented).toBe(true);
  expect(Object.values(window.localStorage).join()).toContain(
    '"startedAt":"20',
  );
});

it('has no accessibility violations', async () => {
  const { user } = open(new FakeServer(), '?system=component:default/nobody');
  await fill('Title', 'Slow');
  await user.click(screen.getByRole('button', { name: 'Add entry' }));
  await user.click(screen.getByRole('button', { name: 'Begin: what broke?' }));
  await user.click(screen.getByRole('button', { name: 'Add action item' }));
  await user.click(screen.getByRole('button', { name: 'Add link' }));
  await user.click(screen.getByRole('button', { name: 'Publish' }));
  await screen.findByText(/Not in the catalog/);
  const { violations } = await axe(document.body, {
    // The test app has no landmarks around the page.
    rules: { region: { enabled: false } },
  });
  expect(
    violations.filter(({ impact }) =>
      ['serious', 'critical'].includes(impact ?? ''),
    ),
  ).toEqual([]);
});
