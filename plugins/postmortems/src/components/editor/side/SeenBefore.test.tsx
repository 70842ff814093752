// SPDX-License-Identifier: Apache-2.0

import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import {
  CallRequest,
  Postmortem,
  PostmortemsApi,
} from 'backstage-plugin-postmortems-common';
import {
  cause,
  causeRef,
  postmortemRef,
  promised,
  similarPostmortem,
} from '../../../__testUtils__/fixtures';
import { FakeServer } from '../__testUtils__/FakeServer';
import { renderEditor } from '../__testUtils__/renderEditor';

jest.setTimeout(120_000);

beforeEach(() => window.localStorage.clear());

const ID = '00000000-0000-4000-8000-0000000000aa';

const found = {
  causes: [
    {
      cause: causeRef,
      score: 0.46,
      parts: similarPostmortem().parts,
      because: [postmortemRef()],
    },
  ],
  items: [
    similarPostmortem({
      causes: [causeRef, { ...causeRef, id: 'c2', name: 'No owner' }],
      actionItems: [
        promised({
          id: 'p0',
          description: 'Raise the limit',
          status: 'done',
          doneAt: '2026-10-20T10:00:00.000Z',
        }),
        promised({ description: 'Add a `pool-size` **gate**' }),
      ],
    }),
  ],
};

function open(
  api: Partial<PostmortemsApi> = {},
  path = 'new',
  saved: Partial<Postmortem> = {},
) {
  const server = new FakeServer(path === 'new' ? undefined : { title: 'Slow' });
  if (server.current) Object.assign(server.current, saved);
  const setCauses = jest.fn(async ({ body }: CallRequest<'setCauses'>) => {
    const { causeIds } = body;
    server.current = {
      ...server.current!,
      causeIds,
      causes: causeIds.map(id => ({ ...causeRef, id })),
      version: server.current!.version + 1,
    };
    return server.current;
  });
  const similarTo = jest.fn(async (): Promise<any> => found);
  return {
    server,
    setCauses,
    similarTo,
    ...renderEditor({
      path: `/postmortems/${path}`,
      api: {
        create: server.create,
        save: server.save,
        publish: server.publish,
        get: server.get,
        setCauses,
        similarTo,
        ...api,
      },
    }),
  };
}

async function fill(name: string, text: string) {
  const input = await screen.findByLabelText(
    name,
    { selector: 'input,textarea' },
    { timeout: 20_000 },
  );
  act(() => input.focus());
  fireEvent.change(input, { target: { value: text } });
}

const panel = async () =>
  within(
    await screen.findByRole(
      'region',
      { name: 'Seen before?' },
      { timeout: 20_000 },
    ),
  );

it('finds what is alike in unsaved text, and confirms its cause', async () => {
  const { server, setCauses, similarTo, user } = open();
  const side = await panel();
  expect(side.getByText(/As you write/)).toBeInTheDocument();
  expect(similarTo).not.toHaveBeenCalled();
  await fill('Title', 'Slow');
  await fill('Root cause', 'The checklist has no gate for performance.');
  const same = await side.findByRole(
    'button',
    { name: 'Same cause: No performance gate' },
    { timeout: 10_000 },
  );
  expect(similarTo).toHaveBeenCalledTimes(1);
  expect(similarTo).toHaveBeenCalledWith(
    {
      body: expect.objectContaining({
        title: 'Slow',
        rootCause: 'The checklist has no gate for performance.',
      }),
      query: expect.objectContaining({ postmortem: undefined }),
    },
    expect.anything(),
  );
  expect(
    side.getAllByText(
      '0.46 = text 0.31 (pool, exhaust) + same service (payment) 0.15',
    ),
  ).toHaveLength(2);
  expect(side.getByText(/Add a pool-size gate/)).toHaveTextContent(
    /Add a pool-size gate — Open, overdue \d+ days/,
  );
  // What is still open comes first.
  expect(
    side.getByText(/Add a pool-size gate/).nextElementSibling,
  ).toHaveTextContent('Raise the limit — done on 20 Oct 2026');
  expect(
    side.getByRole('button', { name: 'Same cause: No owner' }),
  ).toBeInTheDocument();

  // The panel is below the form here: a line beside the text leads to it.
  const inShort = '1 likely cause, 1 earlier postmortem';
  expect(side.getByRole('status')).toHaveTextContent(inShort);
  await user.click(screen.getByRole('button', { name: inShort }));
  expect(screen.getByRole('region', { name: 'Seen before?' })).toHaveFocus();

  await user.click(same);
  await waitFor(() =>
    expect(setCauses).toHaveBeenCalledWith({
      id: ID,
      version: 1,
      body: { causeIds: ['c1'] },
    }),
  );
  // What is written goes on from the version that this made.
  await fill('Impact', 'Everybody waited');
  await user.keyboard('{Control>}s{/Control}');
  await waitFor(() => expect(server.save).toHaveBeenCalled());
  expect(server.save.mock.calls[0][0].version).toBe(2);

  await user.click(
    await side.findByTitle('Remove No performance gate', { exact: false }),
  );
  await waitFor(() =>
    expect(setCauses.mock.calls.at(-1)![0].body.causeIds).toEqual([]),
  );
});

it('drops an answer to text that has changed meanwhile', async () => {
  const signals: AbortSignal[] = [];
  open({
    similarTo: async (_draft, options) => {
      signals.push(options!.signal!);
      return new Promise(() => {});
    },
  });
  await fill('Root cause', 'The checklist has no gate.');
  await waitFor(() => expect(signals).toHaveLength(1), { timeout: 5_000 });
  await fill('Root cause', 'The records have no owner at all.');
  await waitFor(() => expect(signals).toHaveLength(2), { timeout: 5_000 });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

it('keeps away what is not the same', async () => {
  const rejectCause = jest.fn(async () => {});
  const rejectSimilar = jest.fn(async () => {});
  const { user } = open({ rejectCause, rejectSimilar }, 'PM-12/edit');
  await fill('Root cause', 'The checklist has no gate for performance.');
  const side = await panel();
  await user.click(
    await side.findByRole(
      'button',
      { name: 'Not the same as No performance gate' },
      { timeout: 10_000 },
    ),
  );
  await waitFor(() =>
    expect(rejectCause).toHaveBeenCalledWith({ id: ID, causeId: 'c1' }),
  );
  await user.click(
    await side.findByRole(
      'button',
      { name: 'Not the same as PM-12' },
      { timeout: 10_000 },
    ),
  );
  await waitFor(() =>
    expect(rejectSimilar).toHaveBeenCalledWith({ id: ID, otherId: 'a1' }),
  );
  expect(await side.findByText('Nothing alike so far.')).toBeInTheDocument();
});

it('names a new cause by the root cause', async () => {
  const createCause = jest.fn(async () => cause({ id: 'c7' }));
  const { setCauses, user } = open({ createCause }, 'PM-12/edit');
  await fill('Root cause', '**Nobody** owns `DNS`. It was always so.');
  const side = await panel();
  await user.click(side.getByRole('button', { name: 'Name a new cause' }));
  expect(side.getByRole('textbox', { name: 'Name' })).toHaveValue(
    'Nobody owns DNS',
  );
  await user.selectOptions(
    side.getByRole('combobox', { name: 'Category' }),
    'Process gap',
  );
  await user.click(side.getByRole('button', { name: 'Create' }));
  await waitFor(() => expect(setCauses).toHaveBeenCalled());
  expect(createCause).toHaveBeenCalledWith({
    body: { name: 'Nobody owns DNS', category: 'process-gap' },
  });
  expect(setCauses.mock.calls[0][0].body.causeIds).toEqual(['c7']);
});

it('names the cause of an earlier one, for both', async () => {
  const createCause = jest.fn(async () => cause({ id: 'c7' }));
  const { setCauses, user } = open(
    {
      createCause,
      similarTo: async () => ({ causes: [], items: [similarPostmortem()] }),
    },
    'PM-12/edit',
  );
  await fill('Root cause', 'Nobody owns DNS. It was always so.');
  const side = await panel();
  await user.click(
    await side.findByRole(
      'button',
      { name: 'Same cause: name it, for PM-12 as well' },
      { timeout: 10_000 },
    ),
  );
  expect(side.getByRole('textbox', { name: 'Name' })).toHaveFocus();
  await user.selectOptions(
    side.getByRole('combobox', { name: 'Category' }),
    'Process gap',
  );
  await user.click(side.getByRole('button', { name: 'Create' }));
  await waitFor(() =>
    expect(
      setCauses.mock.calls.map(([{ id, body }]) => [id, body.causeIds]),
    ).toEqual([
      ['a1', ['c7']],
      [ID, ['c7']],
    ]),
  );
  await waitFor(() =>
    expect(side.queryByRole('textbox', { name: 'Name' })).toBeNull(),
  );
});

it('offers a confirmed cause for an earlier one that has none', async () => {
  const similarTo = jest.fn(async () => ({
    causes: [],
    items: [similarPostmortem()],
  }));
  const { setCauses, user } = open({ similarTo }, 'PM-12/edit', {
    causeIds: ['c1'],
    causes: [causeRef],
  });
  await fill('Root cause', 'Nobody owns DNS. It was always so.');
  const side = await panel();
  const same = await side.findByRole(
    'button',
    { name: 'Same cause: No performance gate' },
    { timeout: 10_000 },
  );
  const calls = similarTo.mock.calls.length;
  await user.click(same);
  await waitFor(() => expect(setCauses).toHaveBeenCalledTimes(1));
  expect(setCauses.mock.calls[0][0]).toMatchObject({
    id: 'a1',
    body: { causeIds: ['c1'] },
  });
  await waitFor(() => expect(similarTo).toHaveBeenCalledTimes(calls + 1));
});

it.each([
  ['no title', '', /Give it a title first/],
  ['a title that is too long', 'a'.repeat(300), /marked fields/],
  ['no server', 'Slow', /server cannot be reached/],
])('keeps the name of a cause while there is %s', async (_, title, reason) => {
  const createCause = jest.fn(async () => cause({ id: 'c7' }));
  const { server, user } = open({ createCause });
  server.offline = true;
  await fill('Root cause', 'Nobody owns DNS. It was always so.');
  if (title) await fill('Title', title);
  const side = await panel();
  await user.click(side.getByRole('button', { name: 'Name a new cause' }));
  await user.selectOptions(
    side.getByRole('combobox', { name: 'Category' }),
    'Process gap',
  );
  await user.click(side.getByRole('button', { name: 'Create' }));
  expect(await screen.findByText(reason)).toBeInTheDocument();
  expect(side.getByRole('textbox', { name: 'Name' })).toHaveValue(
    'Nobody owns DNS',
  );
  expect(createCause).not.toHaveBeenCalled();
});

it('leaves out what shares little more than the service', async () => {
  const similarTo = jest.fn(async () => ({
    causes: [],
    items: [
      similarPostmortem({
        score: 0.29,
        parts: [
          { kind: 'text', score: 0.14, terms: ['release'] },
          { kind: 'system', score: 0.15, terms: ['component:default/payment'] },
        ],
      }),
    ],
  }));
  open({ similarTo });
  await fill('Root cause', 'Nobody owns DNS. It was always so.');
  const side = await panel();
  expect(
    await side.findByText('Nothing alike so far.', {}, { timeout: 10_000 }),
  ).toBeInTheDocument();
  expect(side.queryByRole('listitem')).toBeNull();
});
