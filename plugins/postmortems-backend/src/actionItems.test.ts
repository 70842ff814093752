// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { newId } from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** A day, by how far it is from today in the configured zone. */
const ZONE = 'Pacific/Kiritimati';
const day = (offset: number) =>
  DateTime.now().setZone(ZONE).plus({ days: offset }).toISODate()!;

describe.each(databases.eachSupportedId())('action items (%s)', databaseId => {
  async function start() {
    const backend = await startPostmortems({
      knex: await databases.init(databaseId),
      config: { postmortems: { timeZone: ZONE } },
    });
    const ids: Record<string, string> = {};
    const item = (description: string, rest: object = {}) => {
      ids[description] = newId();
      return { id: ids[description], description, ...rest };
    };
    const ann = backend.as('ann');
    await ann
      .post('/postmortems', {
        title: 'First',
        severity: 'P2',
        affectedSystems: ['component:payment', 'component:web'],
        actionItems: [
          item('late', { owner: 'user:ann', dueDate: day(-1) }),
          item('today', { owner: 'group:payments', dueDate: day(0) }),
          item('week', { dueDate: day(7), status: 'in-progress' }),
          item('far', { dueDate: day(8) }),
          item('someday Zürich'),
        ],
      })
      .expect(201);
    await ann
      .post('/postmortems', {
        title: 'Second',
        affectedSystems: ['component:web'],
        actionItems: [
          item('done', { status: 'done', dueDate: day(-1), owner: 'user:bob' }),
          item('dropped', { status: 'wont-do' }),
          item('idea', { status: 'proposed', dueDate: day(-5) }),
        ],
      })
      .expect(201);
    const list = async (query: string, name = 'ann') => {
      const { body } = await backend
        .as(name)
        .get(`/action-items?${query}`)
        .expect(200);
      expect(body.totalItems).toBe(body.items.length);
      return body.items
        .map(({ description }: any) => description.split(' ')[0])
        .join(' ');
    };
    return { ...backend, ann, ids, list };
  }

  it('lists and filters them', async () => {
    const { ann, ids, list } = await start();
    const { body } = await ann.get('/action-items').expect(200);
    expect(body.items[1]).toEqual({
      id: ids.late,
      description: 'late',
      owner: 'user:default/ann',
      ownerGone: false,
      dueDate: day(-1),
      status: 'open',
      purpose: null,
      ticketUrl: '',
      wontDoReason: '',
      doneAt: null,
      evidenceUrl: '',
      verifyOn: null,
      verified: null,
      verifiedNote: '',
      // A draft promises nothing.
      firstDueDate: null,
      dueDateMoves: 0,
      ticket: null,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
      due: 'overdue',
      postmortem: {
        id: expect.any(String),
        number: 1,
        version: 1,
        title: 'First',
        status: 'draft',
        severity: 'P2',
        affectedSystems: ['component:default/payment', 'component:default/web'],
      },
      can: { update: true },
    });
    const all = 'idea late done today week far someday dropped';
    expect(await list('')).toBe(all);
    expect(await list('due=overdue')).toBe('late');
    expect(await list('due=soon')).toBe('today week');
    expect(await list('due=later')).toBe('idea done far');
    expect(await list('due=none')).toBe('someday dropped');
    for (const due of ['overdue', 'soon', 'later', 'none'])
      for (const row of (await ann.get(`/action-items?due=${due}`)).body.items)
        expect(row.due).toBe(due);
    expect(await list('owner=me')).toBe('late today');
    expect(await list('owner=me', 'bob')).toBe('done');
    expect(await list('owner=me', 'zoe')).toBe('');
    expect(await list('owner=group:payments')).toBe('today');
    expect(await list('system=component:payment&due=none')).toBe('someday');
    expect(await list('system=component:web')).toBe(all);
    expect(await list('postmortem=PM-2')).toBe('idea done dropped');
    expect(await list('postmortem=nope')).toBe('');
    expect(await list('status=open&status=in-progress')).toBe(
      'late today week far someday',
    );
    expect(await list('q=zuri')).toBe('someday');
    expect(await list('q=zurich%20some')).toBe('someday');
    expect(await list('q=zuri%20someday')).toBe('');
    expect(await list(`q=${encodeURIComponent("%_'")}`)).toBe(all);

    const seen: string[] = [];
    for (let cursor = ''; cursor !== undefined;) {
      const page = await ann
        .get(`/action-items?limit=3${cursor && `&cursor=${cursor}`}`)
        .expect(200);
      expect(page.body.totalItems).toBe(8);
      seen.push(...page.body.items.map((row: any) => row.description));
      cursor = page.body.nextCursor;
    }
    expect(seen).toEqual(body.items.map((row: any) => row.description));
  });

  it('are changed by a save of their postmortem', async () => {
    const { ann, as, ids, auditor } = await start();
    auditor.createEvent.mockClear();
    const { body: done } = await as('bob')
      .patch(`/action-items/${ids.late.toUpperCase()}`, {
        status: 'done',
        ticketUrl: 'https://tickets.example/1',
      })
      .expect(200);
    expect(done).toMatchObject({
      status: 'done',
      ticketUrl: 'https://tickets.example/1',
      due: 'later',
      postmortem: { version: 2 },
    });
    expect(done.doneAt).toBe(done.updatedAt);
    const { body: postmortem } = await ann.get('/postmortems/1').expect(200);
    expect(postmortem).toMatchObject({
      version: 2,
      updatedBy: 'user:default/bob',
      actionItems: [{ status: 'done', doneAt: done.doneAt }, {}, {}, {}, {}],
    });
    expect(auditor.createEvent.mock.calls).toEqual([
      [
        expect.objectContaining({
          eventId: 'action-item-mutate',
          meta: { id: expect.any(String), actionType: 'update' },
        }),
      ],
    ]);
    const { body: list } = await ann.get('/postmortems?order=startedAt:asc');
    expect(list.items[0].openActionItems).toBe(4);

    // Whoever edits the document at that time keeps both.
    const { body: merged } = await ann
      .put('/postmortems/1', 2, { ...completeDraft(), actionItems: [] })
      .expect(200);
    expect(merged.actionItems).toEqual([]);

    await ann
      .patch(`/action-items/${ids.dropped}`, { status: 'wont-do' })
      .expect(400)
      .expect(({ body }) =>
        expect(body.error.fields).toEqual([
          {
            field: 'wontDoReason',
            code: 'wont-do-without-reason',
            message: expect.any(String),
          },
        ]),
      );
    await ann
      .patch(`/action-items/${ids.dropped}`, { createdAt: null })
      .expect(400);
    await ann.patch(`/action-items/${ids.late}`, {}).expect(404);
    await ann.patch('/action-items/nope', {}).expect(404);
    const patch = () =>
      ann.patch(`/action-items/${ids.idea}`, { status: 'open' });
    await patch().set('If-Match', '"7"').expect(409);
    await patch().set('If-Match', 'seven').expect(400);
    await patch().set('If-Match', '"1"').expect(200);
  });

  it('are given up for a reason, also for that from before', async () => {
    const { ann, ids } = await start();
    const patch = (changes: object) =>
      ann.patch(`/action-items/${ids.far}`, changes);
    await patch({ status: 'wont-do', wontDoReason: 'Too dear' }).expect(200);
    await patch({ status: 'open' }).expect(200);
    const { body } = await patch({ status: 'wont-do' }).expect(200);
    expect(body).toMatchObject({ status: 'wont-do', wontDoReason: 'Too dear' });
    const { body: refused } = await patch({ wontDoReason: ' ' }).expect(400);
    expect(refused.error.fields).toMatchObject([{ field: 'wontDoReason' }]);
    // One that never had a reason may still be changed otherwise.
    await ann
      .patch(`/action-items/${ids.dropped}`, { description: 'given up' })
      .expect(200);
  });

  it('that are opened by mistake are done again as they were', async () => {
    const { ann, ids } = await start();
    const patch = (changes: object) =>
      ann.patch(`/action-items/${ids.far}`, changes);
    const doneAt = '2026-03-03T09:00:00.000Z';
    const { body: done } = await patch({ status: 'done', doneAt }).expect(200);
    expect(done).toMatchObject({ status: 'done', doneAt });
    const { body: open } = await patch({ status: 'open' }).expect(200);
    expect(open.doneAt).toBeNull();
    const { body: again } = await patch({ status: 'done', doneAt }).expect(200);
    expect(again.doneAt).toBe(doneAt);

    await patch({ status: 'open' }).expect(200);
    const tomorrow = DateTime.utc().plus({ days: 2 }).toISO();
    for (const wrong of [{ doneAt }, { status: 'done', doneAt: tomorrow }]) {
      const { body } = await patch(wrong).expect(400);
      expect(body.error.fields).toMatchObject([{ field: 'doneAt' }]);
    }
  });

  it('are done by now, and listed as they were done', async () => {
    const { ann, list } = await start();
    const done = (description: string, doneAt: string | null) => ({
      id: newId(),
      description,
      status: 'done',
      doneAt,
    });
    const at = (days: number) => DateTime.utc().plus({ days }).toISO();
    const other = done('other', null);
    const send = (doneAt: string) =>
      ann.post('/postmortems', {
        title: 'Third',
        actionItems: [done('first', at(-3)), { ...other, doneAt }],
      });
    const { body: refused } = await send(at(2)!).expect(400);
    expect(refused.error.fields).toEqual([
      {
        field: `actionItems.${other.id}.doneAt`,
        code: 'in-the-future',
        message: 'must not be in the future',
      },
    ]);
    await send(at(0)!).expect(201);
    const query = 'status=done&order=doneAt:desc';
    expect(await list(query)).toBe('other first done');
    expect(await list('order=doneAt:desc')).toMatch(/^other first /);
    const { body: first } = await ann.get(`/action-items?${query}&limit=1`);
    const { body: rest } = await ann.get(
      `/action-items?${query}&limit=2&cursor=${first.nextCursor}`,
    );
    expect(rest.items.map(({ description }: any) => description)).toEqual([
      'first',
      'done',
    ]);
    await ann.get(`/action-items?cursor=${first.nextCursor}`).expect(400);

    // An import says so and goes on.
    const later = at(3)!.slice(0, 10);
    const { body: imported } = await ann
      .post('/import', {
        markdown: `# Later\n\n## Action items\n\n| Action | Status |\n| --- | --- |\n| Fix it | done ${later} |\n`,
      })
      .expect(201);
    expect(imported.postmortem.actionItems).toMatchObject([
      { status: 'done', doneAt: null },
    ]);
    expect(imported.warnings).toContainEqual({
      line: 1,
      message: expect.stringMatching(/in the future.*Fix it/),
    });
  });

  it('of a published postmortem must still pass its gate', async () => {
    const { ann } = await start();
    const { body } = await ann.post('/postmortems', completeDraft());
    await ann.post('/postmortems/3/publish').expect(200);
    const [{ id }] = body.actionItems;
    const { body: refused } = await ann
      .patch(`/action-items/${id}`, { dueDate: null, owner: null })
      .expect(400);
    expect(refused.error.unmet.map(({ field }: any) => field).sort()).toEqual([
      `actionItems.${id}.dueDate`,
      `actionItems.${id}.owner`,
    ]);
    await ann
      .patch(`/action-items/${id}`, { status: 'in-progress' })
      .expect(200);
  });
});
