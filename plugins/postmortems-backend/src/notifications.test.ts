import { TestDatabases } from '@backstage/backend-test-utils';
import { newId, Postmortem } from 'backstage-plugin-postmortems-common';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const entities = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payment', namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
  },
];

describe('notifications', () => {
  async function start() {
    const api = await startPostmortems({
      knex: await databases.init('SQLITE_3'),
      entities,
    });
    /** What was sent since it was last asked: topic, to whom, but to whom. */
    const sent = async () => {
      // Nobody waits for notifications, so the test gives them a moment.
      await new Promise(resolve => setTimeout(resolve, 50));
      const calls = api.notifications.send.mock.calls as any[];
      return calls.splice(0).map(([{ recipients, payload }]) => ({
        topic: payload.topic,
        title: payload.title,
        link: payload.link,
        to: recipients.entityRef,
        not: recipients.excludeEntityRef,
      }));
    };
    const create = async (changes = {}) =>
      (
        await api
          .as('ann')
          .post('/postmortems', completeDraft(changes))
          .expect(201)
      ).body as Postmortem;
    return { ...api, sent, create };
  }
  const item = (owner: string | null, changes = {}) => ({
    id: newId(),
    description: 'Add a performance gate',
    owner,
    dueDate: '2026-03-01',
    ...changes,
  });

  it('tells a new owner, once, and never the one who did it', async () => {
    const { as, sent, create, stop } = await start();
    const draft = await create({
      actionItems: [item('user:default/bob'), item('user:default/ann')],
    });
    expect(await sent()).toEqual([
      {
        topic: 'postmortems-action-item',
        title: 'You own an action item: Add a performance gate',
        link: `/postmortems/PM-${draft.number}`,
        to: ['user:default/bob'],
        not: 'user:default/ann',
      },
    ]);
    await as('ann')
      .put(`/postmortems/${draft.id}`, 1, edited(draft, { title: 'Other' }))
      .expect(200);
    expect(await sent()).toEqual([]);
    await as('ann')
      .patch(`/action-items/${draft.actionItems[0].id}`, {
        owner: 'group:default/platform',
      })
      .expect(200);
    expect(await sent()).toMatchObject([{ to: ['group:default/platform'] }]);
    await stop();
  });

  it('leaves owners of what is not to be done in peace', async () => {
    const { as, sent, create, stop } = await start();
    const { actionItems } = await create({
      actionItems: [
        item('user:default/bob', { status: 'done' }),
        item('user:default/bob', { status: 'wont-do', wontDoReason: 'No' }),
        item('user:default/bob', { status: 'proposed' }),
        item(null),
      ],
    });
    expect(await sent()).toEqual([]);
    // Accepted, the proposal is something to do.
    await as('ann')
      .patch(`/action-items/${actionItems[2].id}`, { status: 'open' })
      .expect(200);
    expect(await sent()).toMatchObject([{ to: ['user:default/bob'] }]);
    await stop();
  });

  it('tells an owner of something done that it is opened again', async () => {
    const { as, sent, create, stop } = await start();
    const { actionItems } = await create({
      actionItems: [item('user:default/ann', { status: 'done' })],
    });
    const patch = (changes: object) =>
      as('ann').patch(`/action-items/${actionItems[0].id}`, changes);
    await patch({ owner: 'user:default/bob' }).expect(200);
    expect(await sent()).toEqual([]);
    await patch({ status: 'open' }).expect(200);
    expect(await sent()).toMatchObject([{ to: ['user:default/bob'] }]);
    await stop();
  });

  it('names the postmortem of an action item that nobody has described yet', async () => {
    const { sent, create, stop } = await start();
    await create({
      actionItems: [item('user:default/bob', { description: '' })],
    });
    expect(await sent()).toMatchObject([
      { title: 'You own an action item: of PM-1' },
    ]);
    await stop();
  });

  it('cuts a long title between characters', async () => {
    const { sent, create, stop } = await start();
    await create({
      actionItems: [
        item('user:default/bob', { description: `**a**${'😀'.repeat(200)}` }),
      ],
    });
    const [{ title }] = await sent();
    expect(title).toMatch(/^You own an action item: a(😀)+…$/u);
    await stop();
  });

  it('tells the owners of affected systems and of action items when it is published', async () => {
    const { as, sent, create, stop } = await start();
    const draft = await create({ actionItems: [item('user:default/bob')] });
    await sent();
    await as('ann').post(`/postmortems/${draft.id}/publish`).expect(200);
    expect(await sent()).toEqual([
      {
        topic: 'postmortems-published',
        title: `PM-${draft.number} was published: ${draft.title}`,
        link: `/postmortems/PM-${draft.number}`,
        to: ['group:default/payments', 'user:default/bob'],
        not: 'user:default/ann',
      },
    ]);
    // Published again, it is nothing new.
    await as('ann').post(`/postmortems/${draft.id}/unpublish`).expect(200);
    await as('bob').post(`/postmortems/${draft.id}/publish`).expect(200);
    expect(await sent()).toEqual([]);
    await stop();
  });

  it('tells nobody about a restricted one who may not read it', async () => {
    const { as, sent, create, stop } = await start();
    const draft = await create({
      visibility: 'restricted',
      actionItems: [item('user:default/bob')],
    });
    await sent();
    await as('ann').post(`/postmortems/${draft.id}/publish`).expect(200);
    expect(await sent()).toMatchObject([{ to: ['user:default/bob'] }]);
    await stop();
  });

  it('writes all the same when notifications fail', async () => {
    const { notifications, create, stop } = await start();
    notifications.send.mockRejectedValue(new Error('not there'));
    const saved = await create({ actionItems: [item('user:default/bob')] });
    expect(saved).toMatchObject({ version: 1 });
    await stop();
  });
});
