// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ActionItem,
  newId,
  PostmortemDraft,
  postmortemReadPermission,
  ReviewItem,
  ReviewReason,
  reviewReasonSchema,
  soonUntil,
  today,
} from 'backstage-plugin-postmortems-common';
import {
  createPostmortemConditionalDecision,
  postmortemConditions,
} from 'backstage-plugin-postmortems-node';
import { completeDraft, edited } from './__testUtils__/drafts';
import { Caller, startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const GROUP = 'group:default/payments';
const ANN = 'user:default/ann';
const CARLA = 'user:default/carla';
const GONE = 'user:default/gone';
const OURS = 'component:default/payment';
const THEIRS = 'component:default/search';

const DAY_MS = 86_400_000;
const dayIn = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const entity = (kind: string, name: string, relations: object[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: relations as any,
});
const entities = [
  entity('Group', 'payments', [
    { type: 'hasMember', targetRef: ANN },
    { type: 'hasMember', targetRef: CARLA },
  ]),
  entity('Component', 'payment', [{ type: 'ownedBy', targetRef: GROUP }]),
  entity('Component', 'search', [
    { type: 'ownedBy', targetRef: 'group:default/platform' },
  ]),
];

/** Numbers that are the same at each run (mulberry32). */
function randomOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Made = ActionItem & { moves: number; postmortem: number; place: number };

/** The definition of the order, apart from its SQL. */
function expectedAgenda(items: Array<Made & { systems: string[] }>) {
  const day = today('UTC');
  const reasonOf = (item: Made): ReviewReason => {
    const open = item.status !== 'proposed';
    if (item.owner === null) return 'no-owner';
    if (item.owner === GONE) return 'owner-gone';
    if (item.dueDate === null) return 'no-date';
    if (open && item.dueDate < day) return 'overdue';
    if (open && item.dueDate <= soonUntil(day)) return 'soon';
    return item.moves >= 3 ? 'moved-often' : 'other';
  };
  const key = (item: Made) => [
    reviewReasonSchema.options.indexOf(reasonOf(item)),
    item.dueDate ?? '9999',
    item.postmortem,
    item.place,
  ];
  return items
    .filter(
      ({ status, owner, systems }) =>
        ['proposed', 'open', 'in-progress'].includes(status) &&
        (owner === null || owner === GONE
          ? systems.includes(OURS)
          : [GROUP, ANN, CARLA].includes(owner)),
    )
    .sort((a, b) => {
      const [left, right] = [key(a), key(b)];
      const at = left.findIndex((value, index) => value !== right[index]);
      return left[at] < right[at] ? -1 : 1;
    })
    .map(item => ({ id: item.id, reason: reasonOf(item) }));
}

describe.each(databases.eachSupportedId())('team reviews (%s)', databaseId => {
  async function start() {
    const knex = await databases.init(databaseId);
    const api = await startPostmortems({ knex, entities });
    const publish = async (
      items: Array<Partial<ActionItem>>,
      draft: Partial<PostmortemDraft> = {},
      causes: string[] = [],
    ) => {
      const actionItems = items.map(item => ({
        id: newId(),
        description: 'Add a performance gate',
        owner: ANN,
        dueDate: dayIn(20),
        ...item,
      }));
      const { number } = await api.writer.createAs({
        id: newId(),
        input: completeDraft({
          actionItems,
          noActionReason: 'None left.',
          ...draft,
        }),
        actor: 'user:default/eve',
        at: new Date(Date.now() - DAY_MS).toISOString(),
        publish: true,
        causes: causes.map(name => ({ name, category: 'process-gap' })),
      });
      return { number, items: actionItems };
    };
    return { ...api, knex, publish, ...reviewing(api.as('ann')) };
  }

  /** A review of the group, as one person leads it. */
  function reviewing(who: Caller) {
    const begin = async (body: object = {}) =>
      (await who.post('/reviews', { group: GROUP, ...body }).expect(200)).body;
    const agenda = async (id: string, limit = 100): Promise<ReviewItem[]> => {
      const items: ReviewItem[] = [];
      for (let cursor = ''; ;) {
        const { body } = await who
          .get(`/reviews/${id}/agenda?limit=${limit}${cursor}`)
          .expect(200);
        items.push(...body.items);
        if (!body.nextCursor) {
          expect(items).toHaveLength(body.totalItems);
          return items;
        }
        cursor = `&cursor=${body.nextCursor}`;
      }
    };
    const seenOf = ({ actionItem }: ReviewItem) => ({
      description: actionItem!.description,
      owner: actionItem!.owner,
      dueDate: actionItem!.dueDate,
      status: actionItem!.status,
    });
    const decide = (review: string, item: ReviewItem, body: object) =>
      who.post(`/reviews/${review}/agenda/${item.id}/decisions`, {
        kind: 'changed',
        id: newId(),
        ...body,
      });
    const change = (review: string, item: ReviewItem, patch: object) =>
      decide(review, item, { seen: seenOf(item), patch });
    const undo = (review: string, { decisions }: ReviewItem) =>
      who.post(`/reviews/${review}/decisions/${decisions.at(-1)!.id}/undo`);
    const end = async (id: string) =>
      (await who.post(`/reviews/${id}/end`).expect(200)).body;
    return { who, begin, agenda, seenOf, decide, change, undo, end };
  }

  it('take the items of a team in the order that a meeting needs', async () => {
    const { knex, publish, begin, agenda, stop } = await start();
    await knex('missing_owner').insert(
      [GONE, CARLA].map(ref => ({
        entity_ref: ref,
        since: new Date(),
        // Only missed once so far.
        gone: ref === GONE,
      })),
    );
    const random = randomOf(7);
    const pick = <T>(...values: T[]) => values[random(values.length)];
    const all: Array<Made & { systems: string[] }> = [];
    for (let count = 0; count < 20; count++) {
      const systems = pick([OURS], [THEIRS], [THEIRS, OURS]);
      const specs = Array.from({ length: 1 + random(8) }, () => ({
        id: newId(),
        description: 'Something',
        owner: pick(null, ANN, CARLA, GROUP, GONE, 'user:default/bob'),
        dueDate: pick(null, ...[-40, -1, 0, 1, 7, 8, 90].map(dayIn)),
        status: pick('proposed', 'open', 'open', 'in-progress', 'done'),
        moves: pick(0, 0, 2, 3, 5),
      }));
      const { number } = await publish(
        specs.map(({ id, description }) => ({ id, description })),
        { affectedSystems: systems },
      );
      for (const [place, spec] of specs.entries()) {
        // As it may have come from a release with another gate.
        await knex('action_item').where({ id: spec.id }).update({
          owner: spec.owner,
          due_date: spec.dueDate,
          status: spec.status,
          due_date_moves: spec.moves,
        });
        all.push({ ...spec, systems, postmortem: number, place } as any);
      }
    }
    // Nobody works on what is not published.
    await knex('postmortem')
      .where({ number: all.at(-1)!.postmortem })
      .update({ status: 'draft' });
    const expected = expectedAgenda(
      all.filter(({ postmortem }) => postmortem !== all.at(-1)!.postmortem),
    );
    expect(new Set(expected.map(({ reason }) => reason)).size).toBe(7);

    const review = await begin();
    expect(review).toMatchObject({
      group: GROUP,
      facilitators: [ANN],
      endedAt: null,
      total: expected.length,
      decided: 0,
      waiting: expected.length,
      previous: null,
      restricted: 0,
    });
    const shown = await agenda(review.id, 7);
    expect(shown.map(({ id, reason }) => ({ id, reason }))).toEqual(expected);
    await stop();
  });

  it('leave out what is restricted, and count it for those who may read it', async () => {
    const { as, policy, publish, begin, agenda, change, end, stop } =
      await start();
    await publish([{}], { visibility: 'restricted' });
    await publish([{ owner: CARLA }], {
      visibility: 'restricted',
      title: 'A secret',
    });
    const { items } = await publish([{ description: 'Seen by all' }], {
      affectedSystems: [THEIRS],
    });
    const { id } = await begin();
    const shown = await agenda(id);
    expect(shown).toMatchObject([{ description: 'Seen by all' }]);
    expect((await begin()).restricted).toBe(1);
    const get = async (name: string) =>
      (await as(name).get(`/reviews/${id}`).expect(200)).body;
    expect(await get('carla')).toMatchObject({ restricted: 1, total: 1 });
    expect(await get('bob')).toMatchObject({ restricted: 0, total: 1 });
    const { body: decided } = await change(id, shown[0], { status: 'done' });
    expect(decided.actionItem.status).toBe('done');

    // Who may read only what happened to other systems.
    policy['postmortem.read'] = createPostmortemConditionalDecision(
      postmortemReadPermission,
      postmortemConditions.affectsSystem({ entityRefs: [OURS] }),
    );
    expect(await get('bob')).toMatchObject({ total: 0, decided: 0 });
    expect(await agenda(id)).toEqual([]);
    const { body } = await as('ann').get(`/reviews?group=${GROUP}`);
    expect(body.items).toMatchObject([{ total: 0, decided: 0, waiting: 0 }]);
    await as('ann')
      .post(`/reviews/${id}/agenda/${items[0].id}/decisions`, {
        kind: 'skipped',
        id: newId(),
      })
      .expect(404);
    policy['postmortem.read'] = { result: AuthorizeResult.DENY };
    await as('bob').get(`/reviews/${id}`).expect(403);
    policy['postmortem.read'] = { result: AuthorizeResult.ALLOW };
    expect(await end(id)).toMatchObject({ decided: 1, waiting: 0 });
    await stop();
  });

  it('change an item and record that, once', async () => {
    const { knex, as, publish, auditor, ...api } = await start();
    const { begin, agenda, seenOf, decide, change, undo, stop } = api;
    const { number } = await publish([{ dueDate: dayIn(-3) }, {}]);
    const { id } = await begin();
    const [item] = await agenda(id);
    const body = {
      id: newId(),
      seen: seenOf(item),
      patch: { owner: CARLA, dueDate: dayIn(10) },
    };
    const first = await decide(id, item, body).expect(200);
    expect(first.body).toMatchObject({
      reason: 'overdue',
      actionItem: {
        owner: CARLA,
        dueDateMoves: 1,
        postmortem: { version: 2 },
      },
      decisions: [
        {
          id: body.id,
          kind: 'changed',
          by: ANN,
          changes: {
            owner: { from: ANN, to: CARLA },
            dueDate: { from: dayIn(-3), to: dayIn(10) },
          },
        },
      ],
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'review-mutate',
        meta: { review: id, actionType: 'decide' },
      }),
    );
    // The answer was lost: it is sent again.
    const again = await decide(id, item, body).expect(200);
    expect(again.body).toEqual(first.body);
    // Twice at once.
    const twice = { ...body, id: newId(), seen: seenOf(first.body) };
    const patch = { dueDate: dayIn(30) };
    const both = await Promise.all(
      [1, 2, 3].map(() => decide(id, item, { ...twice, patch })),
    );
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(both[2].body.decisions).toHaveLength(2);
    // For another item it is not the same decision.
    const [, other] = await agenda(id);
    await decide(id, other, { ...body, seen: seenOf(other) }).expect(409);

    // What is taken back does not count as a move.
    const back = (await undo(id, both[2].body).expect(200)).body;
    expect(back).toMatchObject({
      actionItem: { dueDate: dayIn(10), dueDateMoves: 1 },
      decisions: [{ id: body.id }],
    });
    const asBefore = (await undo(id, back).expect(200)).body;
    expect(asBefore).toMatchObject({
      actionItem: { owner: ANN, dueDate: dayIn(-3), dueDateMoves: 0 },
      decisions: [],
    });
    // To take it back again changes nothing.
    await undo(id, back).expect(200);
    await change(id, asBefore, { dueDate: dayIn(5) }).expect(200);
    const [{ due_date_moves: moves }] = await knex('action_item').where({
      id: item.id,
    });
    expect(moves).toBe(1);

    // Nothing of a refused one is kept.
    const refused = await change(id, other, {
      status: 'wont-do',
      wontDoReason: 'x',
    }).expect(400);
    expect(refused.body.error.fields).toMatchObject([
      { field: 'wontDoReason', code: 'reason-says-nothing' },
    ]);
    expect((await change(id, other, { owner: null })).body.error.unmet).toEqual(
      [expect.objectContaining({ field: `actionItems.${other.id}.owner` })],
    );
    await change(id, other, { owner: 'x y' }).expect(400);
    expect((await agenda(id))[1].decisions).toEqual([]);
    const versions = await knex('postmortem').where({ number });
    expect(versions[0].version).toBe(6);
    await stop();
  });

  it('split an item in two, and put it together again', async () => {
    const { as, publish, begin, agenda, seenOf, decide, undo, stop } =
      await start();
    const { number, items } = await publish([
      { purpose: 'prevent' },
      { description: 'The next' },
    ]);
    const { id } = await begin();
    const [item] = await agenda(id);
    const second = {
      description: 'Alert on it',
      owner: CARLA,
      dueDate: dayIn(40),
    };
    const body = { kind: 'split', seen: seenOf(item), second };
    await decide(id, item, { ...body, description: ' ' }).expect(400);
    const split = await decide(id, item, {
      ...body,
      description: 'Add the gate',
    }).expect(200);
    expect(split.body).toMatchObject({
      actionItem: { description: 'Add the gate', owner: ANN },
      decisions: [
        {
          kind: 'split',
          split: {
            description: { from: 'Add a performance gate', to: 'Add the gate' },
            second,
          },
        },
      ],
    });
    const descriptions = async () =>
      (await as('ann').get(`/postmortems/${number}`)).body.actionItems.map(
        (each: ActionItem) => each.description,
      );
    expect(await descriptions()).toEqual([
      'Add the gate',
      'Alert on it',
      'The next',
    ]);
    // What became of the second one is not thrown away.
    const { second: added } = split.body.decisions[0].split;
    await as('carla')
      .patch(`/action-items/${added.id}`, { status: 'done' })
      .expect(200);
    await undo(id, split.body).expect(409);
    await as('carla')
      .patch(`/action-items/${added.id}`, { status: 'open' })
      .expect(200);
    await undo(id, split.body).expect(200);
    expect(await descriptions()).toEqual(
      items.map(({ description }) => description),
    );
    await stop();
  });

  it('say what others did meanwhile', async () => {
    const { as, policy, publish, begin, agenda, change, undo, end, stop } =
      await start();
    await publish([{ owner: CARLA }, {}, {}]);
    const bob = reviewing(as('bob'));
    // Two begin at once: one of them leads it.
    const [first, other] = await Promise.all(
      ['ann', 'carla'].map(name => as(name).post('/reviews', { group: GROUP })),
    );
    expect([first.status, other.status].sort()).toEqual([200, 409]);
    const { id } = [first, other].find(({ status }) => status === 200)!.body;
    await as('carla').post('/reviews', { group: GROUP, join: true });
    await begin({ join: true });
    const refused = await bob.who.post('/reviews', { group: GROUP });
    expect(refused.status).toBe(409);
    expect(refused.body.error.current).toMatchObject({ id, total: 3 });
    const [item, next] = await agenda(id);
    await bob.change(id, item, { status: 'done' }).expect(403);
    await bob.who.post(`/reviews/${id}/end`).expect(403);
    expect((await bob.begin({ join: true })).facilitators).toContain(
      'user:default/bob',
    );
    expect((await bob.begin()).can).toEqual({ decide: true });

    // Two finish the same item: the second one is told so.
    const both = await Promise.all([
      change(id, item, { status: 'done' }),
      bob.change(id, item, { status: 'done' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { error } = both.find(({ status }) => status === 409)!.body;
    expect(error.message).toBe('The action item was changed meanwhile: status');
    expect(error).toMatchObject({
      conflicts: ['status'],
      current: { id: item.id, status: 'done' },
    });
    const [{ decisions }] = await agenda(id);
    expect(decisions).toHaveLength(1);

    // What a decision changed was changed since.
    const { body: moved } = await change(id, next, { dueDate: dayIn(50) });
    await as('ann')
      .patch(`/action-items/${next.id}`, { dueDate: dayIn(60) })
      .expect(200);
    const undone = await undo(id, moved).expect(409);
    expect(undone.body.error.current.dueDate).toBe(dayIn(60));

    // What one may not change is told before, and refused.
    policy['postmortem.update'] = { result: AuthorizeResult.DENY };
    const rows = await bob.agenda(id);
    expect(rows.map(row => row.actionItem!.can.update)).toEqual([
      false,
      false,
      false,
    ]);
    await bob.change(id, rows[2], { status: 'done' }).expect(403);
    // Its owner still may.
    await change(id, rows[2], { status: 'in-progress' }).expect(200);
    policy['postmortem.update'] = { result: AuthorizeResult.ALLOW };

    const { body: postmortem } = await as('ann').get('/postmortems/1');
    await as('ann')
      .put(
        '/postmortems/1',
        postmortem.version,
        edited(postmortem, { actionItems: postmortem.actionItems.slice(0, 2) }),
      )
      .expect(200);
    const gone = await change(id, rows[2], { status: 'done' }).expect(404);
    expect(gone.body.error.message).toBe(
      'The action item was taken out of PM-1',
    );

    await end(id);
    const late = await change(id, rows[1], { status: 'done' }).expect(409);
    expect(late.body.error.message).toBe(
      'The review has ended; nothing was changed',
    );
    await undo(id, moved).expect(409);
    await stop();
  });

  it('keep what waits, and the next one starts after it', async () => {
    const { as, knex, publish, begin, agenda, decide, change, end, stop } =
      await start();
    const again = (days: number) => ({
      startedAt: new Date(Date.now() - days * DAY_MS).toISOString(),
      resolvedAt: new Date(Date.now() - days * DAY_MS + 60_000).toISOString(),
      timeline: completeDraft().timeline!.map(entry => ({
        ...entry,
        at: new Date(Date.now() - days * DAY_MS + 30_000).toISOString(),
      })),
    });
    const two = [
      { description: 'First', dueDate: dayIn(-9) },
      { description: 'Second', dueDate: dayIn(-8) },
    ];
    await publish(two, again(60), ['No gate']);
    await publish([{ description: 'Third' }], again(30), ['No gate']);
    await publish([{ owner: 'user:default/bob' }], {
      ...again(30),
      affectedSystems: [THEIRS],
    });
    const review = await begin();
    expect(review.recurred).toMatchObject([
      { cause: { name: 'No gate' }, times: 2, occurrences: [{}, {}] },
    ]);
    const [first, second] = await agenda(review.id);
    await change(review.id, first, { status: 'done' }).expect(200);
    await decide(review.id, second, { kind: 'skipped' }).expect(200);
    // Done by somebody else, so it does not wait.
    const [, , third] = await agenda(review.id);
    await as('ann').patch(`/action-items/${third.id}`, { status: 'done' });
    const ended = await end(review.id);
    expect(ended).toMatchObject({ total: 3, decided: 1, waiting: 1 });
    expect(ended.endedAt).not.toBeNull();
    expect((await agenda(review.id)).map(({ waits }) => waits)).toEqual([
      false,
      true,
      false,
    ]);
    // To end it again changes nothing.
    expect(await end(review.id)).toEqual(ended);

    const next = await begin();
    expect(next).toMatchObject({
      previous: { id: review.id, decided: 1, waiting: 1 },
      since: review.startedAt,
      recurred: [],
      total: 1,
    });
    expect(await agenda(next.id)).toMatchObject([
      { description: 'Second', waited: true, decisions: [] },
    ]);
    await end(next.id);
    // Confirmed since then, and it happened before.
    await publish([], again(10), ['No gate']);
    await knex('postmortem')
      .where({ number: 4 })
      .update({ first_published_at: new Date() });
    const last = await begin();
    expect(last.recurred).toMatchObject([
      { times: 3, occurrences: [{ number: 4 }, {}, {}] },
    ]);

    // The record is still there, and of what is gone only that it was.
    const { body } = await as('ann').get(`/reviews?group=${GROUP}&limit=2`);
    expect(body).toMatchObject({
      totalItems: 3,
      items: [
        { id: last.id, endedAt: null },
        { id: next.id, waiting: 1 },
      ],
    });
    const { body: rest } = await as('ann').get(
      `/reviews?group=${GROUP}&limit=2&cursor=${body.nextCursor}`,
    );
    expect(rest.items).toMatchObject([{ id: review.id, decided: 1 }]);
    await knex('action_item').where({ id: first.id }).delete();
    expect((await agenda(review.id))[0]).toMatchObject({
      description: 'First',
      actionItem: null,
      decisions: [{ changes: { status: { to: 'done' } } }],
    });
    await as('ann').delete('/postmortems/1').expect(204);
    expect((await agenda(review.id)).map(each => each.description)).toEqual([
      'Third',
    ]);
    await stop();
  });

  it('are of groups that there are', async () => {
    const { as, begin, end, agenda, stop } = await start();
    const ann = as('ann');
    await ann.post('/reviews', { group: 'group:nobody' }).expect(404);
    await ann.post('/reviews', { group: 'user:ann' }).expect(400);
    await ann.get('/reviews').expect(400);
    await ann.get('/reviews/x').expect(404);
    await ann.get(`/reviews/${newId()}/agenda`).expect(404);
    const { id } = await begin();
    expect(await agenda(id)).toEqual([]);
    await ann.get(`/reviews/${id}/agenda?cursor=x`).expect(400);
    await ann.post(`/reviews/${id}/decisions/${newId()}/undo`).expect(404);
    expect(await end(id)).toMatchObject({ total: 0, waiting: 0 });
    await stop();
  });
});
