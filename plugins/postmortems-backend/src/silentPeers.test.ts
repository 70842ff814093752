// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** What nobody ever answers. */
const silent = () => new Promise<never>(() => {});

describe('other plugins that do not answer', () => {
  async function start() {
    const api = await startPostmortems({
      knex: await databases.init('SQLITE_3'),
      catalog: catalogServiceMock.mock({
        getEntitiesByRefs: silent,
        async *streamEntities() {
          yield await silent();
        },
      }).factory,
    });
    api.notifications.send.mockImplementation(silent);
    const stop = async () => {
      // What is still to be sent holds nothing up after the test.
      api.notifications.send.mockImplementation(async () => {});
      await api.stop();
    };
    return { ...api, ann: api.as('ann'), stop };
  }

  it('hold no write', async () => {
    const { ann, stop } = await start();
    const inTime = async <T>(call: PromiseLike<T>): Promise<T> => {
      const before = Date.now();
      const answer = await call;
      expect(Date.now() - before).toBeLessThan(4_000);
      return answer;
    };
    const { body: created } = await inTime(
      ann.post('/postmortems', completeDraft()).expect(201),
    );
    expect(created.warnings).toBeUndefined();
    const { body: saved } = await inTime(
      ann
        .put('/postmortems/1', 1, edited(created, { impact: 'Everybody.' }))
        .expect(200),
    );
    expect(saved).toMatchObject({ version: 2, impact: 'Everybody.' });
    await inTime(ann.post('/postmortems/1/publish').expect(200));
    await inTime(
      ann
        .patch(`/action-items/${saved.actionItems[0].id}`, {
          owner: 'user:default/bob',
        })
        .expect(200),
    );
    const markdown = '# Down\n\nAffected systems: component:default/payment\n';
    for (const dryRun of [true, false])
      await inTime(
        ann.post('/import', { markdown, dryRun }).expect(dryRun ? 200 : 201),
      );
    await inTime(ann.post('/postmortems/1/unpublish').expect(200));
    await inTime(ann.delete('/postmortems/1').expect(204));
    await stop();
  });

  it('are named where nothing can be said without them', async () => {
    const { ann, stop } = await start();
    const owner = 'owner=group:default/payments';
    const parts = 'system=system:default/shop&withParts=true';
    const answers = await Promise.all(
      [
        `/postmortems?${owner}`,
        `/postmortems?${parts}`,
        `/action-items?${parts}`,
        `/causes?${owner}`,
        `/metrics?${owner}`,
        '/owners/group/default/payments/overview',
        '/owners/group/default/payments/possible-recurrences',
        '/systems/system/default/shop/overview?withParts=true',
        '/systems/system/default/shop/possible-recurrences?withParts=true',
      ].map(path => ann.get(path)),
    );
    for (const { status, body } of answers)
      expect([status, body.error]).toEqual([
        503,
        {
          name: 'ServiceUnavailableError',
          message: 'The catalog did not answer within 10 seconds',
        },
      ]);
    // Everything else does not need them.
    await ann.get('/postmortems?system=system:default/shop').expect(200);
    await ann.get('/systems/system/default/shop/overview').expect(200);
    await stop();
  });

  it('are named when they cannot be asked at all', async () => {
    const refuse = () => {
      throw new Error('connect ECONNREFUSED 127.0.0.1:7007');
    };
    const { as, stop } = await startPostmortems({
      knex: await databases.init('SQLITE_3'),
      catalog: catalogServiceMock.mock({
        getEntitiesByRefs: refuse,
        streamEntities: refuse,
      }).factory,
    });
    const { body } = await as('ann')
      .get('/postmortems?owner=group:default/payments')
      .expect(503);
    expect(body.error).toEqual({
      name: 'ServiceUnavailableError',
      message: 'The catalog cannot be asked right now',
    });
    await as('ann').post('/postmortems', completeDraft()).expect(201);
    await stop();
  });

  it('close everything while nobody says what is allowed', async () => {
    const { as, ann, permissions, userInfo, stop } = await start();
    await ann.post('/postmortems', { title: 'Down' }).expect(201);
    permissions.authorizeConditional.mockImplementation(silent);
    const asked = [
      ann.get('/postmortems'),
      ann.get('/postmortems/1'),
      ann.delete('/postmortems/1'),
    ];
    for (const { status, body } of await Promise.all(asked))
      expect([status, body.error.message]).toEqual([
        503,
        'The permission backend did not answer within 10 seconds',
      ]);
    permissions.authorizeConditional.mockReset();
    userInfo.getUserInfo.mockImplementation(silent);
    const { body } = await as('bob').get('/postmortems').expect(503);
    expect(body.error.message).toMatch(/^The sign-in backend did not answer/);
    await stop();
  });
});
