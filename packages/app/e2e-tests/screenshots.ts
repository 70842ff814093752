// SPDX-License-Identifier: Apache-2.0

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Page } from '@playwright/test';
import { ourPages } from './support/ourPages';
import { expect, test } from './support/portal';

const folder = resolve(__dirname, '../../../docs/images');
/** Pictures that also exist as somebody with a phone sees them. */
const narrow = ['tab', 'postmortem'];
const maxHeight = 1200;
const maxBytes = 250_000;

test.use({ provoked: [/status of 404 .*\/postmortems\/PM-999999/] });

async function draw(page: Page, file: string) {
  await expect(page.locator('.MuiSkeleton-root')).toHaveCount(0);
  // Nothing is under the mouse.
  await page.mouse.move(0, 0);
  // As high as the page, within reason: a picture cannot be scrolled.
  const { width } = page.viewportSize()!;
  const needed = await page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('html, #root, main, article')].map(
        element =>
          Math.ceil(element.getBoundingClientRect().top + element.scrollHeight),
      ),
    ),
  );
  const height = Math.min(Math.max(needed, 720), maxHeight);
  await page.setViewportSize({ width, height });
  const path = resolve(folder, file);
  await page.screenshot({ path, animations: 'disabled' });
  expect.soft(statSync(path).size, `${file} is small`).toBeLessThan(maxBytes);
}

test('every page, light and dark', async ({ enterAs, apiOf }) => {
  test.setTimeout(900_000);
  const api = await apiOf('ada');
  const [published] = await api.find('Third time payments ran out');
  const [draft] = await api.find('Card challenge does not come back');
  const looks = [
    { theme: 'light', page: await enterAs('ada', { theme: 'light' }) },
    { theme: 'dark', page: await enterAs('ada', { theme: 'dark' }) },
  ];
  // Page by page, since the last one changes the data.
  for (const { name, path, ready, act } of ourPages({ published, draft }))
    for (const { theme, page } of looks)
      await test.step(`${name}, ${theme}`, async () => {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(path);
        await expect(ready(page)).toBeVisible();
        await act?.(page);
        await draw(page, `${name}-${theme}.png`);
        if (theme === 'light' && narrow.includes(name)) {
          await page.setViewportSize({ width: 400, height: 900 });
          await expect(ready(page)).toBeVisible();
          await draw(page, `${name}-narrow.png`);
        }
      });
});
