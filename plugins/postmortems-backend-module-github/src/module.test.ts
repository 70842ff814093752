// SPDX-License-Identifier: Apache-2.0

import { createHmac, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
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
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { JsonObject } from '@backstage/types';
import postmortemsPlugin from 'backstage-plugin-postmortems-backend';
import { ActionItem } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { FakeGithub, inSeconds } from './__testUtils__/FakeGithub';
import postmortemsModuleGithub from '.';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

// The two modules that the package's feature loader imports, which Jest cannot do.
const githubEvents = ['EventRouter', 'Webhook'].map(
  name =>
    jest.requireActual(
      join(
        dirname(
          require.resolve('@backstage/plugin-events-backend-module-github/package.json'),
        ),
        `dist/service/eventsModuleGithub${name}.cjs.js`,
      ),
    ).default,
);

const WEBHOOK_SECRET = 'webhook-secret';
const user = (name: string, login: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'github.com/user-login': login },
  },
});
const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payment',
      namespace: 'default',
      annotations: { 'github.com/project-slug': 'Acme/Payment' },
    },
  },
  user('bob', 'Bob-GH'),
  user('carla', 'carla-gh'),
  user('dora', 'outsider'),
];

/** A portal with the plugin, the module and GitHub's webhooks. */
async function startPortal(
  knex: Knex,
  github: FakeGithub,
  config: JsonObject = {
    trackers: {
      github: { labels: ['postmortem'], repositories: ['acme/checkout'] },
    },
  },
) {
  let scheduler: SchedulerService | undefined;
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      postmortemsModuleGithub,
      // Where there is PostgreSQL, the events backend has tables of its own.
      ...(knex.client.config.client === 'pg'
        ? []
        : [eventsPlugin, ...githubEvents]),
      eventsServiceFactory,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://portal.example.com' },
          backend: { baseUrl: 'http://127.0.0.1' },
          events: {
            useEventBus: 'never',
            modules: { github: { webhookSecret: WEBHOOK_SECRET } },
          },
          integrations: github.integrations,
          postmortems: config,
        },
      }),
      logger.factory,
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
    run: async (task: 'push-tickets' | 'poll-trackers') => {
      await knex('action_item_ticket')
        .whereNotNull('push_at')
        .update({ push_at: new Date(0) });
      await scheduler!.triggerTask(task);
    },
    /** As GitHub sends it; `secret` signs it. */
    webhook: async (
      payload: object,
      { delivery = randomUUID() as string, secret = WEBHOOK_SECRET } = {},
    ) => {
      const body = JSON.stringify(payload);
      const signature = createHmac('sha256', secret).update(body);
      const response = await fetch(`${base}/events/http/github`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'X-GitHub-Event': 'issues',
          'X-GitHub-Delivery': delivery,
          'X-Hub-Signature-256': `sha256=${signature.digest('hex')}`,
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
    // Owners of what is restricted are taken over of its readers only.
    participants: ['user:default/carla'],
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
      call('POST', `${path}/ticket`, { tracker: 'github', ...more }),
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

describe('issues of GitHub as tickets', () => {
  let github: FakeGithub;
  let portal: Portal;

  async function start(config?: JsonObject, selected?: string[]) {
    github = await new FakeGithub().start();
    github.selected = selected;
    portal = await startPortal(
      await databases.init('SQLITE_3'),
      github,
      config,
    );
    return portal;
  }

  afterEach(async () => {
    await portal.stop();
    await github.stop();
  });

  /** GitHub tells of a change that somebody made. */
  const tell = (
    action: string,
    changes: Parameters<FakeGithub['change']>[1],
    options: Parameters<Portal['webhook']>[1] = {},
  ) =>
    portal.webhook(
      {
        action,
        issue: github.change(1, changes),
        repository: { full_name: 'Acme/Payment' },
        sender: { login: 'octocat' },
      },
      options,
    );

  it('are created with what may leave the portal, and told what changes', async () => {
    const { call } = await start();
    const { item, path, createTicket, row, patch } = await publish(portal);
    const { body: trackers } = await call(
      'GET',
      `/trackers?actionItem=${item.id}`,
    );
    expect(trackers.items).toEqual([
      {
        id: 'github',
        title: 'GitHub',
        projects: ['acme/payment', 'acme/checkout'],
        failure: '',
      },
    ]);
    const answers = await Promise.all([createTicket(), createTicket()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1].body).toMatchObject({
      ticketUrl: 'https://github.com/acme/payment/issues/1',
      ticket: { tracker: 'github', key: 'acme/payment#1', failure: '' },
    });
    expect(github.issues.get('acme/payment')).toMatchObject([
      {
        title: 'Add a performance gate',
        labels: ['postmortem'],
        assignees: [{ login: 'Bob-GH' }],
        body: `${item.description}\n\nDue: 2026-12-15\n\nAction item of [PM-1](https://portal.example.com/postmortems/PM-1#action-item-${item.id})`,
      },
    ]);

    await patch({ owner: 'user:default/carla', description: 'Add two gates' });
    await until(() =>
      expect(github.issue(1)).toMatchObject({
        title: 'Add two gates',
        assignees: [{ login: 'carla-gh' }],
      }),
    );
    // Who may not be assigned there keeps nothing else from being told.
    await patch({ owner: 'user:default/dora', status: 'done' });
    await until(() =>
      expect(github.issue(1)).toMatchObject({
        state: 'closed',
        state_reason: 'completed',
        assignees: [{ login: 'carla-gh' }],
      }),
    );
    await portal.run('push-tickets');
    expect(await row()).toMatchObject({ owner: 'user:default/dora' });
    await patch({ status: 'wont-do', wontDoReason: 'Bought another one' });
    await until(() => expect(github.issue(1).state_reason).toBe('not_planned'));
    await patch({ status: 'in-progress' });
    await until(() => expect(github.issue(1).state).toBe('open'));

    const other = await publish(portal);
    const { body } = await other.createTicket({ project: 'acme/checkout' });
    expect(body.ticket.key).toBe('acme/checkout#1');
    expect(
      (await call('POST', `${path}/ticket`, { tracker: 'jira' })).status,
    ).toBe(400);
  });

  it('change action items by webhooks, which are signed and heard once', async () => {
    await start();
    const { createTicket, row, history, patch } = await publish(portal);
    await createTicket();
    const closed = {
      state: 'closed',
      state_reason: 'not_planned',
      closed_by: { login: 'octocat' },
    } as const;
    expect(await tell('closed', closed, { secret: 'guessed' })).toBe(403);
    expect((await row()).status).toBe('open');

    expect(await tell('closed', closed, { delivery: 'd-1' })).toBe(202);
    await until(async () =>
      expect(await row()).toMatchObject({
        status: 'wont-do',
        wontDoReason: 'Closed as not planned in GitHub by octocat',
      }),
    );
    expect((await history())[0]).toMatchObject({
      actor: 'tracker:github/octocat',
      changes: { status: { from: 'open', to: 'wont-do' } },
    });
    await tell('reopened', { state: 'open' });
    await until(async () => expect((await row()).status).toBe('open'));
    // The same message again, as GitHub and others may send it.
    await tell('closed', closed, { delivery: 'd-1' });
    github.change(1, { state: 'open' });
    expect((await row()).status).toBe('open');

    await tell('edited', {
      title: 'Add a load test',
      assignees: [{ login: 'Carla-GH' }, { login: 'stranger' }],
    });
    await until(async () =>
      expect(await row()).toMatchObject({
        description: 'Add a load test\n\nIn the pipeline.',
        owner: 'user:default/carla',
      }),
    );
    await tell('unassigned', { assignees: [{ login: 'stranger' }] });

    // Our change, and its echo.
    await patch({ status: 'done' });
    await until(() => expect(github.issue(1).state).toBe('closed'));
    const known = await history();
    github.requests.length = 0;
    await tell('closed', { closed_by: { login: 'the-portal' } });
    await portal.run('poll-trackers');
    await portal.run('push-tickets');
    expect(await history()).toEqual(known);
    expect(await row()).toMatchObject({
      status: 'done',
      owner: 'user:default/carla',
    });
    expect(github.requests.join()).not.toContain('PATCH');
    await portal.webhook({ action: 'deleted', issue: github.issue(1) });
    await portal.webhook({ zen: 'Keep it logically awesome.' });
    expect(portal.logger.warn).not.toHaveBeenCalledWith(
      expect.stringContaining('webhook'),
      expect.anything(),
    );
  });

  it('are polled, page by page, and for free while nothing happens', async () => {
    await start();
    const items = [
      await publish(portal),
      await publish(portal),
      await publish(portal),
      await publish(portal),
      await publish(portal),
    ];
    for (const { createTicket } of items)
      expect((await createTicket()).status).toBe(200);
    for (const { number } of github.issues.get('acme/payment')!)
      github.change(number, {
        state: 'closed',
        state_reason: 'completed',
        closed_by: { login: 'octocat' },
        updated_at: inSeconds(new Date(Date.now() + number * 1000)),
      });
    await portal.run('poll-trackers');
    for (const { row } of items)
      expect(await row()).toMatchObject({ status: 'done' });
    expect((await items[4].history())[0].actor).toBe('tracker:github/octocat');

    await portal.run('poll-trackers');
    github.requests.length = 0;
    await portal.run('poll-trackers');
    expect(github.requests).toEqual(['GET /repos/acme/payment/issues 304']);
    github.change(3, {
      state: 'open',
      updated_at: inSeconds(new Date(Date.now() + 9000)),
    });
    await portal.run('poll-trackers');
    expect(await items[2].row()).toMatchObject({ status: 'open' });
  });

  it('are created once when the connection breaks', async () => {
    await start();
    const { createTicket, row } = await publish(portal);
    github.faults.push({ drop: true, done: true });
    const { status, body } = await createTicket();
    expect([status, body.error.message]).toEqual([
      503,
      'GitHub could not be reached',
    ]);
    expect(github.issues.get('acme/payment')).toHaveLength(1);
    expect((await createTicket()).status).toBe(200);
    expect(github.issues.get('acme/payment')).toHaveLength(1);
    expect((await row()).ticket.key).toBe('acme/payment#1');
  });

  it('say why they were not created', async () => {
    await start({ trackers: { github: { repositories: ['acme/secret'] } } });
    const { createTicket } = await publish(portal);
    const cases: Array<[FakeGithub['faults'][number], number, string]> = [
      [
        { status: 401, message: 'Bad credentials' },
        400,
        'GitHub answered 401: Bad credentials (acme/payment)',
      ],
      [
        { status: 403, message: 'Resource not accessible' },
        400,
        'GitHub answered 403: Resource not accessible (acme/payment)',
      ],
      [
        { status: 410, message: 'Issues are disabled for this repo' },
        400,
        'GitHub answered 410: Issues are disabled for this repo (acme/payment)',
      ],
      [
        { status: 422, message: 'Validation Failed' },
        400,
        'GitHub answered 422: Validation Failed (acme/payment)',
      ],
      [{ status: 502 }, 503, 'GitHub answered 502'],
      [{ drop: true, done: false }, 503, 'GitHub could not be reached'],
    ];
    for (const [fault, status, message] of cases) {
      // With the assignee, without, or to look for what may be there.
      github.faults.push(fault, fault);
      const answer = await createTicket();
      github.faults.length = 0;
      expect([answer.status, answer.body.error.message]).toEqual([
        status,
        expect.stringContaining(message),
      ]);
    }
    const { body } = await createTicket({ project: 'acme/secret' });
    expect(body.error.message).toContain('404: Not Found (acme/secret)');
    expect((await createTicket()).status).toBe(200);
    expect(github.issues.get('acme/payment')).toHaveLength(1);
  });

  it('are those of the repositories that were selected for a GitHub App', async () => {
    await start(undefined, ['acme/payment']);
    const one = await publish(portal);
    expect((await one.createTicket()).status).toBe(200);
    await one.patch({ status: 'done' });
    await until(() => expect(github.issue(1).state).toBe('closed'));
    // Another one is not there for it, which keeps nothing else waiting.
    const two = await publish(portal);
    const { status, body } = await two.createTicket({
      project: 'acme/checkout',
    });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('404: Not Found (acme/checkout)'),
    ]);
    expect((await two.createTicket()).status).toBe(200);
  });

  it('wait for as long as GitHub says', async () => {
    await start();
    const { createTicket, patch, row } = await publish(portal);
    await createTicket();
    const inTenMinutes = Math.floor(Date.now() / 1000) + 600;
    github.faults.push({
      status: 403,
      message: 'API rate limit exceeded',
      headers: {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(inTenMinutes),
      },
    });
    await patch({ status: 'done' });
    await until(async () =>
      expect((await row()).ticket).toMatchObject({
        failure: 'GitHub answered 403: API rate limit exceeded',
        failingSince: expect.any(String),
      }),
    );
    github.requests.length = 0;
    await portal.run('push-tickets');
    await portal.run('poll-trackers');
    const other = await publish(portal);
    const { status, body } = await other.createTicket();
    expect(status).toBe(503);
    expect(body.error.message).toContain(
      new Date(inTenMinutes * 1000).toISOString(),
    );
    expect(github.requests).toEqual([]);
  });

  it('are left alone where nothing is configured', async () => {
    await start({});
    const { createTicket } = await publish(portal);
    expect((await portal.call('GET', '/trackers')).body.items).toEqual([]);
    expect((await createTicket()).status).toBe(400);
    expect(portal.logger.info).toHaveBeenCalledWith(
      'No issues of GitHub: postmortems.trackers.github is not configured',
    );
    expect(github.requests).toEqual([]);
  });
});

describe('issues of GitHub on two replicas', () => {
  it('lose nothing while GitHub is down, and are told once', async () => {
    const knex = await databases.init('POSTGRES_18');
    const github = await new FakeGithub().start();
    const one = await startPortal(knex, github);
    const two = await startPortal(knex, github);
    const { createTicket, patch, row } = await publish(one);
    await createTicket();
    github.faults.push(...Array(50).fill({ status: 503 }));
    await patch({ status: 'in-progress' });
    await patch({ description: 'Add three gates' });
    await patch({ status: 'done' });
    await until(async () =>
      expect((await row()).ticket.failure).toBe('GitHub answered 503'),
    );
    await one.stop();
    github.faults.length = 0;
    github.requests.length = 0;
    await knex('action_item_ticket').update({ claimed_until: new Date(0) });
    await two.run('push-tickets');
    expect(github.issue(1)).toMatchObject({
      title: 'Add three gates',
      state: 'closed',
    });
    expect(
      github.requests.filter(request => request.startsWith('PATCH')),
    ).toHaveLength(1);
    const { body } = await two.call('GET', '/action-items');
    expect(body.items[0].ticket).toMatchObject({
      failure: '',
      failingSince: null,
    });
    await two.stop();
    await github.stop();
  });
});
