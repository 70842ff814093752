// SPDX-License-Identifier: Apache-2.0

import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createDocument, newId } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { openDatabase } from '../database';
import { PostmortemsStore } from './PostmortemsStore';
import { PostmortemWrites } from './PostmortemWrites';
import { StoredPostmortem } from './rows';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const directory = resolvePackagePath(
  'backstage-plugin-postmortems-backend',
  'migrations',
);

async function tables(knex: Knex, databaseId: TestDatabaseId) {
  const rows =
    databaseId === 'SQLITE_3'
      ? await knex('sqlite_master').select('name').where({ type: 'table' })
      : await knex('pg_tables')
          .select({ name: 'tablename' })
          .where({ schemaname: 'public' });
  return rows
    .map(({ name }: any) => name)
    .filter((name: string) => /^(postmortem|action|cause|term)/.test(name));
}

describe.each(databases.eachSupportedId())('store (%s)', databaseId => {
  it('migrates up, down and up again', async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    const up = await tables(knex, databaseId);
    expect(up).toEqual(
      expect.arrayContaining([
        'postmortem',
        'postmortem_system',
        'postmortem_reader',
        'postmortem_version',
        'postmortem_idempotency_key',
        'postmortem_words',
        'action_item',
        'cause',
        'postmortem_cause',
        'postmortem_term',
        'term_count',
      ]),
    );
    await knex.migrate.rollback({ directory }, true);
    expect(await tables(knex, databaseId)).toEqual([]);
    await knex.migrate.latest({ directory });
    expect((await tables(knex, databaseId)).sort()).toEqual(up.sort());
  });

  it("makes one version of a person's autosaves within ten minutes", async () => {
    const knex = await databases.init(databaseId);
    const db = await openDatabase({ getClient: async () => knex });
    const store = new PostmortemsStore(db);
    const writes = new PostmortemWrites(db);
    const at = (minutes: number) =>
      new Date(Date.UTC(2026, 0, 1, 10) + minutes * 60_000).toISOString();
    const id = newId();
    let saved: StoredPostmortem = {
      ...createDocument({ title: 'v1' }),
      id,
      number: 0,
      version: 1,
      status: 'draft',
      createdBy: 'user:default/ann',
      createdAt: at(0),
      updatedBy: 'user:default/ann',
      updatedAt: at(0),
      publishedAt: null,
      firstPublishedAt: null,
      imported: false,
      causeIds: [],
    };
    saved.number = await writes.insert(saved);
    const save = async (
      minutes: number,
      actor: string,
      status: 'draft' | 'published' = 'draft',
    ) => {
      const version = saved.version + 1;
      saved = {
        ...saved,
        title: `v${version}`,
        version,
        status,
        updatedBy: `user:default/${actor}`,
        updatedAt: at(minutes),
      };
      expect(await writes.save(saved)).toEqual([]);
    };
    const versions = async () =>
      (
        await knex('postmortem_version')
          .where({ postmortem_id: id, superseded: false })
          .orderBy('version')
      ).map(({ version }: any) => version);

    await save(4, 'ann');
    await save(9, 'ann');
    expect(await versions()).toEqual([3]);
    // Ten minutes after the first of them another one begins.
    await save(10, 'ann');
    expect(await versions()).toEqual([3, 4]);
    await save(11, 'bob');
    await save(12, 'ann');
    await save(13, 'ann', 'published');
    await save(14, 'ann', 'published');
    expect(await versions()).toEqual([3, 4, 5, 6, 8]);

    // The steps between are kept for a day, for those who opened one of them.
    expect(await store.documentAt(id, 1)).toMatchObject({ title: 'v1' });
    expect(await store.documentAt(id, 7)).toMatchObject({ title: 'v7' });
    await save(24 * 60 + 10, 'bob', 'published');
    expect(await store.documentAt(id, 1)).toBeUndefined();
    expect(await store.documentAt(id, 7)).toMatchObject({ title: 'v7' });
    expect(await versions()).toEqual([3, 4, 5, 6, 8, 9]);

    // Somebody was faster: nothing is written.
    expect(await writes.save({ ...saved, title: 'late' })).toBeUndefined();
    expect(await store.documentAt(id, 9)).toMatchObject({ title: 'v9' });
  });
});
