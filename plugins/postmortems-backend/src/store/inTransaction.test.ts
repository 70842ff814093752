// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { writeOrRefuse } from '../service/writeOrRefuse';
import { inTransaction } from './inTransaction';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const failure = (code?: string) => Object.assign(new Error('no'), { code });

describe.each(databases.eachSupportedId())('inTransaction (%s)', databaseId => {
  it('tries again what the database gave up, and nothing else', async () => {
    const knex = await databases.init(databaseId);
    await knex.schema.createTable('thing', table => table.integer('number'));
    const count = async () =>
      Number((await knex('thing').count({ n: '*' }))[0].n);
    const write = async (times: number, code?: string) => {
      let tries = 0;
      return inTransaction(knex, async trx => {
        await trx('thing').insert({ number: ++tries });
        if (tries <= times) throw failure(code);
        return tries;
      });
    };
    for (const code of [
      '40P01',
      '40001',
      'SQLITE_BUSY',
      'SQLITE_BUSY_SNAPSHOT',
    ])
      expect(await write(2, code)).toBe(3);
    // Each is written once.
    expect(await count()).toBe(4);
    for (const code of [undefined, '23505', '40P02', 'SQLITE_FULL'])
      await expect(write(1, code)).rejects.toThrow('no');
    await expect(
      writeOrRefuse(() => write(100, '40P01')),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('try again in a moment'),
    });
    expect(await count()).toBe(4);
  });
});
