// SPDX-License-Identifier: Apache-2.0

import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  ActionItem,
  DAY_MS,
  daysBetween,
  newId,
  PostmortemDraft,
  PostmortemsConfig,
  publishBy,
  today,
} from 'backstage-plugin-postmortems-common';
import { completeDraft, edited } from './__testUtils__/drafts';
import { Org, Received, startReplica } from './__testUtils__/reminding';
import { startPostmortems } from './__testUtils__/startPostmortems';
import { dayAfter } from './service/reminders/dueStages';
import { ReminderLedger } from './store/reminders/ReminderLedger';

jest.setTimeout(240_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const BOB = 'user:default/bob';
const CAT = 'user:default/cat';
const DAN = 'user:default/dan';
const EVE = 'user:default/eve';
const PAYMENTS = 'group:default/payments';
const SCOPE = 'postmortems-digest';
/** A Friday. */
const DUE = '2030-03-15';

const someOrg = (): Org =>
  new Map<string, Record<string, string[]>>([
    ['component:default/payment', { ownedBy: [PAYMENTS] }],
    [PAYMENTS, { hasMember: [DAN], parentOf: ['group:default/cards'] }],
    // Not asked, since their parent has a member of its own.
    ['group:default/cards', { hasMember: [EVE] }],
    ['group:default/platform', { parentOf: ['group:default/database'] }],
    [
      'group:default/database',
      { hasMember: [BOB, EVE], parentOf: ['group:default/platform'] },
    ],
  ]);

describe.each(databases.eachSupportedId())('reminders (%s)', databaseId => {
  async function start(config: Partial<PostmortemsConfig> = {}) {
    const knex = await databases.init(databaseId);
    const api = await startPostmortems({ knex });
    const ann = api.as('ann');
    const org = someOrg();
    const clock = { now: new Date('2030-03-01T09:00:00Z') };
    const received: Received[] = [];
    const replica = (
      send = async (message: Received) => {
        received.push(message);
      },
      through?: (ledger: ReminderLedger) => ReminderLedger,
    ) =>
      startReplica({
        knex,
        org,
        now: () => clock.now,
        send,
        config,
        ...(through && { through }),
      });
    const { reminders, logger, catalog } = replica();
    /** What everybody gets on a day, by the names of the people. */
    const on = async (day: string, by = reminders) => {
      await by.pass(day);
      return Object.fromEntries(
        received
          .splice(0)
          .map(message => [message.to.replace(/.*\//, ''), message])
          .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      ) as Record<string, Received>;
    };
    /** The same of some days: who gets what title. */
    const from = async (first: string, last: string) => {
      const titles: Record<string, Record<string, string>> = {};
      for (let day = first; day <= last; day = dayAfter(day, 1)) {
        const all = Object.entries(await on(day));
        if (all.length > 0)
          titles[day] = Object.fromEntries(
            all.map(([name, { title }]) => [name, title]),
          );
      }
      return titles;
    };
    const create = async (
      actionItems: Array<Partial<ActionItem>>,
      changes: Partial<PostmortemDraft> = {},
      daysAgo = 3,
    ) => {
      const startedAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
      const draft = JSON.parse(
        JSON.stringify(
          completeDraft({
            actionItems: actionItems.map(item => ({
              id: newId(),
              description: 'Add a performance gate',
              dueDate: DUE,
              owner: BOB,
              status: 'open',
              ...item,
            })),
            ...changes,
          }),
        ).replaceAll('2026-01-31', startedAt.slice(0, 10)),
      );
      return (await ann.post('/postmortems', draft).expect(201)).body;
    };
    const publish = async (...draft: Parameters<typeof create>) => {
      const created = await create(...draft);
      return (await ann.post(`/postmortems/${created.id}/publish`).expect(200))
        .body;
    };
    const change = async (postmortem: any, changes: object, index = 0) =>
      ann
        .patch(`/action-items/${postmortem.actionItems[index].id}`, changes)
        .expect(200);
    return {
      ...api,
      knex,
      ann,
      org,
      clock,
      received,
      replica,
      reminders,
      reminderLog: logger,
      catalog,
      on,
      from,
      create,
      publish,
      change,
    };
  }

  it('name postmortems that were to be published, by their numbers', async () => {
    const { create, on, ann, stop } = await start({
      policies: {
        publishWithinWorkingDays: { P1: 5 },
        preventWithinDays: null,
      },
    });
    // Ann's, commanded by Cat, on a system of Dan's team.
    const late = await create([{ owner: EVE }], { severity: 'P1' });
    await create([], { severity: 'P2' });
    await create([], {
      severity: 'P1',
      visibility: 'restricted',
      incidentCommander: CAT,
    });
    const by = publishBy(late.resolvedAt, 5, 'UTC').slice(0, 10);
    expect(await on(by)).toEqual({});
    const first = await on(dayAfter(by, 1));
    expect(Object.keys(first)).toEqual(['ann', 'cat', 'dan']);
    // The restricted one is none of Dan's business.
    expect(first.dan).toMatchObject({
      title: '1 postmortem is not published in time',
      description: 'To be published:\n• payment, PM-1: 1 day overdue',
    });
    expect(first.ann.title).toBe('2 postmortems are not published in time');
    expect(await on(dayAfter(by, 2))).toEqual({});
    expect(Object.keys(await on(dayAfter(by, 7)))).toEqual([
      'ann',
      'cat',
      'dan',
    ]);
    await ann.delete(`/postmortems/${late.id}`).expect(204);
    const after = await on(dayAfter(by, 8));
    expect(after.dan.title).toBe(
      'Nothing that you were reminded of is due any more',
    );
    expect(after.ann.title).toBe('1 postmortem is not published in time');
    await stop();
  });

  it('come two days before, on the day, and each week after that, later also to those who answer for it', async () => {
    const { publish, from, on, change, stop } = await start();
    const postmortem = await publish([{}]);
    expect(await from('2030-03-01', '2030-04-12')).toEqual({
      '2030-03-13': { bob: 'You have 1 action item due soon' },
      '2030-03-15': { bob: 'You have 1 action item due today' },
      '2030-03-22': { bob: 'You have 1 overdue action item' },
      '2030-03-29': {
        bob: 'You have 1 overdue action item',
        cat: '1 action item of others is long overdue',
        dan: '1 action item of others is long overdue',
      },
      '2030-04-05': {
        bob: 'You have 1 overdue action item',
        cat: '1 action item of others is long overdue',
        dan: '1 action item of others is long overdue',
      },
      '2030-04-12': {
        bob: 'You have 1 overdue action item',
        cat: '1 action item of others is long overdue',
        dan: '1 action item of others is long overdue',
      },
    });
    expect(await on('2030-04-19')).toEqual({
      bob: {
        to: BOB,
        title: 'You have 1 overdue action item',
        description:
          '• Add a performance gate (payment, PM-1): 35 days overdue',
        link: '/postmortems/action-items',
        scope: SCOPE,
        topic: SCOPE,
      },
      cat: expect.objectContaining({ to: CAT }),
      dan: {
        to: DAN,
        title: '1 action item of others is long overdue',
        description:
          'Overdue for 14 days or more, in your systems or incidents:\n• Add a performance gate (payment, PM-1): 35 days overdue, owned by bob',
        link: '/postmortems/action-items',
        scope: SCOPE,
        topic: SCOPE,
      },
    });
    // Done, it is said once to each that nothing is left.
    await change(postmortem, { status: 'done' });
    const nothing = 'Nothing that you were reminded of is due any more';
    expect(await from('2030-04-20', '2030-05-10')).toEqual({
      '2030-04-20': { bob: nothing, cat: nothing, dan: nothing },
    });
    await stop();
  });

  it('ask the owner of what is done once whether it worked, on the day', async () => {
    const { publish, from, on, change, stop } = await start();
    const postmortem = await publish([{}, { owner: PAYMENTS }]);
    await change(postmortem, { status: 'done', verifyOn: '2030-03-20' });
    await change(postmortem, { status: 'done', verifyOn: '2030-03-25' }, 1);
    const question = 'Did it work? 1 action item waits for your answer';
    expect(await from('2030-03-01', '2030-03-19')).toEqual({});
    expect((await on('2030-03-20')).bob).toMatchObject({
      title: question,
      description:
        '• Add a performance gate (payment, PM-1): done, did it work?',
    });
    // Those who answer for the system are not asked, nor anybody again.
    expect(await from('2030-03-21', '2030-05-10')).toEqual({
      '2030-03-25': { dan: question },
    });
    // Not yet known: asked again on another day.
    const nothing = 'Nothing that you were reminded of is due any more';
    await change(postmortem, { verifyOn: '2030-06-01' });
    expect(await from('2030-05-11', '2030-06-02')).toEqual({
      '2030-05-11': { bob: nothing },
      '2030-06-01': { bob: question },
    });
    await change(postmortem, { verified: 'worked' });
    await change(postmortem, { verified: 'did-not-work' }, 1);
    expect(await from('2030-06-03', '2030-07-10')).toEqual({
      '2030-06-03': { bob: nothing, dan: nothing },
    });
    await stop();
  });

  it('lose nothing on days on which they are not sent, at the end of a day or a week', async () => {
    const { publish, from, stop } = await start({
      reminders: { hour: 8, quietOnWeekends: true },
    });
    await publish([{}, { dueDate: '2030-03-16' }, { dueDate: '2030-03-18' }]);
    // 11 and 14 are missed, 16 and 17 are a weekend.
    expect(await from('2030-03-12', '2030-03-13')).toEqual({
      '2030-03-13': { bob: 'You have 1 action item due soon' },
    });
    expect(await from('2030-03-15', '2030-03-19')).toEqual({
      '2030-03-15': { bob: 'You have 1 action item due today, 1 due soon' },
      '2030-03-18': { bob: 'You have 2 overdue action items, 1 due today' },
    });
    // The weekly day of the second one, a Saturday, is on Monday.
    expect(await from('2030-03-20', '2030-03-26')).toEqual({
      '2030-03-22': { bob: 'You have 3 overdue action items' },
      '2030-03-25': { bob: 'You have 3 overdue action items' },
    });
    await stop();
  });

  it('are one for each person, with all that is theirs and due, and not too long', async () => {
    const { publish, on, stop } = await start();
    await publish(
      [
        { owner: BOB, dueDate: '2030-03-14', description: '**Add** `a gate`' },
        { owner: 'group:default/platform', description: 'x'.repeat(400) },
        { owner: EVE, dueDate: '2030-03-16' },
        { owner: EVE, status: 'proposed' },
        { owner: EVE, status: 'done', doneAt: '2026-01-01T00:00:00.000Z' },
        { owner: EVE, dueDate: '2030-03-18' },
      ],
      { affectedSystems: ['component:default/payment', 'api:default/pay'] },
    );
    await publish([
      { owner: 'group:default/platform', status: 'in-progress' },
      ...Array.from({ length: 12 }, () => ({ owner: EVE })),
    ]);
    const { bob, eve, ...nobodyElse } = await on(DUE);
    expect(nobodyElse).toEqual({});
    expect(bob).toMatchObject({
      title: 'You have 1 overdue action item, 2 due today',
    });
    expect(bob.description?.split('\n').sort()).toEqual([
      '• Add a gate (payment and 1 more, PM-1): 1 day overdue',
      '• Add a performance gate (payment, PM-2): due today, owned by platform',
      `• ${'x'.repeat(99)}… (payment and 1 more, PM-1): due today, owned by platform`,
    ]);
    expect(eve.title).toBe('You have 14 action items due today, 1 due soon');
    const lines = eve.description!.split('\n');
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('• and 5 more');
    await stop();
  });

  it('say what holds now, once, when something does not hold any more', async () => {
    const { publish, change, from, on, ann, stop } = await start();
    const one = await publish([{}, {}, {}]);
    const two = await publish([{ owner: CAT }]);
    expect(await on(DUE)).toMatchObject({
      bob: { title: 'You have 3 action items due today' },
      cat: { title: 'You have 1 action item due today' },
    });
    await change(one, { status: 'done' });
    await change(two, { owner: EVE });
    const { bob, cat, eve } = await on('2030-03-16');
    expect(bob).toMatchObject({
      title: 'You have 2 overdue action items',
      scope: SCOPE,
      severity: 'low',
    });
    expect(cat).toEqual({
      to: CAT,
      title: 'What you were reminded of is no longer yours',
      description: '',
      link: '/postmortems/action-items',
      scope: SCOPE,
      topic: SCOPE,
      severity: 'low',
    });
    // Who has it now is told at once.
    expect(eve).toMatchObject({ title: 'You have 1 overdue action item' });
    expect(eve.severity).toBeUndefined();
    await change(one, { dueDate: '2030-04-15' }, 1);
    await change(
      one,
      { status: 'wont-do', wontDoReason: 'Replaced by the new gateway.' },
      2,
    );
    expect(await from('2030-03-17', '2030-03-20')).toEqual({
      '2030-03-17': {
        bob: 'Nothing that you were reminded of is due any more',
      },
    });
    // A draft again, it asks nothing of anybody.
    await ann.post(`/postmortems/${two.id}/unpublish`).expect(200);
    expect(await from('2030-03-21', '2030-04-10')).toEqual({
      '2030-03-21': {
        eve: 'Nothing that you were reminded of is due any more',
      },
    });
    // The new day is a new promise.
    expect(await from('2030-04-11', '2030-04-16')).toEqual({
      '2030-04-13': { bob: 'You have 1 action item due soon' },
      '2030-04-15': { bob: 'You have 1 action item due today' },
    });
    await stop();
  });

  it('follow a group, and whoever leaves it is told once', async () => {
    const { publish, org, from, catalog, stop } = await start();
    await publish([{ owner: 'group:default/platform' }]);
    expect(await from('2030-03-12', '2030-03-13')).toEqual({
      '2030-03-13': {
        bob: 'You have 1 action item due soon',
        eve: 'You have 1 action item due soon',
      },
    });
    org.set('group:default/database', { hasMember: [EVE, DAN] });
    expect(await from('2030-03-14', '2030-03-15')).toEqual({
      '2030-03-14': {
        bob: 'What you were reminded of is no longer yours',
        dan: 'You have 1 action item due soon',
      },
      '2030-03-15': {
        dan: 'You have 1 action item due today',
        eve: 'You have 1 action item due today',
      },
    });
    // That the catalog lost the group says nothing about its members.
    const group = org.get('group:default/platform')!;
    org.delete('group:default/platform');
    expect(await from('2030-03-16', '2030-03-21')).toEqual({});
    org.set('group:default/platform', group);
    expect(await from('2030-03-21', '2030-03-22')).toEqual({
      '2030-03-22': {
        dan: 'You have 1 overdue action item',
        eve: 'You have 1 overdue action item',
      },
    });
    // One request for the groups, one for their child groups, each day.
    catalog.getEntitiesByRefs.mockClear();
    await from('2030-03-23', '2030-03-23');
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
    await stop();
  });

  it('tell the owners of a system what has an owner who left, and the one who left nothing', async () => {
    const { publish, change, knex, org, on, from, stop } = await start();
    const { actionItems } = await publish([
      { owner: 'group:default/platform', dueDate: '2030-05-01' },
      { owner: BOB },
      { owner: EVE },
    ]);
    await publish([{ owner: BOB }], { visibility: 'restricted' });
    expect(await on(DUE)).toMatchObject({
      bob: { title: 'You have 2 action items due today' },
      eve: { title: 'You have 1 action item due today' },
    });
    org.delete('group:default/platform');
    await knex('missing_owner').insert(
      ['group:default/platform', BOB, CAT].map(ref => ({
        entity_ref: ref,
        since: new Date(),
        gone: true,
      })),
    );
    const { dan, ...nobodyElse } = await on('2030-03-16');
    expect(nobodyElse).toEqual({});
    expect(dan).toMatchObject({
      title: '2 action items have an owner who left',
      description: [
        'In your systems, with an owner who left:',
        '• Add a performance gate (payment, PM-1): 1 day overdue, owned by bob',
        '• Add a performance gate (payment, PM-1): due in 46 days, owned by platform',
      ].join('\n'),
    });
    expect(dan.severity).toBeUndefined();
    // Once, until it is in a digest that comes anyway.
    expect(await from('2030-03-17', '2030-03-29')).toEqual({
      '2030-03-22': { eve: 'You have 1 overdue action item' },
      '2030-03-29': {
        dan: '2 action items of others are long overdue; 2 action items have an owner who left',
        eve: 'You have 1 overdue action item',
      },
    });
    await change({ actionItems }, { owner: DAN }, 0);
    await change({ actionItems }, { owner: EVE }, 1);
    expect(await on('2030-03-30')).toMatchObject({
      dan: {
        title: '2 action items of others are long overdue',
        severity: 'low',
      },
      eve: { title: 'You have 2 overdue action items' },
    });
    await stop();
  });

  it('are not sent of drafts, nor of a restricted postmortem to those who may not read it', async () => {
    const { create, publish, ann, on, stop } = await start();
    await create([{}]);
    const closed = await publish(
      [{ owner: 'group:default/platform' }, { owner: 'group:default/cards' }],
      { visibility: 'restricted' },
    );
    // Bob is in a child group of an owner: his groups do not open it to him.
    const { eve, cat, ...rest } = await on('2030-03-29');
    expect(rest).toEqual({});
    expect(eve.title).toBe('You have 2 overdue action items');
    expect(cat.title).toBe('2 action items of others are long overdue');
    await ann
      .put(
        `/postmortems/${closed.id}`,
        closed.version,
        edited(closed, { readers: [BOB, PAYMENTS] }),
      )
      .expect(200);
    expect(await on('2030-03-30')).toMatchObject({
      bob: { title: 'You have 1 overdue action item' },
      dan: { title: '2 action items of others are long overdue' },
    });
    // Closed again, what they were told is taken back without a word of it.
    const { body } = await ann.get(`/postmortems/${closed.id}`).expect(200);
    await ann
      .put(
        `/postmortems/${closed.id}`,
        body.version,
        edited(body, { readers: [] }),
      )
      .expect(200);
    const { bob, dan } = await on('2030-03-31');
    expect([bob.description, dan.description]).toEqual(['', '']);
    await stop();
  });

  it('say nothing of what they are about, if so configured', async () => {
    const { publish, on, stop } = await start({
      notifications: { detail: 'link' },
      path: '/incidents',
    });
    await publish([{}, { dueDate: '2030-03-01' }]);
    const { bob, dan } = await on('2030-03-16');
    expect([bob, dan]).toEqual([
      {
        to: BOB,
        title: 'You have 2 overdue action items',
        description: '',
        link: '/incidents/action-items',
        scope: SCOPE,
        topic: SCOPE,
      },
      expect.objectContaining({
        title: '1 action item of others is long overdue',
      }),
    ]);
    expect(dan.description).toBe('');
    await stop();
  });

  it('are not sent of what was over when history was written down', async () => {
    const { publish, change, from, stop } = await start();
    // No whole weeks before the days below, whenever this runs.
    const [yesterday] = [1, 2]
      .map(days => dayAfter(today('UTC'), -days))
      .filter(day => daysBetween(day, DUE) % 7 > 0);
    const history = await publish(
      [{ dueDate: yesterday }, { dueDate: '2030-03-15' }],
      {},
      120,
    );
    expect(await from('2030-03-12', '2030-03-13')).toEqual({
      '2030-03-13': { bob: 'You have 1 action item due soon' },
    });
    // Published again, it is as old as it was.
    await publish([{ dueDate: yesterday, owner: EVE }], {}, 80);
    await change(history, { dueDate: '2030-03-01' });
    expect(await from('2030-03-14', '2030-03-15')).toEqual({
      '2030-03-14': {
        bob: 'You have 1 overdue action item, 1 due soon',
        cat: '1 action item of others is long overdue',
        dan: '1 action item of others is long overdue',
        eve: 'You have 1 overdue action item',
      },
      '2030-03-15': {
        bob: 'You have 1 overdue action item, 1 due today',
        cat: '2 action items of others are long overdue',
        dan: '2 action items of others are long overdue',
      },
    });
    await stop();
  });

  it('begin at the hour of the portal', async () => {
    const { publish, replica, clock, received, stop } = await start({
      timeZone: 'Europe/Copenhagen',
      reminders: { hour: 8, quietOnWeekends: false },
    });
    await publish([{}]);
    const { reminders, logger } = replica();
    for (const [at, titles] of [
      ['2030-03-12T23:30:00Z', []],
      ['2030-03-13T06:59:00Z', []],
      ['2030-03-13T07:01:00Z', ['You have 1 action item due soon']],
      ['2030-03-13T22:59:00Z', []],
    ] as const) {
      clock.now = new Date(at);
      await reminders.sendWhenDue();
      expect(received.splice(0).map(({ title }) => title)).toEqual(titles);
    }
    expect(logger.info.mock.calls).toEqual([['Sent 1 reminders']]);
    await stop();
  });

  it('are repeated after a kill, never lost, and sent once else', async () => {
    const { publish, replica, clock, received, on, change, knex, stop } =
      await start();
    const postmortem = await publish([{}, { owner: EVE }]);
    const killed = () => new Error('killed');
    // Before it is sent, and after that, before it is marked.
    for (const isSent of [false, true]) {
      const day = isSent ? '2030-03-15' : '2030-03-13';
      const { reminders } = replica(
        async message => {
          if (isSent) received.push(message);
          throw killed();
        },
        ledger =>
          new Proxy(ledger, {
            get: (target, name) =>
              ['sent', 'notSent', 'perhapsSent'].includes(String(name))
                ? () => Promise.reject(killed())
                : Reflect.get(target, name).bind(target),
          }),
      );
      await expect(reminders.pass(day)).rejects.toThrow('killed');
      expect(received.splice(0)).toHaveLength(isSent ? 2 : 0);
      // So soon, somebody may still be sending.
      expect(await on(day)).toEqual({});
      clock.now = new Date(clock.now.getTime() + 6 * 60_000);
      expect(Object.keys(await on(day))).toEqual(['bob', 'eve']);
      expect(await on(day)).toEqual({});
    }
    // What was perhaps said is taken back where it does not hold any more.
    const { reminders } = replica(
      () => Promise.reject(killed()),
      ledger =>
        new Proxy(ledger, {
          get: (target, name) =>
            name === 'claim'
              ? async (...args: Parameters<ReminderLedger['claim']>) => {
                  await target.claim(...args);
                  throw killed();
                }
              : Reflect.get(target, name).bind(target),
        }),
    );
    await expect(reminders.pass('2030-03-22')).rejects.toThrow('killed');
    await change(postmortem, { status: 'done' });
    clock.now = new Date(clock.now.getTime() + 6 * 60_000);
    expect(await on('2030-03-23')).toMatchObject({
      bob: { title: 'Nothing that you were reminded of is due any more' },
      eve: { title: 'You have 1 overdue action item' },
    });
    expect(await on('2030-03-24')).toEqual({});
    // What was superseded goes, what holds stays.
    const rows = () => knex('reminder').select('recipient', 'day', 'sent_at');
    expect(await rows()).toHaveLength(8);
    await on('2030-05-20');
    expect(
      (await rows()).map(({ recipient, day }) => [recipient, day]).sort(),
    ).toEqual([
      [CAT, '2030-05-20'],
      [DAN, '2030-05-20'],
      [EVE, '2030-05-20'],
    ]);
    await stop();
  });

  it('are sent once by two replicas that send at once', async () => {
    const { publish, replica, received, clock, stop } = await start();
    const people = Array.from({ length: 35 }, (_, i) => `user:default/p${i}`);
    await publish(people.map(owner => ({ owner })));
    const { reminders: one } = replica();
    const { reminders: two } = replica();
    const results = await Promise.all([one.pass(DUE), two.pass(DUE)]);
    expect(results[0].sent + results[1].sent).toBe(35);
    expect(received.map(({ to }) => to).sort()).toEqual(people.sort());
    await Promise.all([one.pass(DUE), two.pass(DUE)]);
    expect(received).toHaveLength(35);
    // Not even by one that was asleep since it saw that they are to be sent.
    const next = dayAfter(DUE, 7);
    const { reminders: sleeper } = replica(
      undefined,
      ledger =>
        new Proxy(ledger, {
          get: (target, name) =>
            name === 'told'
              ? async () => {
                  const told = await target.told();
                  await one.pass(next);
                  clock.now = new Date(clock.now.getTime() + 60 * 60_000);
                  return told;
                }
              : Reflect.get(target, name).bind(target),
        }),
    );
    expect(await sleeper.pass(next)).toMatchObject({ sent: 0 });
    expect(received).toHaveLength(70);
    await stop();
  });

  it('wait for a backend that is silent or gone, and say so once', async () => {
    const { publish, replica, received, clock, on, catalog, stop } =
      await start();
    const people = Array.from({ length: 25 }, (_, i) => `user:default/p${i}`);
    await publish(people.map(owner => ({ owner })));
    // Without an answer in time it is not tried for all of them.
    const silent = replica(() => new Promise(() => {}));
    const before = Date.now();
    expect(await silent.reminders.pass(DUE)).toEqual({
      sent: 0,
      isFinished: false,
    });
    expect(Date.now() - before).toBeLessThan(4_000);
    const gone = replica(() => Promise.reject(new Error('Failed: 404')));
    for (let times = 0; times < 3; times++)
      expect(await gone.reminders.pass(DUE)).toMatchObject({ sent: 0 });
    expect(silent.logger.warn.mock.calls).toEqual([
      [
        'Reminders are not sent: ServiceUnavailableError: The notifications backend did not answer within 1 seconds',
      ],
    ]);
    expect(gone.logger.warn.mock.calls).toEqual([
      ['Reminders are not sent: Error: Failed: 404'],
    ]);
    // One whose notifications always fail keeps nobody else from theirs.
    const failing = replica(async message => {
      if (message.to === people[0]) throw new Error('Failed: 400');
      received.push(message);
    });
    for (let times = 0; times < 3; times++) await failing.reminders.pass(DUE);
    expect(received.splice(0)).toHaveLength(24);
    clock.now = new Date(clock.now.getTime() + 6 * 60_000);
    // Nobody knows to whom, while the catalog does not answer.
    catalog.getEntitiesByRefs.mockRejectedValue(new Error('refused'));
    await expect(on(dayAfter(DUE, 14))).rejects.toThrow('refused');
    expect(await on(DUE)).toMatchObject({ p0: {} });
    expect(await on(DUE)).toEqual({});
    await stop();
  });

  it('cost the same number of statements, whatever there is to say', async () => {
    const { publish, knex, on, stop } = await start();
    let count = 0;
    knex.on('query', () => count++);
    const costs: number[] = [];
    for (const [times, size] of [
      [1, 1],
      [2, 1],
      [4, 20],
    ]) {
      for (let i = 0; i < times; i++)
        await publish(Array.from({ length: size }, () => ({ dueDate: DUE })));
      count = 0;
      await on(dayAfter(DUE, 7 * times));
      costs.push(count);
    }
    expect(costs[2]).toBe(costs[1]);
    expect(costs[1]).toBeLessThan(25);
    await stop();
  });

  it('are sent by the plugin', async () => {
    const knex = await databases.init(databaseId);
    const scheduler = mockServices.scheduler();
    const { as, notifications, stop } = await startPostmortems({
      knex,
      config: { postmortems: { reminders: { hour: 0 } } },
      features: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
    });
    const ann = as('ann');
    const { body } = await ann
      .post(
        '/postmortems',
        completeDraft({
          actionItems: [
            {
              id: newId(),
              description: 'Add a performance gate',
              owner: BOB,
              dueDate: today('UTC'),
            },
          ],
        }),
      )
      .expect(201);
    await ann.post(`/postmortems/${body.id}/publish`).expect(200);
    notifications.send.mockClear();
    await scheduler.triggerTask('send-reminders');
    await scheduler.triggerTask('send-reminders');
    expect(notifications.send.mock.calls).toEqual([
      [
        {
          recipients: { type: 'entity', entityRef: BOB },
          payload: expect.objectContaining({
            title: 'You have 1 action item due today',
            scope: SCOPE,
          }),
        },
      ],
    ]);
    await stop();
  });
});
