// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DAY_MS,
  newId,
  Postmortem,
  PostmortemDraft,
} from 'backstage-plugin-postmortems-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';
import { RecurrenceNotices } from './service/RecurrenceNotices';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const component = (name: string, owners: string[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: owners.map(targetRef => ({ type: 'ownedBy', targetRef })),
});
const entities = [
  component('payment', ['group:default/payments']),
  component('mail', ['user:default/dan', 'group:default/payments']),
];
const MAIL = 'component:default/mail';

/** Of an incident of some days ago. */
const recentDraft = (changes: object, daysAgo = 3): PostmortemDraft => {
  const day = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  return JSON.parse(
    JSON.stringify(completeDraft(changes)).replaceAll(
      '2026-01-31',
      day.slice(0, 10),
    ),
  );
};

describe('notifications', () => {
  /** @param options.catalogMs - for how long the catalog thinks */
  async function start(config = {}, { catalogMs = 0 } = {}) {
    const api = await startPostmortems({
      knex: await databases.init('SQLITE_3'),
      entities,
      config,
      ...(catalogMs > 0 && {
        catalog: catalogServiceMock.mock({
          getEntitiesByRefs: async ({ entityRefs }) => {
            await sleep(catalogMs);
            return { items: entityRefs.map(() => entities[0]) };
          },
        }).factory,
      }),
    });
    /** What was sent since it was last asked, by whom it went to. */
    const sent = async () => {
      // Nobody waits for notifications, so the test gives them a moment.
      await sleep(100 + catalogMs * 3);
      const calls = api.notifications.send.mock.calls as any[];
      return calls.splice(0).map(([{ recipients, payload }]) => ({
        ...payload,
        to: recipients.entityRef,
        not: recipients.excludeEntityRef,
      }));
    };
    const ann = api.as('ann');
    const create = async (changes = {}) =>
      (await ann.post('/postmortems', recentDraft(changes)).expect(201))
        .body as Postmortem;
    const save = async (id: string, changes: object, who = ann) => {
      const { body } = await who.get(`/postmortems/${id}`).expect(200);
      return who
        .put(`/postmortems/${id}`, body.version, edited(body, changes))
        .expect(200);
    };
    const publish = (id: string, who = ann) =>
      who.post(`/postmortems/${id}/publish`).expect(200);
    /** Published, and what was sent of that is forgotten. */
    const published = async (changes = {}) => {
      const one = await create(changes);
      await publish(one.id);
      await sent();
      return one;
    };
    return { ...api, ann, sent, create, save, publish, published };
  }
  const item = (owner: string | null, changes = {}) => ({
    id: newId(),
    description: 'Add a performance gate',
    owner,
    dueDate: '2026-03-01',
    ...changes,
  });
  const BOB = 'user:default/bob';
  const CAT = 'user:default/cat';

  it('are not sent of a draft, whatever is done to it', async () => {
    const { ann, sent, create, save, stop } = await start();
    const draft = await create({ actionItems: [item(BOB)] });
    await save(draft.id, { actionItems: [item(BOB), item(CAT)] });
    const { body } = await ann.get(`/postmortems/${draft.id}`);
    await ann
      .patch(`/action-items/${body.actionItems[0].id}`, { owner: CAT })
      .expect(200);
    await ann.post('/import', {
      markdown: '# Down\n\n## Action items\n\n- [ ] Fix (user:default/bob)\n',
    });
    await ann.delete(`/postmortems/${draft.id}`).expect(204);
    expect(await sent()).toEqual([]);
    await stop();
  });

  it('are one for each when it is published, and say nothing of what is in it', async () => {
    const { ann, as, sent, create, publish, stop } = await start();
    const draft = await create({
      actionItems: [
        item(BOB),
        item(BOB, { dueDate: '2026-02-01' }),
        item('group:default/payments'),
        item('user:default/ann'),
        item(CAT, { status: 'done' }),
      ],
    });
    await publish(draft.id);
    const about = {
      link: '/postmortems/PM-1',
      scope: `postmortem-${draft.id}`,
      topic: 'postmortems-action-item',
    };
    const all = await sent();
    expect(all).toEqual([
      {
        ...about,
        title: 'You own an action item of PM-1',
        description: 'Due on 2026-03-01.',
        to: ['group:default/payments'],
        not: ['user:default/ann', BOB],
      },
      {
        ...about,
        title: 'You own 2 action items of PM-1',
        description: 'The first is due on 2026-02-01.',
        to: [BOB],
        not: ['user:default/ann'],
      },
    ]);
    for (const words of [draft.title, draft.actionItems[0].description])
      expect(JSON.stringify(all)).not.toContain(words);
    // Published again, it is nothing new, but for what is more to do.
    await ann.post(`/postmortems/${draft.id}/unpublish`).expect(200);
    await publish(draft.id, as('cat'));
    expect(await sent()).toEqual([]);
    await ann.post(`/postmortems/${draft.id}/unpublish`).expect(200);
    await ann
      .patch(`/action-items/${draft.actionItems[3].id}`, { owner: CAT })
      .expect(200);
    await publish(draft.id);
    expect(await sent()).toMatchObject([{ to: [CAT] }]);
    await stop();
  });

  it('tell the owners of affected systems that it was published', async () => {
    const { sent, create, publish, stop } = await start({
      postmortems: { path: '/incidents' },
    });
    const draft = await create({ actionItems: [item(BOB)] });
    await publish(draft.id);
    expect(await sent()).toMatchObject([
      {
        topic: 'postmortems-published',
        title: 'PM-1 was published',
        link: '/incidents/PM-1',
        to: ['group:default/payments'],
        not: ['user:default/ann', BOB],
      },
      { topic: 'postmortems-action-item', to: [BOB] },
    ]);
    await stop();
  });

  it('are not sent when history is published, but of what is done to it later', async () => {
    const { ann, sent, publish, stop } = await start();
    const { body } = await ann
      .post('/import', {
        markdown: '# Down\n\n## Action items\n\n- [ ] Fix (user:default/bob)\n',
      })
      .expect(201);
    const { id } = body.postmortem;
    await ann
      .put(
        `/postmortems/${id}`,
        1,
        recentDraft({ actionItems: [item(BOB)] }, 92),
      )
      .expect(200);
    await publish(id);
    expect(await sent()).toEqual([]);
    const { body: published } = await ann.get(`/postmortems/${id}`);
    await ann
      .patch(`/action-items/${published.actionItems[0].id}`, { owner: CAT })
      .expect(200);
    expect(await sent()).toMatchObject([{ to: [CAT] }, { to: [BOB] }]);
    await stop();
  });

  it('say only how many and where, if so configured', async () => {
    const { sent, create, publish, stop } = await start({
      postmortems: { notifications: { detail: 'link' } },
    });
    const { id } = await create({ actionItems: [item(BOB)] });
    await publish(id);
    expect(
      (await sent()).map(({ title, description }) => [title, description]),
    ).toEqual([
      ['PM-1 was published', ''],
      ['You own an action item of PM-1', ''],
    ]);
    await stop();
  });

  it('are one for each owner and save of a published one', async () => {
    const { ann, as, sent, save, published, stop } = await start();
    const mine = item('user:default/ann');
    const { id } = await published({ actionItems: [mine] });
    await save(id, { impact: 'Everybody, for two hours.' });
    expect(await sent()).toEqual([]);
    const [first, second] = [item(BOB), item(BOB)];
    await save(id, { actionItems: [mine, first, second] });
    expect(await sent()).toMatchObject([
      { title: 'You own 2 action items of PM-1', to: [BOB] },
    ]);
    // What was taken takes the place of what was said before.
    await ann.patch(`/action-items/${first.id}`, { owner: CAT }).expect(200);
    expect(await sent()).toMatchObject([
      { title: 'You own an action item of PM-1', to: [CAT, BOB] },
    ]);
    await as('bob')
      .patch(`/action-items/${second.id}`, { status: 'done' })
      .expect(200);
    expect(await sent()).toEqual([]);
    await ann
      .patch(`/action-items/${second.id}`, { status: 'open' })
      .expect(200);
    expect(await sent()).toMatchObject([{ to: [BOB] }]);
    await save(id, { actionItems: [mine] });
    expect(await sent()).toMatchObject([
      {
        title: 'You no longer own an action item of PM-1',
        scope: `postmortem-${id}`,
        to: [CAT, BOB],
      },
    ]);
    await stop();
  });

  it('leave owners of what is not to be done in peace', async () => {
    const { ann, sent, published, stop } = await start();
    const { actionItems } = await published({
      actionItems: [
        item(BOB, { status: 'done' }),
        item(BOB, { status: 'wont-do', wontDoReason: 'Replaced' }),
        item(BOB, { status: 'proposed' }),
        item(CAT, { status: 'done' }),
      ],
    });
    await ann
      .patch(`/action-items/${actionItems[0].id}`, { owner: CAT })
      .expect(200);
    expect(await sent()).toEqual([]);
    // Accepted, the proposal is something to do.
    await ann
      .patch(`/action-items/${actionItems[2].id}`, { status: 'open' })
      .expect(200);
    expect(await sent()).toMatchObject([{ to: [BOB] }]);
    await stop();
  });

  it('tell the author and the commander what is moved or given up', async () => {
    const { as, sent, published, save, stop } = await start();
    const items = [item(BOB), item(BOB), item(CAT, { status: 'proposed' })];
    const { id } = await published({
      actionItems: items,
      incidentCommander: CAT,
    });
    const bob = as('bob');
    await bob
      .patch(`/action-items/${items[0].id}`, { dueDate: '2199-01-01' })
      .expect(200);
    expect(await sent()).toEqual([
      expect.objectContaining({
        topic: 'postmortems-promise',
        title: 'PM-1: 1 due date moved',
        description: 'Due on 2199-01-01 instead of 2026-03-01.',
        link: '/postmortems/PM-1',
        to: ['user:default/ann', CAT],
      }),
    ]);
    // Who does it knows it, and a proposal promises nothing.
    await save(id, {
      actionItems: [
        { ...items[0], dueDate: '2026-04-01' },
        { ...items[1], status: 'wont-do', wontDoReason: 'Replaced' },
        { ...items[2], dueDate: '2026-05-01' },
      ],
    });
    expect(await sent()).toMatchObject([
      {
        title: 'PM-1: 1 action item will not be done, 1 due date moved',
        to: [CAT],
      },
    ]);
    // Whoever also has something to do is told both.
    await save(
      id,
      {
        actionItems: [
          { ...items[0], owner: CAT, dueDate: '2026-06-01' },
          { ...items[2], dueDate: '2026-05-01' },
        ],
      },
      bob,
    );
    expect(await sent()).toEqual([
      expect.objectContaining({
        topic: 'postmortems-promise',
        to: ['user:default/ann'],
      }),
      expect.objectContaining({
        title: 'You own an action item of PM-1',
        description: 'Due on 2026-06-01. PM-1: 1 due date moved.',
        to: [CAT],
      }),
    ]);
    await stop();
  });

  it('take back what was said of one that is deleted', async () => {
    const { ann, sent, published, stop } = await start();
    const one = await published({ actionItems: [item(BOB)] });
    await ann.post(`/postmortems/${one.id}/unpublish`).expect(200);
    expect(await sent()).toEqual([]);
    await ann.delete(`/postmortems/${one.id}`).expect(204);
    expect(await sent()).toEqual([
      {
        topic: 'postmortems-deleted',
        title: 'PM-1 was deleted',
        description: '',
        link: '/postmortems',
        scope: `postmortem-${one.id}`,
        // Also the commander, who hears of promises that are moved.
        to: ['group:default/payments', BOB, CAT],
        not: ['user:default/ann'],
      },
    ]);
    await stop();
  });

  it('tell nobody of a restricted one who may not read it', async () => {
    const { ann, sent, create, publish, stop } = await start();
    const { id } = await create({
      visibility: 'restricted',
      actionItems: [item(BOB)],
    });
    await publish(id);
    expect(await sent()).toMatchObject([{ to: [BOB] }]);
    await ann.delete(`/postmortems/${id}`).expect(204);
    expect(await sent()).toMatchObject([{ to: [BOB, CAT] }]);
    await stop();
  });

  it('tell a member of a group what it is told, where nothing is sent in person', async () => {
    const { sent, create, publish, stop } = await start();
    const { id } = await create({
      visibility: 'restricted',
      affectedSystems: [MAIL],
      actionItems: [item('group:default/payments')],
    });
    await publish(id);
    // Dan owns the system too, and may not read it but as a member.
    expect(await sent()).toMatchObject([
      { to: ['group:default/payments'], not: ['user:default/ann'] },
    ]);
    await stop();
  });

  it('are sent in the order of the writes, and what is more at last', async () => {
    const { ann, sent, create, publish, stop } = await start(
      {},
      { catalogMs: 300 },
    );
    const { id, actionItems } = await create({
      actionItems: [item('user:default/ann')],
    });
    await publish(id);
    await ann
      .patch(`/action-items/${actionItems[0].id}`, {
        owner: 'group:default/payments',
      })
      .expect(200);
    await ann.delete(`/postmortems/${id}`).expect(204);
    expect((await sent()).map(({ title }) => title)).toEqual([
      'PM-1 was published',
      'You own an action item of PM-1',
      'PM-1 was deleted',
    ]);
    await stop();
  });

  it('tell what is less first, of one write', async () => {
    const { sent, create, publish, stop } = await start();
    // Dan is told in person, and a member of his group may be in another one.
    const { id } = await create({
      affectedSystems: [MAIL],
      actionItems: [
        item('user:default/dan'),
        item(BOB, { dueDate: '2026-04-01' }),
      ],
    });
    await publish(id);
    expect((await sent()).map(({ to }) => to)).toEqual([
      ['group:default/payments'],
      ['user:default/dan'],
      [BOB],
    ]);
    await stop();
  });

  it('are sent to all others when one fails or is late', async () => {
    const { notifications, logger, sent, create, publish, stop } =
      await start();
    let answer = () => {};
    const late = new Promise<void>(resolve => {
      answer = resolve;
    });
    notifications.send.mockImplementation((async ({ recipients }: any) => {
      if (recipients.entityRef.includes('group:default/payments'))
        throw new Error('Request failed: 500');
      if (recipients.entityRef.includes(BOB)) await late;
    }) as any);
    const { id } = await create({
      actionItems: [item(BOB), item(CAT, { dueDate: '2026-04-01' })],
    });
    await publish(id);
    expect((await sent()).map(({ to }) => to)).toEqual([
      ['group:default/payments'],
      [BOB],
      [CAT],
    ]);
    expect(logger.warn).not.toHaveBeenCalledWith(
      expect.stringContaining('not notified'),
    );
    answer();
    await stop();
  });

  it('are sent of all else when what came back is not found', async () => {
    const { logger, sent, create, publish, stop } = await start();
    const failing = jest
      .spyOn(RecurrenceNotices.prototype, 'afterChange')
      .mockRejectedValue(new Error('connection lost'));
    for (let times = 0; times < 2; times++) {
      const { id } = await create({ actionItems: [item(BOB)] });
      await publish(id);
      expect((await sent()).map(({ to }) => to)).toEqual([
        ['group:default/payments'],
        [BOB],
      ]);
    }
    expect(
      logger.warn.mock.calls.filter(([text]) => /notif/i.test(text)),
    ).toEqual([
      ['Nobody is notified that a root cause recurred: Error: connection lost'],
    ]);
    failing.mockRestore();
    await stop();
  });

  it('fail without a trace in what was written, and are logged once', async () => {
    const { notifications, logger, published, stop } = await start();
    notifications.send.mockRejectedValue(new Error('Request failed: 404'));
    const one = await published({ actionItems: [item(BOB), item(CAT)] });
    expect(one).toMatchObject({ version: 1 });
    await published({ actionItems: [item(BOB)] });
    await published({ actionItems: [item(BOB)] });
    expect(
      logger.warn.mock.calls.filter(([text]) => /notif/i.test(text)),
    ).toEqual([
      [
        'Notifications about postmortems are not sent: Error: Request failed: 404',
      ],
    ]);
    await stop();
  });
});
