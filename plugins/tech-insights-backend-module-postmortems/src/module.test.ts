// SPDX-License-Identifier: Apache-2.0

import techInsightsPlugin from '@backstage-community/plugin-tech-insights-backend';
import jsonRulesModule from '@backstage-community/plugin-tech-insights-backend-module-jsonfc';
import {
  coreServices,
  createBackendModule,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The real one, only here.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import postmortemsPlugin from 'backstage-plugin-postmortems-backend';
import {
  newId,
  PostmortemDraft,
  SystemFacts,
} from 'backstage-plugin-postmortems-common';
import {
  PostmortemsWriter,
  postmortemsWriterExtensionPoint,
} from 'backstage-plugin-postmortems-node';
import request from 'supertest';
import { createPostmortemsFactRetriever } from './createPostmortemsFactRetriever';
import techInsightsModule from './index';

jest.setTimeout(120_000);

const entity = (kind: string, name: string, namespace?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace },
});

const RETRIEVER = 'postmortemsFactRetriever';

const DAY_MS = 86_400_000;
const dayIn = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** An incident of so many days ago, with action items due on these days. */
function incident(
  days: number,
  dueDays: number[],
  changes: Partial<PostmortemDraft> = {},
): PostmortemDraft {
  const at = (hours: number) =>
    new Date(Date.now() - days * DAY_MS + hours * 3_600_000).toISOString();
  return {
    title: 'Payments timed out',
    severity: 'P1',
    startedAt: at(0),
    resolvedAt: at(2),
    affectedSystems: ['component:default/payment'],
    incidentCommander: 'user:default/cat',
    impact: 'All customers for two hours.',
    rootCause: 'The deployment checklist has no performance gate.',
    lessonsLearned: 'We need a gate.',
    timeline: [
      { id: newId(), at: at(1), kind: 'detected', text: 'Alert fired' },
      { id: newId(), at: at(2), kind: 'resolved', text: 'Restored' },
    ],
    noActionReason: 'None',
    actionItems: dueDays.map(due => ({
      id: newId(),
      description: 'Add a performance gate',
      owner: 'group:default/platform',
      dueDate: dayIn(due),
      status: 'open',
    })),
    ...changes,
  };
}

/** The checks that docs/operating.md gives as examples. */
const checks = {
  nothingOverdue: {
    type: 'json-rules-engine',
    name: 'Promised fixes are on time',
    description: 'No action item of a postmortem is overdue',
    factIds: ['postmortemsFactRetriever'],
    rule: {
      conditions: {
        all: [{ fact: 'overdueActionItems', operator: 'equal', value: 0 }],
      },
    },
  },
  noRecurrence: {
    type: 'json-rules-engine',
    name: 'Root causes do not recur',
    description: 'No incident of the last year had a cause seen before',
    factIds: ['postmortemsFactRetriever'],
    rule: {
      conditions: {
        all: [{ fact: 'recurrencesLastYear', operator: 'equal', value: 0 }],
      },
    },
  },
  publishedInTime: {
    type: 'json-rules-engine',
    name: 'Postmortems are published in time',
    description: 'No postmortem was published late, or is still to be',
    factIds: ['postmortemsFactRetriever'],
    rule: {
      conditions: {
        all: [{ fact: 'publishedLate', operator: 'equal', value: 0 }],
      },
    },
  },
};

/** The real Tech Insights backend and the real postmortems backend. */
async function start() {
  let writer: PostmortemsWriter | undefined;
  let scheduler: SchedulerService | undefined;
  const backend = await startTestBackend({
    features: [
      techInsightsPlugin,
      jsonRulesModule,
      techInsightsModule,
      postmortemsPlugin,
      catalogServiceMock.factory({
        entities: [
          entity('Component', 'payment'),
          entity('API', 'Payments', 'Shop'),
          entity('Resource', 'db'),
          entity('User', 'ann'),
          entity('Group', 'platform'),
        ],
      }),
      mockServices.rootConfig.factory({
        data: {
          postmortems: {
            policies: { publishWithinWorkingDays: { P1: 5 } },
          },
          techInsights: {
            factRetrievers: {
              postmortemsFactRetriever: { cadence: '*/30 * * * *' },
            },
            factChecker: { checks },
          },
        },
      }),
      createBackendModule({
        pluginId: 'postmortems',
        moduleId: 'test-writer',
        register(env) {
          env.registerInit({
            deps: { tasks: postmortemsWriterExtensionPoint },
            async init({ tasks }) {
              tasks.onReady(async ready => {
                writer = ready;
              });
            },
          });
        },
      }),
      createBackendModule({
        pluginId: 'tech-insights',
        moduleId: 'test-scheduler',
        register(env) {
          env.registerInit({
            deps: { tasks: coreServices.scheduler },
            async init({ tasks }) {
              scheduler = tasks;
            },
          });
        },
      }),
    ],
  });
  const asked = (call: request.Test) =>
    call.set('Authorization', mockCredentials.user.header()).expect(200);
  const { server } = backend;
  return {
    write: (input: PostmortemDraft, causes: string[] = [], publish = true) =>
      writer!.createAs({
        input,
        actor: 'user:default/ann',
        at: new Date().toISOString(),
        publish,
        causes: causes.map(name => ({ name, category: 'process-gap' })),
      }),
    retrieve: () => scheduler!.triggerTask(RETRIEVER),
    facts: async (entityRef: string) =>
      (
        await asked(
          request(server)
            .get('/api/tech-insights/facts/latest')
            .query({ entity: entityRef, ids: RETRIEVER }),
        )
      ).body[RETRIEVER]?.facts,
    schemas: async () =>
      (await asked(request(server).get('/api/tech-insights/fact-schemas')))
        .body,
    check: async (path: string) =>
      (
        await asked(
          request(server)
            .post(`/api/tech-insights/checks/run/${path}`)
            .send({ checks: Object.keys(checks) }),
        )
      ).body.map(({ check, result }: any) => [check.id, result]),
    stop: () => backend.stop(),
  };
}

const NONE = {
  openActionItems: 0,
  overdueActionItems: 0,
  oldestPromisedDay: null,
  oldestPromiseDaysOverdue: 0,
  recurrencesLastYear: 0,
  publishedInTime: 0,
  publishedLate: 0,
};

it('gives the facts to Tech Insights, and checks are made of them', async () => {
  const { write, retrieve, facts, schemas, check, stop } = await start();
  await write(incident(200, [-100, 5]), ['No gate']);
  await write(incident(20, [3], { affectedSystems: ['api:shop/payments'] }));
  await write(
    incident(10, [-2], {
      affectedSystems: ['component:default/payment', 'component:default/gone'],
    }),
    ['No gate'],
  );
  // The first of these that is published in time.
  await write(incident(3, []));
  await write(incident(5, [-3]), ['No gate'], false);
  await write(incident(4, [-4], { visibility: 'restricted' }), ['No gate']);
  expect(await facts('component:default/payment')).toBeUndefined();

  await retrieve();
  expect(await facts('component:default/payment')).toEqual({
    openActionItems: 3,
    overdueActionItems: 2,
    oldestPromisedDay: dayIn(-100),
    oldestPromiseDaysOverdue: 100,
    recurrencesLastYear: 1,
    publishedInTime: 1,
    publishedLate: 1,
  });
  expect(await facts('api:shop/payments')).toEqual({
    ...NONE,
    openActionItems: 1,
    oldestPromisedDay: dayIn(3),
    publishedLate: 1,
  });
  // What nothing happened to has facts as well, but for what has no incidents.
  expect(await facts('resource:default/db')).toEqual(NONE);
  for (const other of ['group:default/platform', 'component:default/gone'])
    expect(await facts(other)).toBeUndefined();

  const [schema] = (await schemas()).filter(({ id }: any) => id === RETRIEVER);
  expect(schema).toMatchObject({
    version: '0.1.0',
    overdueActionItems: { type: 'integer' },
  });

  const passed = async (path: string) => Object.fromEntries(await check(path));
  expect(await passed('default/component/payment')).toEqual({
    nothingOverdue: false,
    noRecurrence: false,
    publishedInTime: false,
  });
  expect(await passed('shop/api/payments')).toEqual({
    nothingOverdue: true,
    noRecurrence: true,
    publishedInTime: false,
  });
  expect(await passed('default/resource/db')).toEqual({
    nothingOverdue: true,
    noRecurrence: true,
    publishedInTime: true,
  });
  await stop();
});

it('asks once for each hundred, and has the facts of all or of none', async () => {
  const names = Array.from({ length: 230 }, (_, index) => `c${index}`);
  const item = (name: string): SystemFacts => ({
    entityRef: `component:default/${name}`,
    openActionItems: 1,
    overdueActionItems: 0,
    oldestPromisedDay: null,
    oldestPromiseDaysOverdue: 0,
    recurrencesLastYear: 0,
    publishedInTime: { n: 0, total: 0 },
  });
  const pages = [names.slice(0, 100), names.slice(100, 200), names.slice(200)];
  const api = {
    facts: jest.fn(async ({ query }: { query?: { cursor?: string } }) => {
      const page = Number(query?.cursor ?? 0);
      return {
        items: pages[page].map(item),
        totalItems: names.length,
        ...(page < 2 && { nextCursor: String(page + 1) }),
      };
    }),
  };
  const retriever = createPostmortemsFactRetriever({
    api,
    auth: mockServices.auth(),
    catalog: catalogServiceMock({
      entities: [...names, 'quiet'].map(name => entity('Component', name)),
    }),
  });
  const context = {} as any;
  const all = await retriever.handler(context);
  expect(api.facts.mock.calls.map(([{ query }]) => query)).toEqual(
    [undefined, '1', '2'].map(cursor => ({ limit: 100, cursor })),
  );
  expect(all).toHaveLength(231);
  expect(all.filter(({ facts }) => facts.openActionItems === 1)).toHaveLength(
    230,
  );

  api.facts.mockRejectedValueOnce(new Error('down'));
  await expect(retriever.handler(context)).rejects.toThrow('down');
});
