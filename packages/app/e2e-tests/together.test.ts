// SPDX-License-Identifier: Apache-2.0

import { Page } from '@playwright/test';
import { daysAgo, expect, test, uniqueTitle } from './support/portal';

test.use({
  // The browser reports the answer "409 Conflict", which is what is tested.
  provoked: [/the server responded with a status of 409/],
});

const newId = () => crypto.randomUUID();

const field = (page: Page, name: string) =>
  page.getByRole('textbox', { name, exact: true });

async function open(page: Page, number: number) {
  await page.goto(`/postmortems/PM-${number}/edit`);
  await expect(
    page.getByRole('heading', { name: `PM-${number}`, exact: true }),
  ).toBeVisible();
}

/** Saves now, and waits until the server has it. */
async function save(page: Page) {
  await page.keyboard.press('Control+s');
  await expect(
    page.getByRole('status').filter({ hasText: /^Saved \d/ }),
  ).toBeVisible();
}

test('two people who save over each other lose nothing', async ({
  enterAs,
  apiOf,
}) => {
  test.slow();
  const api = await apiOf('ada');
  const { number } = await api.create({
    title: uniqueTitle('Two people write this down'),
    affectedSystems: ['component:default/payment-service'],
    startedAt: `${daysAgo(2)}T09:00:00Z`,
    impact: 'Payments were slow. Nobody lost money.',
    rootCause: 'The pool was too small.',
    wentWell: [{ id: newId(), text: 'The alert came in time' }],
  });
  const ada = await enterAs('ada');
  const emil = await enterAs('emil');
  await Promise.all([open(ada, number), open(emil, number)]);

  await test.step('different sections are merged', async () => {
    await field(ada, 'Lessons learned').fill('Pools need a gate, says Ada.');
    await field(emil, 'Trigger').fill('A campaign mail, says Emil.');
    await emil
      .getByRole('region', { name: 'What went well' })
      .getByRole('button', { name: 'Add', exact: true })
      .click();
    await field(emil, 'What went well 2').fill('The rollback was quick');
    await save(ada);
    await save(emil);

    // Emil sees what Ada wrote without a reload, and the server has both.
    await expect(field(emil, 'Lessons learned')).toHaveValue(
      'Pools need a gate, says Ada.',
    );
    expect(await api.get(number)).toMatchObject({
      lessonsLearned: 'Pools need a gate, says Ada.',
      trigger: 'A campaign mail, says Emil.',
      wentWell: [
        { text: 'The alert came in time' },
        { text: 'The rollback was quick' },
      ],
    });
  });

  await test.step('the same sentence is a conflict that shows both', async () => {
    await open(ada, number);
    const adas = 'Payments were slow for an hour. Nobody lost money.';
    const emils = 'Payments were slow for two hours. Nobody lost money.';
    await field(ada, 'Impact').fill(adas);
    await field(emil, 'Impact').fill(emils);
    await field(emil, 'In short').fill('Emil goes on writing here.');
    await save(ada);
    await emil.keyboard.press('Control+s');

    const conflict = emil.getByRole('alert', {
      name: 'Two people changed the same text',
    });
    await expect(conflict).toContainText(
      new RegExp(`PM-${number} was also changed by Ada Holm`),
    );
    // It is in sight, below the bar that stays there.
    const bar = emil.getByRole('heading', {
      name: `PM-${number}`,
      exact: true,
    });
    await expect
      .poll(async () => {
        const [above, below] = await Promise.all([
          bar.boundingBox(),
          conflict.getByRole('heading', { level: 2 }).boundingBox(),
        ]);
        return below!.y - (above!.y + above!.height);
      })
      .toBeGreaterThan(0);
    await expect(conflict.getByRole('group', { name: 'Yours' })).toHaveText(
      emils,
    );
    await expect(conflict.getByRole('group', { name: 'Theirs' })).toHaveText(
      adas,
    );
    await expect(
      emil.getByRole('status').filter({ hasText: 'Not saved: one conflict' }),
    ).toBeVisible();
    // What Emil typed still stands in his form.
    await expect(field(emil, 'Impact')).toHaveValue(emils);
    await expect(field(emil, 'In short')).toHaveValue(
      'Emil goes on writing here.',
    );

    await conflict
      .getByRole('button', { name: 'Put both into the field and edit' })
      .click();
    await expect(conflict).toBeHidden();
    await expect(field(emil, 'Impact')).toHaveValue(`${emils}\n\n${adas}`);
    await save(emil);
    expect(await api.get(number)).toMatchObject({
      impact: `${emils}\n\n${adas}`,
      summary: 'Emil goes on writing here.',
      lessonsLearned: 'Pools need a gate, says Ada.',
    });
  });
});
