import { expect, test } from '@playwright/test';

test('the portal asks who one is and shows the catalog', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Enter' })).toBeVisible();
});
