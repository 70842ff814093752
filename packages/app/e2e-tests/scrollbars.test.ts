import { expect, test } from './support/portal';

// Headless browsers hide them; those of people do not.
test.use({
  launchOptions: async ({ launchOptions }, provide) =>
    provide({ ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] }),
});

test('the editor has two columns in a window of 1280 px, beside scroll bars that take room', async ({
  enterAs,
}) => {
  const page = await enterAs('ada');
  await page.goto('/postmortems/new');
  const summary = page.getByRole('region', { name: 'Incident summary' });
  const left = summary.getByRole('textbox', { name: 'Started' });
  const right = summary.getByRole('textbox', { name: 'Detected' });
  await expect(left).toBeVisible();
  expect(
    await page.evaluate(
      () => window.innerWidth - document.documentElement.clientWidth,
    ),
  ).toBeGreaterThan(0);
  const [one, other] = [await left.boundingBox(), await right.boundingBox()];
  expect(other!.y).toBe(one!.y);
  expect(other!.x).toBeGreaterThan(one!.x + one!.width);
});
