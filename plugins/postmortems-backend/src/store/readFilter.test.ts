// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { openDatabase } from './database';
import { matching } from './postmortemFilter';
import { readableBy, ReadFilter } from './readFilter';
import { isPostgres } from './sql';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** So many that reading all of them is the slow way. */
const MANY = 5_000;
const FEW = 'component:default/small';

const read: ReadFilter = {
  ownershipRefs: ['user:default/ann', 'group:default/payments'],
  criteria: 'all',
};

/** Of every tenth hundred one affected the small system; 2 % are restricted. */
async function fill(db: Knex) {
  const numbers = isPostgres(db)
    ? `generate_series(1, ${MANY}) as n (i)`
    : `(with recursive n (i) as (select 1 union all select i + 1 from n where i < ${MANY}) select i from n)`;
  const at = isPostgres(db)
    ? "timestamptz '2026-01-01' + i * interval '1 hour'"
    : '1767225600000 + i * 3600000';
  const text = (value: string) =>
    isPostgres(db) ? `${value}::text` : `cast(${value} as text)`;
  await db.raw(`insert into postmortem
    (id, version, status, visibility, title, content, created_by, created_at,
      updated_by, updated_at, started_at, sort_at)
    select ${text('i')}, 1, 'published',
      case when i % 50 = 0 then 'restricted' else 'internal' end,
      'Outage', '${'x'.repeat(500)}', 'user:default/ann', ${at},
      'user:default/ann', ${at}, ${at}, ${at}
    from ${numbers}`);
  await db.raw(`insert into postmortem_system
    (postmortem_id, entity_ref, position)
    select id, case when number % 1000 = 7 then '${FEW}'
      else 'component:default/s' || ${text('(number % 100)')} end, 0
    from postmortem`);
  for (const table of ['postmortem_reader', 'restricted_reader'])
    await db.raw(`insert into ${table} (postmortem_id, entity_ref
        ${table === 'postmortem_reader' ? ', role' : ''})
      select id, 'user:default/u' || ${text('(number % 30)')}
        ${table === 'postmortem_reader' ? ", 'author'" : ''}
      from postmortem
      ${table === 'restricted_reader' ? "where visibility = 'restricted'" : ''}`);
  await db.raw('analyze');
}

/** The steps of a plan, one a line. */
async function planOf(db: Knex, query: Knex.QueryBuilder): Promise<string> {
  const { sql, bindings } = query.toSQL();
  const explain = isPostgres(db) ? 'explain' : 'explain query plan';
  const plan = await db.raw(`${explain} ${sql}`, bindings as string[]);
  return (plan.rows ?? plan)
    .map((row: Record<string, unknown>) => row['QUERY PLAN'] ?? row.detail)
    .join('\n');
}

describe.each(databases.eachSupportedId())('read filter (%s)', databaseId => {
  it('lets a few postmortems be found by index, among many', async () => {
    const knex = await databases.init(databaseId);
    const db = await openDatabase({ getClient: async () => knex });
    await fill(db);
    const readable = () => db('postmortem').where(readableBy(db, read));

    const list = readable()
      .where(matching(db, { systems: [FEW] }))
      .orderBy('sort_at', 'desc');
    const one = readable().where({ id: '7' });
    const items = db('action_item')
      .join('postmortem', 'postmortem.id', 'action_item.postmortem_id')
      .where('action_item.owner', 'user:default/ann')
      .where(readableBy(db, read));
    for (const query of [list, one, items])
      expect(await planOf(db, query)).not.toMatch(
        /Seq Scan on postmortem\b|SCAN postmortem(?!_)/,
      );
    expect(await list.clone().pluck('number')).toHaveLength(5);
  });
});
