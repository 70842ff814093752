// SPDX-License-Identifier: Apache-2.0

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  DAY_MS,
  newId,
  Policies,
  publishBy,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const directory = resolvePackagePath(
  'backstage-plugin-postmortems-backend',
  'migrations',
);

const PAYMENT = 'component:default/payment';
const WEB = 'component:default/web';
const PAYMENTS = 'group:default/payments';
const PLATFORM = 'group:default/platform';
const ZONE = 'Pacific/Auckland';

const entities = [
  [PAYMENT, PAYMENTS],
  [WEB, PLATFORM],
].map(([ref, owner]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: ref.split('/')[1], namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: owner }],
}));

const policies = {
  publishWithinWorkingDays: { P1: 5, P2: 10 },
  preventWithinDays: 30,
};

function random(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * n);
  };
}

const iso = (millis: number) => new Date(millis).toISOString();

describe.each(databases.eachSupportedId())('policies (%s)', databaseId => {
  const start = async (knex: Knex, config: object = { policies }) =>
    startPostmortems({
      knex,
      entities,
      config: { postmortems: { timeZone: ZONE, ...config } },
    });

  it('are kept, or not, as one finds by hand', async () => {
    const backend = await start(await databases.init(databaseId));
    const below = random(11);
    const now = Date.now();
    const known: Array<{
      number: number;
      severity: string;
      system: string;
      resolvedAt: string;
      published: string | null;
      readable: boolean;
      items: Array<{
        id: string;
        purpose: string;
        status: string;
        owner: string;
        doneAt: string | null;
      }>;
    }> = [];
    for (let index = 0; index < 40; index++) {
      const resolved = now - below(120) * DAY_MS - below(DAY_MS);
      const isPublished = below(4) > 0;
      const written = Math.min(resolved + below(12) * DAY_MS + 1_000, now - 2);
      const published = isPublished
        ? iso(Math.min(written + below(9) * DAY_MS, now - 1))
        : null;
      const severity = ['P1', 'P2', 'P3'][below(3)];
      const system = [PAYMENT, WEB][below(2)];
      const readable = below(6) > 0;
      const items = Array.from({ length: 1 + below(3) }, () => {
        const status = ['open', 'in-progress', 'done', 'proposed'][below(4)];
        return {
          id: newId(),
          description: 'Add a gate',
          purpose: (['prevent', 'detect'] as const)[below(2)],
          status: status as 'open',
          owner: [PAYMENTS, PLATFORM][below(2)],
          dueDate: '2026-12-24',
          doneAt:
            status === 'done'
              ? iso(Math.min(written + below(60) * DAY_MS, now))
              : null,
        };
      });
      const { number } = await backend.writer.createAs({
        input: completeDraft({
          severity,
          affectedSystems: [system],
          startedAt: iso(resolved - 7_200_000),
          resolvedAt: iso(resolved),
          visibility: readable ? 'internal' : 'restricted',
          incidentCommander: 'user:default/cat',
          timeline: [
            {
              id: newId(),
              at: iso(resolved - 3_600_000),
              kind: 'detected',
              text: 'Alert',
            },
            { id: newId(), at: iso(resolved), kind: 'resolved', text: 'Done' },
          ],
          actionItems: items.map(item =>
            // Ann is in the payments group: as an owner it may read.
            readable ? item : { ...item, owner: PLATFORM },
          ),
        }),
        actor: 'user:default/cat',
        at: iso(written),
        publish: isPublished,
        publishedAt: published ?? undefined,
      });
      known.push({
        number,
        severity,
        system,
        resolvedAt: iso(resolved),
        published,
        readable,
        items,
      });
    }
    // An imported one counts in neither.
    const imported = await backend
      .as('ann')
      .post('/import', { markdown: '# Old outage\n', affectedSystems: [WEB] })
      .expect(201);
    expect(imported.body.postmortem).toMatchObject({
      imported: true,
      firstPublishedAt: null,
    });

    const wanted = (system?: string, team?: string) => {
      const over = known
        .filter(
          each =>
            each.readable &&
            (!system || each.system === system) &&
            each.severity !== 'P3' &&
            each.resolvedAt >= iso(now - 90 * DAY_MS),
        )
        .map(each => ({
          ...each,
          by: publishBy(each.resolvedAt, each.severity === 'P1' ? 5 : 10, ZONE),
        }))
        .filter(({ by, published }) => by < iso(now) || published);
      const late = over.filter(
        ({ by, published }) => !published || published > by,
      );
      const items = known
        .filter(({ readable, published }) => readable && published)
        .flatMap(each =>
          each.items.map(item => ({
            ...item,
            promisedAt: each.published!,
            each,
          })),
        )
        .filter(
          ({ purpose, status, promisedAt, owner, each }) =>
            purpose === 'prevent' &&
            status !== 'proposed' &&
            (!system || team || each.system === system) &&
            (!team || owner === team) &&
            promisedAt < iso(now - 30 * DAY_MS),
        );
      return {
        late: late.map(({ number }) => number).sort(),
        kept: over.length - late.length,
        total: over.length,
        open: items
          .filter(({ status }) => status !== 'done')
          .map(({ id }) => id)
          .sort(),
        done: items.filter(
          ({ status, doneAt, promisedAt }) =>
            status === 'done' &&
            Date.parse(doneAt!) <= Date.parse(promisedAt) + 30 * DAY_MS,
        ).length,
        promised: items.length,
      };
    };
    const found = async (query: string) => {
      const { body } = await backend
        .as('ann')
        .get(`/policies?${query}`)
        .expect(200);
      const { publication, prevention } = body as Policies;
      return {
        late: publication!.items.map(({ number }) => number).sort(),
        kept: publication!.kept,
        total: publication!.total,
        open: prevention!.items.map(({ id }) => id).sort(),
        done: prevention!.kept,
        promised: prevention!.total,
      };
    };
    expect(await found('')).toEqual(wanted());
    expect(await found(`system=${WEB}`)).toEqual(wanted(WEB));
    // A team: what its systems had, and what it owns.
    expect(await found(`team=${PLATFORM}`)).toEqual(wanted(WEB, PLATFORM));
    expect(wanted().late.length).toBeGreaterThan(2);
    expect(wanted().open.length).toBeGreaterThan(2);
    expect(wanted().done).toBeGreaterThan(0);
    await backend.stop();
  });

  it('look at the first publication, whatever came after it', async () => {
    const { as, writer, stop } = await start(await databases.init(databaseId));
    const ann = as('ann');
    const at = iso(Date.now() - 20 * DAY_MS);
    const resolvedAt = iso(Date.now() - 21 * DAY_MS);
    const { id } = await writer.createAs({
      input: completeDraft({
        startedAt: iso(Date.parse(resolvedAt) - 7_200_000),
        resolvedAt,
        timeline: [
          { id: newId(), at: resolvedAt, kind: 'detected', text: 'Alert' },
          { id: newId(), at: resolvedAt, kind: 'resolved', text: 'Done' },
        ],
      }),
      actor: 'user:default/ann',
      at,
      publish: true,
    });
    const publication = async () =>
      (await ann.get('/policies').expect(200)).body.publication;
    expect(await publication()).toMatchObject({ kept: 1, total: 1 });
    await ann.post(`/postmortems/${id}/unpublish`).expect(200);
    const { body } = await ann.post(`/postmortems/${id}/publish`).expect(200);
    expect(body.firstPublishedAt).toBe(at);
    expect(body.publishedAt > at).toBe(true);
    expect(await publication()).toMatchObject({ kept: 1, total: 1, items: [] });

    const list = async (query: string) =>
      (await ann.get(`/postmortems?${query}`).expect(200)).body.items;
    const day = (millis: number) => iso(millis).slice(0, 10);
    expect(
      await list(
        `author=user:default/Ann&publishedAfter=${day(Date.parse(at) - DAY_MS)}&publishedBefore=${day(Date.parse(at) + DAY_MS)}`,
      ),
    ).toMatchObject([
      { createdBy: 'user:default/ann', createdAt: at, firstPublishedAt: at },
    ]);
    expect(await list('author=user:default/bob')).toEqual([]);
    expect(await list(`updatedBefore=${day(Date.parse(at))}`)).toEqual([]);
    expect(await list(`updatedAfter=${day(Date.parse(at))}`)).toHaveLength(1);
    await stop();
  });

  it('have what they need after an upgrade, and lose nothing on the way back', async () => {
    const knex = await databases.init(databaseId);
    const { writer, as, stop } = await start(knex);
    const at = '2026-03-01T09:00:00.000Z';
    const { id } = await writer.createAs({
      input: completeDraft(),
      actor: 'user:default/ann',
      at,
      publish: true,
    });
    const counts = async () =>
      Promise.all(
        [
          'postmortem',
          'action_item',
          'postmortem_version',
          'postmortem_system',
        ].map(async table =>
          Number((await knex(table).count({ n: '*' }))[0].n),
        ),
      );
    const before = await counts();
    expect(before).toEqual([1, 1, 1, 1]);
    let undone: string;
    do {
      [, [undone]] = await knex.migrate.down({ directory });
    } while (!undone.endsWith('20261213000000_publication.js'));
    expect(await counts()).toEqual(before);
    await knex.migrate.latest({ directory });
    expect(await counts()).toEqual(before);
    const { body } = await as('ann').get(`/postmortems/${id}`).expect(200);
    expect(body).toMatchObject({ firstPublishedAt: at, imported: false });
    await stop();
  });

  it('are none where none is configured', async () => {
    const { as, stop } = await start(await databases.init(databaseId), {});
    const { body } = await as('ann').get('/policies').expect(200);
    expect(body).toEqual({ publication: null, prevention: null });
    await stop();
  });
});
