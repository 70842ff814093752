// SPDX-License-Identifier: Apache-2.0

import { daysAgo, expect, test, uniqueTitle } from './support/portal';

test.use({
  // The browser reports the answer "404 Not Found", which is what is tested.
  provoked: [/the server responded with a status of 404/],
});

test('a restricted postmortem does not exist for those outside', async ({
  enterAs,
  apiOf,
}) => {
  test.slow();
  const title = uniqueTitle('Card fragments in a support mail');
  const [, word] = /(\S+)$/.exec(title)!;
  const { id, number } = await (
    await apiOf('ada')
  ).create({
    title,
    visibility: 'restricted',
    severity: 'P1',
    startedAt: `${daysAgo(1)}T08:00:00Z`,
    affectedSystems: ['component:default/payment-service'],
    incidentCommander: 'user:default/ada',
    readers: ['user:default/dana'],
    actionItems: [
      {
        id: crypto.randomUUID(),
        description: `Scrub the mails of ${word}`,
        owner: 'user:default/ada',
        dueDate: daysAgo(-7),
        status: 'open',
      },
    ],
  });
  const tab = '/catalog/default/component/payment-service/postmortems';

  await test.step('a named reader sees it', async () => {
    const dana = await enterAs('dana');
    await dana.goto(tab);
    await expect(
      dana.getByRole('row', { name: new RegExp(title) }),
    ).toBeVisible();
    await dana.goto(`/postmortems/PM-${number}`);
    await expect(dana.getByRole('heading', { name: title })).toBeVisible();
    await expect(
      dana.getByText('Restricted to the people who took part'),
    ).toBeVisible();
  });

  const carla = await enterAs('carla');
  await test.step('an outsider does not see it on the tab', async () => {
    await carla.goto(tab);
    // The list is there, and the action items are.
    await expect(
      carla
        .getByRole('table', { name: 'Postmortems' })
        .getByRole('link')
        .first(),
    ).toBeVisible();
    await expect(
      carla
        .getByRole('table', { name: 'Open action items' })
        .getByRole('link')
        .first(),
    ).toBeVisible();
    await expect(carla.getByText(word)).toHaveCount(0);
  });

  await test.step('nor among all postmortems, nor by searching there', async () => {
    await carla.goto('/postmortems');
    await expect(
      carla
        .getByRole('table', { name: 'Postmortems' })
        .getByRole('link')
        .first(),
    ).toBeVisible();
    await expect(carla.getByText(word)).toHaveCount(0);
    await carla
      .getByRole('searchbox', { name: 'Search postmortems' })
      .fill(word);
    await expect(
      carla.getByText('No postmortem matches these filters.'),
    ).toBeVisible();
  });

  await test.step("nor in the portal's search", async () => {
    await carla.goto(`/search?query=${word}`);
    await expect(carla.getByText(/no results/i)).toBeVisible();
  });

  await test.step('and its address says what may be the case', async () => {
    for (const address of [`PM-${number}`, id, `PM-${number}/edit`]) {
      await carla.goto(`/postmortems/${address}`);
      await expect(
        carla.getByRole('heading', { name: /or it is restricted$/ }),
      ).toBeVisible();
    }
    await expect(
      carla.getByText(/Somebody who took part can add you as a reader/),
    ).toBeVisible();
    await expect(carla.getByText(word)).toHaveCount(0);
  });
});
