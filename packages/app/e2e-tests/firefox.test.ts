// SPDX-License-Identifier: Apache-2.0

import { pathToFileURL } from 'node:url';
import { expect, test } from './support/portal';

/** The words of a text, as they come out of a PDF document too. */
const wordsOf = (text: string) => text.normalize('NFKC').match(/[\w-]+/g) ?? [];

test('a printed postmortem begins on its first page', async ({
  browser,
  enterAs,
  apiOf,
}, testInfo) => {
  const api = await apiOf('ada');
  const [number] = await api.find('Checkout timed out while');
  const page = await enterAs('ada');
  await page.goto(`/postmortems/PM-${number}`);
  const lessons = page.getByRole('region', { name: 'Lessons learned' });
  await expect(lessons).toBeVisible();
  const written = wordsOf(await lessons.innerText());
  const path = testInfo.outputPath('postmortem.pdf');
  // A4. Playwright sends inches where WebDriver BiDi wants centimeters.
  await page.pdf({ path, width: '21in', height: '29.7in' });

  // Firefox can read it too, page by page.
  const viewer = await browser.newPage();
  await viewer.goto(pathToFileURL(path).href);
  const sheets = viewer.locator('.page');
  await expect(sheets.first().locator('.textLayer span').first()).toBeVisible();
  // How far down there is text, where 1 is the end of the paper.
  const filled = await sheets.first().evaluate(sheet => {
    const { top, height } = sheet.getBoundingClientRect();
    const ends = [...sheet.querySelectorAll('.textLayer span')].map(
      span => span.getBoundingClientRect().bottom,
    );
    return (Math.max(...ends) - top) / height;
  });
  expect(filled).toBeGreaterThan(0.8);

  let printed = '';
  for (const sheet of await sheets.all()) {
    await sheet.scrollIntoViewIfNeeded();
    await expect(sheet.locator('.textLayer span').first()).toBeVisible();
    printed += await sheet.locator('.textLayer').innerText();
  }
  printed = printed.normalize('NFKC');
  expect(written.filter(word => !printed.includes(word))).toEqual([]);
  await viewer.close();
});
