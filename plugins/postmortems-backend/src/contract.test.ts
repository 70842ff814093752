// SPDX-License-Identifier: Apache-2.0

import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { newId } from 'backstage-plugin-postmortems-common';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('postmortems (%s)', databaseId => {
  it('goes from a draft to a published postmortem and back', async () => {
    const { as, auditor } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const ann = as('ann');

    const { body: draft, headers } = await ann
      .post('/postmortems', {
        title: ' Payment\noutage ',
        affectedSystems: ['Component:Payment', 'component:default/payment'],
      })
      .expect(201);
    expect(headers).toMatchObject({ etag: '"1"', 'cache-control': 'no-store' });
    expect(draft).toMatchObject({
      number: 1,
      version: 1,
      status: 'draft',
      title: 'Payment outage',
      visibility: 'internal',
      readers: [],
      affectedSystems: ['component:default/payment'],
      createdBy: 'user:default/ann',
      updatedBy: 'user:default/ann',
      publishedAt: null,
      durations: { toDetect: null, toResolve: null },
      causeIds: [],
      can: { update: true, publish: true, delete: true },
    });
    expect(draft.warnings).toEqual([
      {
        field: 'affectedSystems.0',
        code: 'not-in-catalog',
        values: { ref: 'component:default/payment' },
        message: expect.stringContaining('component:default/payment'),
      },
    ]);
    for (const key of [draft.id, draft.id.toUpperCase(), '1', 'PM-1', 'pm-1']) {
      const { body } = await ann.get(`/postmortems/${key}`).expect(200);
      expect({ ...body, warnings: draft.warnings }).toEqual(draft);
    }

    // The gate names everything at once.
    const refused = await ann.post('/postmortems/1/publish').expect(400);
    expect(refused.body.error).toMatchObject({
      name: 'InputError',
      unmet: draft.unmet,
    });
    expect(draft.unmet.map(({ field }: any) => field)).toEqual(
      expect.arrayContaining(['severity', 'startedAt', 'rootCause']),
    );

    const complete = completeDraft();
    const { body: saved } = await ann
      .put('/postmortems/1', 1, complete)
      .expect(200);
    expect(saved).toMatchObject({
      version: 2,
      unmet: [],
      // Filled from the timeline.
      detectedAt: '2026-01-31T02:20:00.000Z',
      durations: { toDetect: 1200, toResolve: 7200, toMitigate: null },
    });
    // What changes nothing is no save.
    const again = await ann.put('/postmortems/1', 2, complete).expect(200);
    expect(again.body.version).toBe(2);

    const bob = as('bob');
    const { body: published } = await bob
      .post('/postmortems/PM-1/publish')
      .set('If-Match', '"2"')
      .expect(200);
    expect(published).toMatchObject({
      version: 3,
      status: 'published',
      createdBy: 'user:default/ann',
      updatedBy: 'user:default/bob',
      publishedAt: published.updatedAt,
    });
    // Published once more, nothing happens.
    expect((await bob.post('/postmortems/1/publish').expect(200)).body).toEqual(
      published,
    );

    // Every save of a published one must still pass the gate.
    const emptied = await ann
      .put('/postmortems/1', 3, edited(published, { rootCause: '' }))
      .expect(400);
    expect(emptied.body.error.unmet).toEqual([
      expect.objectContaining({
        field: 'rootCause',
        code: 'root-cause-missing',
      }),
    ]);
    expect((await ann.get('/postmortems/1')).body.rootCause).not.toBe('');

    const stale = await bob
      .post('/postmortems/1/unpublish')
      .set('If-Match', '"2"')
      .expect(409);
    expect(stale.body.error).toMatchObject({
      name: 'ConflictError',
      conflicts: [],
      current: { version: 3 },
    });
    const { body: unpublished } = await bob
      .post('/postmortems/1/unpublish')
      .expect(200);
    expect(unpublished).toMatchObject({
      version: 4,
      status: 'draft',
      publishedAt: null,
    });

    await ann.delete('/postmortems/1').set('If-Match', '"3"').expect(409);
    await ann.delete('/postmortems/1').set('If-Match', '"4"').expect(204);
    await ann.get('/postmortems/1').expect(404);
    expect((await ann.get('/action-items')).body.totalItems).toBe(0);
    expect((await ann.get('/postmortems?q=payment')).body.totalItems).toBe(0);

    // The number is gone for good, its action items' ids are free again.
    const { body: second } = await ann
      .post('/postmortems', complete)
      .expect(201);
    expect(second.number).toBe(2);

    expect(
      auditor.createEvent.mock.calls.map(([{ eventId, meta }]: any) => [
        eventId,
        meta.actionType,
      ]),
    ).toEqual(
      [
        'create',
        'publish',
        'save',
        'save',
        'publish',
        'publish',
        'save',
        'unpublish',
        'unpublish',
        'delete',
        'delete',
        'create',
      ].map(type => ['postmortem-mutate', type]),
    );
  });

  it('keeps what a save leaves out only where the contract says so', async () => {
    const { as } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const ann = as('ann');
    await ann
      .post('/postmortems', {
        ...completeDraft(),
        visibility: 'restricted',
        readers: ['user:default/bob'],
      })
      .expect(201);
    const { body } = await ann
      .put('/postmortems/1', 1, { title: 'Only a title' })
      .expect(200);
    expect(body).toMatchObject({
      title: 'Only a title',
      visibility: 'restricted',
      readers: ['user:default/bob'],
      severity: null,
      summary: '',
      actionItems: [],
    });
    await ann
      .put('/postmortems/1', 2, { title: 'Open', visibility: 'internal' })
      .expect(200);
    const { body: open } = await as('zoe').get('/postmortems/1').expect(200);
    expect(open).toMatchObject({ visibility: 'internal' });
  });

  it('says when an action item was done, and only then', async () => {
    const { as } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const ann = as('ann');
    const [given, open] = [newId(), newId()];
    const items = (status: string) => [
      { id: given, status: 'done', doneAt: '2026-02-01T10:00:00+01:00' },
      { id: open, status, doneAt: null },
    ];
    const { body: created } = await ann
      .post('/postmortems', { title: 'T', actionItems: items('open') })
      .expect(201);
    expect(created.actionItems).toMatchObject([
      { doneAt: '2026-02-01T09:00:00.000Z' },
      { doneAt: null },
    ]);
    const { body: done } = await ann
      .put('/postmortems/1', 1, { title: 'T', actionItems: items('done') })
      .expect(200);
    expect(done.actionItems[1].doneAt).toBe(done.updatedAt);
    const { body: later } = await ann
      .put('/postmortems/1', 2, { title: 'U', actionItems: items('done') })
      .expect(200);
    expect(later.actionItems[1].doneAt).toBe(done.updatedAt);
    const { body: reopened } = await ann
      .put('/postmortems/1', 3, { title: 'U', actionItems: items('open') })
      .expect(200);
    expect(reopened.actionItems[1].doneAt).toBeNull();

    // Its id is its own over all postmortems.
    const taken = await ann
      .post('/postmortems', { title: 'V', actionItems: items('open') })
      .expect(400);
    expect(taken.body.error.fields).toEqual([
      expect.objectContaining({ field: `actionItems.${given}.id` }),
      expect.objectContaining({ field: `actionItems.${open}.id` }),
    ]);
    expect((await ann.get('/postmortems')).body.totalItems).toBe(1);
  });

  it('takes the severities of the configuration', async () => {
    const knex = await databases.init(databaseId);
    const { as, stop } = await startPostmortems({
      knex,
      config: { postmortems: { severities: [{ id: 'SEV1' }, { id: 'SEV2' }] } },
    });
    const refused = await as('ann')
      .post('/postmortems', { title: 'T', severity: 'P1' })
      .expect(400);
    expect(refused.body.error.fields).toEqual([
      {
        field: 'severity',
        code: 'not-configured',
        values: { choices: 'SEV1, SEV2' },
        message: 'must be one of SEV1, SEV2',
      },
    ]);
    await as('ann').post('/postmortems', { title: 'T', severity: 'SEV1' });
    await stop();

    // One that is not configured any more can stay, but not come back.
    const later = await startPostmortems({ knex });
    const ann = later.as('ann');
    await ann
      .put('/postmortems/1', 1, { title: 'U', severity: 'SEV1' })
      .expect(200);
    await ann
      .put('/postmortems/1', 2, { title: 'U', severity: 'P2' })
      .expect(200);
    await ann
      .put('/postmortems/1', 3, { title: 'U', severity: 'SEV1' })
      .expect(400);
  });

  it('leaves what is published as it is when its severity is taken out', async () => {
    const knex = await databases.init(databaseId);
    const { as, stop } = await startPostmortems({ knex });
    const { body } = await as('ann').post('/postmortems', completeDraft());
    await as('ann').post('/postmortems/1/publish').expect(200);
    await stop();

    const later = await startPostmortems({
      knex,
      config: { postmortems: { severities: [{ id: 'SEV1' }] } },
    });
    const bob = later.as('bob');
    const [{ id }] = body.actionItems;
    await bob.patch(`/action-items/${id}`, { status: 'done' }).expect(200);
    const { body: published } = await bob.get('/postmortems/1');
    expect(published.unmet).toEqual([]);
    // As a draft it must get one of today's before it is published again.
    await bob.post('/postmortems/1/unpublish').expect(200);
    const { body: refused } = await bob
      .post('/postmortems/1/publish')
      .expect(400);
    expect(refused.error.unmet).toMatchObject([{ field: 'severity' }]);
    await later.stop();
  });

  it('answers whole, and takes a version only where there is one', async () => {
    const { as } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const ann = as('ann');
    await ann.post('/postmortems', { title: 'T' }).expect(201);
    await ann.get('/postmortems/1').set('If-None-Match', '"1"').expect(200);
    for (const [path, body] of [
      ['/postmortems', { title: 'U' }],
      ['/import', { markdown: '# U' }],
      ['/causes', { name: 'U', category: 'network' }],
    ] as const) {
      const { body: refused } = await ann
        .post(path, body)
        .set('If-Match', '"1"')
        .expect(400);
      expect(refused.error.fields).toMatchObject([{ field: 'If-Match' }]);
    }
    const { body: unknown } = await ann
      .put('/postmortems/1', 99_999_999_999, { title: 'U' })
      .expect(409);
    expect(unknown.error).toMatchObject({
      conflicts: [],
      current: { version: 1 },
    });
    expect((await ann.get('/postmortems')).body.totalItems).toBe(1);
  });

  it('lets services write drafts, and nobody who is not signed in', async () => {
    const { as, asService, anonymous } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const { body } = await asService()
      .post('/postmortems', { title: 'From the pager' })
      .expect(201);
    expect(body.createdBy).toBe(mockCredentials.service().principal.subject);
    await as('ann').get('/postmortems/1').expect(200);
    await anonymous().get('/postmortems').expect(401);
    await anonymous().post('/postmortems', { title: 'T' }).expect(401);
  });
});
