// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { newId } from 'backstage-plugin-postmortems-common';
import { completeDraft } from '../__testUtils__/drafts';
import { startPostmortems } from '../__testUtils__/startPostmortems';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('writer (%s)', databaseId => {
  it('writes as somebody else at another time, once', async () => {
    const { as, writer, auditor } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const id = newId();
    const options = {
      id,
      input: completeDraft(),
      actor: 'user:default/dan',
      at: '2025-03-01T10:00:00+01:00',
      publish: true,
      publishedAt: '2025-03-02T10:00:00Z',
    };
    expect(await writer.has(id)).toBe(false);
    expect(await writer.createAs(options)).toEqual({
      id,
      number: 1,
      created: true,
    });
    expect(await writer.has(id)).toBe(true);
    expect(
      await writer.createAs({ ...options, input: { title: 'Other' } }),
    ).toEqual({ id, number: 1, created: false });
    expect((await as('ann').get(`/postmortems/${id}`)).body).toMatchObject({
      title: completeDraft().title,
      status: 'published',
      createdBy: 'user:default/dan',
      createdAt: '2025-03-01T09:00:00.000Z',
      updatedBy: 'user:default/dan',
      updatedAt: '2025-03-02T10:00:00.000Z',
      publishedAt: '2025-03-02T10:00:00.000Z',
    });
    expect(auditor.createEvent).toHaveBeenCalledTimes(1);

    // Replicas that start together.
    const shared = { ...options, id: newId(), input: completeDraft() };
    const results = await Promise.all(
      Array.from({ length: 4 }, () => writer.createAs(shared)),
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);

    await expect(
      writer.createAs({ ...options, id: newId(), input: { title: 'T' } }),
    ).rejects.toMatchObject({
      name: 'InputError',
      unmet: expect.arrayContaining([
        expect.objectContaining({
          field: 'rootCause',
          code: 'root-cause-missing',
        }),
      ]),
    });
    await expect(
      writer.createAs({
        input: { title: '', nope: 1 } as any,
        actor: 'dan',
        at: 'now',
      }),
    ).rejects.toMatchObject({
      fields: expect.arrayContaining(
        ['input.title', 'input.nope', 'actor', 'at'].map(field =>
          expect.objectContaining({ field }),
        ),
      ),
    });
    expect((await as('ann').get('/postmortems')).body.totalItems).toBe(2);
  });

  it('changes an action item as somebody else at another time', async () => {
    const { as, writer, notifications, stop } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const input = completeDraft();
    const [{ id, dueDate }] = input.actionItems!;
    const { id: postmortemId } = await writer.createAs({
      input,
      actor: 'user:default/dan',
      at: '2025-03-01T09:00:00Z',
      publish: true,
    });
    const change = {
      postmortemId,
      id: id!,
      actor: 'user:default/eve',
      at: '2025-04-01T09:00:00Z',
      patch: { dueDate: '2026-06-01' },
    };
    await writer.changeActionItemAs(change);
    const { body } = await as('ann')
      .get(`/action-items/${id}/history`)
      .expect(200);
    expect(body.items[0]).toMatchObject({
      actor: 'user:default/eve',
      at: '2025-04-01T09:00:00.000Z',
      changes: { dueDate: { from: dueDate, to: '2026-06-01' } },
    });
    await expect(
      writer.changeActionItemAs({ ...change, id: newId() }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      writer.changeActionItemAs({ ...change, patch: { owner: null } }),
    ).rejects.toMatchObject({ unmet: [{ code: 'owner-missing' }] });
    await expect(
      writer.changeActionItemAs({ ...change, at: 'now', actor: 'eve' }),
    ).rejects.toMatchObject({ fields: [{ field: 'actor' }, { field: 'at' }] });
    expect(notifications.send).not.toHaveBeenCalled();
    await stop();
  });

  it('confirms causes, and describes those that are new', async () => {
    const { as, writer } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const write = (description?: string) =>
      writer.createAs({
        input: completeDraft(),
        actor: 'user:default/dan',
        at: '2025-03-01T09:00:00Z',
        causes: [{ name: 'No gate', category: 'process-gap', description }],
      });
    await expect(
      writer.createAs({
        input: completeDraft({ impact: '' }),
        actor: 'user:default/dan',
        at: '2025-03-01T09:00:00Z',
        publish: true,
        causes: [{ name: 'Not written', category: 'process-gap' }],
      }),
    ).rejects.toMatchObject({ unmet: [{ field: 'impact' }] });
    await write('Nothing measures it.');
    await write();
    await write('Something else.');
    const { items } = (await as('ann').get('/causes')).body;
    expect(items).toEqual([
      expect.objectContaining({
        name: 'No gate',
        category: 'process-gap',
        description: 'Nothing measures it.',
      }),
    ]);
  });
});
