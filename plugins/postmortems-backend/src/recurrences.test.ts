// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ActionItem,
  newId,
  Overview,
  PostmortemDraft,
  RecurringCause,
  recurrencesOf,
  wasUnfinished,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const PAYMENT = 'component:default/payment';
const CHECKOUT = 'component:default/checkout';
const MAIL = 'component:default/mail';
const component = (name: string, owner: string, system?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: [
    { type: 'ownedBy', targetRef: owner },
    ...(system ? [{ type: 'partOf', targetRef: system }] : []),
  ],
});
const entities = [
  component('payment', 'group:default/payments', 'system:default/shop'),
  component('checkout', 'group:default/payments', 'system:default/shop'),
  component('mail', 'group:default/platform'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'shop', namespace: 'default' },
    relations: [
      { type: 'hasPart', targetRef: PAYMENT },
      { type: 'hasPart', targetRef: CHECKOUT },
    ],
  },
];
const GATE = 'No performance gate';
const DNS = 'DNS has no owner';
const now = DateTime.utc().startOf('hour');
const ago = (days: number) => now.minus({ days });
const dayAgo = (days: number) => ago(days).toISODate()!;

const item = (changes: Partial<ActionItem>) => ({
  id: newId(),
  description: 'Add pool-size gate',
  owner: 'group:default/payments',
  dueDate: dayAgo(0),
  status: 'open' as const,
  purpose: 'prevent' as const,
  ...changes,
});

/** An incident of so many days ago, ready to be published. */
function incident(days: number, changes: Partial<PostmortemDraft> = {}) {
  const startedAt = ago(days).toISO();
  const resolvedAt = ago(days).plus({ hours: 1 }).toISO();
  return completeDraft({
    startedAt,
    resolvedAt,
    timeline: [
      { id: newId(), at: startedAt, kind: 'detected', text: 'Alert' },
      { id: newId(), at: resolvedAt, kind: 'resolved', text: 'Fixed' },
    ],
    affectedSystems: [PAYMENT],
    noActionReason: 'None',
    actionItems: [],
    ...changes,
  });
}

describe.each(databases.eachSupportedId())('recurrence (%s)', databaseId => {
  async function start() {
    const api = await startPostmortems({
      knex: await databases.init(databaseId),
      entities,
    });
    /** Written two days after it happened. */
    const add = async (
      days: number,
      causes: string[],
      changes: Partial<PostmortemDraft> = {},
      publish = true,
    ) =>
      (
        await api.writer.createAs({
          input: incident(days, changes),
          actor: 'user:default/ann',
          at: ago(days - 2).toISO(),
          publish,
          causes: causes.map(name => ({ name, category: 'process-gap' })),
        })
      ).number;
    const overview = async (
      path = 'systems/component/default/payment',
      query = '',
      who = 'ann',
    ): Promise<Overview> =>
      (await api.as(who).get(`/${path}/overview${query}`).expect(200)).body;
    return { ...api, add, overview };
  }

  it('says nothing about nothing', async () => {
    const { overview, as, add, stop } = await start();
    const none = {
      rate: { n: 0, total: 0 },
      daysBetween: { used: 0, total: 0, median: null, p90: null, mean: null },
      withUnfinishedPrevent: { n: 0, total: 0 },
    };
    expect(await overview()).toMatchObject({
      recurrence: none,
      recurringCauses: [],
    });
    await add(20, [GATE]);
    await add(10, [DNS]);
    expect((await as('ann').get('/metrics')).body.recurrence).toEqual({
      ...none,
      rate: { n: 0, total: 2 },
    });
    expect((await overview()).recurringCauses).toEqual([]);
    await stop();
  });

  it('leads with what came back, and what was promised and not done', async () => {
    const { as, overview, add, stop } = await start();
    const first = await add(100, [GATE], {
      title: 'First',
      actionItems: [
        item({ dueDate: dayAgo(83) }),
        item({
          description: 'Done in time',
          status: 'done',
          dueDate: dayAgo(80),
          doneAt: ago(85).toISO(),
        }),
        item({
          description: 'Done too late',
          status: 'done',
          dueDate: dayAgo(30),
          doneAt: ago(20).toISO(),
          purpose: 'detect',
        }),
        item({
          description: 'Given up',
          status: 'wont-do',
          wontDoReason: 'Replaced',
        }),
        item({ description: 'Maybe', status: 'proposed' }),
        // Of which nobody can say that it was open.
        item({ description: 'Done some day', status: 'done' }),
      ],
    });
    await add(60, [GATE], { affectedSystems: [MAIL] });
    await add(50, [GATE], {}, false);
    const second = await add(40, [GATE, DNS], { title: 'Second' });
    const third = await add(10, [GATE], { title: 'Third' });

    const { recurringCauses, recurrence } = await overview();
    expect(recurringCauses).toMatchObject([
      {
        cause: { name: GATE, category: 'process-gap' },
        times: 3,
        firstAt: ago(100).toISO(),
        lastAt: ago(10).toISO(),
        meanDaysBetween: 45,
        systems: [PAYMENT],
      },
    ]);
    const [{ cause, unfinished }] = recurringCauses;
    expect(
      unfinished.items.map(({ description, daysOverdue }) => [
        description,
        daysOverdue,
      ]),
    ).toEqual([
      ['Add pool-size gate', 73],
      ['Done too late', null],
    ]);
    expect(unfinished.totalItems).toBe(2);
    const recurrenceOf = (query: string) =>
      as('ann').get(`/causes/${cause.id}/recurrence${query}`);
    const {
      body: { occurrences },
    }: { body: RecurringCause } = await recurrenceOf(
      `?system=${PAYMENT}`,
    ).expect(200);
    expect(recurringCauses[0].occurrences.map(({ number }) => number)).toEqual([
      third,
      second,
      first,
    ]);
    // It did not come back to another one, nor did another cause.
    await recurrenceOf(`?system=${MAIL}`).expect(404);
    await as('ann').get(`/causes/${newId()}/recurrence`).expect(404);
    await as('ann').get('/causes/nope/recurrence').expect(404);
    expect(occurrences.map(({ number }) => number)).toEqual([
      third,
      second,
      first,
    ]);
    const [atThird, atSecond, atFirst] = occurrences.map(each =>
      each.unfinished.map(({ description, daysOverdue, postmortem, due }) => [
        description,
        daysOverdue,
        postmortem.number,
        due,
      ]),
    );
    expect(atFirst).toEqual([]);
    expect(atSecond).toEqual([
      ['Add pool-size gate', 43, first, 'overdue'],
      ['Done too late', null, first, 'later'],
    ]);
    expect(atThird).toEqual([['Add pool-size gate', 73, first, 'overdue']]);
    expect(recurrence).toEqual({
      rate: { n: 2, total: 3 },
      daysBetween: { used: 2, total: 2, median: 45, p90: 60, mean: 45 },
      withUnfinishedPrevent: { n: 2, total: 2 },
    });
    await stop();
  });

  it('looks across parts and owners', async () => {
    const { overview, add, as, stop } = await start();
    await add(30, [GATE], { affectedSystems: [PAYMENT] });
    await add(20, [GATE], { affectedSystems: [CHECKOUT] });
    await add(10, [GATE], { affectedSystems: [MAIL] });
    expect((await overview()).recurringCauses).toEqual([]);
    const shop = 'systems/system/default/shop';
    expect((await overview(shop)).recurringCauses).toEqual([]);
    for (const found of [
      await overview(shop, '?withParts=true'),
      await overview('owners/group/default/payments'),
    ]) {
      expect(found.recurringCauses).toMatchObject([
        { times: 2, systems: [CHECKOUT, PAYMENT] },
      ]);
      // By the definition, it is on the same system that it recurs.
      expect(found.recurrence.rate).toEqual({ n: 0, total: 2 });
    }
    expect((await as('ann').get('/metrics')).body.recurrence.rate).toEqual({
      n: 0,
      total: 3,
    });
    await stop();
  });

  it('agrees with the definitions', async () => {
    const { add, as, stop } = await start();
    const systems = [PAYMENT, CHECKOUT, MAIL];
    const causes = [GATE, DNS, 'Retries have no budget'];
    let seed = 3;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const some = (list: string[]) => list.filter(() => random(5) < 2);
    for (let index = 0; index < 30; index++)
      await add(
        random(900) + 3,
        some(causes),
        {
          affectedSystems: [systems[random(3)], ...some(systems)],
          actionItems: random(2)
            ? [
                item({
                  dueDate: dayAgo(random(900)),
                  purpose: random(3) ? 'prevent' : 'detect',
                  ...(random(2) && {
                    status: 'done' as const,
                    doneAt: ago(random(900)).toISO(),
                  }),
                }),
              ]
            : [],
        },
        random(6) > 0,
      );
    const ann = as('ann');
    const { body: list } = await ann.get('/postmortems?limit=100');
    const all = await Promise.all(
      list.items.map(
        async ({ id }: any) => (await ann.get(`/postmortems/${id}`)).body,
      ),
    );
    const published = all.filter(({ status }) => status === 'published');
    const { body: actions } = await ann.get('/action-items?limit=100');
    const created = new Map(
      actions.items.map(({ id, createdAt }: any) => [id, createdAt]),
    );
    let recurrences = 0;
    let unfinished = 0;
    const between: number[] = [];
    for (const one of published) {
      const found = recurrencesOf(one, published, 365);
      expect(
        one.recurrences
          .map(({ cause, times }: any) => [cause.id, times])
          .sort(),
      ).toEqual(
        [...found]
          .map(([cause, { earlier }]) => [cause, earlier.length + 1])
          .sort(),
      );
      if (found.size === 0) continue;
      recurrences++;
      between.push(
        Math.min(
          ...[...found.values()].map(
            ({ earlier: [latest] }) =>
              (Date.parse(one.startedAt) - Date.parse(latest.startedAt)) /
              (24 * 60 * 60_000),
          ),
        ),
      );
      const promised = [...found.values()]
        .flatMap(({ earlier }) => earlier)
        .flatMap(each => each.actionItems)
        .filter(({ purpose }: any) => purpose === 'prevent');
      if (
        promised.some((each: any) =>
          wasUnfinished(
            { ...each, createdAt: created.get(each.id) },
            one.startedAt,
          ),
        )
      )
        unfinished++;
    }
    expect(recurrences).toBeGreaterThan(5);
    expect(unfinished).toBeGreaterThan(0);
    expect(unfinished).toBeLessThan(recurrences);
    const { body } = await ann.get('/metrics').expect(200);
    expect(body.recurrence).toEqual({
      rate: { n: recurrences, total: published.length },
      daysBetween: expect.objectContaining({
        used: recurrences,
        mean:
          Math.round(
            (between.reduce((sum, days) => sum + days, 0) / recurrences) * 10,
          ) / 10,
      }),
      withUnfinishedPrevent: { n: unfinished, total: recurrences },
    });
    await stop();
  });

  it('counts nothing that the reader may not see', async () => {
    const { add, overview, as, stop } = await start();
    await add(30, [GATE], {
      visibility: 'restricted',
      actionItems: [item({ owner: 'user:default/fay' })],
    });
    await add(20, [GATE]);
    const outsider = await overview(undefined, '', 'zoe');
    expect(outsider).toMatchObject({
      recurrence: { rate: { n: 0, total: 1 } },
      recurringCauses: [],
    });
    const insider = await overview(undefined, '', 'fay');
    expect(insider).toMatchObject({
      recurrence: { rate: { n: 1, total: 2 } },
      recurringCauses: [{ times: 2 }],
    });
    expect((await as('zoe').get('/postmortems/2')).body.recurrences).toEqual(
      [],
    );
    await stop();
  });

  it('tells possible recurrences apart, until they are decided', async () => {
    const { add, as, stop } = await start();
    const ann = as('ann');
    const text = {
      title: 'Connection pool exhausted',
      rootCause: 'The pool has no limit per release.',
      summary: 'Vouchers held all connections of the pool.',
    };
    await add(40, [GATE], text);
    await add(30, [], { title: 'Spam', rootCause: 'DNS.', summary: 'Mails.' });
    await add(10, [], { ...text, title: 'Pool exhausted again' });
    await add(5, [], { ...text, affectedSystems: [MAIL] });
    const path = '/systems/component/default/payment/possible-recurrences';
    const possible = async () => (await ann.get(path).expect(200)).body.items;
    expect(await possible()).toMatchObject([
      {
        postmortem: { number: 3 },
        earlier: { number: 1 },
        causes: [{ name: GATE, of: 'earlier' }],
        parts: [{ kind: 'text' }, { kind: 'system' }],
        can: { updateLater: true, updateEarlier: true },
      },
    ]);
    for (const other of [
      '/systems/system/default/shop/possible-recurrences?withParts=true',
      '/owners/group/default/payments/possible-recurrences',
    ])
      expect((await ann.get(other).expect(200)).body.items).toHaveLength(1);

    const [{ causes }] = await possible();
    const confirm = (causeIds: string[]) =>
      ann.call('put', '/postmortems/3/causes').send({ causeIds }).expect(200);
    await confirm([causes[0].id]);
    expect(await possible()).toEqual([]);
    await confirm([]);
    await ann.post(`/postmortems/3/causes/${causes[0].id}/reject`).expect(204);
    // It was its only cause: nothing is left to be said.
    expect(await possible()).toEqual([]);
    await stop();
  });

  it('offers the causes of both sides, and says who may confirm', async () => {
    const { add, as, policy, stop } = await start();
    const ann = as('ann');
    const text = {
      title: 'Connection pool exhausted',
      rootCause: 'The pool has no limit per release.',
      summary: 'Vouchers held all connections of the pool.',
    };
    await add(40, [], text);
    await add(30, [DNS], { title: 'Spam', rootCause: 'DNS.', summary: '-' });
    await add(10, [GATE], { ...text, title: 'Pool exhausted again' });
    const path = '/systems/component/default/payment/possible-recurrences';
    const possible = async () => (await ann.get(path).expect(200)).body.items;
    const [{ causes }] = await possible();
    expect(causes).toEqual([
      expect.objectContaining({ name: GATE, of: 'later' }),
    ]);

    policy['postmortem.update'] = { result: AuthorizeResult.DENY };
    expect(await possible()).toMatchObject([
      { can: { updateLater: false, updateEarlier: false } },
    ]);
    delete policy['postmortem.update'];

    const all = (await ann.get('/causes')).body.items;
    const dns = all.find(({ name }: any) => name === DNS);
    await ann
      .call('put', '/postmortems/1/causes')
      .send({ causeIds: [dns.id] })
      .expect(200);
    expect((await possible())[0].causes).toMatchObject([
      { name: DNS, of: 'earlier' },
      { name: GATE, of: 'later' },
    ]);
    await ann.post(`/postmortems/1/causes/${causes[0].id}/reject`).expect(204);
    expect(await possible()).toEqual([]);
    await ann.call('put', '/postmortems/1/causes').send({ causeIds: [] });
    await ann
      .call('put', '/postmortems/3/causes')
      .send({ causeIds: [] })
      .expect(200);
    expect(await possible()).toMatchObject([{ causes: [] }]);
    await ann.post('/postmortems/3/similar/1/reject').expect(204);
    expect(await possible()).toEqual([]);
    await stop();
  });

  /**
   * What was sent about recurrences, or another topic, since it was last asked. Nobody waits for
   * notifications, so it waits for as many as there must be, and then some.
   */
  const recurrencesSent =
    (notifications: any) =>
    async (atLeast = 0, about = 'postmortems-recurrence') => {
      const sent = () =>
        (notifications.send.mock.calls as any[])
          .map(([{ recipients, payload }]) => ({ ...payload, to: recipients }))
          .filter(({ topic }) => topic === about);
      const wait = (ms: number) =>
        new Promise(resolve => setTimeout(resolve, ms));
      for (let tries = 0; tries < 100 && sent().length < atLeast; tries++)
        await wait(50);
      await wait(200);
      const all = sent();
      notifications.send.mockClear();
      return all;
    };

  it('tells of what turns out to have come back, whatever is changed', async () => {
    const { add, as, notifications, stop } = await start();
    const sent = recurrencesSent(notifications);
    const bob = as('bob');
    // Written down by ann, and the later one has its cause first.
    await add(40, []);
    await add(20, [GATE]);
    await add(10, [GATE]);
    const { body: causes } = await bob.get('/causes');
    await bob
      .call('put', '/postmortems/1/causes')
      .send({ causeIds: [causes.items[0].id] })
      .expect(200);
    expect(await sent(1)).toMatchObject([
      {
        title: 'A root cause recurred with PM-2',
        link: '/postmortems/PM-2',
        to: { entityRef: ['user:default/ann'] },
      },
    ]);
    // It turns out that it affected another system, where it happened before.
    const { body: other } = await bob
      .post('/postmortems', incident(5, { affectedSystems: [MAIL] }))
      .expect(201);
    await bob
      .call('put', '/postmortems/4/causes')
      .send({ causeIds: [causes.items[0].id] })
      .expect(200);
    const { body: mail } = await bob.post('/postmortems/4/publish').expect(200);
    expect(await sent()).toEqual([]);
    await bob
      .put(
        '/postmortems/4',
        mail.version,
        edited(other, { affectedSystems: [MAIL, PAYMENT] }),
      )
      .expect(200);
    expect(await sent(1)).toMatchObject([{ link: '/postmortems/PM-4' }]);
    await stop();
  });

  it('tells those who were there before that it came back, once', async () => {
    const { add, as, notifications, stop } = await start();
    const sent = recurrencesSent(notifications);
    await add(40, [GATE], {
      actionItems: [
        item({ owner: 'group:default/payments' }),
        item({ owner: 'user:default/dan', status: 'done' }),
      ],
    });
    const bob = as('bob');
    const { body: draft } = await bob
      .post('/postmortems', incident(3, { title: 'Again' }))
      .expect(201);
    const { body: causes } = await bob.get('/causes');
    const confirm = (causeIds: string[]) =>
      bob
        .call('put', `/postmortems/${draft.id}/causes`)
        .send({ causeIds })
        .expect(200);
    await confirm([causes.items[0].id]);
    expect(await sent()).toEqual([]);
    await bob.post(`/postmortems/${draft.id}/publish`).expect(200);
    expect(await sent(1)).toMatchObject([
      {
        title: 'A root cause recurred with PM-2',
        link: '/postmortems/PM-2',
        to: {
          entityRef: ['group:default/payments', 'user:default/ann'],
          excludeEntityRef: ['user:default/bob'],
        },
      },
    ]);
    // Confirmed or published again, it is nothing new, ...
    await confirm([]);
    await confirm([causes.items[0].id]);
    await bob.post(`/postmortems/${draft.id}/unpublish`).expect(200);
    await bob.post(`/postmortems/${draft.id}/publish`).expect(200);
    expect(await sent()).toEqual([]);
    // ... also under the name that the cause was merged into, ...
    const { body: other } = await bob
      .post('/causes', { name: DNS, category: 'network' })
      .expect(201);
    await bob
      .post(`/causes/${causes.items[0].id}/merge`, { into: other.id })
      .expect(200);
    await confirm([]);
    await confirm([other.id]);
    expect(await sent()).toEqual([]);
    // ... but another cause is, when it is published already.
    await add(30, ['Retries have no budget']);
    const { body: retries } = await bob.get('/causes?q=retries');
    await confirm([other.id, retries.items[0].id]);
    expect(await sent(1)).toMatchObject([
      { title: 'A root cause recurred with PM-2' },
    ]);
    // A restricted one is not for them.
    const { body: secret } = await bob
      .post('/postmortems', incident(2, { visibility: 'restricted' }))
      .expect(201);
    await bob
      .call('put', `/postmortems/${secret.id}/causes`)
      .send({ causeIds: [other.id] })
      .expect(200);
    await bob.post(`/postmortems/${secret.id}/publish`).expect(200);
    expect(await sent()).toEqual([]);
    await stop();
  });

  it('takes back that it came back when the later one is deleted', async () => {
    const { add, as, notifications, stop } = await start();
    const sent = recurrencesSent(notifications);
    await add(40, [GATE], {
      actionItems: [item({ owner: 'user:default/dan' })],
    });
    const bob = as('bob');
    await bob.post('/postmortems', incident(3)).expect(201);
    const { body: causes } = await bob.get('/causes');
    await bob
      .call('put', '/postmortems/2/causes')
      .send({ causeIds: [causes.items[0].id] })
      .expect(200);
    await bob.post('/postmortems/2/publish').expect(200);
    const [{ to, scope }] = await sent(1);
    await bob.delete('/postmortems/2').expect(204);
    const [deleted] = await sent(1, 'postmortems-deleted');
    expect(deleted).toMatchObject({
      title: 'PM-2 was deleted',
      link: '/postmortems',
      scope,
      to: { entityRef: expect.arrayContaining(to.entityRef) },
    });
    expect(to.entityRef).toEqual(['user:default/ann', 'user:default/dan']);
    await stop();
  });
});
