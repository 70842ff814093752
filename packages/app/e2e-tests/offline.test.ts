// SPDX-License-Identifier: Apache-2.0

import { Page } from '@playwright/test';
import { expect, test, uniqueTitle } from './support/portal';

test.use({
  provoked: [
    // No connection, one conflict, and the piece that is not loaded, as the
    // bundler and React tell of it.
    /net::ERR_|Failed to fetch|status of 409|Loading chunk|The above error/,
  ],
});

const field = (page: Page, name: string) =>
  page.getByRole('textbox', { name, exact: true });

const saveState = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text });

/** Opens the editor, with all that it loads. */
async function open(page: Page, number: number) {
  await page.goto(`/postmortems/PM-${number}/edit`);
  await expect(field(page, 'Title')).toBeVisible();
}

/** No connection: neither to the server, nor to what is loaded late. */
async function loseConnection(page: Page) {
  // What draws Markdown is there when a piece of it has been drawn.
  await expect(page.locator('[hidden] pre pre')).toBeAttached();
  await page.context().route(/\.js(\?|$)/, route => route.abort());
  await page.context().setOffline(true);
}

async function usePreview(page: Page, name: string, shown: string) {
  const preview = page.getByRole('button', { name: `Preview of ${name}` });
  await preview.click();
  await expect(page.getByRole('group', { name, exact: true })).toContainText(
    shown,
  );
  await preview.click();
  await expect(field(page, name)).toBeVisible();
}

test('every control of the form works without a connection, and no text is lost', async ({
  enterAs,
  apiOf,
}) => {
  test.slow();
  const api = await apiOf('dana');
  const title = uniqueTitle('The office lost its line');
  const { number } = await api.create({
    title,
    affectedSystems: ['component:default/payment-service'],
  });
  const page = await enterAs('dana');
  await open(page, number);

  await loseConnection(page);
  const dropped: string[] = [];
  page.on('framenavigated', frame => dropped.push(frame.url()));

  await test.step('write, and look at it as Markdown', async () => {
    await field(page, 'In short').fill('A **digger** cut the line.');
    await usePreview(page, 'In short', 'A digger cut the line.');
    await field(page, 'Root cause').fill('Run:\n\n```bash\nls -l\n```');
    await usePreview(page, 'Root cause', 'ls -l');
    await expect(
      saveState(page, 'Offline, kept in this browser'),
    ).toBeVisible();
  });

  await test.step('press every button that adds something', async () => {
    const buttons = await page
      .getByRole('button', { name: /^(Add|Ask|New)\b/ })
      .all();
    expect(buttons.length).toBeGreaterThan(5);
    for (const button of buttons) {
      await button.click();
      await page.keyboard.press('Escape');
      await expect(field(page, 'Title')).toHaveValue(title);
    }
  });

  await test.step('choose from every list', async () => {
    for (const list of await page.locator('select:visible').all()) {
      await list.selectOption({ index: 0 });
      await expect(field(page, 'Title')).toHaveValue(title);
    }
    await field(page, 'Affected systems').fill('check');
    await field(page, 'Affected systems').blur();
  });

  await test.step('ask to publish, to save and to leave', async () => {
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: `PM-${number}` }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Stay' })
      .click();
  });

  await expect(field(page, 'Title')).toHaveValue(title);
  await expect(field(page, 'In short')).toHaveValue(
    'A **digger** cut the line.',
  );
  await expect(field(page, 'Root cause')).toHaveValue(/ls -l/);
  expect(dropped).toEqual([]);

  await page.context().setOffline(false);
  await expect(saveState(page, /^Saved \d/)).toBeVisible();
  expect(await api.get(number)).toMatchObject({
    summary: 'A **digger** cut the line.',
  });
});

test('a conflict is settled without what is loaded late', async ({
  enterAs,
  apiOf,
}) => {
  const api = await apiOf('dana');
  const title = uniqueTitle('Two people without a line');
  const { number } = await api.create({
    title,
    impact: 'Before.',
  });
  const page = await enterAs('dana');
  await open(page, number);
  await api.save(number, 1, { title, impact: 'Theirs.' });

  await field(page, 'Impact').fill('Mine.');
  await page.keyboard.press('Control+s');
  const panel = page.getByRole('alert', {
    name: 'Two people changed the same text',
  });
  await expect(panel).toContainText('Theirs.');
  await loseConnection(page);
  await panel.getByRole('button', { name: 'Keep mine' }).click();
  await expect(field(page, 'Impact')).toHaveValue('Mine.');
  await expect(saveState(page, 'Offline, kept in this browser')).toBeVisible();
});

test('what cannot be drawn is shown as it was written', async ({
  enterAs,
  apiOf,
}) => {
  const api = await apiOf('dana');
  const { number } = await api.create({
    title: uniqueTitle('Opened with half a line'),
    impact: 'It was *slow*.',
  });
  const page = await enterAs('dana');
  // The piece that draws Markdown never comes.
  await page.context().route(/\.js(\?|$)/, async route => {
    const response = await route.fetch();
    if ((await response.text()).includes('react-markdown')) await route.abort();
    else await route.fulfill({ response });
  });
  await open(page, number);
  await field(page, 'In short').fill('It is *still* slow.');
  await page.getByRole('button', { name: 'Preview of In short' }).click();
  await expect(
    page.getByRole('group', { name: 'In short', exact: true }),
  ).toContainText('It is *still* slow.');
  await page.getByRole('button', { name: 'Preview of In short' }).click();
  await expect(field(page, 'In short')).toHaveValue('It is *still* slow.');
  await expect(saveState(page, /^Saved \d/)).toBeVisible();
});
