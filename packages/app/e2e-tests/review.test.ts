// SPDX-License-Identifier: Apache-2.0

import { Locator, Page } from '@playwright/test';
import { violations } from './support/accessibility';
import { daysAgo, expect, test, uniqueTitle } from './support/portal';

test.use({
  // What is not complete is not accepted, which is tried.
  provoked: [/status of 400 .*\/decisions/],
});

const tab = '/catalog/default/group/team-platform/postmortems';

/** As it stands in minutes: `12 Dec 2026`. */
function inWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const name = new Date(year, month - 1).toLocaleString('en', {
    month: 'short',
  });
  return `${date} ${name} ${year}`;
}

/** As it is typed into a field for a day: month, day, year. */
const typedDay = (day: string) =>
  `${day.slice(5, 7)}${day.slice(8)}${day.slice(0, 4)}`;

async function tabTo(page: Page, wanted: Locator) {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate(element => element === document.activeElement))
      return;
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
}

/** Where the review is: the item of that number, of so many. */
async function placeOf(page: Page): Promise<[number, number]> {
  const heading = page.getByRole('heading', { name: /^Item \d+ of \d+$/ });
  await expect(heading).toBeFocused();
  const [, index, total] = /(\d+) of (\d+)/.exec(await heading.innerText())!;
  return [Number(index), Number(total)];
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name });

const said = (page: Page, text: string) =>
  expect(
    page.locator('article').getByRole('status').filter({ hasText: text }),
  ).toBeVisible();

/** From the tab of the team into its review. */
async function begin(page: Page) {
  await page.goto(tab);
  await tabTo(page, button(page, 'Start team review'));
  await page.keyboard.press('Enter');
  await expect(button(page, 'Start review')).toBeFocused();
  await page.keyboard.press('Enter');
}

/** Ends where it is, and shows the minutes. */
async function end(page: Page) {
  await expect(button(page, /^End review and show/)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(button(page, 'Copy as Markdown')).toBeFocused();
}

test('a team is reviewed from the first to the last item by keyboard alone', async ({
  enterAs,
  apiOf,
}) => {
  test.slow();
  const word = uniqueTitle('gateway');
  const names = {
    ownerless: `Alert before the ${word} is full`,
    done: `Raise the limits of the ${word}`,
    wontDo: `Move the ${word} elsewhere`,
    split: `Test and document the ${word}`,
    moved: `Rehearse the failover of the ${word}`,
  };
  const api = await apiOf('emil');
  const late = daysAgo(400);
  const actionItems = Object.entries(names).map(([kind, description]) => ({
    id: crypto.randomUUID(),
    description,
    ...(kind === 'ownerless'
      ? { owner: null, dueDate: null, status: 'proposed' }
      : { owner: 'user:default/emil', dueDate: late, status: 'open' }),
  }));
  const { number } = await api.create({
    title: `The ${word} was full`,
    severity: 'P2',
    startedAt: `${daysAgo(2)}T08:00:00Z`,
    resolvedAt: `${daysAgo(2)}T09:00:00Z`,
    affectedSystems: ['component:default/edge-gateway'],
    incidentCommander: 'user:default/emil',
    impact: 'Some requests failed.',
    rootCause: 'Nobody watched how full it was.',
    lessonsLearned: 'Watch it.',
    timeline: ['detected', 'resolved'].map((kind, index) => ({
      id: crypto.randomUUID(),
      at: `${daysAgo(2)}T0${8 + index}:00:00Z`,
      kind,
      text: kind,
    })),
    actionItems,
  });
  await api.publish(number);
  const day = daysAgo(-30);
  const page = await enterAs('emil');
  const { keyboard } = page;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await begin(page);

  let total = 0;
  let left = 0;
  await test.step('each of its items is decided or skipped', async () => {
    for (;;) {
      const [index, count] = await placeOf(page);
      total = count;
      if (index === 1) expect(await violations(page, 'article')).toEqual([]);
      const shown = await page
        .getByRole('region', { name: `Item ${index} of ${count}` })
        .innerText();
      const is = (name: string) => shown.includes(name);
      if (is(names.ownerless)) {
        // It needs all of it before it can be accepted.
        await keyboard.press('y');
        await said(page, 'Not saved');
        await keyboard.press('a');
        await expect(
          page.getByRole('textbox', { name: 'New owner' }),
        ).toBeFocused();
        await keyboard.type('lena');
        await expect(
          page.getByRole('option', { name: /Lena Vogt/ }),
        ).toBeVisible();
        await keyboard.press('Enter');
        await said(page, 'assigned to Lena Vogt');
        await keyboard.press('d');
        await expect(page.getByLabel('Due date')).toBeFocused();
        await keyboard.type(typedDay(day));
        await keyboard.press('Enter');
        await said(page, `due ${inWords(day)}`);
        await keyboard.press('y');
        await said(page, 'accepted');
      } else if (is(names.wontDo)) {
        await keyboard.press('w');
        await keyboard.type('It stays where it is, by decision of all');
        await keyboard.press('Control+Enter');
        await said(page, "won't do");
      } else if (is(names.split)) {
        await keyboard.press('p');
        const first = page.getByRole('textbox', { name: 'This item becomes' });
        await expect(first).toBeFocused();
        await keyboard.press('Control+a');
        await keyboard.type(`Test the ${word}`);
        await keyboard.press('Tab');
        await keyboard.type(`Document the ${word}`);
        await tabTo(page, page.getByLabel('Due date of the second item'));
        await keyboard.type(typedDay(day));
        await keyboard.press('Control+Enter');
        await said(page, 'split into');
      } else if (is(names.moved)) {
        await keyboard.press('d');
        await expect(page.getByLabel('Due date')).toBeFocused();
        await keyboard.type(typedDay(day));
        await keyboard.press('Enter');
        await said(page, 'due date moved');
      } else if (is(names.done)) {
        await keyboard.press('x');
        await said(page, 'done');
        // By a slip: taken back, and done all the same.
        await keyboard.press('u');
        await said(page, 'Undone');
        expect((await placeOf(page))[0]).toBe(index);
        await keyboard.press('x');
        await said(page, 'Saved');
      } else {
        left += 1;
      }
      const next = page.getByRole('heading', {
        name: new RegExp(`^(Item ${index + 1} of|That was the last item)`),
      });
      if (!is(names.wontDo) && !is(names.done)) {
        await expect(
          page.getByRole('heading', { name: `Item ${index} of ${count}` }),
        ).toBeFocused();
        await keyboard.press(index % 2 ? 's' : 'ArrowRight');
      }
      await expect(next).toBeVisible();
      if (index === count) break;
    }
    await expect(
      page.getByText(`5 decided, ${left} still open.`),
    ).toBeVisible();
    await end(page);
  });
  expect(total).toBe(left + 5);

  const decided = [
    `${names.ownerless}: assigned to Lena Vogt, due ${inWords(day)}, accepted`,
    `${names.done}: done`,
    `${names.wontDo}: won't do: It stays where it is, by decision of all`,
    `${names.split}: split into “Test the ${word}” and “Document the ${word}” (Emil Sørensen, due ${inWords(day)})`,
    `${names.moved}: due date moved from ${inWords(late)} to ${inWords(day)}`,
  ];
  await test.step('the minutes are right', async () => {
    await expect(
      page.getByRole('heading', { name: 'Decided (5)' }),
    ).toBeVisible();
    await expect(
      page.getByRole('heading', { name: `Still open (${left})` }),
    ).toBeVisible();
    for (const line of decided)
      await expect(
        page.getByRole('listitem').filter({ hasText: `PM-${number} ${line}` }),
      ).toBeVisible();
    expect(await violations(page, 'article')).toEqual([]);
    await keyboard.press('Enter');
    await expect(page.getByText('Minutes copied.')).toBeVisible();
    const copied = (
      await page.evaluate(() => navigator.clipboard.readText())
    ).split('\n');
    const from = copied.indexOf('## Decided (5)');
    const until = copied.indexOf(`## Still open (${left})`);
    expect(copied[0]).toMatch(/^# Team review: .*Platform, /);
    const link = `[PM-${number}](${new URL(page.url()).origin}/postmortems/PM-${number})`;
    expect(copied.slice(from + 2, until - 1).sort()).toEqual(
      decided.map(line => `- ${link} ${line}`).sort(),
    );
    expect(copied.slice(until + 2, -1)).toHaveLength(left);

    // And so is what became of it.
    const saved = await api.get(number);
    expect(
      saved.actionItems.map(({ description, owner, dueDate, status }: any) => [
        description,
        owner,
        dueDate,
        status,
      ]),
    ).toEqual([
      [names.ownerless, 'user:default/lena', day, 'open'],
      [names.done, 'user:default/emil', late, 'done'],
      [names.wontDo, 'user:default/emil', late, 'wont-do'],
      [`Test the ${word}`, 'user:default/emil', late, 'open'],
      [`Document the ${word}`, 'user:default/emil', day, 'open'],
      [names.moved, 'user:default/emil', day, 'open'],
    ]);
  });

  await test.step('the next one starts after it', async () => {
    await page.goto(tab);
    await expect(
      page.getByText(
        new RegExp(
          `^Last review .* by Emil Sørensen: 5 decided, ${left} still open$`,
        ),
      ),
    ).toBeVisible();
    await begin(page);
    // Without what was done or given up, with what was split off.
    const [, count] = await placeOf(page);
    expect(count).toBe(total - 2 + 1);
    await expect(
      page.getByText(
        `Nothing recurred since the review of ${inWords(daysAgo(0))}.`,
      ),
    ).toBeVisible();
    await tabTo(page, button(page, 'End review'));
    await keyboard.press('Enter');
    await end(page);
    await expect(
      page.getByText('Nothing was decided.', { exact: true }),
    ).toBeVisible();
  });
  await api.remove(number);
});
