// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { newId, PostmortemDraft } from 'backstage-plugin-postmortems-common';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

function entity(ref: string, relations: Record<string, string[]> = {}): Entity {
  const [kind, name] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toUpperCase() + kind.slice(1),
    metadata: { name, namespace: 'default' },
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(target => ({
        type,
        targetRef: target.replace(':', ':default/'),
      })),
    ),
  };
}

const PARTS = Array.from({ length: 2000 }, (_, n) => `component:part-${n}`);
const ENTITIES = [
  entity('domain:shop', { hasPart: ['system:checkout', 'system:big'] }),
  entity('system:checkout', { hasPart: ['component:payment', 'api:pay'] }),
  entity('system:big', { hasPart: PARTS }),
  // A circle must end.
  entity('component:payment', {
    ownedBy: ['group:payments'],
    hasPart: ['system:checkout'],
  }),
  entity('api:pay', { ownedBy: ['group:payments'] }),
  entity('component:web', { ownedBy: ['group:web'] }),
  ...PARTS.map(ref => entity(ref)),
];

describe.each(databases.eachSupportedId())('lists (%s)', databaseId => {
  async function start(...drafts: PostmortemDraft[]) {
    const backend = await startPostmortems({
      knex: await databases.init(databaseId),
      entities: ENTITIES,
    });
    const ann = backend.as('ann');
    for (const draft of drafts)
      await ann.post('/postmortems', draft).expect(201);
    const titles = async (query: string) => {
      const { body } = await ann.get(`/postmortems?${query}`).expect(200);
      expect(body.totalItems).toBe(body.items.length);
      return body.items.map(({ title }: any) => title).join(' ');
    };
    return { ...backend, ann, titles };
  }

  it('gives a search index what is published and not restricted, by pages', async () => {
    const { as, asService, writer, policy } = await start();
    const add = (
      index: number,
      changes: Partial<PostmortemDraft> = {},
      publish = true,
    ) =>
      writer.createAs({
        id: `00000000-0000-4000-8000-00000000000${index}`,
        input: completeDraft({ title: `T${index}`, ...changes }),
        actor: 'user:default/ann',
        at: '2026-02-01T10:00:00Z',
        publish,
      });
    await add(1);
    // Not even for somebody who may read it.
    await add(2, { visibility: 'restricted' });
    await add(3, {}, false);
    await add(4, { severity: 'P3' });
    await add(5);
    const pages: string[][] = [];
    let cursor = '';
    do {
      const { body } = await asService()
        .get(`/search-documents?limit=2${cursor && `&cursor=${cursor}`}`)
        .expect(200);
      expect(body.totalItems).toBe(3);
      pages.push(body.items.map(({ title }: { title: string }) => title));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(pages).toEqual([['T1', 'T4'], ['T5']]);
    const { body } = await as('ann').get('/search-documents').expect(200);
    expect(body.items[0]).toEqual({
      id: '00000000-0000-4000-8000-000000000001',
      number: 1,
      title: 'T1',
      severity: 'P1',
      startedAt: '2026-01-31T02:00:00.000Z',
      affectedSystems: ['component:default/payment'],
      texts: [
        'Nobody could pay. A rollback restored it.',
        'All customers for two hours.',
        'The deployment checklist has no performance gate.',
        'Add a performance gate',
        'We need a gate.',
      ],
    });
    await as('ann').get('/search-documents?cursor=nope').expect(400);

    policy['postmortem.read'] = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'postmortems',
      resourceType: 'postmortem',
      conditions: {
        rule: 'HAS_SEVERITY',
        resourceType: 'postmortem',
        params: { severities: ['P3'] },
      },
    };
    const { body: some } = await asService().get('/search-documents');
    expect(some).toMatchObject({ totalItems: 1, items: [{ title: 'T4' }] });
    policy['postmortem.read'] = { result: AuthorizeResult.DENY };
    await asService().get('/search-documents').expect(403);
  });

  it('filters', async () => {
    const { ann, titles } = await start(
      {
        title: 'A',
        startedAt: '2026-01-01T00:00:00Z',
        resolvedAt: '2026-01-01T01:00:00Z',
        severity: 'P1',
        affectedSystems: ['component:payment', 'component:web'],
        actionItems: (['open', 'in-progress', 'proposed', 'done'] as const).map(
          status => ({ id: newId(), status }),
        ),
      },
      {
        title: 'B',
        startedAt: '2026-02-01T00:00:00Z',
        severity: 'P2',
        affectedSystems: ['api:pay'],
      },
      {
        title: 'C',
        startedAt: '2026-03-01T00:00:00Z',
        affectedSystems: ['component:part-1999'],
      },
      {
        title: 'D',
        startedAt: '2026-03-01T00:00:00Z',
        affectedSystems: ['component:web'],
      },
    );

    const { body } = await ann.get('/postmortems?order=startedAt:asc');
    expect(body.items[0]).toEqual({
      id: expect.any(String),
      number: 1,
      title: 'A',
      status: 'draft',
      severity: 'P1',
      visibility: 'internal',
      startedAt: '2026-01-01T00:00:00.000Z',
      resolvedAt: '2026-01-01T01:00:00.000Z',
      affectedSystems: ['component:default/payment', 'component:default/web'],
      openActionItems: 2,
      createdBy: 'user:default/ann',
      createdAt: expect.any(String),
      updatedBy: 'user:default/ann',
      publishedAt: null,
      firstPublishedAt: null,
      updatedAt: expect.any(String),
    });
    expect(await titles('')).toBe('D C B A');
    expect(await titles('order=startedAt:asc')).toBe('A B C D');
    expect(await titles('system=component:payment')).toBe('A');
    expect(await titles('system=component:payment&system=api:pay')).toBe('B A');
    expect(await titles('system=system:checkout')).toBe('');
    expect(await titles('system=system:checkout&withParts=true')).toBe('B A');
    expect(await titles('system=domain:shop&withParts=true')).toBe('C B A');
    expect(await titles('owner=group:default/payments')).toBe('B A');
    expect(await titles('owner=group:default/nobody')).toBe('');
    expect(
      await titles('owner=group:default/web&system=component:payment'),
    ).toBe('');
    expect(await titles('severity=P1&severity=P2')).toBe('B A');
    expect(await titles('status=published')).toBe('');
    expect(await titles('cause=none-yet')).toBe('');
    expect(
      await titles('startedAfter=2026-02-01&startedBefore=2026-03-01'),
    ).toBe('B');
  });

  it('finds words, by the same rules on both databases', async () => {
    const { ann, titles } = await start(
      { title: 'One', summary: 'Prometheus ran out of memory (OOMKill).' },
      { title: 'Two', impact: "Café in Århus couldn't pay; 東京 neither" },
      { title: 'Three', rootCause: 'user_id-index on node-7 was 1e5 rows off' },
      { title: 'Four', lessonsLearned: 'Straße, naïve ЁЖИК, ﬁle' },
      { title: 'Five', trigger: 'not searched' },
    );
    for (const [q, found] of [
      ['prometheus memory', 'One'],
      ['MEMORY oomk', 'One'],
      ['memo ran', ''],
      ['ran memo', 'One'],
      ['mem mem', 'One'],
      ['cafe', 'Two'],
      ['CAFÉ arhus', 'Two'],
      ["couldn't", 'Two'],
      ['"out of" memory', 'One'],
      ['東', 'Two'],
      ['user_id', 'Three'],
      ['node-7', 'Three'],
      ['1e5', 'Three'],
      ['e5', ''],
      ['Straße ёжик', 'Four'],
      ['file', 'Four'],
      ['searched', ''],
      ['five', 'Five'],
      ["' OR 1=1 --", ''],
      ['memory* NOT x', ''],
      ['AND', ''],
      ['!!! ()', 'Five Four Three Two One'],
      ['x'.repeat(500), ''],
      ['ab '.repeat(160), ''],
    ])
      expect([q, await titles(`q=${encodeURIComponent(q)}`)]).toEqual([
        q,
        found,
      ]);

    await ann.put('/postmortems/1', 1, { title: 'One', summary: 'Calm' });
    expect(await titles('q=prometheus')).toBe('');
    expect(await titles('q=calm')).toBe('One');
  });

  it('pages stay right while rows are added', async () => {
    const day = (n: number) => `2026-01-${String(n).padStart(2, '0')}`;
    const draft = (title: string, n: number) => ({
      title,
      startedAt: `${day(n)}T00:00:00Z`,
    });
    const { ann } = await start(
      // Three of them at the same instant.
      ...[1, 2, 3, 3, 3, 4, 5].map((n, index) => draft(`${index}`, n)),
    );
    for (const order of ['startedAt:desc', 'startedAt:asc']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      let added = 0;
      do {
        const { body } = await ann
          .get(
            `/postmortems?limit=2&order=${order}${cursor ? `&cursor=${cursor}` : ''}`,
          )
          .expect(200);
        expect(body.items.length).toBeGreaterThan(0);
        seen.push(...body.items.map(({ title }: any) => title));
        cursor = body.nextCursor;
        // Rows on both sides of the page, of which the list shows one more.
        await ann.post('/postmortems', draft('new', 30)).expect(201);
        await ann.post('/postmortems', draft('new', 1)).expect(201);
        added += 2;
        const { body: all } = await ann.get('/postmortems?limit=1');
        expect(all.totalItems).toBeGreaterThanOrEqual(7 + added);
      } while (cursor && seen.filter(title => title !== 'new').length < 7);
      const old = seen.filter(title => title !== 'new');
      expect(old).toEqual(
        order === 'startedAt:asc'
          ? ['0', '1', '2', '3', '4', '5', '6']
          : ['6', '5', '4', '3', '2', '1', '0'],
      );
      expect(new Set(old).size).toBe(7);
      const { body: first } = await ann.get(
        `/postmortems?limit=1&order=${order}`,
      );
      const other =
        order === 'startedAt:asc' ? 'startedAt:desc' : 'startedAt:asc';
      await ann
        .get(`/postmortems?order=${other}&cursor=${first.nextCursor}`)
        .expect(400);
    }
  });
});
