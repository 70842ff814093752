// SPDX-License-Identifier: Apache-2.0

import { expect, test } from '@playwright/test';

test('the portal lets a demo person in and shows the catalog', async ({
  page,
}) => {
  await page.goto('/catalog/default/component/payment-service');
  await expect(page.getByText('Who are you today?')).toBeVisible();
  await page.getByRole('button', { name: /team-payments/ }).click();

  // The catalog is filled in the seconds after the first start.
  const heading = page.getByRole('heading', { name: 'payment-service' });
  await expect(async () => {
    await page.reload();
    await expect(heading).toBeVisible({ timeout: 20_000 });
  }).toPass({ timeout: 90_000 });
});
