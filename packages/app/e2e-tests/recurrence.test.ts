// SPDX-License-Identifier: Apache-2.0

import { Page } from '@playwright/test';
import { daysAgo, expect, test, uniqueTitle } from './support/portal';

// A cause that has happened once on this service, in a postmortem of Dana's.
const service = '/catalog/default/component/order-service';
const cause = 'Event order is assumed, not guaranteed';
// Another one, with some of the same words.
const otherCause = 'Message consumers are not idempotent';

const title = uniqueTitle('Cancelled orders were picked');

const field = (page: Page, name: string) =>
  page.getByRole('textbox', { name, exact: true });

const region = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true });

const saved = (page: Page) =>
  expect(
    page.getByRole('status').filter({ hasText: /^Saved \d/ }),
  ).toBeVisible();

async function addEntry(page: Page, index: number, entry: string[]) {
  const [time, kind, text] = entry;
  const timeline = region(page, 'Timeline');
  await timeline
    .getByRole('button', { name: 'Add entry', exact: true })
    .click();
  await field(page, `Time of entry ${index}`).fill(time);
  await timeline
    .getByRole('combobox', { name: `Kind of entry ${index}` })
    .selectOption(kind);
  await field(page, `Text of entry ${index}`).fill(text);
}

// It would be the third time if it stayed and the test were run once more.
test.afterEach(async ({ apiOf }) => {
  const api = await apiOf('ada');
  for (const number of await api.find(title)) await api.remove(number);
});

test('an old cause comes back: suggested with its reason, confirmed, and seen by everybody', async ({
  enterAs,
  apiOf,
}) => {
  test.slow();
  const api = await apiOf('ada');
  const [earlier] = await api.find('Orders stayed at awaiting payment');
  const page = await enterAs('ada');

  await test.step('a service on which it has not come back so far', async () => {
    await page.goto(`${service}/postmortems`);
    await expect(
      page.getByRole('table', { name: 'Postmortems' }).getByRole('link', {
        name: /awaiting payment/,
      }),
    ).toBeVisible();
    await expect(region(page, 'Recurring root causes')).toBeVisible();
    await expect(
      region(page, 'Recurring root causes').getByRole('link', { name: cause }),
    ).toHaveCount(0);
    await page.getByRole('button', { name: 'New postmortem' }).click();
  });

  const seen = region(page, 'Seen before?');
  const suggestion = (name: string) =>
    seen
      .getByRole('listitem')
      .filter({
        has: page.getByRole('button', {
          name: `Same cause: ${name}`,
          exact: true,
        }),
      })
      .first();

  await test.step('what repeats it is written', async () => {
    await field(page, 'Title').fill(title);
    await field(page, 'In short').fill(
      'Paid orders were cancelled and picked all the same: `order.cancelled` overtook `order.paid`.',
    );
    await field(page, 'Root cause').fill(
      'The order service relies on an order of events that the bus only keeps within a partition, and drops what comes early.',
    );
  });

  await test.step('it is suggested, with the words that are the reason', async () => {
    const likely = suggestion(cause);
    await expect(
      likely.getByRole('link', { name: `PM-${earlier}` }),
    ).toBeVisible();
    await expect(likely).toContainText(
      /0\.\d\d = text 0\.\d\d \(.*(partition|drops|order service).*\) \+ same service \(order-service\) 0\.\d\d/,
    );
    // And what was promised the last time.
    await expect(
      seen.getByRole('listitem').filter({ hasText: /^PM-\d+ Orders stayed/ }),
    ).toContainText(
      'Alert on paid orders without a pick list after 20 minutes — In progress',
    );
  });

  await test.step('one click confirms it', async () => {
    await suggestion(cause)
      .getByRole('button', { name: `Same cause: ${cause}` })
      .click();
    await expect(
      seen.getByRole('button', { name: new RegExp(`^${cause}`) }),
    ).toBeVisible();
    // Neither offered as a cause any more, nor for the postmortem that has it.
    // (One without a cause that is alike may now be offered the same.)
    await expect(
      seen
        .getByRole('listitem')
        .filter({ has: page.getByRole('link', { name: cause }) }),
    ).toHaveCount(0);
    await expect(
      seen
        .getByRole('listitem')
        .filter({ hasText: /^PM-\d+ Orders stayed/ })
        .getByRole('button', { name: `Same cause: ${cause}` }),
    ).toHaveCount(0);
  });

  await test.step('what is not the same stays away', async () => {
    const notSame = seen.getByRole('button', {
      name: `Not the same as ${otherCause}`,
    });
    await notSame.click();
    await expect(notSame).toHaveCount(0);
    await saved(page);
    await expect(page).toHaveURL(/\/postmortems\/PM-\d+\/edit/);

    await page.reload();
    // The other suggestions are there again, and what was confirmed.
    await expect(
      seen.getByRole('button', { name: `Not the same as PM-${earlier}` }),
    ).toBeVisible();
    await expect(
      seen.getByRole('button', { name: new RegExp(`^${cause}`) }),
    ).toBeVisible();
    await expect(seen.getByRole('button', { name: otherCause })).toHaveCount(0);
  });

  await test.step('the rest is filled in, and it is published', async () => {
    const summary = region(page, 'Incident summary');
    await summary
      .getByRole('combobox', { name: 'Severity' })
      .selectOption({ index: 2 });
    await field(page, 'Started').fill(`${daysAgo(1)} 09:00`);
    await summary.getByRole('button', { name: 'It was me' }).click();
    await field(page, 'Impact').fill('40 parcels were packed for nobody.');
    await addEntry(page, 1, ['09:10', 'Detected', 'The warehouse asks']);
    await addEntry(page, 2, ['09:40', 'Resolved', 'Events are kept in order']);
    await field(page, 'Why there is nothing to do').fill(
      'What was promised the last time would have prevented it.',
    );
    await field(page, 'Lessons learned').fill(
      'An announcement is not a review.',
    );
    await expect(region(page, 'Ready to publish')).toBeVisible();
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  });

  await test.step('its page says "second time", and which was the first', async () => {
    const before = page
      .getByRole('list', { name: 'It happened before' })
      .getByRole('listitem');
    await expect(before).toHaveText(
      `second time on order-service: ${cause} (PM-${earlier})`,
    );
    await before.getByRole('link', { name: `PM-${earlier}` }).click();
    await expect(
      page.getByRole('heading', { name: /awaiting payment/ }),
    ).toBeVisible();
  });

  await test.step('the tab of the service leads with it', async () => {
    await page.goto(`${service}/postmortems`);
    const item = region(page, 'Recurring root causes')
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: cause }) });
    await expect(item).toContainText('2 times · last');
    await expect(item).toContainText(
      new RegExp(`recurred while PM-${earlier} “.+” was open`),
    );
  });

  await test.step('whoever wrote the earlier one is told', async () => {
    const dana = await enterAs('dana');
    const [later] = await api.find(title);
    await expect(async () => {
      await dana.goto('/notifications');
      const told = dana
        .getByRole('row')
        .filter({ hasText: `A root cause recurred with PM-${later}` });
      await expect(told).toBeVisible({ timeout: 10_000 });
    }).toPass();
  });
});
