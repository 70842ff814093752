// SPDX-License-Identifier: Apache-2.0

import { Page } from '@playwright/test';
import { expect, test, uniqueTitle, wholeCatalog } from './support/portal';

const field = (page: Page, name: string) =>
  page.getByRole('textbox', { name, exact: true });

const options = (page: Page) => page.getByRole('listbox').getByRole('option');

test.beforeAll(wholeCatalog);

test('a system is picked by typing its name, wherever it is in the catalog', async ({
  enterAs,
}) => {
  const page = await enterAs('ada');
  await page.goto('/postmortems/new');
  const affected = field(page, 'Affected systems');
  await affected.pressSequentially('warehouse', { delay: 50 });
  await expect(affected).toHaveValue('warehouse');
  await expect(options(page)).toHaveText([/^warehouse-sync/]);
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('button', { name: 'warehouse-sync' }),
  ).toBeVisible();
});

test('what is typed into a picker stays while the draft is saved', async ({
  enterAs,
  apiOf,
}) => {
  const api = await apiOf('ada');
  const { number } = await api.create({ title: uniqueTitle('By typing') });
  const page = await enterAs('ada');
  await page.goto(`/postmortems/PM-${number}/edit`);
  const affected = field(page, 'Affected systems');
  await field(page, 'Impact').fill('Nobody could order.');

  await test.step('several systems', async () => {
    // Slowly enough for the text above to be saved meanwhile.
    await affected.pressSequentially('warehouse', { delay: 400 });
    await expect(affected).toHaveValue('warehouse');
    await expect(options(page)).toHaveText([/^warehouse-sync/]);
    await page.keyboard.press('Enter');
    await expect(affected).toHaveValue('');
    await expect(affected).toBeFocused();

    // Nobody waits for the list who knows the name.
    await affected.pressSequentially('checkout-web');
    await page.keyboard.press('Enter');
    await expect(
      page.getByRole('button', { name: 'checkout-web' }),
    ).toBeVisible();
  });

  await test.step('one person, typed over another', async () => {
    const commander = field(page, 'Incident commander');
    await commander.click();
    await expect(options(page).first()).toHaveText(/^Me/);
    await page.keyboard.press('Enter');
    await expect(commander).toHaveValue('Ada Holm');
    await commander.selectText();
    await commander.pressSequentially('emil');
    await page.keyboard.press('Enter');
    await expect(commander).toHaveValue('Emil Sørensen');
    await commander.selectText();
    await commander.pressSequentially('nobody at all');
    await page.keyboard.press('Escape');
    await expect(commander).toHaveValue('Emil Sørensen');
  });

  await test.step('all of it is saved', async () => {
    await page.keyboard.press('Control+s');
    await expect(page.getByText(/^Saved \d/).first()).toBeVisible();
    expect(await api.get(number)).toMatchObject({
      affectedSystems: [
        'component:default/warehouse-sync',
        'component:default/checkout-web',
      ],
      incidentCommander: 'user:default/emil',
    });
    await api.remove(number);
  });
});

test('a list is narrowed to a system by typing its name', async ({
  enterAs,
}) => {
  const page = await enterAs('ada');
  await page.goto('/postmortems');
  await field(page, 'System').pressSequentially('payment-serv');
  await expect(options(page)).toHaveText([/^payment-service/]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/system=component%3Adefault%2Fpayment-service/);
  await expect(field(page, 'System')).toHaveValue('payment-service');
});
