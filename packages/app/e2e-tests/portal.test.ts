import { expect, test } from '@playwright/test';

test('the portal lets a demo person in and shows the catalog', async ({
  page,
}) => {
  await page.goto('/catalog');
  await expect(page.getByText('Who are you today?')).toBeVisible();
  await page.getByRole('button', { name: /team-payments/ }).click();

  // The catalog is filled in the seconds after the first start.
  await expect(async () => {
    await page.goto('/catalog?filters[user]=all&filters[kind]=component');
    await expect(
      page.getByRole('link', { name: 'payment-service' }).first(),
    ).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
});
