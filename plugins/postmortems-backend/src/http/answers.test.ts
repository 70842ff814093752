// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Call,
  CallName,
  callNames,
  contract,
  newId,
  PostmortemDraft,
  PostmortemsApi,
  PostmortemsClient,
} from 'backstage-plugin-postmortems-common';
import { completeDraft } from '../__testUtils__/drafts';
import { FakeTracker } from '../__testUtils__/FakeTracker';
import { startPostmortems } from '../__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const PAYMENT = { kind: 'component', namespace: 'default', name: 'payment' };
const PAYMENTS = { kind: 'group', namespace: 'default', name: 'payments' };
const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payment', namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'payments', namespace: 'default' },
    relations: [
      { type: 'hasMember', targetRef: 'user:default/ann' },
      { type: 'hasMember', targetRef: 'group:default/platform' },
    ],
  },
];

/** An empty list would fit whatever its items are to be. */
const NOT_EMPTY = expect.arrayContaining([expect.anything()]);

/** An answer is what its schema makes of it: nothing missing, nothing more. */
function expectToFit({ answer: schema }: Call, answer: unknown) {
  if (schema === undefined) expect(answer).toBeUndefined();
  else if (typeof schema === 'string') expect(typeof answer).toBe('string');
  else expect(schema.parse(answer)).toEqual(answer);
}

/**
 * The real client, over real HTTP, whose every answer is held against the
 * table. `answered` are the calls that were answered.
 */
function checkedClient(fetchAs: typeof fetch) {
  const answered = new Set<CallName>();
  let response: Response;
  const client = new PostmortemsClient({
    fetchApi: {
      fetch: async (input, init) => {
        response = await fetchAs(input, init);
        return response;
      },
    },
  });
  type Request = { body?: { dryRun?: boolean } };
  const check = (name: CallName) => async (request: Request) => {
    const call: Call = contract[name];
    // Which request belongs to which name is known only when it runs.
    const answer: unknown = await client[name](request as never);
    expectToFit(call, answer);
    expect(response.status).toBe(
      request.body?.dryRun ? 200 : (call.status ?? (call.answer ? 200 : 204)),
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    if (call.answer)
      expect(response.headers.get('content-type')).toContain(
        typeof call.answer === 'string' ? call.answer : 'application/json',
      );
    const { version } = Object(answer) as { version?: number };
    if (version) expect(response.headers.get('etag')).toBe(`"${version}"`);
    answered.add(name);
    return answer;
  };
  const api = Object.fromEntries(
    callNames.map(name => [name, check(name)]),
  ) as unknown as PostmortemsApi;
  return { api, answered };
}

/** An incident of this year, two hours long, ready to be published. */
function incident(month: number, changes: Partial<PostmortemDraft> = {}) {
  const at = (hour: number) =>
    new Date(
      Date.now() - (12 - month) * 28 * 86_400_000 + hour * 3_600_000,
    ).toISOString();
  const { timeline = [], ...draft } = completeDraft(changes);
  return {
    ...draft,
    startedAt: at(0),
    resolvedAt: at(2),
    timeline: timeline.map((entry, index) => ({ ...entry, at: at(index + 1) })),
  };
}

describe.each(databases.eachSupportedId())('every answer (%s)', databaseId => {
  it('fits its schema, field by field', async () => {
    const { fetchAs, stop, writer } = await startPostmortems({
      knex: await databases.init(databaseId),
      entities,
      features: [new FakeTracker().feature],
      config: {
        postmortems: {
          policies: {
            publishWithinWorkingDays: { P1: 5 },
            preventWithinDays: 1,
          },
        },
      },
    });
    const { api, answered } = checkedClient(fetchAs('ann'));

    const cause = await api.createCause({
      body: { name: 'No performance gate', category: 'process-gap' },
    });
    const publish = async (draft: PostmortemDraft, causeIds: string[]) => {
      const { id } = await api.create({ body: draft });
      await api.setCauses({ id, version: 1, body: { causeIds } });
      return api.publish({ id });
    };
    const first = await publish(
      incident(2, {
        tags: ['checkout'],
        actionItems: [
          {
            ...completeDraft().actionItems![0],
            purpose: 'prevent',
            dueDate: '2026-01-01',
          },
        ],
        whys: [
          {
            id: '3f0b3c62-2d6f-4c4e-9a51-6f1f0f1f2a01',
            parentId: null,
            question: 'Why?',
            answer: 'No gate.',
            evidenceUrl: 'https://example.com/graph',
          },
        ],
        links: [
          {
            id: '3f0b3c62-2d6f-4c4e-9a51-6f1f0f1f2a02',
            title: 'Chat',
            url: 'https://example.com/chat',
          },
        ],
      }),
      [cause.id],
    );
    const again = await publish(incident(6, { tags: ['checkout'] }), [
      cause.id,
    ]);
    expect(again.recurrences).toHaveLength(1);
    const alike = await publish(incident(9), []);

    // A system that the catalog does not know is told of.
    const draft = await api.create({
      body: { title: 'Down', affectedSystems: ['component:default/lost'] },
    });
    expect(draft.warnings).toHaveLength(1);
    const saved = await api.save({
      id: draft.id,
      version: draft.version,
      body: { ...incident(11), title: 'Down' },
    });
    expect(saved.version).toBe(2);
    expect(await api.get({ id: 'PM-4' })).toMatchObject({ id: draft.id });
    const imported = await api.import({
      body: { markdown: '# Down again\n\nStarted: never', fileName: 'a.md' },
    });
    const dry = await api.import({
      body: { markdown: '# Down\n\nAt 25:99.', dryRun: true },
    });
    expect(dry.postmortem.number).toBe(0);
    expect(await api.markdown({ id: first.id })).toContain(first.title);
    const { items } = await api.list({ query: { limit: 2 } });
    expect(items).toHaveLength(2);

    const similar = await api.similar({ id: alike.id, query: { limit: 5 } });
    expect(similar).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({
          parts: NOT_EMPTY,
          causes: NOT_EMPTY,
          actionItems: NOT_EMPTY,
        }),
      ]),
      causes: [{ parts: NOT_EMPTY, because: NOT_EMPTY }],
    });
    const likely = await api.similarTo({ body: incident(11) });
    expect(likely.causes).toHaveLength(1);

    const action = first.actionItems[0];
    await api.updateActionItem({
      id: action.id,
      version: first.version,
      body: { status: 'in-progress' },
    });
    expect(await api.actionItemHistory({ id: action.id })).toMatchObject({
      items: [{ changes: { status: { to: 'in-progress' } } }, {}],
    });
    expect(await api.actionItemTotals({})).toMatchObject({ overdue: 4 });
    expect(await api.actionItemsCsv({})).toContain('PM-1');
    expect(await api.goneOwners({})).toMatchObject({ totalItems: 0 });
    expect(
      await api.trackers({ query: { actionItem: action.id } }),
    ).toMatchObject({ items: [{ id: 'fake', projects: NOT_EMPTY }] });
    const request = { id: action.id, body: { tracker: 'fake' } };
    expect(await api.createTicket(request)).toMatchObject({
      ticket: { tracker: 'fake', key: 'payment-1' },
    });
    expect(await api.get({ id: first.id })).toMatchObject({
      tickets: [{ id: action.id, key: 'payment-1' }],
    });
    const actions = await api.actionItems({
      query: { status: ['in-progress', 'open'], system: ['component:payment'] },
    });
    expect(actions.items.map(({ id }) => id)).toContain(action.id);

    const system = await api.systemOverview(PAYMENT);
    expect(system).toMatchObject({
      points: NOT_EMPTY,
      recurringCauses: [
        { occurrences: [{}, {}], unfinished: { items: NOT_EMPTY } },
      ],
    });
    expect(
      await api.causeRecurrence({
        id: cause.id,
        query: { system: ['component:default/payment'] },
      }),
    ).toMatchObject({ occurrences: [{ unfinished: NOT_EMPTY }, {}] });
    expect(await api.systemParts(PAYMENT)).toMatchObject({ totalItems: 1 });
    expect(await api.ownerParts(PAYMENTS)).toMatchObject({ items: NOT_EMPTY });
    expect(await api.facts({})).toMatchObject({ items: NOT_EMPTY });
    expect(await api.searchDocuments({})).toMatchObject({ items: NOT_EMPTY });
    const owner = await api.ownerOverview(PAYMENTS);
    expect(owner).toMatchObject({ recurringCauses: system.recurringCauses });
    const possible = await api.systemPossibleRecurrences(PAYMENT);
    expect(possible.items[0]).toMatchObject({
      parts: NOT_EMPTY,
      causes: [{ of: 'earlier' }],
    });
    expect(await api.ownerPossibleRecurrences(PAYMENTS)).toEqual(possible);
    const group = 'group:default/payments';
    const { id: review } = await api.startReview({ body: { group } });
    const agenda = await api.reviewAgenda({ id: review });
    const [reviewed] = agenda.items;
    const decision = '3f0b3c62-2d6f-4c4e-9a51-6f1f0f1f2a03';
    const { description, owner: by, dueDate } = reviewed.actionItem!;
    const { status } = reviewed.actionItem!;
    const decide = (id: string, text: string) =>
      api.decideInReview({
        id: review,
        itemId: reviewed.id,
        body: {
          kind: 'split',
          id,
          seen: { description, owner: by, dueDate, status },
          description: text,
          second: { description: 'Use it', owner: by, dueDate: '2030-01-01' },
        },
      });
    expect(await decide(decision, 'Build it')).toMatchObject({
      decisions: [{ kind: 'split', split: { second: { owner: by } } }],
    });
    await api.undoReviewDecision({ id: review, decisionId: decision });
    expect(await api.endReview({ id: review })).toMatchObject({
      waiting: agenda.totalItems,
      recurred: NOT_EMPTY,
    });
    await api.startReview({ body: { group } });
    expect(await api.review({ id: review })).toMatchObject({ previous: null });
    expect(await api.reviews({ query: { group } })).toMatchObject({
      items: [{ endedAt: null }, { id: review }],
    });
    const metrics = await api.metrics({ query: { severity: ['P1'] } });
    expect(metrics).toMatchObject({ incidents: 3, bySeverity: [{}] });

    await api.updateCause({ id: cause.id, body: { description: 'None.' } });
    const other = await api.createCause({
      body: { name: 'No gate', category: 'process-gap' },
    });
    const merged = await api.mergeCause({
      id: other.id,
      body: { into: cause.id },
    });
    expect(await api.cause({ id: other.id })).toMatchObject({
      id: merged.id,
      occurrences: [{ actionItems: NOT_EMPTY }, {}],
      history: [{ merged: {} }, { kind: 'changed' }, { kind: 'created' }],
    });
    expect((await api.causes({})).items).toHaveLength(1);

    await api.rejectCause({ id: alike.id, causeId: cause.id });
    await api.rejectSimilar({ id: alike.id, otherId: first.id });
    await api.unpublish({ id: alike.id, version: alike.version });
    // In the end: it makes new versions of all of them.
    const handOver = {
      from: first.actionItems[0].owner!,
      to: 'group:default/payments',
    };
    for (const dryRun of [true, false])
      expect(
        await api.handOver({ body: { ...handOver, dryRun } }),
      ).toMatchObject({ changed: NOT_EMPTY });
    await api.delete({ id: imported.postmortem.id, version: 1 });
    // One that was published too late, with a promise that is still open.
    const before = (days: number) =>
      new Date(Date.now() - days * 86_400_000).toISOString();
    await writer.createAs({
      input: completeDraft({
        startedAt: before(41),
        resolvedAt: before(40),
        timeline: [
          { id: newId(), at: before(40), kind: 'detected', text: 'Alert' },
          { id: newId(), at: before(40), kind: 'resolved', text: 'Done' },
        ],
        actionItems: [
          { ...completeDraft().actionItems![0], purpose: 'prevent' },
        ],
      }),
      actor: 'user:default/ann',
      at: before(10),
      publish: true,
    });
    expect(await api.policies({})).toMatchObject({
      publication: { items: NOT_EMPTY },
      prevention: { items: NOT_EMPTY },
    });

    expect(await api.openapi({})).toHaveProperty('openapi', '3.1.0');

    expect([...answered].sort()).toEqual([...callNames].sort());
    await stop();
  });
});
