// SPDX-License-Identifier: Apache-2.0

import {
  cleanup,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { CallRequest, Postmortem } from 'backstage-plugin-postmortems-common';
import { axe } from 'jest-axe';
import { FakeServer, refusal } from './__testUtils__/FakeServer';
import { renderEditor } from './__testUtils__/renderEditor';
import { canRetry, ImportRun } from './importing/ImportRun';

jest.setTimeout(60_000);

beforeEach(() => window.sessionStorage.clear());

function file(path: string, text: string): File {
  const made = new File([text], path.split('/').pop()!);
  Object.defineProperty(made, 'webkitRelativePath', { value: path });
  // jsdom's File cannot be read.
  Object.defineProperty(made, 'text', { value: async () => text });
  return made;
}

const files = [
  file('old/2020/b.md', '# B'),
  file('old/a', '# A'),
  file('old/README.md', '# Read me'),
  file('old/picture.png', 'png'),
  file('old/empty.md', ' '),
];

it('imports a folder, reports on each file and tries failed ones again', async () => {
  const importing = jest.fn(async ({ body }: CallRequest<'import'>) => ({
    postmortem: new FakeServer({ title: body.markdown }).current!,
    warnings: [{ line: 3, message: 'no time zone' }],
  }));
  importing.mockRejectedValueOnce(refusal(503, { message: 'too busy' }));
  const { user } = renderEditor({
    path: '/postmortems/import?system=component:default/payment',
    api: { import: importing },
  });
  fireEvent.change(await screen.findByLabelText('Folder to import'), {
    target: { files },
  });

  expect(
    screen.getByText(/1 file is not a document and left out: old\/picture.png/),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('checkbox', { name: 'Import old/README.md' }),
  ).not.toBeChecked();
  await user.click(screen.getByRole('button', { name: 'Import 3 files' }));

  expect(
    await screen.findByText('3 of 3 files: 1 imported, 2 failed'),
  ).toBeInTheDocument();
  const report = within(screen.getByRole('list', { name: 'Report' }));
  expect(
    report.getByText(/^Not imported: the server could not do it/),
  ).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'See all drafts' })).toHaveAttribute(
    'href',
    '/postmortems?status=draft',
  );
  expect(report.getByText(/The file is empty/)).toBeInTheDocument();
  expect(report.getByRole('link', { name: /^PM-12 / })).toHaveAttribute(
    'href',
    '/postmortems/PM-12',
  );
  expect(report.getByText('Line 3: no time zone')).toBeInTheDocument();
  expect(importing).toHaveBeenCalledWith({
    body: {
      markdown: '# A',
      fileName: 'a',
      affectedSystems: ['component:default/payment'],
    },
    idempotencyKey: expect.any(String),
  });

  await user.click(screen.getByRole('button', { name: 'Try 1 file again' }));
  await waitFor(() =>
    expect(
      screen.getByText('3 of 3 files: 2 imported, 1 failed'),
    ).toBeInTheDocument(),
  );
  // What is empty stays so: no button, and why.
  expect(screen.queryByRole('button', { name: /again/ })).toBeNull();
  expect(
    screen.getByText(/1 file cannot be imported as it is/),
  ).toBeInTheDocument();

  const { violations } = await axe(document.body, {
    rules: { region: { enabled: false } },
  });
  expect(
    violations.filter(({ impact }) =>
      ['serious', 'critical'].includes(impact ?? ''),
    ),
  ).toEqual([]);
});

/** Four files on their way to a server that answers when it is told to. */
async function importSlowly() {
  const answers: Array<() => void> = [];
  const importing = jest.fn(
    () =>
      new Promise<{ postmortem: Postmortem; warnings: [] }>(resolve => {
        const postmortem = new FakeServer({ title: 'A' }).current!;
        answers.push(() => resolve({ postmortem, warnings: [] }));
      }),
  );
  const { user } = renderEditor({
    path: '/postmortems/import',
    api: { import: importing },
  });
  fireEvent.change(await screen.findByLabelText('Folder to import'), {
    target: {
      files: ['a', 'b', 'c', 'd'].map(name => file(`old/${name}.md`, '# A')),
    },
  });
  await user.click(screen.getByRole('button', { name: 'Import 4 files' }));
  await waitFor(() => expect(importing).toHaveBeenCalledTimes(2));
  return { user, importing, answers };
}

it('asks before the page is left while files are being imported', async () => {
  const { user } = await importSlowly();
  // A link of the portal beside the page.
  const away = document.createElement('a');
  away.href = '/elsewhere';
  document.body.append(away);
  const left = jest.fn((event: Event) => event.preventDefault());
  away.addEventListener('click', left);

  await user.click(away);
  const dialog = within(
    await screen.findByRole('dialog', {
      name: 'Leave while files are being imported?',
    }),
  );
  expect(left).not.toHaveBeenCalled();
  await user.click(dialog.getByRole('button', { name: 'Stop and leave' }));
  expect(left).toHaveBeenCalledTimes(1);
  away.remove();
});

it('begins no other file when the page is gone, and has the report afterwards', async () => {
  const { importing, answers } = await importSlowly();
  cleanup();
  answers.forEach(answer => answer());
  await new Promise(resolve => {
    setTimeout(resolve, 50);
  });
  expect(importing).toHaveBeenCalledTimes(2);

  const { user } = renderEditor({ path: '/postmortems/import', api: {} });
  expect(
    await screen.findByText('4 of 4 files: 2 imported, 0 failed'),
  ).toBeInTheDocument();
  const report = within(screen.getByRole('list', { name: 'Report' }));
  expect(report.getAllByRole('link', { name: /^PM-12 / })).toHaveLength(2);
  expect(report.getAllByText('Not imported: stopped')).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Close this report' }));
  expect(screen.queryByRole('list', { name: 'Report' })).toBeNull();

  cleanup();
  renderEditor({ path: '/postmortems/import', api: {} });
  await screen.findByLabelText('Folder to import');
  expect(screen.queryByRole('list', { name: 'Report' })).toBeNull();
});

it.each([
  [undefined, true],
  [401, true],
  [429, true],
  [500, true],
  [400, false],
  [403, false],
  [413, false],
])('a refusal with %s may pass another time: %s', async (status, expected) => {
  const run = new ImportRun({
    api: {
      save: jest.fn(),
      import: async () => {
        throw status ? refusal(status, {}) : new TypeError('Failed to fetch');
      },
    },
    files: [{ path: 'a.md', file: file('a.md', '# A') }],
    explain: problem => problem,
    explainError: String,
  });
  await run.start([]);
  expect(canRetry(run.entries.get()[0])).toBe(expected);
});

describe('a file whose import has no answer', () => {
  const NOT_REACHED = new TypeError('Failed to fetch');
  /** Imports one file; `answers`: of one try after the other. */
  async function importing(
    systems: string[],
    ...answers: Array<() => Promise<never>>
  ) {
    const postmortem = new FakeServer({
      title: 'A',
      affectedSystems: ['component:default/payment'],
    }).current!;
    const api = {
      import: jest.fn(async () => ({ postmortem, warnings: [] })),
      save: jest.fn(async () => postmortem),
    };
    answers.forEach(answer => api.import.mockImplementationOnce(answer));
    const run = new ImportRun({
      api,
      files: [{ path: 'a.md', file: file('a.md', '# A') }],
      explain: problem => problem,
      explainError: String,
    });
    await run.start(['component:default/payment']);
    await run.retry(systems);
    const [first, second] = api.import.mock.calls as unknown as Array<
      [{ idempotencyKey: string; body: object }]
    >;
    return { api, run, first: first[0], second: second?.[0] };
  }
  const lost = async () => {
    throw NOT_REACHED;
  };
  const refusedWith = (status: number) => async () => {
    throw refusal(status, {
      fields: [{ field: 'affectedSystems.0', message: 'unknown' }],
    });
  };

  it('is asked for again as it was', async () => {
    const { api, run, first, second } = await importing(
      ['component:default/payment'],
      lost,
    );
    expect(second).toEqual(first);
    expect(run.entries.get()).toMatchObject([{ state: 'done', number: 12 }]);
    expect(api.save).not.toHaveBeenCalled();
  });

  it('gets the systems that were chosen since by a save', async () => {
    const { api, first, second } = await importing(
      ['component:default/cart'],
      lost,
    );
    expect(second).toEqual(first);
    expect(api.save).toHaveBeenCalledWith({
      id: expect.any(String),
      version: 1,
      body: expect.objectContaining({
        affectedSystems: ['component:default/cart'],
      }),
    });
  });

  it('is another request when the first one was refused', async () => {
    const { first, second } = await importing(
      ['component:default/cart'],
      refusedWith(400),
    );
    expect(second.idempotencyKey).not.toBe(first.idempotencyKey);
    expect(second.body).toMatchObject({
      affectedSystems: ['component:default/cart'],
    });
  });

  it('is left to a person when the server has forgotten the key', async () => {
    const now = jest.spyOn(Date, 'now');
    now.mockReturnValueOnce(Date.now() - 86_400_000);
    const { api, run } = await importing(['component:default/payment'], lost);
    now.mockRestore();
    expect(api.import).toHaveBeenCalledTimes(1);
    expect(run.entries.get()).toMatchObject([{ state: 'unknown' }]);
  });
});
