// SPDX-License-Identifier: Apache-2.0

import { daysAgo, expect, test, uniqueTitle } from './support/portal';

const title = uniqueTitle('Vouchers were counted twice');
const promise = uniqueTitle('Count each voucher once');

const id = () => crypto.randomUUID();

test.afterEach(async ({ apiOf }) => {
  const api = await apiOf('ada');
  for (const number of await api.find(title)) await api.remove(number);
});

test('the sidebar counts what is overdue, the card agrees, and both follow when it is done', async ({
  enterAs,
  apiOf,
}) => {
  const api = await apiOf('ada');
  const at = (hour: number) => `${daysAgo(20)}T0${hour}:00:00.000Z`;
  const { number } = await api.create({
    title,
    severity: 'P3',
    startedAt: at(1),
    resolvedAt: at(3),
    affectedSystems: ['component:default/voucher-service'],
    incidentCommander: 'user:default/ada',
    impact: 'Some customers paid less.',
    rootCause: 'A repeated event counts again.',
    lessonsLearned: 'Events come more than once.',
    timeline: [
      { id: id(), at: at(2), kind: 'detected', text: 'A report' },
      { id: id(), at: at(3), kind: 'resolved', text: 'Counted anew' },
    ],
    actionItems: [
      {
        id: id(),
        description: promise,
        owner: 'user:default/ada',
        // Before all others.
        dueDate: '2020-01-31',
        status: 'open',
      },
    ],
  });
  const page = await enterAs('ada');
  const link = page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: /^My action items/ });
  const count = async () =>
    Number(
      /, (\d+) overdue$/.exec((await link.getAttribute('aria-label'))!)?.[1],
    );

  // What is in a draft is no promise.
  await page.goto('/catalog/default/user/ada');
  const card = page.getByText('Only you see this card').locator('xpath=../..');
  await expect(card.getByText('Done on time')).toBeVisible();
  await expect(link).toHaveAccessibleName(/, \d+ overdue$/);
  const before = await count();
  await expect(card.getByText(promise)).toHaveCount(0);

  await api.publish(number);
  await page.reload();
  await expect(link).toHaveAccessibleName(
    `My action items, ${before + 1} overdue`,
  );
  await expect(card.getByText('Longest overdue')).toBeVisible();
  await expect(card.getByText(promise)).toBeVisible();
  await card.getByRole('link', { name: String(before + 1) }).click();

  const row = page.getByRole('listitem').filter({ hasText: promise });
  await row.getByRole('combobox', { name: /^Status of/ }).selectOption('done');
  await expect(link).toHaveAccessibleName(`My action items, ${before} overdue`);
});
