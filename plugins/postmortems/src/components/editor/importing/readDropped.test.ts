// SPDX-License-Identifier: Apache-2.0

import {
  isBeside,
  isDocument,
  readChosen,
  readDropped,
  takeAtMost,
} from './readDropped';

it.each([
  ['a.md', true],
  ['x/b.markdown', true],
  ['c.TXT', true],
  ['PM2022-009 - Bad AWS EKS AMI causing Kubernetes issues', true],
  ['Outage on 2.3 of the API', true],
  ['.DS_Store', false],
  ['shot.png', false],
  ['repo/.git/HEAD', false],
  ['repo/.github/ISSUE_TEMPLATE/bug.md', false],
  ['repo/node_modules/react/index.md', false],
  ['__MACOSX/old/a.md', false],
  ['repo/docs/node_modules.md', true],
])('%s is a document: %s', (path, expected) =>
  expect(isDocument(path)).toBe(expected),
);

it('leaves out what lies beside documents', () => {
  expect(isBeside('x/README.md')).toBe(true);
  expect(isBeside('LICENSE')).toBe(true);
  expect(isBeside('PMyyyy-nnn - Postmortem template.md')).toBe(true);
  expect(isBeside('Readmission outage.md')).toBe(false);
});

const entry = (name: string) => ({
  name,
  isFile: true,
  file: (done: (file: File) => void) => done(new File([''], name)),
});
const folder = (name: string, ...pages: unknown[][]) => ({
  name,
  isFile: false,
  createReader: () => ({
    readEntries: (done: (entries: unknown[]) => void) =>
      done(pages.shift() ?? []),
  }),
});

it('walks through folders, however many their entries are', async () => {
  const dropped = await readDropped({
    items: [
      {
        webkitGetAsEntry: () =>
          folder(
            'old',
            [entry('b10.md')],
            [entry('b2.md'), folder('in', [entry('c.md')])],
          ),
      },
      { webkitGetAsEntry: () => null },
    ],
  } as unknown as DataTransfer);
  expect(dropped.map(({ path }) => path)).toEqual([
    'old/b2.md',
    'old/b10.md',
    'old/in/c.md',
  ]);
});

it('does not walk into what tools put beside documents', async () => {
  const closed = (name: string) => ({
    name,
    isFile: false,
    createReader: () => {
      throw new Error(`${name} was opened`);
    },
  });
  const dropped = await readDropped({
    items: [
      {
        webkitGetAsEntry: () =>
          folder('repo', [
            closed('.git'),
            closed('node_modules'),
            closed('__MACOSX'),
            folder('docs', [entry('a.md'), closed('.obsidian')]),
          ]),
      },
    ],
  } as unknown as DataTransfer);
  expect(dropped.map(({ path }) => path)).toEqual(['repo/docs/a.md']);

  const chosen = ['repo/.git/HEAD', 'repo/a.md', 'repo/node_modules/x/b.md'];
  const files = chosen.map(path =>
    Object.defineProperty(new File([''], path), 'webkitRelativePath', {
      value: path,
    }),
  );
  expect(
    readChosen(files as unknown as FileList).map(({ path }) => path),
  ).toEqual(['repo/a.md']);
});

it('counts no README against the most that are taken at once', () => {
  const at = (path: string) => ({ path, file: new File([''], path) });
  const { taken, tooMany } = takeAtMost(
    ['CHANGELOG', 'LICENSE', 'README.md', 'a.md', 'b.md', 'c.md'].map(at),
    2,
  );
  expect(taken.map(({ path }) => path)).toEqual([
    'CHANGELOG',
    'LICENSE',
    'a.md',
    'b.md',
  ]);
  expect(tooMany).toBe(1);
});
