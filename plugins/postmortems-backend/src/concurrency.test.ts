// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { newId } from 'backstage-plugin-postmortems-common';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('two at once (%s)', databaseId => {
  it('merges what both changed apart and refuses what both changed alike', async () => {
    const { as } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const [ann, bob] = [as('ann'), as('bob')];
    const { body: opened } = await ann.post('/postmortems', completeDraft());

    const { body: first } = await ann
      .put('/postmortems/1', 1, edited(opened, { impact: 'Everybody.' }))
      .expect(200);
    const { body: merged } = await bob
      .put('/postmortems/1', 1, edited(opened, { trigger: 'A deployment.' }))
      .expect(200);
    expect(merged).toMatchObject({
      version: 3,
      impact: 'Everybody.',
      trigger: 'A deployment.',
      updatedBy: 'user:default/bob',
    });

    const { body: refused } = await bob
      .put(
        '/postmortems/1',
        1,
        edited(opened, { impact: 'Nobody.', summary: 'New.' }),
      )
      .expect(409);
    expect(refused.error).toMatchObject({
      name: 'ConflictError',
      conflicts: ['impact'],
      current: { id: opened.id, version: 3, impact: 'Everybody.' },
    });
    // Against what it conflicted with, it is saved.
    await bob
      .put('/postmortems/1', 3, edited(merged, { impact: 'Nobody.' }))
      .expect(200);

    const { body: unknown } = await ann
      .put('/postmortems/1', 9, edited(first))
      .expect(409);
    expect(unknown.error).toMatchObject({
      conflicts: [],
      current: { version: 4 },
    });

    // The answer to a save was lost, and it is sent again.
    const { body: again } = await bob
      .put('/postmortems/1', 3, edited(merged, { impact: 'Nobody.' }))
      .expect(200);
    expect(again.version).toBe(4);
  });

  it('merges with a change of an action item and with the gate', async () => {
    const { as } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const [ann, bob] = [as('ann'), as('bob')];
    const { body: opened } = await ann.post('/postmortems', completeDraft());
    const [{ id }] = opened.actionItems;
    await bob.patch(`/action-items/${id}`, { status: 'done' }).expect(200);
    const { body: merged } = await ann
      .put(
        '/postmortems/1',
        1,
        edited(opened, {
          actionItems: [
            { ...opened.actionItems[0], description: 'Add a better gate' },
          ],
        }),
      )
      .expect(200);
    expect(merged.actionItems).toMatchObject([
      { status: 'done', description: 'Add a better gate' },
    ]);

    // Both say that it is done, and only the server says when.
    const { body: again } = await bob.put(
      '/postmortems/1',
      1,
      edited(opened, {
        trigger: 'A deployment.',
        actionItems: [{ ...opened.actionItems[0], status: 'done' }],
      }),
    );
    expect(again).toMatchObject({
      version: 4,
      trigger: 'A deployment.',
    });
    expect(again.actionItems).toEqual(merged.actionItems);

    // Published meanwhile: a stale save that breaks the gate is refused.
    await ann.post('/postmortems/1/publish').expect(200);
    const { body } = await ann
      .put('/postmortems/1', 4, edited(again, { impact: '' }))
      .expect(400);
    expect(body.error.unmet).toMatchObject([{ field: 'impact' }]);
  });

  it('lets everybody in who changes something else, however many', async () => {
    const { as } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const actionItems = Array.from({ length: 40 }, () => ({ id: newId() }));
    await as('ann').post('/postmortems', { title: 'Many', actionItems });
    const answers = await Promise.all(
      actionItems.map(({ id }) =>
        as('bob').patch(`/action-items/${id}`, { status: 'done' }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      actionItems.map(() => 200),
    );
    const { body } = await as('ann').get('/postmortems/1');
    expect(body.version).toBe(41);
    expect(body.actionItems.every(({ status }: any) => status === 'done')).toBe(
      true,
    );
  });

  it('writes each save whole or not at all', async () => {
    const knex = await databases.init(databaseId);
    const { as } = await startPostmortems({ knex });
    const ann = as('ann');
    const { body: opened } = await ann.post('/postmortems', {
      title: 'Start',
      actionItems: [{ id: newId(), description: 'Shared' }],
    });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        as(n % 2 ? 'ann' : 'bob').put(
          '/postmortems/1',
          1,
          edited(opened, { title: `Title ${n}` }),
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200, 409, 409, 409, 409, 409, 409, 409,
    ]);
    const winner = answers.find(({ status }) => status === 200)!.body;
    const { body: stored } = await ann.get('/postmortems/1');
    expect(stored).toMatchObject({ version: 2, title: winner.title });

    // Different fields all get in, with one version each.
    const fields = ['summary', 'impact', 'trigger', 'rootCause'] as const;
    const all = await Promise.all(
      fields.map((field, n) =>
        as(n % 2 ? 'ann' : 'bob').put(
          '/postmortems/1',
          2,
          edited(stored, { [field]: field }),
        ),
      ),
    );
    expect(all.map(({ body }) => body.version).sort()).toEqual([3, 4, 5, 6]);
    expect((await ann.get('/postmortems/1')).body).toMatchObject({
      summary: 'summary',
      impact: 'impact',
      trigger: 'trigger',
      rootCause: 'rootCause',
      version: 6,
    });
    expect(await knex('postmortem_version').select('version')).toHaveLength(6);
    expect(await knex('postmortem_words').select()).toHaveLength(1);

    // Numbers are given once, whoever creates at the same time.
    const created = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        ann.post('/postmortems', { title: `New ${n}` }),
      ),
    );
    expect(
      created.map(({ body }) => body.number).sort((a, b) => a - b),
    ).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

    // One action item cannot be in two postmortems.
    const id = newId();
    const rivals = await Promise.all(
      Array.from({ length: 4 }, () =>
        ann.post('/postmortems', { title: 'Rival', actionItems: [{ id }] }),
      ),
    );
    const statuses = rivals.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(201);
    for (const status of statuses.slice(1))
      expect([400, 409]).toContain(status);
    expect((await ann.get('/postmortems?q=rival')).body.totalItems).toBe(1);

    // Deleted while it is saved: one of both, and nothing is left behind.
    const [gone, late] = await Promise.all([
      ann.delete('/postmortems/1'),
      ann.put('/postmortems/1', 6, edited(stored, { title: 'Late' })),
    ]);
    expect(gone.status).toBe(204);
    expect([200, 404]).toContain(late.status);
    expect(
      await knex('postmortem_version').where({ postmortem_id: opened.id }),
    ).toEqual([]);
  });
});
