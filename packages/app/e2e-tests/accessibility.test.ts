// SPDX-License-Identifier: Apache-2.0

import { violations } from './support/accessibility';
import { ourPages } from './support/ourPages';
import { expect, test } from './support/portal';

test.use({
  // The page of a postmortem that does not exist.
  provoked: [/status of 404 .*\/postmortems\/PM-999999/],
});

for (const theme of ['light', 'dark'] as const) {
  test(`every page can be read by everybody, ${theme}, wide and narrow`, async ({
    enterAs,
    apiOf,
  }) => {
    test.slow();
    const api = await apiOf('ada');
    const [published] = await api.find('Third time payments ran out');
    const [draft] = await api.find('Card challenge does not come back');
    const page = await enterAs('ada', { theme });

    for (const {
      name,
      path,
      ready,
      act,
      ours = 'article',
      fits = 'html, main, article',
    } of ourPages({ published, draft })) {
      await test.step(name, async () => {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(path);
        await expect(ready(page)).toBeVisible();
        await act?.(page);
        for (const width of [1280, 400]) {
          await page.setViewportSize({ width, height: 900 });
          await expect(ready(page)).toBeVisible();
          expect
            .soft(await violations(page, ours), `${name} at ${width} px`)
            .toEqual([]);
        }
        // Nothing is cut off at the right, and nobody has to scroll sideways.
        const tooWide = await page.evaluate(
          selector =>
            [...document.querySelectorAll(selector)]
              .map(element => element.scrollWidth - element.clientWidth)
              .some(pixels => pixels > 0),
          fits,
        );
        expect.soft(tooWide, `${name} is too wide for 400 px`).toBe(false);
      });
    }
  });
}
