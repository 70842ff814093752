// SPDX-License-Identifier: Apache-2.0

import { expect, Locator, Page, test } from '@playwright/test';
import { knownNoise } from './support/exceptions';

/** What the console of a stock app says without the plugins too. */
const stockNoise: RegExp[] = [
  // the sign-in page of the new frontend
  /unique "key" prop[^]*\n\s+at ExtensionBoundary /,
  // it has nothing of TechDocs to search in
  /status of 500 .*\/api\/search\/query\?.*techdocs/,
];

const entity = '/catalog/default/component/example-website';
const run = Date.now().toString(36);
const title = `Websites were slow ${run}`;
const promise = `Alert on slow websites ${run}`;

function listen(page: Page): string[] {
  const said: string[] = [];
  page.on('console', message => {
    const text = `[${message.type()}] ${message.text()} (${message.location().url})`;
    const isOurs = message.type() === 'error' || /postmortem/i.test(text);
    if (!['error', 'warning'].includes(message.type()) || !isOurs) return;
    if (![...knownNoise, ...stockNoise].some(noise => noise.test(text)))
      said.push(text.slice(0, 600));
  });
  page.on('pageerror', error => said.push(`[thrown] ${error}`));
  return said;
}

/** Writes as people do, key by key, and takes what is offered. */
async function pick(field: Locator, text: string, option: RegExp) {
  await field.click();
  await field.pressSequentially(text, { delay: 40 });
  await expect(field).toHaveValue(text);
  await field.page().getByRole('option', { name: option }).first().click();
}

/** Fills what the publishing gate asks for. */
async function fillIn(page: Page) {
  const started = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const summary = page.getByRole('region', { name: 'Incident summary' });
  await summary
    .getByRole('combobox', { name: 'Severity' })
    .selectOption({ index: 1 });
  await summary
    .getByRole('textbox', { name: 'Started' })
    .fill(`${started} 14:05`);
  await summary.getByRole('button', { name: 'It was me' }).click();
  await summary
    .getByRole('textbox', { name: 'In short' })
    .fill('Websites answered in ten seconds.');
  await summary
    .getByRole('textbox', { name: 'Impact' })
    .fill('One visitor in five left.');

  const timeline = page.getByRole('region', { name: 'Timeline' });
  const events = [
    ['14:14', 'Detected', 'The alert on slow answers fired'],
    ['14:43', 'Resolved', 'Answers are fast again'],
  ];
  for (const [index, [time, kind, text]] of events.entries()) {
    const entry = `of entry ${index + 1}`;
    await timeline
      .getByRole('button', { name: 'Add entry', exact: true })
      .click();
    await timeline.getByRole('textbox', { name: `Time ${entry}` }).fill(time);
    await timeline
      .getByRole('combobox', { name: `Kind ${entry}` })
      .selectOption(kind);
    await timeline.getByRole('textbox', { name: `Text ${entry}` }).fill(text);
  }

  const analysis = page.getByRole('region', { name: 'Root cause analysis' });
  await analysis.getByRole('button', { name: 'Begin: what broke?' }).click();
  await analysis.getByRole('textbox', { name: 'Answer 1' }).fill('The cache');
  await analysis.getByRole('button', { name: 'Ask why again' }).click();
  await analysis
    .getByRole('textbox', { name: 'Answer 2' })
    .fill('It was emptied at noon');
  await analysis
    .getByRole('textbox', { name: 'Root cause' })
    .fill('Nobody knew that the cache is emptied by a release');
  for (const name of ['What went well', 'What went wrong']) {
    const points = page.getByRole('region', { name });
    await points.getByRole('button', { name: 'Add' }).click();
    await points
      .getByRole('textbox', { name: `${name} 1` })
      .fill('The alert came at once');
  }
  await page
    .getByRole('textbox', { name: 'Lessons learned' })
    .fill('A cache is a part of the release.');

  const actions = page.getByRole('region', { name: 'Action items' });
  await actions.getByRole('button', { name: 'Add action item' }).click();
  await actions
    .getByRole('textbox', { name: 'Action item 1: what is to be done' })
    .fill(promise);
  await pick(actions.getByRole('textbox', { name: 'Owner' }), 'guest', /guest/);
}

test('what README promises works in a stock app', async ({ page }) => {
  test.setTimeout(300_000);
  const said = listen(page);

  await test.step('the tab on an entity of the catalog', async () => {
    await page.goto('/');
    const enter = page.getByRole('button', { name: 'Enter' });
    const inside = page
      .getByRole('navigation', { name: 'sidebar nav' })
      .getByRole('link')
      .first();
    await enter.or(inside).first().waitFor({ timeout: 120_000 });
    if (await enter.isVisible()) await enter.click();
    await inside.waitFor();
    // The catalog is filled in the seconds after the first start.
    await expect(async () => {
      await page.goto(entity);
      await page
        .getByRole('tab', { name: 'Postmortems' })
        .or(page.getByRole('main').getByRole('link', { name: 'Postmortems' }))
        .first()
        .click({ timeout: 20_000 });
    }).toPass({ timeout: 120_000 });
  });

  await test.step('New postmortem', async () => {
    await page
      .getByRole('main')
      .getByRole('button', { name: /New postmortem|Write the first one/ })
      .first()
      .click();
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill(title);
  });

  await test.step('another service, picked by typing', async () => {
    const affected = page.getByRole('textbox', { name: 'Affected systems' });
    await pick(affected, 'grpc', /example-grpc-api/);
  });

  await test.step('what the gate wants is filled in', async () => {
    await fillIn(page);
    await expect(
      page.getByRole('region', { name: 'Ready to publish' }),
    ).toBeVisible();
  });

  await test.step('published', async () => {
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByText('Published', { exact: true })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  });

  await test.step('My action items', async () => {
    await page.goto('/my-action-items');
    await expect(
      page.getByRole('listitem').filter({ hasText: promise }),
    ).toBeVisible();
  });

  await test.step('found in Backstage search', async () => {
    await expect(async () => {
      await page.goto(`/search?query=${run}`);
      await page
        .getByRole('navigation', { name: 'filter by type' })
        .getByRole('button', { name: 'All' })
        .click({ timeout: 20_000 });
      await page
        .getByRole('link', { name: new RegExp(title) })
        .first()
        .click({ timeout: 20_000 });
    }).toPass({ timeout: 120_000 });
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  });

  expect(said, "The browser's console").toEqual([]);
});
