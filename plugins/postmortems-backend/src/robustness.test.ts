// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { LIMITS, newId } from 'backstage-plugin-postmortems-common';
import { BAD_BODIES, BAD_QUERIES } from './__testUtils__/badInput';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('bad input (%s)', databaseId => {
  it('gets the right answer, which names the field, and writes nothing', async () => {
    const knex = await databases.init(databaseId);
    const { as } = await startPostmortems({ knex });
    const ann = as('ann');
    const json = (call: any, body: unknown) =>
      call
        .set('Content-Type', 'application/json')
        .send(typeof body === 'string' ? body : JSON.stringify(body));
    const stored = async () =>
      JSON.stringify(
        await Promise.all(
          [
            'postmortem',
            'postmortem_system',
            'postmortem_reader',
            'restricted_reader',
            'postmortem_version',
            'postmortem_words',
            'action_item',
          ].map(table => knex(table).select()),
        ),
      );
    const { body: one } = await ann
      .post('/postmortems', completeDraft())
      .expect(201);
    const before = await stored();

    for (const [bad, ...fields] of BAD_BODIES) {
      for (const call of [
        ann.call('post', '/postmortems'),
        ann.call('put', '/postmortems/1').set('If-Match', '"1"'),
      ]) {
        const { body, status } = await json(call, bad);
        expect({ bad, status }).toEqual({ bad, status: 400 });
        expect(body.error.name).toBe('InputError');
        expect(body.error.fields.map((f: any) => f.field).sort()).toEqual(
          [...fields].sort(),
        );
        for (const field of fields) expect(body.error.message).toContain(field);
      }
    }

    for (const [path, field] of BAD_QUERIES) {
      const { body, status } = await ann.get(path);
      expect({ path, status }).toEqual({ path, status: 400 });
      expect(body.error).toMatchObject({ name: 'InputError' });
      expect(body.error.fields.map((f: any) => f.field)).toContain(field);
    }

    // Bodies that are no JSON, too large, or of another type.
    for (const [body, type, status] of [
      ['{"title":', 'application/json', 400],
      ['{"title": secret}', 'application/json', 400],
      ['"T"', 'application/json', 400],
      ['\u0000', 'application/json', 400],
      [`{"title":"${'x'.repeat(LIMITS.body)}"}`, 'application/json', 413],
      [`[${'['.repeat(500_000)}`, 'application/json', 400],
      ['title=T', 'application/x-www-form-urlencoded', 400],
      ['{"title":"T"}', 'text/plain', 400],
      ['{"title":"T"}', 'application/json; charset=latin9', 415],
    ] as const) {
      const answer = await ann
        .call('post', '/postmortems')
        .set('Content-Type', type)
        .send(body);
      expect([body.slice(0, 20), answer.status]).toEqual([
        body.slice(0, 20),
        status,
      ]);
      expect(answer.body.error.message).toEqual(expect.any(String));
    }

    const { body: cut } = await json(
      ann.call('post', '/postmortems'),
      '{"title":"a secret',
    ).expect(400);
    expect(cut.error).toMatchObject({
      name: 'InputError',
      fields: [{ field: '', message: expect.stringMatching(/is no JSON/) }],
    });
    expect(JSON.stringify(cut)).not.toContain('secret');

    // What was not read as JSON is not taken for an empty body.
    for (const call of [
      ann.call('patch', `/action-items/${one.actionItems[0].id}`),
      ann.call('put', '/postmortems/1').set('If-Match', '"1"'),
      ann.call('post', '/postmortems/1/publish'),
      ann.call('post', '/import'),
    ]) {
      const { body } = await call.type('text/plain').send('{}').expect(400);
      expect(body.error.fields).toEqual([
        {
          field: 'Content-Type',
          code: 'not-json',
          message: 'must be application/json',
        },
      ]);
    }

    const keys = Array.from({ length: 80_000 }, (_, n) => `"${n}":0`);
    const from = Date.now();
    const { body: many } = await json(
      ann.call('post', '/postmortems'),
      `{${keys.join(',')}}`,
    ).expect(400);
    expect(many.error.fields).toHaveLength(80_001);
    expect(Date.now() - from).toBeLessThan(10_000);

    const ids = [
      '0',
      '2',
      'PM-2',
      'PM-',
      'PM-1x',
      '-1',
      '1.0',
      '99999999999',
      'PM-99999999999999999999',
      newId(),
      'nope',
      '%00',
      "'%20OR%201=1",
      '..%2f..%2f1',
    ];
    for (const id of ids)
      for (const call of [
        ann.get(`/postmortems/${id}`),
        ann.put(`/postmortems/${id}`, 1, { title: 'T' }),
        ann.delete(`/postmortems/${id}`),
        ann.post(`/postmortems/${id}/publish`),
        ann.patch(`/action-items/${id}`, { status: 'done' }),
      ]) {
        const { status } = await call;
        expect({ id, status }).toEqual({ id, status: 404 });
      }
    await ann.get('/postmortems/%E0%A4%A').expect(400);

    for (const header of ['1', '"one"', '"0"', '"1", "2"', '*', '"-1"', '""'])
      for (const call of [
        ann.put('/postmortems/1', header, { title: 'T' }),
        ann.delete('/postmortems/1').set('If-Match', header),
        ann.post('/postmortems/1/publish').set('If-Match', header),
        ann
          .patch(`/action-items/${one.actionItems[0].id}`, { status: 'done' })
          .set('If-Match', header),
      ]) {
        const { body, status } = await call;
        expect({ header, status }).toEqual({ header, status: 400 });
        expect(body.error.fields).toEqual([
          expect.objectContaining({ field: 'If-Match' }),
        ]);
      }
    const { body } = await ann
      .call('put', '/postmortems/1')
      .send({ title: 'T' })
      .expect(400);
    expect(body.error.fields[0].field).toBe('If-Match');
    await ann.post('/postmortems/1/publish', { force: true }).expect(400);
    await ann.get('/nope').expect(404);

    expect(await stored()).toBe(before);
  });

  it('takes what is at the limits', async () => {
    const { as } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const ann = as('ann');
    const words = (n: number, seed: string) =>
      Array.from({ length: n }, (_, i) => `${seed}${i}`)
        .join(' ')
        .slice(0, LIMITS.section);
    const { body } = await ann
      .post('/postmortems', {
        title: '😀'.repeat(100),
        // Different words all over, and one that is longer than any word.
        summary: words(12_000, 'ä'),
        impact: words(12_000, 'ж'),
        rootCause: words(12_000, '東'),
        lessonsLearned: '語'.repeat(LIMITS.section),
        affectedSystems: Array.from(
          { length: 50 },
          (_, i) => `component:c${i}`,
        ),
        timeline: Array.from({ length: 500 }, (_, i) => ({
          id: newId(),
          at: new Date(1.7e12 + i * 1000).toISOString(),
          text: `entry ${i}`,
        })),
        actionItems: Array.from({ length: 200 }, (_, i) => ({
          id: newId(),
          description: `action ${i}`,
          owner: `user:u${i}`,
        })),
      })
      .expect(201);
    expect(body.actionItems).toHaveLength(200);
    for (const q of ['ä11', 'ж11', '語語'])
      expect(
        (await ann.get(`/postmortems?q=${encodeURIComponent(q)}`)).body
          .totalItems,
      ).toBe(1);
    const { body: reversed } = await ann
      .put('/postmortems/1', 1, {
        title: 'T',
        actionItems: [...body.actionItems].reverse(),
      })
      .expect(200);
    expect(reversed.actionItems).toEqual([...body.actionItems].reverse());
    await ann.put('/postmortems/1', 2, { title: 'T' }).expect(200);
    expect((await ann.get('/action-items')).body.totalItems).toBe(0);
  });
});
