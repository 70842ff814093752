// SPDX-License-Identifier: Apache-2.0

import { Locator, Page } from '@playwright/test';
import { expect, test, uniqueTitle, wholeCatalog } from './support/portal';

// What packages/backend/src/large puts behind the first page of every list.
const ledger = 'component:payments.eu/ledger.api_v2';
const tariffs = 'component:default/tariff-engine';
const zora = 'user:default/x104233';
const nightWatch = 'group:payments.eu/settlement.desk';
/** Who wrote and promised, and has left. */
const gone = 'user:default/ingrid.solberg';

const field = (within: Page | Locator, name: string) =>
  within.getByRole('textbox', { name, exact: true });

/** Types as people do, over what is chosen, and says what the list then shows. */
async function search(page: Page, picker: Locator, text: string) {
  await picker.click();
  await picker.pressSequentially(text, { delay: 20 });
  await expect(picker).toHaveValue(text);
  const options = page.getByRole('listbox').getByRole('option');
  await expect(options.first()).toBeVisible();
  return options;
}

test.beforeAll(wholeCatalog);

test('whatever is in the catalog is picked by typing, by name and by title', async ({
  enterAs,
  apiOf,
}) => {
  test.slow();
  const api = await apiOf('ada');
  const { number } = await api.create({
    title: uniqueTitle('Fares and books disagree'),
    visibility: 'restricted',
    incidentCommander: gone,
    actionItems: [
      { id: crypto.randomUUID(), description: 'Compare them', owner: gone },
    ],
  });
  const page = await enterAs('ada');
  await page.goto(`/postmortems/PM-${number}/edit`);

  await test.step('affected systems, also of another namespace', async () => {
    const affected = field(page, 'Affected systems');
    const byName = await search(page, affected, 'ledger.api_v');
    await expect(byName).toHaveText([
      /^Book of record.*Component.*Payments\.EU\/Ledger\.API_v2/i,
    ]);
    await byName.click();
    await expect(
      page.getByRole('button', { name: 'Book of record' }),
    ).toBeVisible();
    const byTitle = await search(page, affected, 'price list');
    await expect(byTitle).toHaveText([/^Price list of the day.*tariff-engine/]);
    await affected.press('Enter');
    await expect(affected).toHaveValue('');
    await expect(
      page.getByRole('button', { name: 'Price list of the day' }),
    ).toBeVisible();
    // Many share a word: what is typed further narrows them down.
    const several = await search(page, affected, 'voucher-p');
    await expect(several.filter({ hasText: 'voucher-p' })).toHaveCount(2);
    await expect(several).toHaveCount(2);
    await page.keyboard.press('Escape');
  });

  await test.step('participants and readers', async () => {
    const participants = field(page, 'Participants');
    const found = await search(page, participants, 'nightingale');
    await expect(found).toHaveText([/^Zora Nightingale.*x104233/]);
    await found.click();
    const readers = field(page, 'Readers');
    const groups = await search(page, readers, 'night w');
    await expect(groups).toHaveText([
      /^Night watch.*Group.*Payments\.EU\/Settlement\.Desk/i,
    ]);
    await groups.click();
    await expect(
      page.getByRole('button', { name: 'Night watch' }),
    ).toBeVisible();
  });

  await test.step('a commander and an owner instead of somebody who has left', async () => {
    const commander = field(page, 'Incident commander');
    await expect(commander).toHaveAccessibleDescription(
      new RegExp(`Not in the catalog: ${gone}`),
    );
    const byName = await search(page, commander, 'x104');
    await expect(byName).toHaveText([/^Zora Nightingale/]);
    await commander.press('Enter');
    await expect(commander).toHaveValue('Zora Nightingale');

    const owner = page
      .getByRole('region', { name: 'Action items' })
      .getByRole('textbox', { name: 'Owner' });
    const byTitle = await search(page, owner, 'settlement.d');
    await expect(byTitle).toHaveText([/^Night watch/]);
    await owner.press('Enter');
    await expect(owner).toHaveValue('Night watch');
  });

  await page.keyboard.press('Control+s');
  await expect(
    page.getByRole('status').filter({ hasText: /^Saved \d/ }),
  ).toBeVisible();
  expect(await api.get(number)).toMatchObject({
    affectedSystems: [ledger, tariffs],
    participants: [zora],
    readers: [nightWatch],
    incidentCommander: zora,
    actionItems: [{ owner: nightWatch }],
  });
  await api.remove(number);
});

test('the affected systems of an import are picked by typing', async ({
  enterAs,
  apiOf,
}) => {
  const page = await enterAs('emil');
  const title = uniqueTitle('Fares were late');
  await page.goto('/postmortems/import');
  const found = await search(
    page,
    field(page, 'Affected systems'),
    'payments.eu/ledger.api_v2',
  );
  await expect(found).toHaveText([/^Book of record/]);
  await found.click();
  await page.getByLabel('Files to import').setInputFiles({
    name: 'fares.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from(`# ${title}\n\n## Summary\nThey came at noon.\n`),
  });
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await expect(page.getByRole('status')).toHaveText(
    '1 of 1 files: 1 imported, 0 failed',
  );
  const api = await apiOf('emil');
  const [number] = await api.find(title);
  expect(await api.get(number)).toMatchObject({ affectedSystems: [ledger] });
  await api.remove(number);
});

/** The list with its pages, by the name of its table. */
const listOf = (page: Page, table: string) =>
  page
    .locator('.MuiCard-root')
    .filter({ has: page.getByRole('table', { name: table, exact: true }) });

/** Goes through all pages of a list; the numbers that its rows hold, in order. */
async function numbersOnPages(
  list: Locator,
  options: { total: number; perPage: number; number: RegExp },
) {
  const { total, perPage, number } = options;
  const rows = list.getByRole('row').filter({ hasText: number });
  const numbers: number[] = [];
  for (let from = 1; from <= total; from += perPage) {
    const to = Math.min(from + perPage - 1, total);
    await expect(list.getByText(`${from}–${to} of ${total}`)).toBeVisible();
    await expect(rows).toHaveCount(to - from + 1);
    for (const text of await rows.allInnerTexts())
      numbers.push(Number(number.exec(text)![1]));
    const next = list.getByRole('button', { name: 'Next' });
    if (to < total) await next.click();
    else await expect(next).toBeDisabled();
  }
  return numbers;
}

const downFrom = (count: number) =>
  Array.from({ length: count }, (_, index) => count - index);
const inOrder = (numbers: number[]) => [...numbers].sort((a, b) => b - a);

test('lists of more than a page are read to their end', async ({ enterAs }) => {
  test.slow();
  const page = await enterAs('emil');

  await test.step('postmortems and action items of a service', async () => {
    await page.goto('/catalog/default/component/tariff-engine/postmortems');
    expect(
      await numbersOnPages(listOf(page, 'Postmortems'), {
        total: 42,
        perPage: 20,
        number: /\((\d+) of 42\)/,
      }),
    ).toEqual(downFrom(42));
    const promised = await numbersOnPages(listOf(page, 'Open action items'), {
      total: 42,
      perPage: 10,
      number: /Read tariff sheet (\d+) by machine/,
    });
    expect(inOrder(promised)).toEqual(downFrom(42));
  });

  await test.step('all postmortems, of a system that is picked by typing', async () => {
    await page.goto('/postmortems');
    const system = field(page, 'System');
    const found = await search(page, system, 'price list');
    await found.first().click();
    await expect(system).toHaveValue('Price list of the day');
    expect(
      await numbersOnPages(listOf(page, 'Postmortems'), {
        total: 42,
        perPage: 20,
        number: /\((\d+) of 42\)/,
      }),
    ).toEqual(downFrom(42));
  });

  await test.step('all postmortems, of an owner in another namespace', async () => {
    await page.goto('/postmortems');
    const owner = field(page, 'Owner');
    const found = await search(page, owner, 'night watch');
    await found.first().click();
    await expect(owner).toHaveValue('Night watch');
    const rows = listOf(page, 'Postmortems')
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: /of 42\)/ }) });
    await expect(rows).toHaveCount(7);
    await expect(rows.first()).toContainText(
      'Price list of the day and 1 more',
    );
  });

  await test.step('causes', async () => {
    await page.goto(`/postmortems/causes?system=${tariffs}`);
    const causes = await numbersOnPages(listOf(page, 'Causes'), {
      total: 30,
      perPage: 20,
      number: /Tariff sheet (\d+) is copied/,
    });
    expect(inOrder(causes)).toEqual(downFrom(30));
  });

  await test.step('my action items', async () => {
    await page.goto('/my-action-items');
    const overdue = page.getByRole('list', { name: 'Overdue', exact: true });
    const mine = overdue
      .getByRole('listitem')
      .filter({ hasText: /Read tariff sheet \d+ by machine/ });
    await expect(mine.first()).toBeVisible();
    const more = page.getByRole('button', { name: 'Show more' }).first();
    await more.click();
    // Two in three are Emil's, the others of somebody who has left.
    await expect(mine).toHaveCount(28);
  });
});

test('an owner who has left is shown as such', async ({ enterAs }) => {
  const page = await enterAs('ada');
  await page.goto('/catalog/default/component/tariff-engine/postmortems');
  const promised = listOf(page, 'Open action items').getByRole('row', {
    name: /Read tariff sheet 3 by machine/,
  });
  await expect(promised).toContainText('ingrid.solberg (unknown)');
  await expect(
    promised.getByRole('link', { name: 'ingrid.solberg' }),
  ).toHaveCount(0);

  await promised
    .getByRole('link', { name: /^PM-\d+$/ })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { name: /\(3 of 42\)$/ }),
  ).toBeVisible();
  const article = page.getByRole('article');
  // Who wrote it, who led, and who promised.
  await expect(article.getByText('ingrid.solberg (unknown)')).not.toHaveCount(
    0,
  );
  await expect(
    article.getByRole('link', { name: 'ingrid.solberg' }),
  ).toHaveCount(0);
});
