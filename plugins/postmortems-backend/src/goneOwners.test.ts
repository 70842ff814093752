// SPDX-License-Identifier: Apache-2.0

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  newId,
  postmortemUpdatePermission,
} from 'backstage-plugin-postmortems-common';
import {
  createPostmortemConditionalDecision,
  postmortemConditions,
} from 'backstage-plugin-postmortems-node';
import { Knex } from 'knex';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';
import { CatalogLookup } from './service/CatalogLookup';
import { OwnersCheck } from './service/OwnersCheck';
import { GoneOwnersStore } from './store/actionItems/GoneOwnersStore';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const GONE = 'owner=gone&status=proposed&status=open';
const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 1);

function entity(ref: string, relations: Entity['relations'] = []): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace },
    relations,
  };
}

const ANN = 'user:default/ann';
const BOB = 'user:default/bob';
const LEFT = 'user:default/left';
const DISSOLVED = 'group:default/dissolved';
const PAYMENTS = 'group:default/payments';
const PAYMENT = 'component:default/payment';

const people = [
  entity(ANN),
  entity(BOB),
  entity(PAYMENTS, [{ type: 'hasMember', targetRef: ANN }]),
];
const systems = [
  entity(PAYMENT, [{ type: 'ownedBy', targetRef: PAYMENTS }]),
  entity('component:default/web'),
];

/** A check of a catalog that has these, so many hours after the start. */
function checks(knex: Knex) {
  const goneOwners = new GoneOwnersStore(knex);
  return async (hours: number, entities: Entity[]) =>
    new OwnersCheck({
      goneOwners,
      catalog: new CatalogLookup({
        catalog: catalogServiceMock({ entities }),
        logger: mockServices.logger.mock(),
      }),
      auth: mockServices.auth(),
      logger: mockServices.logger.mock(),
    }).run(new Date(START + hours * HOUR));
}

const item = (
  description: string,
  owner: string | null,
  rest: object = {},
) => ({
  id: newId(),
  description,
  owner,
  dueDate: '2026-12-24',
  status: 'open' as const,
  ...rest,
});

describe.each(databases.eachSupportedId())('gone owners (%s)', databaseId => {
  async function start() {
    const knex = await databases.init(databaseId);
    const backend = await startPostmortems({
      knex,
      entities: [...people, ...systems],
    });
    const ann = backend.as('ann');
    const publish = async (changes: object, by = ann) => {
      const { body } = await by
        .post('/postmortems', completeDraft(changes))
        .expect(201);
      const published = await by
        .post(`/postmortems/${body.id}/publish`)
        .expect(200);
      return published.body;
    };
    const items = async (query: string, by = ann) => {
      const { body } = await by.get(`/action-items?${query}`).expect(200);
      return body.items.map((row: any) => row.description).join(' ');
    };
    const gone = async (query = '', by = ann) =>
      (await by.get(`/gone-owners?${query}`).expect(200)).body;
    /** Two checks, a day apart. */
    const check = checks(knex);
    const notice = async () => {
      await check(0, people);
      await check(24, people);
    };
    return { ...backend, ann, publish, items, gone, check, notice };
  }

  it('are those whom a whole day of checks did not find', async () => {
    const { publish, gone, items, check, stop } = await start();
    await publish({
      incidentCommander: LEFT,
      actionItems: [
        item('one', LEFT),
        item('two', DISSOLVED),
        item('mine', ANN),
      ],
    });
    await publish({
      incidentCommander: LEFT,
      actionItems: [item('over', LEFT, { status: 'done' })],
    });
    const back = [...people, entity(LEFT)];

    await check(0, people);
    await check(23, people);
    expect(await gone()).toEqual({ items: [], totalItems: 0 });
    // Found once in between: it begins anew.
    await check(23.5, back);
    await check(24, people);
    expect((await gone()).items).toMatchObject([{ entityRef: DISSOLVED }]);
    await check(47.9, people);
    expect(await items(GONE)).toBe('two');
    await check(48, people);
    expect(await gone()).toEqual({
      items: [
        {
          entityRef: DISSOLVED,
          goneSince: new Date(START).toISOString(),
          actionItems: 1,
          commanderOf: 0,
        },
        {
          entityRef: LEFT,
          goneSince: new Date(START + 24 * HOUR).toISOString(),
          // Where all is done nobody has to be replaced.
          actionItems: 1,
          commanderOf: 1,
        },
      ],
      totalItems: 2,
    });
    expect(await items(GONE)).toBe('one two');
    // Who comes back is gone no more, at once.
    await check(49, back);
    expect(await items(GONE)).toBe('two');
    await stop();
  });

  it('are nobody where the catalog fails, or has nobody at all', async () => {
    const { publish, gone, check, notice, stop } = await start();
    await publish({ actionItems: [item('one', LEFT)] });
    await check(0, []);
    await check(24, []);
    await check(25, [entity(PAYMENTS)]);
    expect((await gone()).totalItems).toBe(0);
    await notice();
    // Cat, the commander, and the one who left; a failed check changes nothing.
    expect((await gone()).totalItems).toBe(2);
    const failing = catalogServiceMock.mock({
      getEntitiesByRefs: async () => {
        throw new Error('503');
      },
    });
    await expect(
      new CatalogLookup({
        catalog: failing,
        logger: mockServices.logger.mock(),
      }).missing([LEFT], await mockServices.auth().getOwnServiceCredentials()),
    ).rejects.toThrow('503');
    await check(26, []);
    expect((await gone()).totalItems).toBe(2);
    await stop();
  });

  it('are replaced everywhere in one step', async () => {
    const {
      ann,
      as,
      publish,
      items,
      gone,
      notice,
      auditor,
      notifications,
      stop,
    } = await start();
    const first = await publish({
      incidentCommander: LEFT,
      actionItems: [item('one', LEFT), item('two', LEFT), item('mine', ANN)],
    });
    await publish({
      incidentCommander: ANN,
      actionItems: [
        item('three', LEFT),
        item('idea', LEFT, { status: 'proposed' }),
        item('over', LEFT, { status: 'done' }),
      ],
    });
    // Of a restricted one an outsider learns nothing.
    await publish(
      {
        visibility: 'restricted',
        incidentCommander: BOB,
        actionItems: [item('secret', LEFT)],
      },
      as('bob'),
    );
    await notice();
    expect((await gone()).items).toMatchObject([
      { entityRef: LEFT, actionItems: 4, commanderOf: 1 },
    ]);
    expect((await gone('', as('bob'))).items).toMatchObject([
      { entityRef: LEFT, actionItems: 5 },
    ]);

    const order = { from: LEFT, to: BOB };
    const dry = await ann
      .post('/hand-over', { ...order, dryRun: true })
      .expect(200);
    expect(dry.body.changed).toHaveLength(5);
    expect(await items(GONE)).toBe('one two three idea');
    const before = notifications.send.mock.calls.length;
    const { body } = await ann.post('/hand-over', order).expect(200);
    expect(body).toEqual({ ...dry.body, refused: [], more: false });
    expect(await items(GONE)).toBe('');
    expect(await items(`owner=${BOB}`)).toBe('one two three idea');
    // One message, however many postmortems that is.
    const sent = notifications.send.mock.calls.map(
      ([{ recipients, payload }]: any) => [
        recipients.entityRef,
        payload.title,
        payload.link,
      ],
    );
    expect(sent.slice(-2)).toEqual([
      [
        BOB,
        '4 action items were handed over to you',
        '/postmortems/action-items',
      ],
      [
        LEFT,
        '4 action items of yours were handed over to somebody else',
        '/postmortems/action-items',
      ],
    ]);
    expect(sent).toHaveLength(before + 2);
    const { body: after } = await ann.get(`/postmortems/${first.id}`);
    expect(after).toMatchObject({
      incidentCommander: BOB,
      updatedBy: ANN,
      // One save for all of a postmortem.
      version: first.version + 1,
    });
    const events = auditor.createEvent.mock.calls
      .map(([event]: any) => event.meta)
      .filter((meta: any) => meta.actionType === 'hand-over' && meta.number);
    expect(events).toMatchObject([
      { number: 1, from: LEFT, to: BOB, commander: true },
      { number: 2, commander: false },
    ]);
    expect(events[0].actionItems).toHaveLength(2);
    await stop();
  });

  it('are replaced only where the caller may', async () => {
    const { ann, policy, publish, items, notice, stop } = await start();
    await publish({ severity: 'P1', actionItems: [item('one', LEFT)] });
    const second = await publish({
      severity: 'P2',
      actionItems: [item('two', LEFT), item('ours', PAYMENTS)],
    });
    await notice();
    policy['postmortem.update'] = createPostmortemConditionalDecision(
      postmortemUpdatePermission,
      postmortemConditions.hasSeverity({ severities: ['P1'] }),
    );
    const { body } = await ann
      .post('/hand-over', { from: LEFT, to: BOB })
      .expect(200);
    expect(body.changed).toMatchObject([{ description: 'one' }]);
    expect(body.refused).toMatchObject([
      {
        description: 'two',
        postmortem: { number: second.number },
        reason: expect.stringMatching(/^Only its owner/),
      },
    ]);
    expect(await items(GONE)).toBe('two');
    // What is mine I may give away, also where I may not update.
    const ours = await ann
      .post('/hand-over', { from: PAYMENTS, to: BOB })
      .expect(200);
    expect(ours.body.changed).toMatchObject([{ description: 'ours' }]);
    policy['postmortem.update'] = { result: AuthorizeResult.DENY };
    const none = await ann
      .post('/hand-over', { from: LEFT, to: BOB })
      .expect(200);
    expect(none.body).toMatchObject({ changed: [], refused: [{}] });
    await stop();
  });

  it('are not replaced by whom nobody knows, or by themselves', async () => {
    const { ann, publish, stop } = await start();
    const { actionItems } = await publish({ actionItems: [item('one', LEFT)] });
    const refusal = async (body: object) =>
      (await ann.post('/hand-over', { from: LEFT, ...body }).expect(400)).body
        .error.fields;
    expect(await refusal({ to: 'user:default/nobody' })).toMatchObject([
      { field: 'to', code: 'owner-unknown' },
    ]);
    expect(await refusal({ to: LEFT })).toMatchObject([
      { field: 'to', code: 'same-owner' },
    ]);
    expect(await refusal({})).toMatchObject([{ field: 'to' }]);
    expect(await refusal({ to: PAYMENT })).toMatchObject([{ field: 'to' }]);
    // Only some of them; a group is nobody's commander.
    const { body } = await ann
      .post('/hand-over', {
        from: LEFT,
        to: PAYMENTS,
        actionItems: [actionItems[0].id, newId()],
      })
      .expect(200);
    expect(body.changed).toMatchObject([{ actionItemId: actionItems[0].id }]);
    await stop();
  });
});
