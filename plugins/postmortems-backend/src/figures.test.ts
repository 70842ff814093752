// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  actionFigures,
  ActionItemStatus,
  durationsOf,
  durationStats,
  newId,
  PostmortemDraft,
  today,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

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
      { type: 'hasPart', targetRef: 'component:default/payment' },
      { type: 'hasPart', targetRef: 'component:default/checkout' },
    ],
  },
];

const TIME_ZONE = 'America/New_York';
const now = DateTime.utc().startOf('hour');
const ago = (duration: object) => now.minus(duration).toISO();
const dayIn = (days: number) =>
  DateTime.fromISO(today(TIME_ZONE)).plus({ days }).toISODate()!;

function action(
  status: ActionItemStatus,
  dueDate: string | null,
  doneAt: string | null = null,
) {
  return {
    id: newId(),
    description: 'Fix it',
    owner: 'group:default/payments',
    dueDate: dueDate ?? dayIn(20),
    status,
    doneAt,
    wontDoReason: status === 'wont-do' ? 'Not worth it' : '',
  };
}

/** An incident that started `days` ago and took `minutes`. */
function incident(
  days: number,
  minutes: number | null,
  changes: Partial<PostmortemDraft> = {},
): PostmortemDraft {
  const start = now.minus({ days });
  const startedAt = start.toISO();
  const resolvedAt = start.plus({ minutes: minutes ?? 60 }).toISO();
  return completeDraft({
    startedAt,
    detectedAt: start.plus({ minutes: 1 }).toISO(),
    resolvedAt,
    timeline: [
      { id: newId(), at: startedAt, kind: 'detected', text: 'Alert' },
      { id: newId(), at: resolvedAt, kind: 'resolved', text: 'Fixed' },
    ],
    ...changes,
  });
}

describe.each(databases.eachSupportedId())('figures on %s', databaseId => {
  async function start() {
    const api = await startPostmortems({
      knex: await databases.init(databaseId),
      entities,
      config: {
        postmortems: {
          timeZone: TIME_ZONE,
          // The severity matrix says what is worse, not the alphabet.
          severities: ['P2', 'P1', 'P3'].map(id => ({ id })),
        },
      },
    });
    const add = (input: PostmortemDraft, publish = true) =>
      api.writer.createAs({
        input,
        actor: 'user:default/ann',
        at: ago({ days: 100 }),
        publish,
      });
    return { ...api, add };
  }
  const overview = '/systems/component/default/payment/overview';

  it('says nothing about nothing', async () => {
    const { as, stop } = await start();
    const { body } = await as('ann').get(overview).expect(200);
    const none = { used: 0, total: 0, median: null, p90: null, mean: null };
    expect(body).toMatchObject({
      incidents: 0,
      bySeverity: [],
      totalPostmortems: 0,
      points: [],
      durations: { toDetect: none, toResolve: none },
      actionItems: {
        open: 0,
        completion: { n: 0, total: 0 },
        openAge: { p50: null, p90: null },
      },
    });
    await stop();
  });

  it('holds "on time" against the first promised day', async () => {
    const { as, add, stop } = await start();
    const items = [
      { ...action('open', dayIn(-3)), id: newId() },
      { ...action('open', dayIn(-3)), id: newId() },
      { ...action('open', dayIn(-3)), id: newId() },
    ];
    await add(incident(30, 10, { actionItems: items }));
    const ann = as('ann');
    const patch = (index: number, body: object) =>
      ann.patch(`/action-items/${items[index].id}`, body).expect(200);
    await patch(0, { dueDate: dayIn(30) });
    await patch(1, { dueDate: dayIn(30) });
    await patch(1, { status: 'done' });
    await patch(2, { status: 'done', doneAt: ago({ days: 4 }) });

    const { body } = await ann.get(overview).expect(200);
    expect(body.actionItems).toMatchObject({
      open: 1,
      overdue: 0,
      onTime: { n: 1, total: 3 },
    });
    const { body: rows } = await ann.get('/action-items').expect(200);
    expect(body.actionItems).toEqual(
      actionFigures(rows.items, today(TIME_ZONE), TIME_ZONE),
    );
    await stop();
  });

  it('agrees with the definitions', async () => {
    const { as, add, stop } = await start();
    // The end of a due day in the configured zone, and a moment later.
    const dueDay = dayIn(-3);
    const end = DateTime.fromISO(dueDay, { zone: TIME_ZONE }).endOf('day');
    const items = [
      action('open', dayIn(-1)),
      action('open', dayIn(0)),
      action('in-progress', dayIn(7)),
      action('open', dayIn(8)),
      action('proposed', dayIn(-5)),
      action('wont-do', dayIn(-5)),
      action('done', dueDay, end.toUTC().toISO()),
      action('done', dueDay, end.plus({ seconds: 1 }).toUTC().toISO()),
      action('done', dueDay, end.minus({ days: 4 }).toUTC().toISO()),
      action('done', dueDay, end.plus({ days: 2 }).toUTC().toISO()),
      action('done', dayIn(5), ago({ days: 1 })),
    ];
    const minutes = [10, 20, 35, 95, 400, 1000];
    const inputs = minutes.map((each, index) =>
      incident(30 * index + 1, each, {
        severity: index % 2 ? 'P1' : 'P2',
        mitigatedAt: index === 0 ? ago({ days: 1 }) : null,
        actionItems: index === 0 ? items : [action('open', dayIn(30))],
      }),
    );
    for (const input of inputs) await add(input);
    await add(incident(400, 5000, { actionItems: [action('open', dayIn(9))] }));
    await add(incident(3, 7, { severity: 'P3' }), false);

    const { body } = await as('ann').get(overview).expect(200);
    const durations = inputs.map(input => durationsOf(input as any));
    expect(body).toMatchObject({
      incidents: 6,
      bySeverity: [
        { severity: 'P2', count: 3 },
        { severity: 'P1', count: 3 },
      ],
      totalPostmortems: 8,
      durations: {
        toDetect: durationStats(durations.map(each => each.toDetect)),
        toAcknowledge: durationStats(durations.map(() => null)),
        toMitigate: durationStats(durations.map(each => each.toMitigate)),
        toResolve: durationStats(durations.map(each => each.toResolve)),
      },
      actionItems: actionFigures(
        [
          ...items,
          ...Array.from({ length: 5 }, () => action('open', dayIn(30))),
          action('open', dayIn(9)),
        ].map(item => ({ ...item, createdAt: ago({ days: 100 })! })),
        today(TIME_ZONE),
        TIME_ZONE,
      ),
    });
    expect(body.durations.toResolve).toMatchObject({
      median: 65 * 60,
      p90: 1000 * 60,
    });
    expect(body.actionItems.onTime).toEqual({ n: 2, total: 5 });
    // The draft is among the dots, what is older than the window is not.
    expect(body.points).toHaveLength(7);
    expect(body.points[0]).toMatchObject({ toResolve: 600, severity: 'P2' });
    expect(body.points[1]).toMatchObject({ status: 'draft', severity: 'P3' });
    await stop();
  });

  it('counts parts, owners and filters, each postmortem once', async () => {
    const { as, add, stop } = await start();
    await add(
      incident(5, 30, {
        affectedSystems: [
          'component:default/payment',
          'component:default/checkout',
        ],
      }),
    );
    await add(
      incident(50, 60, {
        severity: 'P3',
        affectedSystems: ['component:default/mail'],
      }),
    );
    const count = async (path: string) =>
      (await as('ann').get(path).expect(200)).body.incidents;
    expect(await count('/systems/system/default/shop/overview')).toBe(0);
    expect(
      await count('/systems/system/default/shop/overview?withParts=true'),
    ).toBe(1);
    expect(await count('/owners/group/default/payments/overview')).toBe(1);
    expect(await count('/owners/group/default/nobody/overview')).toBe(0);
    const parts = async (path: string) =>
      (await as('ann').get(`${path}/parts`).expect(200)).body;
    const owned = ['component:default/payment', 'component:default/checkout'];
    expect(await parts('/systems/system/default/shop')).toEqual({
      items: ['system:default/shop', ...owned],
      totalItems: 3,
    });
    expect(await parts('/owners/group/default/payments')).toEqual({
      items: expect.arrayContaining(owned),
      totalItems: 2,
    });
    expect(await parts('/owners/group/default/nobody')).toEqual({
      items: [],
      totalItems: 0,
    });
    expect(await count('/metrics')).toBe(2);
    expect(await count('/metrics?severity=P3')).toBe(1);
    expect(await count('/metrics?owner=group:default/platform')).toBe(1);
    expect(await count(`/metrics?startedAfter=${ago({ days: 20 })}`)).toBe(1);
    expect(
      await count('/metrics?system=system:default/shop&withParts=true'),
    ).toBe(1);
    await stop();
  });

  it('counts nothing that the reader may not see', async () => {
    const { as, add, stop } = await start();
    await add(
      incident(5, 30, {
        visibility: 'restricted',
        readers: ['group:default/platform'],
      }),
    );
    const { body: outsider } = await as('cy').get(overview).expect(200);
    expect(outsider).toMatchObject({
      incidents: 0,
      totalPostmortems: 0,
      points: [],
      actionItems: { open: 0, overdue: 0 },
    });
    const { body: reader } = await as('bob').get(overview).expect(200);
    expect(reader).toMatchObject({ incidents: 1, totalPostmortems: 1 });
    await stop();
  });

  it.each([
    ['/metrics?nope=1', 'nope'],
    ['/metrics?system=banana', 'system'],
    ['/metrics?startedAfter=soon', 'startedAfter'],
    ['/systems/user/default/ann/overview', 'entityRef'],
    ['/owners/component/default/payment/overview', 'entityRef'],
    [
      '/systems/component/default/payment/overview?withParts=maybe',
      'withParts',
    ],
    ['/owners/group/default/payments/overview?withParts=true', 'withParts'],
  ])('refuses %s', async (path, field) => {
    const { as, stop } = await start();
    const { body } = await as('ann').get(path).expect(400);
    expect(body.error.fields[0].field.split('.')[0]).toBe(field);
    await stop();
  });
});
