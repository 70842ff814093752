// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { newId } from 'backstage-plugin-postmortems-common';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const GATE = {
  name: 'Deployment checklist has no performance gate',
  category: 'process-gap',
};
const MAIL = 'component:default/mail';
const component = (name: string, owner: string, system: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: [
    { type: 'ownedBy', targetRef: owner },
    { type: 'partOf', targetRef: system },
  ],
});
const entities = [
  component('payment', 'group:default/payments', 'system:default/shop'),
  component('mail', 'group:default/platform', 'system:default/shop'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'shop', namespace: 'default' },
    relations: [
      { type: 'hasPart', targetRef: 'component:default/payment' },
      { type: 'hasPart', targetRef: MAIL },
    ],
  },
];

/** A postmortem of a day, ready to be published. */
function on(day: string, changes = {}) {
  return completeDraft({
    startedAt: `${day}T02:00:00.000Z`,
    resolvedAt: `${day}T04:00:00.000Z`,
    timeline: [
      { id: newId(), at: `${day}T02:20:00.000Z`, kind: 'detected', text: 'A' },
      { id: newId(), at: `${day}T04:00:00.000Z`, kind: 'resolved', text: 'R' },
    ],
    ...changes,
  });
}

describe.each(databases.eachSupportedId())('causes (%s)', databaseId => {
  async function start() {
    const api = await startPostmortems({
      knex: await databases.init(databaseId),
      entities,
    });
    const ann = api.as('ann');
    const cause = async (input: object = GATE, name = 'ann') =>
      (await api.as(name).post('/causes', input).expect(201)).body;
    const set = (number: number, causeIds: string[], who = ann) =>
      who.call('put', `/postmortems/${number}/causes`).send({ causeIds });
    /** Writes, publishes and confirms; its number. */
    const add = async (
      draft: object,
      causeIds: string[] = [],
      publish = true,
    ) => {
      const { body } = await ann.post('/postmortems', draft).expect(201);
      if (publish)
        await ann.post(`/postmortems/${body.id}/publish`).expect(200);
      if (causeIds.length > 0) await set(body.number, causeIds).expect(200);
      return body.number as number;
    };
    return { ...api, ann, cause, add, set };
  }

  it('creates, changes and finds them, each name once', async () => {
    const { ann, cause, stop, auditor } = await start();
    const gate = await cause();
    expect(gate).toMatchObject({
      ...GATE,
      description: '',
      createdBy: 'user:default/ann',
      postmortems: 0,
      times: 0,
      recurrences: 0,
      firstAt: null,
      meanDaysBetween: null,
      systems: [],
    });
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({ eventId: 'cause-mutate' }),
    );
    const { body: taken } = await ann
      .post('/causes', {
        name: '  deployment  CHECKLIST has no performance gate',
        category: 'unknown',
      })
      .expect(409);
    expect(taken.error).toMatchObject({
      conflicts: ['name'],
      current: { id: gate.id, name: GATE.name },
    });
    const other = await cause({
      name: 'DNS has no owner',
      category: 'network',
    });

    const { body: changed } = await ann
      .patch(`/causes/${other.id}`, {
        name: 'DNS records have no owner',
        description: 'Nobody is asked.',
      })
      .expect(200);
    expect(changed).toMatchObject({
      name: 'DNS records have no owner',
      category: 'network',
    });
    await ann
      .patch(`/causes/${other.id}`, { name: GATE.name.toUpperCase() })
      .expect(409);
    const { body: details } = await ann.get(`/causes/${other.id}`).expect(200);
    expect(details).toMatchObject({
      occurrences: [],
      can: { manage: true },
      history: [
        {
          kind: 'changed',
          actor: 'user:default/ann',
          changes: {
            name: { from: 'DNS has no owner', to: 'DNS records have no owner' },
            description: { from: '', to: 'Nobody is asked.' },
          },
        },
        { kind: 'created', changes: {}, merged: null },
      ],
    });

    const names = async (query: string) =>
      (await ann.get(`/causes${query}`).expect(200)).body.items.map(
        ({ name }: any) => name,
      );
    expect(await names('?order=name')).toEqual([GATE.name, changed.name]);
    // As one types.
    expect(await names('?q=dns%20rec')).toEqual([changed.name]);
    expect(await names('?q=asked')).toEqual([changed.name]);
    expect(await names('?category=process-gap')).toEqual([GATE.name]);
    expect(await names('?recurring=true')).toEqual([]);
    expect(await names('?system=component:payment')).toEqual([]);

    const { body: first } = await ann.get('/causes?order=name&limit=1');
    expect(first.totalItems).toBe(2);
    expect(
      await names(`?order=name&limit=1&cursor=${first.nextCursor}`),
    ).toEqual([changed.name]);
    for (const [path, field] of [
      ['?nope=1', 'nope'],
      ['?recurring=maybe', 'recurring'],
      ['?q=%00', 'q'],
      [`?order=last&cursor=${first.nextCursor}`, 'cursor'],
    ]) {
      const { body } = await ann.get(`/causes${path}`).expect(400);
      expect(body.error.fields).toMatchObject([{ field }]);
    }
    for (const [input, field] of [
      [{ name: ' ', category: 'network' }, 'name'],
      [{ name: 'A', category: 'nope' }, 'category'],
      [{ name: 'A' }, 'category'],
      [{ ...GATE, id: newId() }, 'id'],
    ] as const) {
      const { body } = await ann.post('/causes', input).expect(400);
      expect(body.error.fields).toMatchObject([{ field }]);
    }
    await ann.get(`/causes/${newId()}`).expect(404);
    await ann.get('/causes/nope').expect(404);
    await stop();
  });

  it('confirms them, as a save that leaves the document as it is', async () => {
    const { ann, as, cause, add, set, stop } = await start();
    const gate = await cause();
    const dns = await cause({ name: 'DNS', category: 'network' });
    const number = await add(on('2026-01-31'), [gate.id]);
    const { body: one } = await ann.get(`/postmortems/${number}`);
    expect(one).toMatchObject({
      causeIds: [gate.id],
      causes: [{ id: gate.id, ...GATE }],
      version: 3,
    });

    const { body: both } = await set(number, [dns.id, gate.id]).expect(200);
    expect(both.version).toBe(4);
    expect(both.causeIds.sort()).toEqual([gate.id, dns.id].sort());
    expect((await set(number, [gate.id, dns.id])).body.version).toBe(4);
    // Somebody who has the version before still saves the document.
    const { body: saved } = await as('bob')
      .put(`/postmortems/${number}`, 3, edited(one, { title: 'Other' }))
      .expect(200);
    expect(saved).toMatchObject({ title: 'Other', version: 5 });
    expect(saved.causeIds).toHaveLength(2);
    await ann
      .put(`/postmortems/${number}`, 5, {
        ...edited(saved),
        causeIds: [],
      })
      .expect(400);

    const { body: unknown } = await set(number, [gate.id, newId()]).expect(400);
    expect(unknown.error.fields).toEqual([
      {
        field: 'causeIds.1',
        code: 'cause-unknown',
        message: 'is not a known cause',
      },
    ]);
    await set(99, [gate.id]).expect(404);
    const { body: confirmed } = await ann
      .post(`/postmortems/${number}/causes/${gate.id}/reject`)
      .expect(409);
    expect(confirmed.error).toMatchObject({
      conflicts: ['causeIds'],
      current: { id: gate.id },
    });
    await set(number, [gate.id]).set('If-Match', '"1"').expect(409);
    const { body: details } = await ann.get(`/causes/${dns.id}`);
    expect(details.occurrences).toMatchObject([
      {
        postmortem: { number, title: 'Other', status: 'published' },
        recurrence: false,
        confirmedBy: 'user:default/ann',
        actionItems: [
          { description: 'Add a performance gate', due: 'overdue' },
        ],
      },
    ]);
    expect((await ann.get(`/postmortems?cause=${gate.id}`)).body).toMatchObject(
      { totalItems: 1, items: [{ number }] },
    );
    expect(
      (await ann.get(`/postmortems?cause=${newId()}`)).body.totalItems,
    ).toBe(0);

    expect((await set(number, []).expect(200)).body.causeIds).toEqual([]);
    await set(number, [gate.id]).expect(200);
    await ann.delete(`/postmortems/${number}`).expect(204);
    expect((await ann.get(`/causes/${gate.id}`)).body).toMatchObject({
      postmortems: 0,
      occurrences: [],
    });
    await stop();
  });

  it('counts what came back, by system and owner', async () => {
    const { ann, cause, add, stop } = await start();
    const gate = await cause();
    const dns = await cause({ name: 'DNS', category: 'network' });
    await add(on('2024-01-01'), [gate.id]);
    await add(on('2026-01-01'), [gate.id, dns.id]);
    const third = await add(on('2026-01-31'), [gate.id]);
    await add(on('2026-02-10', { affectedSystems: [MAIL] }), [gate.id]);
    await add(on('2026-02-11'), [gate.id], false);

    const { body } = await ann.get('/causes?order=times').expect(200);
    expect(body.items).toMatchObject([
      {
        name: GATE.name,
        postmortems: 5,
        times: 4,
        recurrences: 1,
        firstAt: '2024-01-01T02:00:00.000Z',
        lastAt: '2026-02-10T02:00:00.000Z',
        meanDaysBetween: 257,
        systems: ['component:default/payment', MAIL],
        openActionItems: 4,
        overdueActionItems: expect.any(Number),
      },
      { name: 'DNS', times: 1, recurrences: 0, meanDaysBetween: null },
    ]);
    const counted = async (query: string) =>
      (await ann.get(`/causes?${query}`).expect(200)).body.items.map(
        ({ name, times, recurrences }: any) => [name, times, recurrences],
      );
    expect(await counted('recurring=true')).toEqual([[GATE.name, 4, 1]]);
    expect(await counted('system=component:mail')).toEqual([[GATE.name, 1, 0]]);
    expect(await counted('system=component:mail&recurring=true')).toEqual([]);
    expect(await counted('system=system:shop')).toEqual([]);
    expect(
      await counted('system=system:shop&withParts=true&order=name'),
    ).toEqual([
      [GATE.name, 4, 1],
      ['DNS', 1, 0],
    ]);
    expect(await counted('owner=group:platform')).toEqual([[GATE.name, 1, 0]]);

    // The third time, though the first is long ago.
    const { body: one } = await ann.get(`/postmortems/${third}`);
    expect(one.recurrences).toEqual([
      {
        cause: { id: gate.id, ...GATE },
        systems: ['component:default/payment'],
        times: 3,
        earlier: [
          expect.objectContaining({ number: 2 }),
          expect.objectContaining({ number: 1 }),
        ],
      },
    ]);
    // A draft would be the fourth; the second was none, for its first is old.
    expect((await ann.get('/postmortems/5')).body.recurrences).toMatchObject([
      { times: 4 },
    ]);
    expect((await ann.get('/postmortems/2')).body.recurrences).toEqual([]);
    const { body: details } = await ann.get(`/causes/${gate.id}`);
    expect(
      details.occurrences.map(({ postmortem, recurrence }: any) => [
        postmortem.number,
        recurrence,
      ]),
    ).toEqual([
      [5, false],
      [4, false],
      [3, true],
      [2, false],
      [1, false],
    ]);
    await stop();
  });

  it('merges them, and says so', async () => {
    const { ann, cause, add, set, stop } = await start();
    const gate = await cause();
    const perf = await cause({ name: 'No load test', category: 'unknown' });
    const old = await cause({ name: 'Older', category: 'unknown' });
    const first = await add(on('2026-01-01'), [gate.id, perf.id]);
    const second = await add(on('2026-02-01'), [perf.id]);
    await ann.post(`/causes/${old.id}/merge`, { into: perf.id }).expect(200);
    for (const into of [perf.id, newId(), old.id])
      await ann.post(`/causes/${perf.id}/merge`, { into }).expect(400);
    const { body } = await ann
      .post(`/causes/${perf.id}/merge`, { into: gate.id })
      .expect(200);
    expect(body).toMatchObject({ id: gate.id, times: 2, recurrences: 1 });

    // Old links lead on, to the end.
    for (const id of [perf.id, old.id])
      expect((await ann.get(`/causes/${id}`).expect(200)).body).toMatchObject({
        id: gate.id,
        history: [
          {
            kind: 'merged',
            merged: { id: perf.id, name: 'No load test', category: 'unknown' },
          },
          { kind: 'created' },
        ],
      });
    expect(
      (await ann.get(`/postmortems?cause=${old.id}`)).body.totalItems,
    ).toBe(2);
    for (const number of [first, second])
      expect((await ann.get(`/postmortems/${number}`)).body.causeIds).toEqual([
        gate.id,
      ]);
    expect((await set(first, [perf.id])).body.causeIds).toEqual([gate.id]);
    expect((await ann.get('/causes')).body.totalItems).toBe(1);
    // But nobody changes through one what another page showed.
    for (const write of [
      ann.patch(`/causes/${old.id}`, { name: 'Older still' }),
      ann.post(`/causes/${perf.id}/merge`, { into: gate.id }),
    ]) {
      const { error } = (await write.expect(409)).body;
      expect(error.current).toMatchObject({ id: gate.id });
    }
    // Its name is free again.
    await cause({ name: 'No load test', category: 'unknown' });
    await stop();
  });

  it('leaves managing to those who may, and confirming to those who may update', async () => {
    const { ann, cause, add, set, policy, stop } = await start();
    const gate = await cause();
    const dns = await cause({ name: 'DNS', category: 'network' });
    const number = await add(on('2026-01-01'));
    policy['postmortem.cause.manage'] = { result: AuthorizeResult.DENY };
    for (const refused of [
      ann.post('/causes', { name: 'New', category: 'network' }),
      ann.patch(`/causes/${gate.id}`, { name: 'New' }),
      ann.post(`/causes/${gate.id}/merge`, { into: dns.id }),
    ])
      await refused.expect(403);
    expect((await ann.get(`/causes/${gate.id}`)).body.can).toEqual({
      manage: false,
    });
    for (const versioned of [
      ann.patch(`/causes/${gate.id}`, { name: 'New' }),
      ann.post(`/causes/${gate.id}/merge`, { into: dns.id }),
      ann.post(`/postmortems/${number}/causes/${dns.id}/reject`),
    ])
      expect(
        (await versioned.set('If-Match', '"1"').expect(400)).body.error.fields,
      ).toMatchObject([{ field: 'If-Match' }]);
    await set(number, [gate.id]).expect(200);
    policy['postmortem.update'] = { result: AuthorizeResult.DENY };
    await set(number, []).expect(403);
    await ann
      .post(`/postmortems/${number}/causes/${dns.id}/reject`)
      .expect(403);
    await stop();
  });

  it('tells nothing of what a reader may not see', async () => {
    const { ann, as, cause, add, set, stop } = await start();
    const gate = await cause();
    const breach = await cause({ name: 'Keys lie open', category: 'security' });
    const hidden = { visibility: 'restricted' };
    await add(on('2026-01-01', hidden), [gate.id, breach.id]);
    const open = await add(on('2026-02-01'), [gate.id]);
    await add(on('2026-03-01', hidden), [gate.id]);

    const zoe = as('zoe');
    const { body } = await zoe.get('/causes').expect(200);
    expect(body).toMatchObject({
      totalItems: 1,
      items: [{ name: GATE.name, postmortems: 1, times: 1, recurrences: 0 }],
    });
    await zoe.get(`/causes/${breach.id}`).expect(404);
    expect((await zoe.get('/causes?q=keys')).body.totalItems).toBe(0);
    expect((await zoe.get(`/causes/${gate.id}`)).body.occurrences).toHaveLength(
      1,
    );
    expect((await zoe.get(`/postmortems/${open}`)).body.recurrences).toEqual(
      [],
    );
    expect(
      (await zoe.get(`/postmortems?cause=${breach.id}`)).body.totalItems,
    ).toBe(0);
    await set(open, [gate.id, breach.id], zoe).expect(400);
    const { body: taken } = await zoe
      .post('/causes', { name: 'keys lie open', category: 'security' })
      .expect(409);
    expect(taken.error.current).toBeUndefined();
    await zoe.patch(`/causes/${breach.id}`, { name: 'Seen' }).expect(404);
    await zoe.post(`/causes/${gate.id}/merge`, { into: breach.id }).expect(400);

    expect((await ann.get('/causes')).body.totalItems).toBe(2);
    expect(
      (await ann.get(`/postmortems/${open}`)).body.recurrences,
    ).toMatchObject([{ times: 2 }]);
    await stop();
  });

  it('does not tell the name of what only a restricted one had', async () => {
    const { ann, as, cause, add, set, stop } = await start();
    const gate = await cause();
    const breach = await cause({ name: 'Keys lie open', category: 'security' });
    const other = await cause({ name: 'Locks too', category: 'security' });
    const hidden = await add(on('2026-01-01', { visibility: 'restricted' }), [
      breach.id,
      other.id,
    ]);
    await add(on('2026-02-01'), [gate.id]);
    const seen = async (name: string) => {
      const { body } = await as(name).get('/causes?order=name').expect(200);
      return body.items.map((each: any) => each.name);
    };
    // What is taken from it, and what its deletion leaves behind.
    await set(hidden, [breach.id]).expect(200);
    expect(await seen('zoe')).toEqual([GATE.name]);
    // Merged into one that all know.
    await as('ann')
      .post(`/causes/${breach.id}/merge`, { into: gate.id })
      .expect(200);
    const history = async (name: string) => {
      const { body } = await as(name).get(`/causes/${gate.id}`).expect(200);
      return body.history.map(({ kind }: any) => kind);
    };
    expect(await history('cat')).toEqual(['merged', 'created']);
    expect(await history('ann')).toEqual(['merged', 'created']);
    expect(await history('zoe')).toEqual(['created']);

    const last = await cause({ name: 'Badge lost', category: 'security' });
    await set(hidden, [last.id]).expect(200);
    await ann.delete(`/postmortems/${hidden}`).expect(204);
    expect(await seen('zoe')).toEqual([GATE.name]);
    await as('zoe').get(`/causes/${last.id}`).expect(404);
    expect(await seen('ann')).toEqual(['Badge lost', GATE.name, 'Locks too']);
    // A postmortem that all may read makes it known, also afterwards.
    await set(2, [gate.id, last.id]).expect(200);
    await set(2, [gate.id]).expect(200);
    expect(await seen('zoe')).toEqual(['Badge lost', GATE.name]);

    // So does one that is restricted no more.
    const secret = await cause({ name: 'Key in a log', category: 'security' });
    const closed = await add(on('2026-03-01', { visibility: 'restricted' }), [
      secret.id,
    ]);
    await set(closed, []).expect(200);
    await set(closed, [secret.id]).expect(200);
    const { body: opened } = await ann.get(`/postmortems/${closed}`);
    expect(await seen('zoe')).not.toContain('Key in a log');
    await ann
      .put(
        `/postmortems/${closed}`,
        opened.version,
        edited(opened, { visibility: 'internal' }),
      )
      .expect(200);
    await ann.delete(`/postmortems/${closed}`).expect(204);
    expect(await seen('zoe')).toContain('Key in a log');
    await stop();
  });

  it('stays whole when it is confirmed, merged and deleted at once', async () => {
    const { ann, as, cause, add, set, stop } = await start();
    const numbers = [
      await add(on('2026-01-01')),
      await add(on('2026-01-02', { visibility: 'restricted' })),
      await add(on('2026-01-03')),
    ];
    const causes = [];
    for (let index = 0; index < 8; index++)
      causes.push(await cause({ name: `Cause ${index}`, category: 'unknown' }));
    const [into, ...others] = causes.map(({ id }) => id);
    const answers = await Promise.all([
      ...others.flatMap((id, index) => [
        set(numbers[index % 3], [id, others[(index + 3) % 7]], as('ann')),
        ann.post(`/causes/${id}/merge`, { into }),
        ann.post(
          `/postmortems/${numbers[(index + 1) % 3]}/causes/${id}/reject`,
        ),
      ]),
      ann.delete(`/postmortems/${numbers[2]}`),
    ]);
    for (const { status } of answers)
      expect([200, 204, 404, 409]).toContain(status);
    for (const number of numbers.slice(0, 2))
      for (const id of (await ann.get(`/postmortems/${number}`)).body.causeIds)
        expect((await ann.get(`/causes/${id}`)).body.id).toBe(id);
    await stop();
  });

  it('takes names as long as they become', async () => {
    const { ann, cause, stop } = await start();
    for (let index = 0; index < 3; index++)
      await cause({
        name: `${index}${'\uFDFA'.repeat(199)}`,
        category: 'unknown',
      });
    const { body } = await ann.get('/causes?limit=2').expect(200);
    const next = await ann
      .get(`/causes?limit=2&cursor=${body.nextCursor}`)
      .expect(200);
    expect(next.body.items).toHaveLength(1);
    await stop();
  });

  it('keeps each name once when many create it at the same time', async () => {
    const { ann, as, stop } = await start();
    const answers = await Promise.all(
      ['ann', 'bob', 'cat', 'dan'].map(name => as(name).post('/causes', GATE)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 409, 409, 409,
    ]);
    expect((await ann.get('/causes')).body.totalItems).toBe(1);
    await stop();
  });
});
