// SPDX-License-Identifier: Apache-2.0

import { daysAgo, expect, test, uniqueTitle } from './support/portal';

const guest = 'user:development/guest';

test('a guest, who is in no catalog, writes, publishes and finishes an action item', async ({
  enterAs,
  apiOf,
}) => {
  const api = await apiOf('guest');
  const title = uniqueTitle('A guest tried the portal');
  const promise = uniqueTitle('Give guests a tour');
  const at = (time: string) => `${daysAgo(2)}T${time}:00Z`;
  const entry = (kind: string, time: string) => ({
    id: crypto.randomUUID(),
    at: at(time),
    kind,
    text: kind,
  });
  const { number } = await api.create({
    title,
    severity: 'P3',
    affectedSystems: ['component:default/payment-service'],
    startedAt: at('14:00'),
    detectedAt: at('14:05'),
    resolvedAt: at('15:00'),
    incidentCommander: guest,
    impact: 'Nobody noticed.',
    rootCause: 'There was no tour',
    lessonsLearned: 'Guests can write.',
    timeline: [entry('detected', '14:05'), entry('resolved', '15:00')],
    actionItems: [
      {
        id: crypto.randomUUID(),
        description: promise,
        owner: guest,
        dueDate: daysAgo(-7),
        status: 'open',
        purpose: 'prevent',
      },
    ],
  });
  await api.publish(number);

  const page = await enterAs('guest');
  await page.goto(`/postmortems/PM-${number}`);
  await expect(
    page.getByRole('heading', { name: `PM-${number} ${title}` }),
  ).toBeVisible();
  // Shown by name, and as somebody whom the catalog does not know.
  await expect(page.getByText(/guest \(unknown\)/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit' })).toBeVisible();

  await page.goto('/my-action-items');
  const mine = page.getByRole('listitem').filter({ hasText: promise });
  await mine
    .getByRole('combobox', { name: `Status of ${promise}` })
    .selectOption('Done');
  await expect(
    page.getByRole('alert').filter({ hasText: 'is now Done' }),
  ).toBeVisible();
  await api.remove(number);
});
