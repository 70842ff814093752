// SPDX-License-Identifier: Apache-2.0

import { createHmac, randomUUID } from 'node:crypto';
import {
  coreServices,
  createBackendModule,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import postmortemsPlugin from 'backstage-plugin-postmortems-backend';
import { ActionItem } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { FakeJira, STATUS } from './__testUtils__/FakeJira';
import postmortemsJira from '.';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const WEBHOOK_SECRET = 'webhook-secret';
const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payment',
      namespace: 'default',
      annotations: { 'jira/project-key': 'PAY' },
    },
  },
];

/** A portal with the plugin, the module and Jira's webhooks. */
async function startPortal(knex: Knex, jira: FakeJira, isConfigured = true) {
  let scheduler: SchedulerService | undefined;
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const rootLogger = mockServices.rootLogger.mock();
  rootLogger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      postmortemsJira,
      // Where there is PostgreSQL, the events backend has tables of its own.
      ...(knex.client.config.client === 'pg' ? [] : [eventsPlugin]),
      eventsServiceFactory,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example.com' },
          backend: { baseUrl: 'http://127.0.0.1' },
          events: { useEventBus: 'never' },
          ...(isConfigured && {
            postmortems: {
              trackers: {
                jira: {
                  baseUrl: `${jira.url}/`,
                  email: 'bot@example.com',
                  apiToken: 'api-token',
                  projects: ['ops'],
                  webhookSecret: WEBHOOK_SECRET,
                },
              },
            },
          }),
        },
      }),
      logger.factory,
      rootLogger.factory,
      catalogServiceMock.factory({ entities }),
      createBackendModule({
        pluginId: 'postmortems',
        moduleId: 'test-scheduler',
        register: env =>
          env.registerInit({
            deps: { service: coreServices.scheduler },
            init: async ({ service }) => {
              scheduler = service;
            },
          }),
      }),
    ],
  });
  const base = `http://127.0.0.1:${backend.server.port()}/api`;
  const call = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${base}/postmortems${path}`, {
      method,
      headers: {
        Authorization: mockCredentials.user.header('user:default/ann'),
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as any };
  };
  return {
    call,
    logger,
    rootLogger,
    run: async (task: 'push-tickets' | 'poll-trackers') => {
      await knex('action_item_ticket')
        .whereNotNull('push_at')
        .update({ push_at: new Date(0) });
      await scheduler!.triggerTask(task);
    },
    /** As Jira sends it; `secret` signs it. */
    webhook: async (
      payload: object,
      { delivery = randomUUID() as string, secret = WEBHOOK_SECRET } = {},
    ) => {
      const body = JSON.stringify(payload);
      const signature = createHmac('sha256', secret).update(body);
      const response = await fetch(`${base}/events/http/jira`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-Atlassian-Webhook-Identifier': delivery,
          ...(secret && {
            'X-Hub-Signature': `sha256=${signature.digest('hex')}`,
          }),
        },
        body,
      });
      return response.status;
    },
    stop: () => backend.stop(),
  };
}

type Portal = Awaited<ReturnType<typeof startPortal>>;

/** A published postmortem with one action item. */
async function publish(portal: Portal, changes: Partial<ActionItem> = {}) {
  const { call } = portal;
  const item = {
    id: randomUUID() as string,
    description: 'Add a `performance` gate\n\nIn the pipeline.',
    owner: 'user:default/bob',
    dueDate: '2026-12-15',
    ...changes,
  };
  const at = (hour: number) => `2026-01-31T0${hour}:00:00.000Z`;
  const { body } = await call('POST', '/postmortems', {
    title: 'Payments timed out',
    severity: 'P1',
    startedAt: at(2),
    resolvedAt: at(4),
    affectedSystems: ['component:default/payment'],
    incidentCommander: 'user:default/ann',
    impact: 'All customers.',
    rootCause: 'No gate.',
    lessonsLearned: 'Have one.',
    visibility: 'restricted',
    timeline: [
      { id: randomUUID(), at: at(3), kind: 'detected', text: 'Alert' },
      { id: randomUUID(), at: at(4), kind: 'resolved', text: 'Restored' },
    ],
    actionItems: [item],
  });
  const { status } = await call('POST', `/postmortems/${body.id}/publish`);
  expect(status).toBe(200);
  const path = `/action-items/${item.id}`;
  return {
    item,
    path,
    createTicket: (more: object = {}) =>
      call('POST', `${path}/ticket`, { tracker: 'jira', ...more }),
    row: async () =>
      (await call('GET', `/action-items?postmortem=${body.id}`)).body.items[0],
    patch: async (patch: object) =>
      expect((await call('PATCH', path, patch)).status).toBe(200),
    history: async () => (await call('GET', `${path}/history`)).body.items,
  };
}

async function until(check: () => Promise<void> | void) {
  for (let tries = 1; ; tries++) {
    try {
      await check();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

describe('issues of Jira as tickets', () => {
  let jira: FakeJira;
  let portal: Portal;

  async function start(isConfigured = true) {
    jira = await new FakeJira().start();
    portal = await startPortal(
      await databases.init('SQLITE_3'),
      jira,
      isConfigured,
    );
    return portal;
  }

  afterEach(async () => {
    await portal.stop();
    await jira.stop();
  });

  /** Jira tells of a change that somebody made. */
  const tell = (
    fields: Parameters<FakeJira['change']>[1],
    options: Parameters<Portal['webhook']>[1] = {},
  ) =>
    portal.webhook(
      {
        timestamp: Date.now(),
        webhookEvent: 'jira:issue_updated',
        user: { displayName: 'Ada Holm' },
        issue: { ...jira.change('PAY-1', fields), changelog: undefined },
      },
      options,
    );

  it('are created with what may leave the portal, and told what changes', async () => {
    const { call } = await start();
    const { item, createTicket, patch, row } = await publish(portal);
    const { body: trackers } = await call(
      'GET',
      `/trackers?actionItem=${item.id}`,
    );
    expect(trackers.items).toMatchObject([
      { id: 'jira', projects: ['PAY', 'OPS'] },
    ]);
    const answers = await Promise.all([createTicket(), createTicket()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1].body).toMatchObject({
      ticketUrl: `${jira.url}/browse/PAY-1`,
      ticket: { tracker: 'jira', key: 'PAY-1' },
    });
    const text = (value: string, marks?: object[]) => ({
      type: 'text',
      text: value,
      ...(marks && { marks }),
    });
    const href = `https://portal.example.com/postmortems/PM-1#action-item-${item.id}`;
    expect(jira.issues).toHaveLength(1);
    expect(jira.issue('PAY-1').fields).toMatchObject({
      summary: 'Add a performance gate',
      duedate: '2026-12-15',
      description: {
        type: 'doc',
        version: 1,
        content: [
          { type: 'paragraph', content: [text('Add a performance gate')] },
          { type: 'paragraph', content: [text('In the pipeline.')] },
          {
            type: 'paragraph',
            content: [
              text('Action item of '),
              text('PM-1', [{ type: 'link', attrs: { href } }]),
            ],
          },
        ],
      },
    });

    await patch({
      status: 'in-progress',
      dueDate: '2027-01-20',
      description: 'Add two gates',
    });
    await until(() =>
      expect(jira.issue('PAY-1').fields).toMatchObject({
        summary: 'Add two gates',
        duedate: '2027-01-20',
        status: { name: 'In Progress' },
      }),
    );
    await patch({ status: 'wont-do', wontDoReason: 'Bought another one' });
    await until(() =>
      expect(jira.issue('PAY-1').fields.resolution?.name).toBe("Won't Do"),
    );
    await patch({ status: 'open' });
    await until(() =>
      expect(jira.issue('PAY-1').fields.status.name).toBe('To Do'),
    );
    await patch({ status: 'done' });
    await until(() =>
      expect(jira.issue('PAY-1').fields.resolution?.name).toBe('Done'),
    );
    await portal.run('poll-trackers');
    await portal.run('push-tickets');
    expect(await row()).toMatchObject({
      status: 'done',
      ticket: { failure: '' },
    });
  });

  it('are created and told where a project has no due dates', async () => {
    await start();
    jira.hasDueDates = false;
    const { createTicket, patch, row } = await publish(portal);
    const { body } = await createTicket({ project: 'OPS' });
    expect(body.ticket.key).toBe('OPS-1');
    await patch({ dueDate: '2027-01-20', status: 'in-progress' });
    await until(() =>
      expect(jira.issue('OPS-1').fields.status.name).toBe('In Progress'),
    );
    await portal.run('poll-trackers');
    expect(await row()).toMatchObject({ dueDate: '2027-01-20' });
  });

  it('change action items by webhooks, which are signed and heard once', async () => {
    await start();
    const { createTicket, row, history, patch } = await publish(portal);
    await createTicket();
    const declined = {
      status: STATUS.done,
      resolution: { name: "Won't Do" },
    };
    expect(await tell(declined, { secret: 'guessed' })).toBe(403);
    expect(await tell(declined, { secret: '' }).catch(() => 403)).toBe(403);
    expect((await row()).status).toBe('open');
    expect(await tell(declined, { delivery: 'd-1' })).toBe(202);
    await until(async () =>
      expect(await row()).toMatchObject({
        status: 'wont-do',
        wontDoReason: "Resolved as “Won't Do” in Jira by Ada Holm",
      }),
    );
    expect((await history())[0]).toMatchObject({
      actor: 'tracker:jira/Ada Holm',
      changes: { status: { from: 'open', to: 'wont-do' } },
    });
    await tell({ status: STATUS.inProgress, duedate: '2027-02-02' });
    await until(async () =>
      expect(await row()).toMatchObject({
        status: 'in-progress',
        dueDate: '2027-02-02',
        dueDateMoves: 1,
      }),
    );
    // The same message again, as Jira sends it when an answer got lost.
    await tell(declined, { delivery: 'd-1' });
    jira.change('PAY-1', { status: STATUS.inProgress });
    expect((await row()).status).toBe('in-progress');

    // Our change, and its echo.
    await patch({ status: 'done' });
    await until(() =>
      expect(jira.issue('PAY-1').fields.status.name).toBe('Done'),
    );
    const known = await history();
    jira.requests.length = 0;
    await tell({});
    await portal.run('poll-trackers');
    await portal.run('push-tickets');
    expect(await history()).toEqual(known);
    expect(jira.requests.join()).not.toMatch(/PUT|transitions/);
    // A promised day can be moved there, not taken away.
    await tell({ duedate: null });
    await until(() =>
      expect(jira.issue('PAY-1').fields.duedate).toBe('2027-02-02'),
    );
    await portal.webhook({ webhookEvent: 'jira:issue_deleted', issue: {} });
    await portal.webhook({ webhookEvent: 'comment_created' });
  });

  it('are polled, page by page, with who changed them', async () => {
    await start();
    const all = [
      await publish(portal),
      await publish(portal),
      await publish(portal),
    ];
    for (const { createTicket } of all)
      expect((await createTicket()).status).toBe(200);
    for (const { key } of jira.issues)
      jira.change(key, { status: STATUS.done });
    await portal.run('poll-trackers');
    for (const { row, history } of all) {
      expect(await row()).toMatchObject({ status: 'done' });
      expect((await history())[0].actor).toBe('tracker:jira/Ada Holm');
    }
    expect(jira.requests.filter(one => one.includes('search'))).toHaveLength(2);
    // Minutes before now: a time would be one of the account's time zone.
    expect(jira.jql[0]).toMatch(
      /^project = "PAY" AND updated >= -\d+m ORDER BY updated ASC$/,
    );
  });

  it('say why they were not created, and are created once', async () => {
    await start();
    const { createTicket } = await publish(portal);
    const cases: Array<[FakeJira['faults'][number], number, string]> = [
      [
        { status: 401, body: { message: 'Unauthorized' } },
        400,
        'Jira answered 401: Unauthorized (PAY)',
      ],
      [
        { status: 400, body: { errors: { team: 'Team is required.' } } },
        400,
        'Jira answered 400: Team is required. (PAY)',
      ],
      [{ status: 404 }, 400, 'Jira answered 404 (PAY)'],
      [{ status: 500 }, 503, 'Jira answered 500'],
    ];
    for (const [fault, status, message] of cases) {
      jira.faults.push(fault);
      const answer = await createTicket();
      expect([answer.status, answer.body.error.message]).toEqual([
        status,
        expect.stringContaining(message),
      ]);
    }
    // What is looked for first, since the last answer left it open.
    jira.faults.push({ status: 200, body: { issues: [] } }, { drop: true });
    expect((await createTicket()).body.error.message).toBe(
      'Jira could not be reached',
    );
    expect(jira.issues).toHaveLength(1);
    expect((await createTicket()).body.ticket.key).toBe('PAY-1');
    expect(jira.issues).toHaveLength(1);
  });

  it('wait for as long as Jira says', async () => {
    await start();
    const { createTicket, patch, row } = await publish(portal);
    await createTicket();
    jira.faults.push({ status: 429, headers: { 'Retry-After': '300' } });
    await patch({ status: 'done' });
    await until(async () =>
      expect((await row()).ticket.failure).toBe('Jira answered 429'),
    );
    jira.requests.length = 0;
    await portal.run('push-tickets');
    await portal.run('poll-trackers');
    expect(jira.requests).toEqual([]);
  });

  it('are left alone where nothing is configured', async () => {
    await start(false);
    expect((await portal.call('GET', '/trackers')).body.items).toEqual([]);
    expect(portal.rootLogger.info).toHaveBeenCalledWith(
      'No issues of Jira: postmortems.trackers.jira is not configured',
    );
    expect(await portal.webhook({})).toBe(404);
  });
});

describe('issues of Jira on two replicas', () => {
  it('lose nothing while Jira is down, and are told once', async () => {
    const knex = await databases.init('POSTGRES_18');
    const jira = await new FakeJira().start();
    const one = await startPortal(knex, jira);
    const two = await startPortal(knex, jira);
    const { createTicket, patch, row } = await publish(one);
    await createTicket();
    jira.faults.push(...Array(50).fill({ status: 502 }));
    await patch({ status: 'in-progress' });
    await patch({ status: 'done', dueDate: '2027-01-01' });
    await until(async () =>
      expect((await row()).ticket.failure).toBe('Jira answered 502'),
    );
    await one.stop();
    jira.faults.length = 0;
    jira.requests.length = 0;
    await knex('action_item_ticket').update({ claimed_until: new Date(0) });
    await two.run('push-tickets');
    expect(jira.issue('PAY-1').fields).toMatchObject({
      status: { name: 'Done' },
      duedate: '2027-01-01',
    });
    expect(jira.requests.filter(each => /PUT|POST/.test(each))).toEqual([
      'PUT /issue/PAY-1 204',
      'POST /issue/PAY-1/transitions 204',
    ]);
    await two.stop();
    await jira.stop();
  });
});
