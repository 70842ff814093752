// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  newId,
  postmortemPermissions,
  PostmortemDraft,
  RESOURCE_TYPE_POSTMORTEM,
} from 'backstage-plugin-postmortems-common';
import {
  createPostmortemConditionalDecision,
  postmortemConditions,
} from 'backstage-plugin-postmortems-node';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

type Criteria = PermissionCriteria<
  PermissionCondition<typeof RESOURCE_TYPE_POSTMORTEM>
>;

function when(name: string, criteria: Criteria) {
  const permission: any = postmortemPermissions.find(p => p.name === name);
  return createPostmortemConditionalDecision(permission, criteria);
}

describe.each(databases.eachSupportedId())('access (%s)', databaseId => {
  it('opens restricted ones to those who are named, and to nobody else', async () => {
    const { as, asService } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const action = newId();
    const { body: secret } = await as('ann')
      .post('/postmortems', {
        title: 'Breach',
        visibility: 'restricted',
        incidentCommander: 'user:default/cat',
        participants: ['user:default/dan'],
        readers: ['user:default/eve'],
        affectedSystems: ['component:default/payment'],
        actionItems: [
          {
            id: action,
            description: 'Rotate',
            owner: 'group:default/platform',
          },
        ],
      })
      .expect(201);
    await as('ann').post('/postmortems', { title: 'Open' }).expect(201);

    // Bob is in the group that owns the action item.
    for (const name of ['ann', 'bob', 'cat', 'dan', 'eve']) {
      await as(name).get('/postmortems/1').expect(200);
      expect((await as(name).get('/postmortems?q=breach')).body).toMatchObject({
        totalItems: 1,
      });
      expect((await as(name).get('/action-items')).body).toMatchObject({
        totalItems: 1,
      });
    }
    for (const stranger of [as('zoe'), asService()]) {
      for (const refused of [
        stranger.get('/postmortems/1'),
        stranger.get(`/postmortems/${secret.id}`),
        stranger.get('/postmortems/1/markdown'),
        stranger.put('/postmortems/1', 1, { title: 'Mine' }),
        // Not even that there is another version.
        stranger.put('/postmortems/1', 9, { title: 'Mine' }),
        stranger.post('/postmortems/1/publish'),
        stranger.post('/postmortems/1/unpublish'),
        stranger.delete('/postmortems/1'),
        stranger.patch(`/action-items/${action}`, { status: 'done' }),
      ]) {
        const { body } = await refused.expect(404);
        expect(JSON.stringify(body)).not.toContain('Breach');
      }
      expect((await stranger.get('/postmortems')).body).toMatchObject({
        items: [{ title: 'Open' }],
        totalItems: 1,
      });
      expect(
        (await stranger.get('/postmortems?system=component:payment')).body,
      ).toEqual({ items: [], totalItems: 0 });
      expect((await stranger.get('/postmortems?q=breach')).body).toEqual({
        items: [],
        totalItems: 0,
      });
      for (const query of ['', '?postmortem=1', '?q=rotate'])
        expect((await stranger.get(`/action-items${query}`)).body).toEqual({
          items: [],
          totalItems: 0,
        });
    }

    // Readers are made anew at every save, also of an action item.
    await as('bob')
      .patch(`/action-items/${action}`, { owner: 'user:default/fay' })
      .expect(200);
    await as('bob').get('/postmortems/1').expect(404);
    await as('fay').get('/postmortems/1').expect(200);
    await as('ann').put('/postmortems/1', 2, { title: 'Breach' }).expect(200);
    await as('cat').get('/postmortems/1').expect(404);
    await as('eve').get('/postmortems/1').expect(200);
  });

  it('turns conditions into the same answer in lists and on one', async () => {
    const { as, policy } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const drafts: Array<[string, PostmortemDraft]> = [
      ['ann', { title: 'A', severity: 'P1', participants: ['user:x/dan'] }],
      ['bob', completeDraft({ title: 'B', severity: 'P2' })],
      ['bob', { title: 'C', affectedSystems: ['api:default/pay'] }],
    ];
    for (const [name, draft] of drafts)
      await as(name).post('/postmortems', draft).expect(201);
    await as('bob').post('/postmortems/2/publish').expect(200);

    const { isAuthor, isParticipant, affectsSystem, hasStatus, hasSeverity } =
      postmortemConditions;
    const author = isAuthor({ userRefs: ['User:default/Ann'] });
    const cases: Array<[Criteria, string]> = [
      [author, 'A'],
      [{ not: author }, 'BC'],
      [isParticipant({ userRefs: ['user:x/dan', 'user:default/cat'] }), 'AB'],
      [isParticipant({ userRefs: [] }), ''],
      [affectsSystem({ entityRefs: ['api:default/pay'] }), 'C'],
      [{ not: affectsSystem({ entityRefs: ['api:default/pay'] }) }, 'AB'],
      [hasStatus({ statuses: ['published'] }), 'B'],
      [hasSeverity({ severities: ['P1', 'P3'] }), 'A'],
      // One without a severity is not of severity P1 either.
      [{ not: hasSeverity({ severities: ['P1'] }) }, 'BC'],
      [
        {
          anyOf: [
            { allOf: [{ not: author }, hasStatus({ statuses: ['draft'] })] },
            { not: { anyOf: [{ not: author }, author] } },
          ],
        },
        'C',
      ],
    ];
    for (const [criteria, expected] of cases) {
      policy['postmortem.read'] = when('postmortem.read', criteria);
      const { body } = await as('zoe').get('/postmortems?order=startedAt:asc');
      const titles = body.items.map(({ title }: any) => title);
      expect(titles.sort().join('')).toBe(expected);
      expect(body.totalItems).toBe(expected.length);
      for (const [index, title] of ['A', 'B', 'C'].entries())
        await as('zoe')
          .get(`/postmortems/${index + 1}`)
          .expect(expected.includes(title) ? 200 : 404);
      expect((await as('zoe').get('/action-items')).body.totalItems).toBe(
        expected.includes('B') ? 1 : 0,
      );

      // What may be updated goes by the same rules.
      delete policy['postmortem.read'];
      policy['postmortem.update'] = when('postmortem.update', criteria);
      for (const [index, title] of ['A', 'B', 'C'].entries()) {
        const { body: one } = await as('zoe').get(`/postmortems/${index + 1}`);
        expect(one.can).toEqual({
          update: expected.includes(title),
          publish: true,
          delete: true,
        });
      }
      const { body: actions } = await as('zoe').get('/action-items');
      expect(actions.items[0].can.update).toBe(expected.includes('B'));
      delete policy['postmortem.update'];
    }
  });

  it('refuses what the policy does not allow, and writes nothing', async () => {
    const { as, policy } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const ann = as('ann');
    const { body } = await ann.post('/postmortems', completeDraft());
    const [{ id: action }] = body.actionItems;
    const DENY = { result: AuthorizeResult.DENY } as const;

    for (const name of ['create', 'update', 'publish', 'delete'])
      policy[`postmortem.${name}`] = DENY;
    for (const refused of [
      ann.post('/postmortems', { title: 'T' }),
      ann.put('/postmortems/1', 1, { title: 'T' }),
      ann.post('/postmortems/1/publish'),
      ann.post('/postmortems/1/unpublish'),
      ann.delete('/postmortems/1'),
      ann.patch(`/action-items/${action}`, { status: 'done' }),
    ]) {
      const { body: answer } = await refused.expect(403);
      expect(answer.error.name).toBe('NotAllowedError');
    }
    const { body: same } = await ann.get('/postmortems/1').expect(200);
    expect(same).toMatchObject({
      version: 1,
      can: { update: false, publish: false, delete: false },
    });
    expect(edited(same)).toEqual(edited(body));

    // The owner of an action item needs no permission but to read.
    await as('bob')
      .patch(`/action-items/${action}`, { status: 'done' })
      .expect(200);

    policy['postmortem.read'] = DENY;
    await ann.get('/postmortems/1').expect(404);
    await as('bob')
      .patch(`/action-items/${action}`, { status: 'open' })
      .expect(404);
    // Nor is anybody told that there are none.
    for (const path of [
      '/postmortems',
      '/action-items',
      '/action-items?owner=me',
      '/causes',
      '/metrics',
      '/systems/component/default/payment/overview',
      '/systems/component/default/payment/possible-recurrences',
      '/owners/group/default/payments/overview',
    ]) {
      const { body: answer } = await ann.get(path).expect(403);
      expect(answer.error).toMatchObject({
        name: 'NotAllowedError',
        message: 'You may not read postmortems here',
        permission: 'postmortem.read',
      });
    }
    // Who may read some, and there are none of these, has an empty list.
    policy['postmortem.read'] = when(
      'postmortem.read',
      postmortemConditions.hasStatus({ statuses: ['published'] }),
    );
    expect((await ann.get('/postmortems').expect(200)).body).toEqual({
      items: [],
      totalItems: 0,
    });
    policy['postmortem.read'] = DENY;
    // Conditions on a permission without a resource are no permission.
    policy['postmortem.create'] = when(
      'postmortem.update',
      postmortemConditions.hasStatus({ statuses: ['draft'] }),
    );
    await ann.post('/postmortems', { title: 'T' }).expect(403);
  });
});
