// SPDX-License-Identifier: Apache-2.0

import {
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  notificationService,
  NotificationService,
  notificationsProcessingExtensionPoint,
} from '@backstage/plugin-notifications-node';
import { newId } from 'backstage-plugin-postmortems-common';
import request from 'supertest';
import { completeDraft } from './__testUtils__/drafts';
import { startReplica } from './__testUtils__/reminding';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const BOB = 'user:default/bob';

/** The real notifications backend, with a processor like those for e-mail. */
async function startNotifications() {
  let service: NotificationService | undefined;
  const processed: Array<{ title: string; isUpdate: boolean }> = [];
  const backend = await startTestBackend({
    features: [
      notificationsPlugin,
      createBackendPlugin({
        pluginId: 'postmortems',
        register(env) {
          env.registerInit({
            deps: { notifications: notificationService },
            async init({ notifications }) {
              service = notifications;
            },
          });
        },
      }),
      createBackendModule({
        pluginId: 'notifications',
        moduleId: 'mail',
        register(env) {
          env.registerInit({
            deps: { processing: notificationsProcessingExtensionPoint },
            async init({ processing }) {
              processing.addProcessor({
                getName: () => 'Mail',
                postProcess: async ({ payload, updated }) => {
                  processed.push({
                    title: payload.title,
                    isUpdate: Boolean(updated),
                  });
                },
              });
            },
          });
        },
      }),
      catalogServiceMock.factory(),
      mockServices.database.factory({ knex: await databases.init('SQLITE_3') }),
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'http://localhost:3000' } },
      }),
    ],
  });
  const { server } = backend;
  const rowsOf = async (ref: string) => {
    const { body } = await request(server)
      .get('/api/notifications')
      .set('Authorization', mockCredentials.user.header(ref))
      .expect(200);
    return body.notifications;
  };
  const readAll = async (ref: string) =>
    request(server)
      .post('/api/notifications/update')
      .set('Authorization', mockCredentials.user.header(ref))
      .send({ ids: (await rowsOf(ref)).map((row: any) => row.id), read: true })
      .expect(200);
  const stop = () => backend.stop();
  return { notifications: service!, processed, rowsOf, readAll, stop };
}

it('reminders are one row of each person in Backstage, whatever happens', async () => {
  const { notifications, processed, rowsOf, readAll, stop } =
    await startNotifications();
  const knex = await databases.init('SQLITE_3');
  const api = await startPostmortems({ knex });
  const ann = api.as('ann');
  const { body } = await ann
    .post(
      '/postmortems',
      JSON.parse(
        JSON.stringify(
          completeDraft({
            actionItems: [
              {
                id: newId(),
                description: 'Add a performance gate',
                owner: BOB,
                dueDate: '2030-03-15',
              },
            ],
          }),
        ).replaceAll('2026-01-31', new Date().toISOString().slice(0, 10)),
      ),
    )
    .expect(201);
  await ann.post(`/postmortems/${body.id}/publish`).expect(200);

  const clock = { now: new Date() };
  const replica = (send = notifications.send.bind(notifications)) =>
    startReplica({
      knex,
      org: new Map(),
      now: () => clock.now,
      send: ({ to, ...payload }) =>
        send({
          recipients: { type: 'entity', entityRef: to },
          payload: payload as any,
        }),
    }).reminders;
  const row = async () => {
    const rows = await rowsOf(BOB);
    expect(rows).toHaveLength(1);
    const [{ payload, origin, read, updated }] = rows;
    return { payload, origin, isRead: Boolean(read), isUpdated: !!updated };
  };

  await Promise.all([
    replica().pass('2030-03-13'),
    replica().pass('2030-03-13'),
  ]);
  expect(await row()).toEqual({
    origin: 'plugin:postmortems',
    payload: expect.objectContaining({
      title: 'You have 1 action item due soon',
      description: '• Add a performance gate (payment, PM-1): due in 2 days',
      link: '/postmortems/action-items',
      scope: 'postmortems-digest',
      severity: 'normal',
    }),
    isRead: false,
    isUpdated: false,
  });
  await readAll(BOB);
  expect(await row()).toMatchObject({ isRead: true });

  // Killed after it was sent, the next pass sends it again.
  const killed = replica(async options => {
    await notifications.send(options);
    await new Promise(() => {});
  });
  await killed.pass('2030-03-15');
  clock.now = new Date(clock.now.getTime() + 6 * 60_000);
  await replica().pass('2030-03-15');
  expect(await row()).toMatchObject({
    payload: { title: 'You have 1 action item due today' },
    isRead: false,
    isUpdated: true,
  });
  await ann
    .patch(`/action-items/${body.actionItems[0].id}`, { status: 'done' })
    .expect(200);
  await replica().pass('2030-03-16');
  expect(await row()).toMatchObject({
    payload: {
      title: 'Nothing that you were reminded of is due any more',
      // In the row, nothing is left of what the last one said.
      description: '',
      severity: 'low',
    },
  });
  // What e-mail and Slack are given: the repeated one as an update of the row.
  expect(processed).toEqual([
    { title: 'You have 1 action item due soon', isUpdate: false },
    { title: 'You have 1 action item due today', isUpdate: true },
    { title: 'You have 1 action item due today', isUpdate: true },
    {
      title: 'Nothing that you were reminded of is due any more',
      isUpdate: true,
    },
  ]);
  await api.stop();
  await stop();
});
