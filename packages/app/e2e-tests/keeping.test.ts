// SPDX-License-Identifier: Apache-2.0

import { Page } from '@playwright/test';
import { expect, test, uniqueTitle } from './support/portal';

const newPostmortem =
  '/postmortems/new?system=component:default/payment-service';

const field = (page: Page, name: string) =>
  page.getByRole('textbox', { name, exact: true });

const saveState = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text });

test('a reload while writing loses nothing', async ({ enterAs }) => {
  const page = await enterAs('dana');
  const title = uniqueTitle('Labels came out blank');
  await page.goto(newPostmortem);
  // The browser asks before it leaves with unsaved text; this one is in a hurry.
  page.on('dialog', dialog => dialog.accept());

  await test.step('before the server has had any of it', async () => {
    await field(page, 'Impact').fill('Half of the parcels waited.');
    await expect(saveState(page, 'Kept in this browser')).toBeVisible();
    await page.reload();
    const kept = page.getByRole('alert').filter({ hasText: '“Untitled”' });
    await kept.getByRole('button', { name: 'Continue it' }).click();
    await expect(field(page, 'Impact')).toHaveValue(
      'Half of the parcels waited.',
    );
    await expect(
      page.getByRole('button', { name: 'payment-service' }),
    ).toBeVisible();
  });

  await test.step('after it has been saved by itself', async () => {
    await field(page, 'Title').fill(title);
    await expect(saveState(page, /^Saved \d/)).toBeVisible();
    await expect(page).toHaveURL(/\/postmortems\/PM-\d+\/edit/);
    // Typed, and gone before the server has it, however slow the machine is.
    await page.route('**/api/postmortems/postmortems/*', route =>
      route.request().method() === 'PUT' ? undefined : route.continue(),
    );
    await field(page, 'Trigger').fill('The carrier changed a field.');
    await page.reload();
    await page.unroute('**/api/postmortems/postmortems/*');
    await expect(field(page, 'Title')).toHaveValue(title);
    await expect(field(page, 'Impact')).toHaveValue(
      'Half of the parcels waited.',
    );
    await expect(field(page, 'Trigger')).toHaveValue(
      'The carrier changed a field.',
    );
    // It could still be dropped; going on means keeping it.
    await expect(
      page.getByRole('button', { name: 'Use the saved version' }),
    ).toBeVisible();
    await field(page, 'Lessons learned').fill('A contract test would do.');
    await expect(saveState(page, /^Saved \d/)).toBeVisible();
  });
});

test('the first save, which gives the draft its address, interrupts nobody who types', async ({
  enterAs,
}) => {
  const page = await enterAs('dana');
  await page.goto(newPostmortem);
  await field(page, 'Title').fill(uniqueTitle('Labels came out blank'));
  const impact = field(page, 'Impact');
  const words = 'Half of the parcels waited for their labels. '.repeat(4);
  await impact.click();
  // As fast as people type: the draft is saved on the way.
  await impact.pressSequentially(words, { delay: 60 });
  await expect(page).toHaveURL(/\/postmortems\/PM-\d+\/edit/);
  await expect(impact).toBeFocused();
  await expect(impact).toHaveValue(words);
  await expect(saveState(page, /^Saved \d/)).toBeVisible();
});

test('a crash of the tab loses nothing', async ({ enterAs }) => {
  const page = await enterAs('dana');
  await page.goto(newPostmortem);
  await field(page, 'Root cause').fill('Labels have no version.');
  await expect(saveState(page, 'With a title it is saved')).toBeVisible();

  // No handler of the page runs when its process dies.
  const crashed = page.waitForEvent('crash');
  page.goto('chrome://crash').catch(() => {});
  await crashed;
  const context = page.context();
  await page.close();

  const again = await context.newPage();
  await again.goto(newPostmortem);
  await again
    .getByRole('alert')
    .filter({ hasText: '“Untitled”' })
    .getByRole('button', { name: 'Continue it' })
    .click();
  await expect(field(again, 'Root cause')).toHaveValue(
    'Labels have no version.',
  );
});

test.describe('without a connection', () => {
  test.use({
    provoked: [/net::ERR_INTERNET_DISCONNECTED/],
  });

  test('text stays in this browser and is saved when the connection is back', async ({
    enterAs,
    apiOf,
  }) => {
    const api = await apiOf('dana');
    const { number } = await api.create({
      title: uniqueTitle('The office lost its line'),
    });
    const page = await enterAs('dana');
    await page.goto(`/postmortems/PM-${number}/edit`);
    await expect(field(page, 'Title')).toBeVisible();
    // All that the form loads when it opens is there: what draws Markdown last.
    await expect(page.locator('[hidden] pre pre')).toBeAttached();

    await page.context().setOffline(true);
    await field(page, 'Lessons learned').fill('Two lines, two suppliers.');
    await expect(
      saveState(page, 'Offline, kept in this browser'),
    ).toBeVisible();
    await field(page, 'Trigger').fill('A digger.');

    await page.context().setOffline(false);
    await expect(saveState(page, /^Saved \d/)).toBeVisible();
    expect(await api.get(number)).toMatchObject({
      lessonsLearned: 'Two lines, two suppliers.',
      trigger: 'A digger.',
    });
  });
});
