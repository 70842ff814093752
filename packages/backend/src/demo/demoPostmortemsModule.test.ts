// SPDX-License-Identifier: Apache-2.0

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import postmortemsPlugin from 'backstage-plugin-postmortems-backend';
import {
  ActionItemRow,
  Overview,
  PossibleRecurrences,
  PostmortemListItem,
} from 'backstage-plugin-postmortems-common';
import request from 'supertest';
import demoPostmortemsModule from './demoPostmortemsModule';
import { DemoFiles } from './DemoFiles';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const demoConfig = {
  enabled: true,
  path: join(__dirname, '../../../../examples'),
};
const config = mockServices.rootConfig({ data: { demo: demoConfig } });
const nodeEnv = process.env.NODE_ENV;

afterEach(() => {
  process.env.NODE_ENV = nodeEnv;
});

type Knex = Awaited<ReturnType<typeof databases.init>>;

/** Starts the portal's postmortems; `list` reads all that are there. */
async function start(knex: Knex, { large = false } = {}) {
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      demoPostmortemsModule,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: { demo: { ...demoConfig, large } },
      }),
      mockServices.database.factory({ knex }),
    ],
  });
  const get = async (path: string) =>
    (await request(backend.server).get(`/api/postmortems${path}`).expect(200))
      .body;
  const list = async (): Promise<PostmortemListItem[]> =>
    (await get('/postmortems?limit=100')).items;
  return { get, list, stop: () => backend.stop() };
}

it('fills an empty portal within ten seconds, once', async () => {
  process.env.NODE_ENV = 'development';
  const knex = await databases.init('SQLITE_3');
  const demo = await DemoFiles.fromConfig(config).read();

  const first = await start(knex);
  const deadline = Date.now() + 10_000;
  let items = await first.list();
  while (items.length < demo.postmortems.length && Date.now() < deadline) {
    await setTimeout(200);
    items = await first.list();
  }
  // the reader is nobody in the demo, so restricted ones are not for them
  const restricted = demo.postmortems.length - items.length;
  expect(restricted).toBe(2);
  expect(items.filter(item => item.status === 'draft').length).toBe(
    demo.postmortems.filter(one => !one.published).length,
  );

  // Promises as they are: moved, left behind, and asked about.
  const promises: ActionItemRow[] = (
    await first.get('/action-items?limit=100&status=open&status=in-progress')
  ).items;
  expect(promises.filter(item => item.dueDateMoves === 3)).toHaveLength(1);
  expect(promises.filter(item => item.ownerGone)).toHaveLength(2);
  expect((await first.get('/gone-owners')).items).toMatchObject([
    { entityRef: 'user:default/henrik', actionItems: 2, commanderOf: 1 },
  ]);

  const payments = '/systems/component/default/payment-service';
  const overview: Overview = await first.get(`${payments}/overview`);
  expect(
    overview.recurringCauses.map(({ cause, times }) => [cause.name, times]),
  ).toEqual([
    ['Deployment checklist has no performance gate', 3],
    ['Changes go live for everybody at once', 3],
    ['Changes are not rehearsed on production-size data', 2],
  ]);
  expect(
    overview.recurringCauses.flatMap(({ unfinished }) => unfinished.items),
  ).not.toEqual([]);
  const possible: PossibleRecurrences = await first.get(
    `${payments}/possible-recurrences`,
  );
  expect(
    possible.items.map(({ postmortem, earlier, causes }) => [
      postmortem.title,
      earlier.title,
      causes.map(({ name }) => name),
    ]),
  ).toEqual([
    [
      'Card challenge does not come back for customers of one bank',
      'Orders stayed at "awaiting payment" although they had been paid',
      ['Event order is assumed, not guaranteed'],
    ],
  ]);
  await first.stop();

  const second = await start(knex);
  await setTimeout(1000);
  expect(await second.list()).toEqual(items);
  await second.stop();
});

it('adds a service with more postmortems than a page holds, once', async () => {
  process.env.NODE_ENV = 'development';
  const knex = await databases.init('SQLITE_3');
  const ofService = '/postmortems?system=component:default/tariff-engine';

  const first = await start(knex, { large: true });
  const deadline = Date.now() + 30_000;
  let found = await first.get(ofService);
  while (found.totalItems < 42 && Date.now() < deadline) {
    await setTimeout(200);
    found = await first.get(ofService);
  }
  expect(found).toMatchObject({ totalItems: 42 });
  expect(found.items[0]).toMatchObject({ status: 'published' });
  const promised = async (owner: string, due = '') =>
    (await first.get(`/action-items?status=open&owner=${owner}${due}`))
      .totalItems;
  // somebody who is in no catalog
  expect(await promised('user:default/ingrid.solberg')).toBe(14);
  expect(
    await promised('user:default/emil', '&due=overdue'),
  ).toBeGreaterThanOrEqual(27);
  const { items: causes } = await first.get(
    '/causes?system=component:default/tariff-engine&limit=100',
  );
  expect(causes).toHaveLength(30);
  await first.stop();

  const second = await start(knex, { large: true });
  await setTimeout(1000);
  expect(await second.get(ofService)).toEqual(found);
  await second.stop();
});

it('loads nothing outside development', async () => {
  process.env.NODE_ENV = 'production';
  const { list, stop } = await start(await databases.init('SQLITE_3'));
  await setTimeout(500);
  expect(await list()).toEqual([]);
  await stop();
});
