// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  CallName,
  callNames,
  newId,
  PostmortemDraft,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { completeDraft, edited } from './__testUtils__/drafts';
import { FakeTracker } from './__testUtils__/FakeTracker';
import { Caller, startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(240_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** How many postmortems there are, all of one service. */
const SIZES = [12, 60];
const OVERVIEW_BYTES = 20_000;
/** How much more bytes of the same answer may be: numbers get longer. */
const SLACK = 1.1;

const PAYMENT = 'component:default/payment';
const HERE = '/systems/component/default/payment';
const TEAM = '/owners/group/default/payments';
const CAUSES = ['No gate in the checklist', 'Retries without a budget'];

const GROUP = 'group:default/payments';

const entities = ['payment', 'checkout'].map(name => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
}));
const people = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'ann', namespace: 'default' },
    spec: {},
  },
];

const team = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'payments', namespace: 'default' },
  spec: {},
  relations: [{ type: 'hasMember', targetRef: 'user:default/ann' }],
};

const idOf = (index: number) =>
  `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Of one service, with a cause that came back, and every fifth restricted. */
function draft(index: number): PostmortemDraft {
  const at = (hours: number) =>
    new Date(Date.now() - index * 3 * 86_400_000 + hours * 3_600_000);
  return completeDraft({
    title: `Payments timed out once more, attempt ${index}`,
    severity: `P${1 + (index % 3)}`,
    startedAt: at(0).toISOString(),
    resolvedAt: at(2).toISOString(),
    affectedSystems: [
      PAYMENT,
      ...(index % 2 ? [] : ['component:default/checkout']),
    ],
    visibility: index % 5 === 0 ? 'restricted' : 'internal',
    readers: ['user:default/ann'],
    rootCause: `The pool of connections was exhausted by retries of the gateway (${index}).`,
    timeline: [
      { id: newId(), at: at(1).toISOString(), kind: 'detected', text: 'Alert' },
      { id: newId(), at: at(2).toISOString(), kind: 'resolved', text: 'Done' },
    ],
    actionItems: ['Add a gate', 'Bound the retries', 'Alert earlier'].map(
      description => ({
        id: newId(),
        description,
        owner: 'group:default/payments',
        dueDate: at(240).toISOString().slice(0, 10),
        status: 'open',
        purpose: 'prevent',
      }),
    ),
  });
}

/** Tells how many statements ran, but for those that open and end transactions. */
function statementsOf(knex: Knex) {
  let count = 0;
  knex.on('query', ({ sql }: { sql: string }) => {
    if (!/^(?:BEGIN|COMMIT|ROLLBACK)/i.test(sql)) count++;
  });
  return async () => {
    // What is done after an answer, such as notifications, belongs to it.
    for (let before = -1; before !== count;) {
      before = count;
      await new Promise(resolve => setTimeout(resolve, 25));
    }
    const counted = count;
    count = 0;
    return counted;
  };
}

type Send = (caller: Caller) => ReturnType<Caller['get']>;

/** A request for each call of the contract, with what must be there before. */
function requestsOn(ann: Caller): Record<CallName, () => Promise<Send>> {
  const get = (path: string) => async (): Promise<Send> => caller =>
    caller.get(path);
  const causes = async () =>
    (await ann.get('/causes?order=name')).body.items as Array<{ id: string }>;
  const created = async () =>
    (await ann.post('/postmortems', { ...draft(1), visibility: 'internal' }))
      .body;
  const review = async () =>
    (await ann.post('/reviews', { group: GROUP })).body.id;
  const endReviews = async () => ann.post(`/reviews/${await review()}/end`);
  return {
    list: get(`/postmortems?system=${PAYMENT}&limit=10`),
    create: async () => caller => caller.post('/postmortems', draft(1)),
    get: get(`/postmortems/${idOf(1)}`),
    save: async () => {
      const stored = await created();
      return caller =>
        caller.put(
          `/postmortems/${stored.id}`,
          stored.version,
          edited(stored, {
            summary: 'Changed.',
            actionItems: stored.actionItems.map((item: object) => ({
              ...item,
              description: 'All of them are changed',
            })),
          }),
        );
    },
    delete: async () => {
      const { id } = await created();
      return caller => caller.delete(`/postmortems/${id}`);
    },
    publish: async () => {
      const { id } = await created();
      return caller => caller.post(`/postmortems/${id}/publish`);
    },
    unpublish: async () => {
      const { id } = await created();
      await ann.post(`/postmortems/${id}/publish`);
      return caller => caller.post(`/postmortems/${id}/unpublish`);
    },
    markdown: get(`/postmortems/${idOf(1)}/markdown`),
    setCauses: async () => {
      const { id } = await created();
      const causeIds = (await causes()).map(cause => cause.id).slice(0, 2);
      return caller =>
        caller.call('put', `/postmortems/${id}/causes`).send({ causeIds });
    },
    rejectCause: async () => {
      const { id } = await created();
      const [cause] = await causes();
      return caller =>
        caller.post(`/postmortems/${id}/causes/${cause.id}/reject`);
    },
    similar: get(`/postmortems/${idOf(1)}/similar`),
    rejectSimilar: async () => {
      const { id } = await created();
      return caller =>
        caller.post(`/postmortems/${id}/similar/${idOf(2)}/reject`);
    },
    similarTo: async () => caller =>
      caller.post('/similar', {
        title: 'Payments timed out',
        rootCause: draft(1).rootCause,
        affectedSystems: [PAYMENT],
      }),
    causes: get(`/causes?system=${PAYMENT}&limit=2&order=times`),
    createCause: async () => caller =>
      caller.post('/causes', { name: `X ${newId()}`, category: 'process-gap' }),
    cause: async () => get(`/causes/${(await causes())[0].id}`)(),
    causeRecurrence: async () =>
      get(`/causes/${(await causes())[0].id}/recurrence?system=${PAYMENT}`)(),
    updateCause: async () => {
      const [{ id }] = await causes();
      return caller => caller.patch(`/causes/${id}`, { description: newId() });
    },
    mergeCause: async () => {
      const fields = { name: `Y ${newId()}`, category: 'process-gap' };
      const { body } = await ann.post('/causes', fields);
      const [{ id: into }] = await causes();
      return caller => caller.post(`/causes/${body.id}/merge`, { into });
    },
    import: async () => caller =>
      caller.post('/import', {
        markdown: '# Imported\n\n## Root cause\n\nThe pool of connections.\n',
      }),
    actionItems: get(`/action-items?system=${PAYMENT}&limit=10`),
    actionItemTotals: get(`/action-items/totals?system=${PAYMENT}`),
    actionItemsCsv: get(`/action-items/csv?system=${PAYMENT}`),
    policies: get(`/policies?system=${PAYMENT}`),
    goneOwners: get(`/gone-owners?system=${PAYMENT}`),
    handOver: async () => {
      const { actionItems } = await created();
      return caller =>
        caller.post('/hand-over', {
          from: 'group:default/payments',
          to: 'user:default/ann',
          actionItems: [actionItems[0].id],
        });
    },
    updateActionItem: async () => {
      const { actionItems } = await created();
      return caller =>
        caller.patch(`/action-items/${actionItems[0].id}`, { status: 'done' });
    },
    actionItemHistory: async () => {
      const { items } = (await ann.get('/action-items?limit=1')).body;
      return caller => caller.get(`/action-items/${items[0].id}/history`);
    },
    reviews: async () => {
      // So that there is another page.
      for (const _ of [1, 2]) await endReviews();
      return get(`/reviews?group=${GROUP}&limit=1`)();
    },
    startReview: async () => {
      await endReviews();
      return caller => caller.post('/reviews', { group: GROUP });
    },
    review: async () => get(`/reviews/${await review()}`)(),
    reviewAgenda: async () =>
      get(`/reviews/${await review()}/agenda?limit=10`)(),
    decideInReview: async () => {
      const { items } = (await ann.get(`/reviews/${await review()}/agenda`))
        .body;
      const path = `/reviews/${await review()}/agenda/${items[0].id}/decisions`;
      const { description, owner, dueDate, status } = items[0].actionItem;
      return caller =>
        caller.post(path, {
          kind: 'changed',
          id: newId(),
          seen: { description, owner, dueDate, status },
          patch: { dueDate: '2030-01-01' },
        });
    },
    undoReviewDecision: async () => {
      const id = await review();
      const { items } = (await ann.get(`/reviews/${id}/agenda`)).body;
      const decision = newId();
      await ann.post(`/reviews/${id}/agenda/${items[0].id}/decisions`, {
        kind: 'skipped',
        id: decision,
      });
      return caller => caller.post(`/reviews/${id}/decisions/${decision}/undo`);
    },
    endReview: async () => {
      const id = await review();
      return caller => caller.post(`/reviews/${id}/end`);
    },
    createTicket: async () => {
      const { id, actionItems } = await created();
      await ann.post(`/postmortems/${id}/publish`).expect(200);
      return caller =>
        caller.post(`/action-items/${actionItems[0].id}/ticket`, {
          tracker: 'fake',
        });
    },
    trackers: async () => {
      const { items } = (await ann.get('/action-items?limit=1')).body;
      return caller => caller.get(`/trackers?actionItem=${items[0].id}`);
    },
    systemOverview: get(`${HERE}/overview`),
    ownerOverview: get(`${TEAM}/overview`),
    systemPossibleRecurrences: get(`${HERE}/possible-recurrences`),
    ownerPossibleRecurrences: get(`${TEAM}/possible-recurrences`),
    systemParts: get(`${HERE}/parts`),
    ownerParts: get(`${TEAM}/parts`),
    facts: get('/facts?limit=5'),
    searchDocuments: get('/search-documents?limit=5'),
    metrics: get(`/metrics?system=${PAYMENT}`),
    openapi: get('/openapi.json'),
  };
}

/** Of these the answer has a bound of its own, which is more than is here. */
const BOUNDED: Partial<Record<CallName, number>> = {
  systemOverview: OVERVIEW_BYTES,
  ownerOverview: OVERVIEW_BYTES,
  // Of each cause that came back the latest 20 postmortems before.
  get: 20_000,
  setCauses: 20_000,
  // Twenty thousand rows at most.
  actionItemsCsv: 20_000 * 10_000,
  // Ten postmortems and five causes, each because of up to thirty.
  similar: 40_000,
  similarTo: 40_000,
  // The latest 200 postmortems of a cause, the latest 50 that came back.
  cause: 200 * 2_000,
  causeRecurrence: 50 * 20 * 600,
};

describe.each(databases.eachSupportedId())('costs (%s)', databaseId => {
  it('asks no more statements, and answers no more, where there is more', async () => {
    const knex = await databases.init(databaseId);
    const { as, writer, stop } = await startPostmortems({
      knex,
      entities: [...entities, ...people, team],
      features: [new FakeTracker().feature],
    });
    const ann = as('ann');
    const requests = requestsOn(ann);
    expect(Object.keys(requests).sort()).toEqual([...callNames].sort());

    const costs: Record<number, Record<string, [number, number]>> = {};
    let index = 0;
    for (const size of SIZES) {
      for (; index < size; index++)
        await writer.createAs({
          id: idOf(index),
          input: draft(index),
          actor: 'user:default/ann',
          at: new Date(Date.now() - 86_400_000).toISOString(),
          publish: true,
          // Every third has none, and may be another occurrence.
          causes:
            index % 3 === 0
              ? []
              : [{ name: CAUSES[index % 2], category: 'process-gap' }],
        });
      const statements = statementsOf(knex);
      costs[size] = {};
      for (const name of callNames) {
        const send = await requests[name]();
        await statements();
        const answer = await send(ann);
        expect([name, answer.status]).toEqual([
          name,
          answer.status < 300 && answer.status,
        ]);
        costs[size][name] = [
          await statements(),
          Buffer.byteLength(answer.text ?? ''),
        ];
      }
    }
    await stop();

    const [small, large] = SIZES.map(size => costs[size]);
    if (process.env.PRINT_COSTS)
      // By hand, for figures before and after a change.
      // eslint-disable-next-line no-console
      console.log(
        [
          `statements and bytes with ${SIZES.join(' and ')} postmortems`,
          ...callNames.map(name =>
            [name.padEnd(26), ...small[name], ...large[name]].join('\t'),
          ),
        ].join('\n'),
      );
    for (const name of callNames) {
      const [statements, bytes] = large[name];
      const most = BOUNDED[name] ?? Math.round(small[name][1] * SLACK) + 10;
      expect({ name, statements, tooLarge: bytes > most && bytes }).toEqual({
        name,
        statements: Math.min(statements, small[name][0]),
        tooLarge: false,
      });
    }
  });
});
