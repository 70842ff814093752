// SPDX-License-Identifier: Apache-2.0

import { Locator, Page } from '@playwright/test';
import { expect, test, uniqueTitle } from './support/portal';

const field = (page: Page, name: string) =>
  page.getByRole('textbox', { name, exact: true });

/** Presses Tab until something has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, wanted: Locator) {
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.evaluate(element => element === document.activeElement))
      return;
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
}

test('a timeline and its whys are written without a mouse', async ({
  enterAs,
  apiOf,
}) => {
  const api = await apiOf('dana');
  const { number } = await api.create({
    title: uniqueTitle('Only by keyboard'),
    startedAt: '2026-03-02T09:50:00Z',
    timeZone: 'UTC',
  });
  const page = await enterAs('dana');
  const { keyboard } = page;
  await page.goto(`/postmortems/PM-${number}/edit`);
  await expect(field(page, 'Title')).toBeVisible();

  await test.step('entries follow each other by Tab and Enter', async () => {
    await field(page, 'Resolved').focus();
    await tabTo(
      page,
      page.getByRole('button', { name: 'Add entry', exact: true }),
    );
    await keyboard.press('Enter');
    await expect(field(page, 'Time of entry 1')).toBeFocused();
    await keyboard.type('10:05');
    await keyboard.press('Enter');
    await expect(field(page, 'Text of entry 1')).toBeFocused();
    await keyboard.type('/d The alert fired');
    await expect(field(page, 'Text of entry 1')).toHaveValue('The alert fired');
    await keyboard.press('Enter');

    await expect(field(page, 'Time of entry 2')).toBeFocused();
    await keyboard.type('+25');
    await keyboard.press('Tab');
    await keyboard.type('All well again');
    await keyboard.press('Tab');
    // The kind: chosen with the keyboard as in any other list.
    await keyboard.press('r');
    await expect(
      page.getByRole('combobox', { name: 'Kind of entry 2' }),
    ).toHaveValue('resolved');
    await keyboard.press('Shift+Tab');
    await keyboard.press('Enter');

    // Typed late: it takes its place when it is left.
    await keyboard.type('10:11');
    await keyboard.press('Enter');
    await keyboard.type('/h The cache?');
    await keyboard.press('Shift+Enter');
    await keyboard.type('It was not.');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await expect(field(page, 'Text of entry 2')).toHaveValue(
      'The cache?\nIt was not.',
    );
    await expect(field(page, 'Time of entry 3')).toHaveValue('10:30');

    // Between the entries, and one that was not needed.
    await field(page, 'Text of entry 2').focus();
    await keyboard.press('Alt+ArrowDown');
    await expect(field(page, 'Time of entry 3')).toBeFocused();
    await keyboard.press('Alt+ArrowUp');
    await expect(field(page, 'Time of entry 2')).toBeFocused();
    await field(page, 'Text of entry 3').focus();
    await keyboard.press('Enter');
    await expect(field(page, 'Time of entry 4')).toBeFocused();
    await keyboard.press('n');
    await expect(field(page, 'Time of entry 4')).toHaveValue(/^\d\d:\d\d/);
    await expect(field(page, 'Time of entry 4')).toBeFocused();
    await keyboard.press('Tab');
    await expect(field(page, 'Text of entry 4')).toBeFocused();

    // Taken away by a slip, put back, and taken away as it was not needed.
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await expect(field(page, 'Text of entry 4')).toHaveCount(0);
    await keyboard.press('Enter');
    await expect(field(page, 'Text of entry 4')).toBeFocused();
    await keyboard.press('Shift+Tab');
    await expect(field(page, 'Time of entry 4')).toBeFocused();
    await keyboard.press('Delete');
    await keyboard.press('Enter');
    await keyboard.press('Backspace');
    await expect(field(page, 'Text of entry 3')).toBeFocused();
    await expect(field(page, 'Text of entry 4')).toHaveCount(0);
  });

  await test.step('whys go deeper by Enter, and branch', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Begin: what broke?' }));
    await keyboard.press('Enter');
    await expect(field(page, 'Answer 1')).toBeFocused();
    await keyboard.type('The cache was full');
    await keyboard.press('Enter');
    await expect(field(page, 'Answer 2')).toBeFocused();
    await keyboard.type('Nobody was told');
    await tabTo(
      page,
      page
        .getByRole('listitem', { name: 'Why 2, level 2' })
        .getByRole('button', { name: 'Another reason' }),
    );
    await keyboard.press('Enter');
    await expect(field(page, 'Answer 3')).toBeFocused();
    await keyboard.type('It never forgets anything');
    await expect(
      page.getByRole('listitem', { name: 'Why 3, level 2' }),
    ).toBeVisible();
  });

  await keyboard.press('Control+s');
  await expect(
    page.getByRole('status').filter({ hasText: /^Saved \d/ }),
  ).toBeVisible();
  const saved = await api.get(number);
  expect(saved).toMatchObject({
    detectedAt: '2026-03-02T10:05:00.000Z',
    resolvedAt: '2026-03-02T10:30:00.000Z',
    timeline: [
      {
        at: '2026-03-02T10:05:00.000Z',
        kind: 'detected',
        text: 'The alert fired',
      },
      {
        at: '2026-03-02T10:11:00.000Z',
        kind: 'hypothesis',
        text: 'The cache?\nIt was not.',
      },
      {
        at: '2026-03-02T10:30:00.000Z',
        kind: 'resolved',
        text: 'All well again',
      },
    ],
    whys: [
      { parentId: null, answer: 'The cache was full' },
      { parentId: saved.whys[0].id, answer: 'Nobody was told' },
      { parentId: saved.whys[0].id, answer: 'It never forgets anything' },
    ],
  });
});
