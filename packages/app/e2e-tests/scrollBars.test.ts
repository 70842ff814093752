// SPDX-License-Identifier: Apache-2.0

import { expect, test } from './support/portal';

test.use({
  // Headless browsers hide scroll bars; on many machines they take 15 pixels.
  launchOptions: async ({ launchOptions }, provide) =>
    provide({ ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] }),
});

test('the editor keeps its two columns beside a scroll bar', async ({
  enterAs,
}) => {
  const page = await enterAs('ada', { width: 1280 });
  await page.goto('/postmortems/new');
  const place = async (name: string) => {
    const field = page.getByRole('textbox', { name, exact: true });
    return (await field.boundingBox())!;
  };
  await expect(page.getByRole('textbox', { name: 'Started' })).toBeVisible();
  const bar = await page.evaluate(
    () => window.innerWidth - document.documentElement.clientWidth,
  );
  expect(bar, 'The width of the scroll bar').toBeGreaterThan(0);

  for (const [left, right] of [
    ['Started', 'Detected'],
    ['Incident commander', 'Participants'],
  ]) {
    const [first, second] = [await place(left), await place(right)];
    expect(second.y, `${right} is beside ${left}`).toBe(first.y);
    expect(second.x).toBeGreaterThan(first.x + first.width);
  }
});
