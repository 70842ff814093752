import { isBeside, isDocument, readDropped } from './readDropped';

it.each([
  ['a.md', true],
  ['x/b.markdown', true],
  ['c.TXT', true],
  ['PM2022-009 - Bad AWS EKS AMI causing Kubernetes issues', true],
  ['Outage on 2.3 of the API', true],
  ['.DS_Store', false],
  ['shot.png', false],
])('%s is a document: %s', (path, expected) =>
  expect(isDocument(path)).toBe(expected),
);

it('leaves out what lies beside documents', () => {
  expect(isBeside('x/README.md')).toBe(true);
  expect(isBeside('LICENSE')).toBe(true);
  expect(isBeside('PMyyyy-nnn - Postmortem template.md')).toBe(true);
  expect(isBeside('Readmission outage.md')).toBe(false);
});

it('walks through folders, however many their entries are', async () => {
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
