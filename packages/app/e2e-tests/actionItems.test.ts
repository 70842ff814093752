// SPDX-License-Identifier: Apache-2.0

import { readFile } from 'node:fs/promises';
import { expect, test } from './support/portal';

test('do all P1 items have an owner who still works here: two clicks, and on paper', async ({
  enterAs,
}) => {
  const page = await enterAs('ada');
  await page.addInitScript(() => {
    window.print = () => {
      document.title = 'printed';
    };
  });
  await page.goto('/postmortems/action-items');
  await page.getByRole('button', { name: 'All', exact: true }).first().click();
  await page.getByRole('button', { name: /^Severity/ }).click();
  await page.getByRole('option', { name: 'P1' }).click();
  const totals = page.getByRole('list', { name: 'Totals' });
  await expect(totals).toContainText('0 unassigned');
  await expect(totals).toContainText(/\d+ with an owner not in the catalog/);
  const open = parseInt((await totals.textContent())!, 10);
  expect(open).toBeGreaterThan(20);

  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page).toHaveTitle('printed');
  await page.emulateMedia({ media: 'print' });
  const paper = page.getByRole('table');
  await expect(paper.getByRole('row')).toHaveCount(open + 1);
  await expect(paper).toContainText('https://tickets.example/PAY-841');
  await expect(page.getByRole('searchbox')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(paper).toBeHidden();

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  const csv = await readFile((await (await saving).path())!, 'utf8');
  expect(csv.trim().split('\r\n')).toHaveLength(open + 1);
});

test('an owner who left is replaced everywhere in one step', async ({
  enterAs,
}) => {
  const page = await enterAs('ada');
  await page.goto('/postmortems/action-items?whose=all');
  const left = page
    .getByRole('list', { name: 'Owners no longer in the catalog' })
    .getByRole('listitem')
    .filter({ hasText: 'henrik' });
  await expect(left).toContainText('2 action items · commander of 1 incident');
  await left.getByRole('button', { name: /^Reassign all/ }).click();
  await page.getByRole('textbox', { name: 'New owner' }).fill('sofia');
  await page.getByRole('option', { name: /Sofia Rossi/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('3 changes, all to Sofia Rossi');
  await dialog.getByRole('button', { name: 'Reassign all' }).click();
  await expect(dialog).toContainText('3 reassigned to Sofia Rossi');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(left).toBeHidden();

  await page.goto('/postmortems/PM-30');
  await expect(page.getByText('henrik')).toHaveCount(0);
  await expect(
    page.getByRole('link', { name: 'Sofia Rossi' }).first(),
  ).toBeVisible();
});
