// SPDX-License-Identifier: Apache-2.0

import { Page } from '@playwright/test';
import { daysAgo, expect, test, uniqueTitle } from './support/portal';

const tab = '/catalog/default/component/payment-service/postmortems';

async function signInAs(page: Page, name: RegExp) {
  await expect(page.getByText('Who are you today?')).toBeVisible();
  await page.getByRole('button', { name }).click();
}

/** The open action items among the tab's figures, and not those of a row. */
const openFigure = (page: Page) =>
  page
    .locator('.MuiCard-root')
    .filter({ has: page.getByRole('heading', { name: 'Last 12 months' }) })
    .getByText(/^\d+ open$/);

test('a postmortem is written, refused, put right and published, and its action item done', async ({
  page,
  browser,
}) => {
  test.slow();
  const title = uniqueTitle('Card payments failed behind the proxy');
  const promise = uniqueTitle('Alert on the share of failed payments');
  const day = daysAgo(1);

  await test.step('sign in and open the tab of the service', async () => {
    await page.goto('/catalog/default/component/payment-service');
    await signInAs(page, /Ada Holm/);
    const main = page.getByRole('main');
    await main.getByRole('link', { name: 'Postmortems', exact: true }).click();
    await main.getByRole('button', { name: 'New postmortem' }).click();
  });

  await test.step('fill in every section', async () => {
    await page.getByRole('textbox', { name: 'Title', exact: true }).fill(title);
    const summary = page.getByRole('region', { name: 'Incident summary' });
    // It was opened from the service, so the service is there.
    await expect(
      summary.getByRole('button', { name: 'payment-service' }),
    ).toBeVisible();
    const affected = summary.getByRole('textbox', { name: 'Affected systems' });
    await affected.fill('checkout-w');
    await page.getByRole('option', { name: /checkout-web/ }).click();
    await summary
      .getByRole('combobox', { name: 'Severity' })
      .selectOption({ index: 2 });
    await summary
      .getByRole('textbox', { name: 'Started' })
      .fill(`${day} 14:05`);
    await summary.getByRole('button', { name: 'It was me' }).click();
    await expect(
      summary.getByRole('textbox', { name: 'Incident commander' }),
    ).toHaveValue('Ada Holm');
    await summary.getByRole('textbox', { name: 'Participants' }).fill('Dana');
    await page.getByRole('option', { name: /Dana Whitfield/ }).click();
    await summary
      .getByRole('textbox', { name: 'In short' })
      .fill('A proxy in front of the acquirer dropped **long** requests.');
    await summary
      .getByRole('textbox', { name: 'Impact' })
      .fill('One payment in five failed for 38 minutes.');
    await summary.getByRole('textbox', { name: 'Users affected' }).fill('1240');
    await summary
      .getByRole('combobox', { name: 'SLA breached' })
      .selectOption('Yes');

    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline
      .getByRole('button', { name: 'Add entry', exact: true })
      .click();
    await timeline
      .getByRole('textbox', { name: 'Time of entry 1' })
      .fill('14:14');
    await timeline
      .getByRole('combobox', { name: 'Kind of entry 1' })
      .selectOption('Detected');
    await timeline
      .getByRole('textbox', { name: 'Text of entry 1' })
      .fill('The alert on failed payments fired');

    const analysis = page.getByRole('region', { name: 'Root cause analysis' });
    await analysis.getByRole('button', { name: 'Begin: what broke?' }).click();
    await analysis
      .getByRole('textbox', { name: 'Answer 1' })
      .fill('The proxy closed connections after five seconds');
    await analysis.getByRole('button', { name: 'Ask why again' }).click();
    await analysis
      .getByRole('textbox', { name: 'Answer 2' })
      .fill('Its default was never compared with what the acquirer needs');
    await analysis
      .getByRole('textbox', { name: 'Root cause' })
      .fill('No timeout is agreed between us and those we depend on');
    await analysis
      .getByRole('textbox', { name: 'Trigger' })
      .fill('The proxy was put in place that morning');

    const well = page.getByRole('region', { name: 'What went well' });
    await well.getByRole('button', { name: 'Add' }).click();
    await well
      .getByRole('textbox', { name: 'What went well 1' })
      .fill('Taking the proxy out again took two minutes');
    const wrong = page.getByRole('region', { name: 'What went wrong' });
    await wrong.getByRole('button', { name: 'Add' }).click();
    await wrong
      .getByRole('textbox', { name: 'What went wrong 1' })
      .fill('The alert waits for ten failures in a row');

    const actions = page.getByRole('region', { name: 'Action items' });
    await actions.getByRole('button', { name: 'Add action item' }).click();
    await actions
      .getByRole('textbox', { name: 'Action item 1: what is to be done' })
      .fill(promise);
    // The severity says when it is due.
    await expect(actions.getByLabel('Due')).not.toHaveValue('');

    const more = page.getByRole('region', { name: 'More', exact: true });
    await more.getByRole('button', { name: 'Add', exact: true }).click();
    await more
      .getByRole('textbox', { name: 'Contributing factors 1' })
      .fill('The proxy has no dashboard');
  });

  await test.step('publishing is refused, with messages beside the fields', async () => {
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect(
      page.getByRole('region', { name: /^Publishing still wants \d+ things$/ }),
    ).toBeVisible();
    await expect(
      page.getByRole('textbox', { name: 'Resolved' }),
    ).toHaveAccessibleDescription('Say when it was resolved.');
    await expect(
      page
        .getByRole('region', { name: 'Timeline' })
        .getByText('Add when it was resolved'),
    ).toBeVisible();
    await expect(
      page.getByRole('textbox', { name: 'Owner' }),
    ).toHaveAccessibleDescription('Choose who owns this action item.');
    await expect(
      page.getByRole('textbox', { name: 'Lessons learned' }),
    ).toHaveAccessibleDescription('Write what this incident taught the team.');
    await expect(page).toHaveURL(/\/postmortems\/(new|PM-\d+\/edit)/);
  });

  await test.step('put right what is missing and publish', async () => {
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline
      .getByRole('button', { name: 'Add entry', exact: true })
      .click();
    await timeline
      .getByRole('textbox', { name: 'Time of entry 2' })
      .fill('14:43');
    await timeline
      .getByRole('combobox', { name: 'Kind of entry 2' })
      .selectOption('Resolved');
    await timeline
      .getByRole('textbox', { name: 'Text of entry 2' })
      .fill('Payments work again without the proxy');
    await page.getByRole('textbox', { name: 'Owner' }).fill('carla');
    await page.getByRole('option', { name: /Carla Mendes/ }).click();
    await page
      .getByRole('textbox', { name: 'Lessons learned' })
      .fill('A timeout belongs to both sides of a connection.');
    await expect(
      page.getByRole('region', { name: 'Ready to publish' }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByText('Published', { exact: true })).toBeVisible();
    await expect(
      page
        .getByRole('region', { name: 'Timeline' })
        .getByText('29 min with no entry'),
    ).toBeVisible();
  });

  let open = 0;
  await test.step('it is on the tab', async () => {
    await page.goto(tab);
    const row = page.getByRole('row', { name: new RegExp(title) });
    await expect(row).toContainText('Published');
    await expect(row).toContainText('38 min');
    await expect(row).toContainText('1 open');
    open = parseInt((await openFigure(page).textContent())!, 10);
  });

  await test.step('its owner does what was promised', async () => {
    const context = await browser.newContext();
    const carla = await context.newPage();
    await carla.goto('/my-action-items');
    await signInAs(carla, /Carla Mendes/);
    const mine = carla.getByRole('listitem').filter({ hasText: promise });
    await expect(mine).toContainText('payment-service');
    await carla
      .getByRole('combobox', { name: `Status of ${promise}` })
      .selectOption('Done');
    await expect(
      carla.getByRole('alert').filter({ hasText: 'is now Done' }),
    ).toBeVisible();
    await context.close();
  });

  await test.step('the tab counts one open action item less', async () => {
    await page.reload();
    await expect(openFigure(page)).toHaveText(`${open - 1} open`);
    await expect(
      page.getByRole('row', { name: new RegExp(title) }),
    ).not.toContainText('open');
  });
});
