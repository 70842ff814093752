import { TestDatabases } from '@backstage/backend-test-utils';
import { startPostmortems } from './testing/startPostmortems';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('postmortems (%s)', id => {
  it('creates, reads, lists and deletes', async () => {
    const { as } = await startPostmortems({ knex: await databases.init(id) });
    const ann = as('ann');
    const { body: created, headers } = await ann
      .post('/postmortems', {
        title: 'Payment outage',
        affectedSystems: ['component:payment'],
      })
      .expect(201);
    expect(headers.etag).toBe('"1"');
    expect(created).toMatchObject({ number: 1, version: 1, status: 'draft' });
    for (const key of [created.id, '1', 'PM-1'])
      await ann.get(`/postmortems/${key}`).expect(200);
    expect((await ann.get('/postmortems?q=pay').expect(200)).body).toEqual({
      items: [expect.objectContaining({ id: created.id })],
      totalItems: 1,
    });
    await ann.delete(`/postmortems/PM-1`).expect(204);
    await ann.get('/postmortems/1').expect(404);
  });
});
