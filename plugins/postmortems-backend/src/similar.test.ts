// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  createDocument,
  newId,
  PostmortemDraft,
  postmortemReadPermission,
  Similar,
} from 'backstage-plugin-postmortems-common';
import {
  createPostmortemConditionalDecision,
  postmortemConditions,
} from 'backstage-plugin-postmortems-node';
import { Knex } from 'knex';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';
import { PostmortemWrites } from './store/postmortems/PostmortemWrites';
import { TermIndex } from './store/search/TermIndex';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const POOL: PostmortemDraft = {
  title: 'Payment connection pool exhausted',
  rootCause: 'The deployment checklist has no performance gate.',
  summary: 'The database pool ran out of connections after a release.',
  affectedSystems: ['component:default/payment'],
  tags: ['Database'],
};
const AGAIN: PostmortemDraft = {
  title: 'Pool exhausted by vouchers',
  rootCause: 'Nobody looks at performance before a deployment.',
  summary: 'Voucher queries held connections until the pool was exhausted.',
  affectedSystems: ['component:default/payment'],
  tags: ['database', 'vouchers'],
};
const DNS: PostmortemDraft = {
  title: 'Mails marked as spam',
  rootCause: 'DNS records have no owner.',
  affectedSystems: ['component:default/mail'],
};

describe.each(databases.eachSupportedId())('similar (%s)', databaseId => {
  async function start() {
    const knex = await databases.init(databaseId);
    const api = await startPostmortems({ knex });
    const ann = api.as('ann');
    const add = async (draft: PostmortemDraft, who = ann) =>
      (await who.post('/postmortems', draft).expect(201)).body.number as number;
    const similar = async (
      number: number | string,
      query = '',
      who = ann,
    ): Promise<Similar> =>
      (await who.get(`/postmortems/${number}/similar${query}`).expect(200))
        .body;
    const to = async (draft: object, query = '', who = ann): Promise<Similar> =>
      (await who.post(`/similar${query}`, draft).expect(200)).body;
    return { ...api, knex, ann, add, similar, to };
  }
  const numbers = ({ items }: Similar) =>
    items.map(({ postmortem }) => postmortem.number);

  it('finds what is alike and says why, in shares that add up', async () => {
    const { add, ann, similar, to, stop } = await start();
    await add(POOL);
    await add(DNS);
    const again = await add(AGAIN);
    const answer = await similar(again);
    expect(numbers(answer)).toEqual([1]);
    const [{ score, parts, ...first }] = answer.items;
    expect(parts).toEqual([
      {
        kind: 'text',
        score: expect.any(Number),
        terms: expect.arrayContaining(['pool exhausted', 'performance']),
      },
      { kind: 'system', score: 0.05, terms: ['component:default/payment'] },
      { kind: 'tag', score: 0.03, terms: ['database'] },
    ]);
    expect(parts.reduce((sum, part) => sum + part.score, 0)).toBeCloseTo(
      score,
      10,
    );
    expect(first).toMatchObject({
      postmortem: { number: 1, title: POOL.title, status: 'draft' },
      rootCause: POOL.rootCause,
      causes: [],
      actionItems: [],
    });

    // While somebody writes, the same.
    const { title, ...rest } = AGAIN;
    expect(numbers(await to({ ...rest, title }, '?postmortem=3'))).toEqual([1]);
    expect(numbers(await to({ ...rest, title }))).toEqual([3, 1]);
    expect((await to({ title: '' })).items).toEqual([]);
    expect((await to({})).items).toEqual([]);
    // It may still contradict itself.
    await to({
      startedAt: '2026-01-02T00:00:00Z',
      resolvedAt: '2026-01-01T00:00:00Z',
    });
    for (const [call, field] of [
      [ann.post('/similar', { nope: 1 }), 'nope'],
      [ann.post('/similar?limit=0', {}), 'limit'],
      [ann.get('/postmortems/1/similar?limit=101'), 'limit'],
    ] as const)
      expect((await call.expect(400)).body.error.fields).toMatchObject([
        { field },
      ]);
    await ann.get('/postmortems/99/similar').expect(404);
    await ann.post('/similar?postmortem=99', {}).expect(404);
    await stop();
  });

  it('suggests the causes of similar ones, and what they promised', async () => {
    const { add, ann, similar, to, stop } = await start();
    const { body: cause } = await ann.post('/causes', {
      name: 'No performance gate',
      category: 'process-gap',
    });
    const { body: dns } = await ann.post('/causes', {
      name: 'DNS has no owner',
      category: 'process-gap',
    });
    const confirm = (number: number, causeIds: string[]) =>
      ann.call('put', `/postmortems/${number}/causes`).send({ causeIds });
    await add(
      completeDraft({
        ...POOL,
        actionItems: [
          {
            id: newId(),
            description: 'Add a gate',
            owner: 'group:default/platform',
            dueDate: '2026-01-01',
          },
          { id: newId(), description: 'Maybe', status: 'proposed' },
        ],
      }),
    );
    await confirm(1, [cause.id]).expect(200);
    await add(AGAIN);

    const answer = await similar(2);
    expect(answer.items[0]).toMatchObject({
      causes: [{ id: cause.id, name: 'No performance gate' }],
      actionItems: [
        { description: 'Add a gate', status: 'open', due: 'overdue' },
      ],
    });
    expect(answer.items[0].actionItems).toHaveLength(1);
    expect(answer.causes).toEqual([
      {
        cause: {
          id: cause.id,
          name: 'No performance gate',
          category: 'process-gap',
        },
        score: answer.items[0].score,
        parts: answer.items[0].parts,
        because: [expect.objectContaining({ number: 1 })],
      },
    ]);
    expect((await to(AGAIN, '?postmortem=2')).causes).toHaveLength(1);

    // A cause of the same category, and then it is confirmed.
    await confirm(2, [dns.id]).expect(200);
    expect((await similar(2)).items[0].parts).toContainEqual({
      kind: 'category',
      score: 0.05,
      terms: ['process-gap'],
    });
    await confirm(2, [cause.id]).expect(200);
    expect((await similar(2)).causes).toEqual([]);
    await confirm(2, []).expect(200);

    await ann.post(`/postmortems/2/causes/${cause.id}/reject`).expect(204);
    for (const again of [await similar(2), await to(AGAIN, '?postmortem=2')]) {
      expect(again.causes).toEqual([]);
      // Alike all the same, but not a reason to suggest the cause again.
      expect(again.items).toMatchObject([
        { postmortem: { number: 1 }, causes: [] },
      ]);
    }
    // Taken back by confirming it, and then it cannot be rejected.
    await confirm(2, [cause.id]).expect(200);
    await ann.post(`/postmortems/2/causes/${cause.id}/reject`).expect(409);
    await confirm(2, []).expect(200);
    expect((await similar(2)).causes).toHaveLength(1);
    await stop();
  });

  it('suggests no cause because of little more than the same service', async () => {
    const { add, ann, similar, stop } = await start();
    const { body: cause } = await ann.post('/causes', {
      name: 'No performance gate',
      category: 'process-gap',
    });
    const confirm = (number: number) =>
      ann
        .call('put', `/postmortems/${number}/causes`)
        .send({ causeIds: [cause.id] })
        .expect(200);
    // In a text of some length one word says little.
    await add({
      ...POOL,
      summary: `${POOL.summary} Threads waited for half a minute, the checkout page timed out, and dashboards showed red for two hours until somebody raised the limit.`,
    });
    await confirm(1);
    await add({
      title: 'Invoices arrived twice',
      rootCause: 'A retry sends the message again and nothing compares keys.',
      summary:
        'Customers received each invoice twice after a release of the mailer.',
      affectedSystems: POOL.affectedSystems,
      tags: POOL.tags,
    });
    const little = await similar(2);
    expect(little.causes).toEqual([]);
    // The list of what is alike is as long as ever.
    expect(little.items).toMatchObject([
      { postmortem: { number: 1 }, causes: [{ id: cause.id }] },
    ]);
    const [{ parts }] = little.items;
    expect(parts.map(({ kind }) => kind)).toEqual(['text', 'system', 'tag']);
    expect(parts[0].score).toBeLessThan(0.15);

    // One that is alike does suggest it, as the only reason.
    const again = await add(AGAIN);
    expect((await similar(again)).causes).toMatchObject([
      { cause: { id: cause.id }, because: [{ number: 1 }] },
    ]);
    await stop();
  });

  it('keeps a rejected pair away, either way', async () => {
    const { add, ann, similar, to, stop } = await start();
    await add(POOL);
    await add(AGAIN);
    await ann.post('/postmortems/2/similar/PM-1/reject').expect(204);
    await ann.post('/postmortems/1/similar/2/reject').expect(204);
    expect((await similar(1)).items).toEqual([]);
    expect((await similar(2)).items).toEqual([]);
    expect((await to(AGAIN, '?postmortem=2')).items).toEqual([]);
    expect(numbers(await to(AGAIN))).toEqual([2, 1]);
    await ann.post('/postmortems/2/similar/2/reject').expect(400);
    await ann.post('/postmortems/2/similar/99/reject').expect(404);
    await ann.delete('/postmortems/2').expect(204);
    await add(AGAIN);
    expect(numbers(await similar(3))).toEqual([1]);
    await stop();
  });

  /** What is stored for similarity, all of it. */
  const index = async (knex: Knex) => ({
    terms: await knex('postmortem_term')
      .select('term', 'number', 'weight')
      .orderBy(['number', 'term']),
    counts: await knex('term_count')
      .select('term', 'postmortems')
      .orderBy('term'),
  });
  /** The counts, made anew of the terms. */
  const recounted = async (knex: Knex) => {
    const rows: any[] = await knex('postmortem_term')
      .join('postmortem', 'postmortem.number', 'postmortem_term.number')
      .where('postmortem.visibility', 'internal')
      .whereNot('term', 'like', '@%')
      .whereNot('term', 'like', '#%')
      .select('term')
      .count({ postmortems: '*' })
      .groupBy('term')
      .orderBy('term');
    const [{ all }] = await knex('postmortem')
      .where({ visibility: 'internal' })
      .count({ all: '*' });
    return [
      ...(Number(all) ? [{ term: '', postmortems: Number(all) }] : []),
      ...rows.map(({ term, postmortems }) => ({
        term,
        postmortems: Number(postmortems),
      })),
    ];
  };

  it('is right after every write', async () => {
    const { add, ann, knex, similar, stop } = await start();
    const check = async () => {
      const { counts } = await index(knex);
      expect(counts).toEqual(await recounted(knex));
    };
    await add(POOL);
    await add(AGAIN);
    await check();
    await ann.put('/postmortems/2', 1, DNS).expect(200);
    await check();
    expect((await similar(2)).items).toEqual([]);
    await ann
      .put('/postmortems/1', 1, { ...POOL, visibility: 'restricted' })
      .expect(200);
    await check();
    await ann
      .put('/postmortems/1', 2, { ...POOL, visibility: 'internal' })
      .expect(200);
    await ann
      .post('/import', { markdown: `# ${AGAIN.title}\n\n${AGAIN.summary}` })
      .expect(201);
    await check();
    expect(numbers(await similar(3))).toEqual([1]);
    for (const number of [1, 2, 3])
      await ann.delete(`/postmortems/${number}`).expect(204);
    expect(await index(knex)).toEqual({ terms: [], counts: [] });

    // Many at once, each other's words.
    await Promise.all(
      Array.from({ length: 12 }, (_, at) => add(at % 2 ? POOL : AGAIN)),
    );
    await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        ann.put(`/postmortems/${at + 4}`, 1, at % 3 ? AGAIN : DNS).expect(200),
      ),
    );
    await check();
    await stop();
  });

  it('is rebuilt where it is missing or of another algorithm', async () => {
    const { add, knex, stop } = await start();
    await add(POOL);
    await add(AGAIN);
    await add({ ...DNS, visibility: 'restricted' });
    const right = await index(knex);
    const terms = new TermIndex(knex);
    expect(await terms.complete()).toBe(0);

    // As after an update from a release without the index.
    for (const table of ['postmortem_term', 'term_count', 'postmortem_indexed'])
      await knex(table).delete();
    expect(await terms.complete()).toBe(3);
    expect(await index(knex)).toEqual(right);
    // As after one that had other terms.
    await knex('postmortem_indexed')
      .where({ number: 1 })
      .update({ algorithm: 0 });
    await knex('postmortem_term').where({ number: 1 }).update({ weight: 7 });
    expect(await terms.complete()).toBe(1);
    expect(await index(knex)).toEqual(right);
    expect(await terms.rebuild()).toBe(3);
    expect(await index(knex)).toEqual(right);
    await stop();
  });

  it('tells nothing of what a reader may not see', async () => {
    const { add, ann, as, policy, similar, to, stop } = await start();
    const bob = as('bob');
    const zoe = as('zoe');
    const filler = async (who = ann) => {
      for (const title of ['Disk of the queue full', 'Clock drifted', 'Spam'])
        await add({ title, rootCause: 'Nobody owns the pool.' }, who);
    };
    await add(POOL);
    await filler();
    const again = await add(AGAIN);
    const asSeen = async (who = zoe) => ({
      stored: await similar(again, '', who),
      draft: await to(AGAIN, '', who),
    });
    const before = await asSeen();
    expect(numbers(before.draft)[0]).toBe(again);

    // Restricted ones, and then such as the policy hides: as if not there.
    const { body: secret } = await bob.post('/causes', {
      name: 'Secret',
      category: 'security',
    });
    await add({ ...AGAIN, visibility: 'restricted' }, bob);
    await bob
      .call('put', '/postmortems/6/causes')
      .send({ causeIds: [secret.id] })
      .expect(200);
    expect(await asSeen()).toEqual(before);

    const own: PermissionCriteria<any> = postmortemConditions.isAuthor({
      userRefs: ['user:default/ann'],
    });
    policy['postmortem.read'] = createPostmortemConditionalDecision(
      postmortemReadPermission,
      own,
    );
    expect(await asSeen()).toEqual(before);
    await add(POOL, bob);
    await add({ ...AGAIN, title: 'Voucher vouchers' }, bob);
    await bob
      .call('put', '/postmortems/8/causes')
      .send({ causeIds: [secret.id] });
    await filler(bob);
    expect(await asSeen()).toEqual(before);
    await zoe.get('/postmortems/8/similar').expect(404);
    await zoe.post('/postmortems/1/similar/8/reject').expect(404);
    delete policy['postmortem.read'];
    expect(await asSeen()).not.toEqual(before);
    // Bob sees his own restricted one.
    expect(numbers(await similar(again, '', bob))).toContain(6);
    expect(numbers(await similar(again))).not.toContain(6);
    await stop();
  });
});

describe.each(databases.eachSupportedId())('many (%s)', databaseId => {
  // From here on, terms are counted only until they are too common.
  const MANY = 1_050;

  it('weighs what somebody may read as if there were no more', async () => {
    const knex = await databases.init(databaseId);
    const { as, policy, stop } = await startPostmortems({ knex });
    const writes = new PostmortemWrites(knex);
    const at = '2026-01-01T00:00:00.000Z';
    const add = (index: number, createdBy: string) =>
      writes.insert({
        ...createDocument({
          // A rare word, one that 5 % have, and one that all have.
          title: `rare${index % 300}x common${index % 20}x always`,
          affectedSystems: [`component:default/s${index % 7}`],
        }),
        id: newId(),
        version: 1,
        status: 'published',
        createdBy,
        createdAt: at,
        updatedBy: createdBy,
        updatedAt: at,
        publishedAt: at,
        firstPublishedAt: at,
        imported: false,
        causeIds: [],
      });
    for (let index = 0; index < MANY; index++)
      await add(index, 'user:default/ann');
    const ask = async () => {
      const { body } = await as('zoe').post('/similar', {
        title: 'rare7x rare8x common3x always',
        affectedSystems: ['component:default/s1'],
      });
      return body as Similar;
    };
    const before = await ask();
    expect(before.items).toHaveLength(8);
    expect(before.items[0].parts).toMatchObject([
      { kind: 'text', terms: ['rare8x'] },
      { kind: 'system' },
    ]);

    for (let index = 0; index < 40; index++)
      await add(7 + (index % 2), 'user:default/bob');
    expect(await ask()).not.toEqual(before);
    policy['postmortem.read'] = createPostmortemConditionalDecision(
      postmortemReadPermission,
      postmortemConditions.isAuthor({ userRefs: ['user:default/ann'] }),
    );
    expect(await ask()).toEqual(before);
    await stop();
  });
});

it('orders the same on all databases', async () => {
  const answers = [];
  for (const databaseId of databases.eachSupportedId().flat()) {
    const { as, stop } = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const words =
      'pool lock disk cache queue node alert mail token index'.split(' ');
    for (let at = 0; at < 40; at++) {
      const own = words.filter((_, index) => (at * 7 + index * 3) % 5 < 2);
      await as('ann')
        .post('/postmortems', {
          title: `${own.join(' ')} broke`,
          summary: own.reverse().join(' and '),
          startedAt: `2026-01-${10 + (at % 3)}T00:00:00Z`,
          affectedSystems: [`component:default/s${at % 4}`],
        })
        .expect(201);
    }
    const lists = [];
    for (const number of [1, 5, 17, 33]) {
      const { body } = await as('ann').get(
        `/postmortems/${number}/similar?limit=50`,
      );
      lists.push(
        body.items.map(({ postmortem, score }: any) => [
          postmortem.number,
          score,
        ]),
      );
    }
    answers.push(lists);
    await stop();
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});
