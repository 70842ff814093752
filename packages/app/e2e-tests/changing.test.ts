// SPDX-License-Identifier: Apache-2.0

import { daysAgo, expect, test, uniqueTitle } from './support/portal';

const newId = () => crypto.randomUUID();

test('a status is chosen by keyboard: one change, and the keyboard stays there', async ({
  enterAs,
  apiOf,
}) => {
  const api = await apiOf('ada');
  const description = uniqueTitle('Warm the cache before a deployment');
  const { number } = await api.create({
    title: uniqueTitle('Changed by keyboard'),
    startedAt: `${daysAgo(1)}T09:00:00Z`,
    actionItems: [
      { id: newId(), description, owner: 'user:default/ada', status: 'open' },
    ],
  });
  const page = await enterAs('ada');
  const changes: string[] = [];
  page.on('request', request => {
    if (request.method() === 'PATCH') changes.push(request.postData()!);
  });
  // An address as people write it: not everything in it is encoded.
  await page.goto(`/postmortems/PM-${number}#100%`);
  const status = page.getByRole('combobox', {
    name: `Status of ${description}`,
  });
  await status.focus();
  await expect(status).toHaveValue('open');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(status).toHaveValue('done');
  await expect(
    page.getByText('Enter or leaving the field confirms, Esc cancels'),
  ).toBeVisible();
  expect(changes).toEqual([]);

  await page.keyboard.press('Enter');
  await expect(page.getByText(/is now Done$/)).toBeVisible();
  await expect(status).toBeFocused();
  expect(changes).toEqual([JSON.stringify({ status: 'done' })]);

  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByText(/is now Open$/)).toBeVisible();
  await expect(status).toBeFocused();
  await api.remove(number);
});
