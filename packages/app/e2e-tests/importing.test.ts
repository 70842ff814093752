// SPDX-License-Identifier: Apache-2.0

import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test, uniqueTitle } from './support/portal';

/** Somebody else's postmortems, where they are at hand; they are no part of this project. */
const dfds = resolve(__dirname, '../../../../shared/data/dfds');

const complete = (title: string) => `# ${title}

## Summary
The cache was full and nobody was told.

## Timeline (UTC)
- 2026-03-02 10:00 Deploy of the new cache
- 2026-03-02 10:12 Alert fired
- 2026-03-02 10:40 Cache enlarged, all well again

## Root Cause
There is no alert on the cache's size.
`;

const odd = (title: string) => `# ${title}

## What we ate
Pizza.

## Timeline
- ?? Somebody looked at the wrong dashboard
- 11:05 Found it
`;

const document = (name: string, text: string) => ({
  name,
  mimeType: 'text/markdown',
  buffer: Buffer.from(text),
});

test('several files are imported, each with its report', async ({
  enterAs,
  apiOf,
}) => {
  const page = await enterAs('emil');
  const first = uniqueTitle('Cache ran full');
  const second = uniqueTitle('Wrong dashboard');
  await page.goto('/postmortems/import?system=component:default/cart-service');
  await page
    .getByLabel('Files to import')
    .setInputFiles([
      document('cache.md', complete(first)),
      document('dashboard.md', odd(second)),
      document('nothing.md', ''),
      { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') },
    ]);
  await expect(
    page.getByRole('alert').filter({ hasText: 'photo.png' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Import 3 files' }).click();

  await expect(page.getByRole('status')).toHaveText(
    '3 of 3 files: 2 imported, 1 failed',
  );
  await expect(
    page.getByRole('progressbar', { name: 'Progress of the import' }),
  ).toHaveAttribute('aria-valuenow', '100');
  const report = page.getByRole('list', { name: 'Report' });
  const of = (file: string) =>
    report.getByRole('listitem').filter({ hasText: file }).first();
  await expect(of('nothing.md')).toContainText('The file is empty');
  await expect(of('cache.md')).toContainText(first);
  await of('dashboard.md')
    .getByText(/places? to look at/)
    .click();
  await expect(
    of('dashboard.md')
      .getByText(/^Line \d+:/)
      .first(),
  ).toBeVisible();

  await of('dashboard.md')
    .getByRole('link', { name: /^PM-\d+/ })
    .click();
  await expect(page.getByRole('heading', { name: second })).toBeVisible();
  // What nobody understands is kept under its own heading.
  await expect(
    page.getByRole('heading', { name: 'What we ate' }),
  ).toBeVisible();
  await expect(page.getByText('Pizza.')).toBeVisible();
  await expect(
    page.getByRole('article').getByRole('link', { name: 'cart-service' }),
  ).toBeVisible();

  const [number] = await (await apiOf('emil')).find(first);
  expect(await (await apiOf('emil')).get(number)).toMatchObject({
    status: 'draft',
    rootCause: "There is no alert on the cache's size.",
    timeline: [
      { at: '2026-03-02T10:00:00.000Z' },
      { at: '2026-03-02T10:12:00.000Z' },
      { at: '2026-03-02T10:40:00.000Z' },
    ],
  });
});

test('a dropped file is taken like a chosen one', async ({ enterAs }) => {
  const page = await enterAs('emil');
  const title = uniqueTitle('Dropped on the page');
  await page.goto('/postmortems/import');
  const transfer = await page.evaluateHandle(text => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'dropped.md', { type: 'text/markdown' }));
    return data;
  }, complete(title));
  const zone = page.getByText('Drop files or a folder here');
  await zone.dispatchEvent('dragover', { dataTransfer: transfer });
  await zone.dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await expect(page.getByRole('status')).toHaveText(
    '1 of 1 files: 1 imported, 0 failed',
  );
  await expect(
    page.getByRole('listitem').filter({ hasText: 'dropped.md' }),
  ).toContainText(title);
});

test('a folder of real postmortems from elsewhere is imported whole', async ({
  enterAs,
}) => {
  test.skip(!existsSync(dfds), 'The real postmortems are not on this machine.');
  const page = await enterAs('emil');
  await page.goto('/postmortems/import');
  await page.getByLabel('Folder to import').setInputFiles(dfds);
  await page.getByRole('button', { name: /^Import \d+ files$/ }).click();
  await expect(page.getByRole('status')).toHaveText(
    /^(\d+) of \1 files: \1 imported, 0 failed$/,
    { timeout: 60_000 },
  );
  const report = page.getByRole('list', { name: 'Report' });
  await expect(report.getByRole('link', { name: /^PM-\d+/ })).toHaveCount(
    // The README, the licence and the template beside them are not chosen.
    readdirSync(dfds).length - 3,
  );
});
