// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  ActionItem,
  daysBetween,
  isOpen,
  newActionItem,
  newId,
  Postmortem,
  publishBy,
  recurrencesOf,
  SystemFacts,
  SystemFactsList,
  today,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const TIME_ZONE = 'America/New_York';
const SYSTEMS = [
  'component:default/payment',
  'component:default/checkout',
  'system:default/shop',
  'api:default/payment-api',
  'resource:default/db',
  'domain:default/sales',
];
const CAUSES = ['No performance gate', 'DNS has no owner', 'No budget'];

const now = DateTime.utc().startOf('hour');
const day = today(TIME_ZONE);
const dayIn = (days: number) =>
  DateTime.fromISO(day).plus({ days }).toISODate()!;

/** The same numbers at each run. */
function randomNumbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

describe.each(databases.eachSupportedId())('facts (%s)', databaseId => {
  const start = async () =>
    startPostmortems({
      knex: await databases.init(databaseId),
      config: {
        postmortems: {
          timeZone: TIME_ZONE,
          policies: { publishWithinWorkingDays: { P1: 5, P2: 10 } },
        },
      },
    });

  it('are for every system what counting by hand says, over what all may read', async () => {
    const { as, asService, writer, stop } = await start();
    const random = randomNumbers(7);
    const some = <T>(list: T[], oneOf: number) =>
      list.filter(() => random(oneOf) === 0);

    const randomItem = (): ActionItem => {
      const status = (
        ['open', 'in-progress', 'done', 'wont-do', 'proposed'] as const
      )[random(5)];
      return {
        ...newActionItem(),
        description: 'Fix it',
        owner: 'group:default/payments',
        dueDate: dayIn(random(5) - 2 - (random(2) ? random(300) : 0)),
        status,
        purpose: 'prevent',
        wontDoReason: status === 'wont-do' ? 'The service is gone' : '',
      };
    };
    for (let index = 0; index < 40; index++) {
      const started = now.minus({ days: 3 + random(random(2) ? 120 : 900) });
      const resolved = started.plus({ hours: 2 });
      const actionItems = Array.from({ length: random(4) }, randomItem);
      await writer.createAs({
        input: completeDraft({
          startedAt: started.toISO(),
          resolvedAt: resolved.toISO(),
          timeline: [
            { id: newId(), at: started.toISO(), kind: 'detected', text: 'A' },
            { id: newId(), at: resolved.toISO(), kind: 'resolved', text: 'B' },
          ],
          affectedSystems: [
            ...new Set([SYSTEMS[random(5)], ...some(SYSTEMS.slice(0, 5), 4)]),
          ],
          severity: ['P1', 'P2', 'P3'][random(3)],
          visibility: random(6) === 0 ? 'restricted' : 'internal',
          noActionReason: 'None',
          actionItems,
        }),
        actor: 'user:default/ann',
        at: DateTime.min(now, resolved.plus({ days: 1 + random(20) })).toISO(),
        publish: random(5) > 0,
        causes: some(CAUSES, 2).map(name => ({
          name,
          category: 'process-gap',
        })),
      });
    }
    // What nobody published has no facts, nor has what not all may read.
    await writer.createAs({
      input: completeDraft({
        affectedSystems: [SYSTEMS[5]],
        visibility: 'restricted',
      }),
      actor: 'user:default/ann',
      at: now.toISO(),
      publish: true,
    });

    const ann = as('ann');
    const { body: list } = await ann.get('/postmortems?limit=100');
    const all: Postmortem[] = await Promise.all(
      list.items.map(
        async ({ id }: any) => (await ann.get(`/postmortems/${id}`)).body,
      ),
    );
    // A day that is moved is another one than was promised.
    const moved = all.find(
      ({ status, visibility, actionItems }) =>
        status === 'published' &&
        visibility === 'internal' &&
        actionItems.some(isOpen),
    )!;
    const movedItem = moved.actionItems.find(isOpen)!;
    const firstDay = movedItem.dueDate;
    await ann
      .put(
        `/postmortems/${moved.id}`,
        moved.version,
        edited(moved, {
          actionItems: moved.actionItems.map(each =>
            each.id === movedItem.id ? { ...each, dueDate: dayIn(40) } : each,
          ),
        }),
      )
      .expect(200);
    movedItem.dueDate = dayIn(40);
    const promisedDay = ({ id, dueDate }: ActionItem) =>
      id === movedItem.id ? firstDay! : dueDate!;

    const counted = all.filter(
      ({ status, visibility }) =>
        status === 'published' && visibility === 'internal',
    );
    const expected = SYSTEMS.flatMap((entityRef): SystemFacts[] => {
      const here = counted.filter(({ affectedSystems }) =>
        affectedSystems.includes(entityRef),
      );
      const policed = all
        .filter(
          ({ visibility, affectedSystems, severity, resolvedAt }) =>
            visibility === 'internal' &&
            affectedSystems.includes(entityRef) &&
            severity !== 'P3' &&
            resolvedAt! >= DateTime.utc().minus({ days: 90 }).toISO(),
        )
        .map(({ severity, resolvedAt, firstPublishedAt }) => {
          const by = publishBy(
            resolvedAt!,
            severity === 'P1' ? 5 : 10,
            TIME_ZONE,
          );
          const inTime = firstPublishedAt !== null && firstPublishedAt <= by;
          return { inTime, isOver: by < DateTime.utc().toISO() };
        });
      if (here.length + policed.length === 0) return [];
      // On this system, and on no other.
      const alone = here.map(each => ({
        ...each,
        affectedSystems: [entityRef],
      }));
      const open = here.flatMap(each => each.actionItems).filter(isOpen);
      const oldest = open.map(promisedDay).sort()[0] ?? null;
      return [
        {
          entityRef,
          openActionItems: open.length,
          overdueActionItems: open.filter(({ dueDate }) => dueDate! < day)
            .length,
          oldestPromisedDay: oldest,
          oldestPromiseDaysOverdue: oldest
            ? Math.max(0, daysBetween(oldest, day))
            : 0,
          recurrencesLastYear: alone.filter(
            each =>
              each.startedAt! >= DateTime.utc().minus({ days: 365 }).toISO() &&
              recurrencesOf(each, alone, 365).size > 0,
          ).length,
          publishedInTime: {
            n: policed.filter(({ inTime }) => inTime).length,
            total: policed.filter(({ inTime, isOver }) => inTime || isOver)
              .length,
          },
        },
      ];
    });
    expect(expected.length).toBe(5);
    const sum = (name: keyof SystemFacts) =>
      expected.reduce((total, each) => total + Number(each[name]), 0);
    expect(sum('overdueActionItems')).toBeGreaterThan(5);
    expect(sum('recurrencesLastYear')).toBeGreaterThan(5);
    const inTime = expected.map(({ publishedInTime }) => publishedInTime);
    expect(Math.max(...inTime.map(({ n }) => n))).toBeGreaterThan(0);
    expect(inTime.some(({ n, total }) => n < total)).toBe(true);

    // To a service as to somebody who may read the restricted ones as well.
    for (const caller of [asService(), ann]) {
      const found: SystemFacts[] = [];
      let cursor: string | undefined;
      do {
        const { body }: { body: SystemFactsList } = await caller
          .get(`/facts?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
          .expect(200);
        expect(body.totalItems).toBe(5);
        found.push(...body.items);
        cursor = body.nextCursor;
      } while (cursor);
      expect(found).toHaveLength(5);
      expect(new Map(found.map(each => [each.entityRef, each]))).toEqual(
        new Map(expected.map(each => [each.entityRef, each])),
      );
    }
    await stop();
  });

  it('are those of what a policy lets its caller read', async () => {
    const { asService, writer, policy, stop } = await start();
    const service = asService();
    expect((await service.get('/facts').expect(200)).body).toEqual({
      items: [],
      totalItems: 0,
    });
    for (const severity of ['P1', 'P3'])
      await writer.createAs({
        input: completeDraft({ severity }),
        actor: 'user:default/ann',
        at: now.toISO(),
        publish: true,
      });
    const open = async () =>
      (await service.get('/facts').expect(200)).body.items.map(
        ({ openActionItems }: SystemFacts) => openActionItems,
      );
    expect(await open()).toEqual([2]);
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
    expect(await open()).toEqual([1]);
    policy['postmortem.read'] = { result: AuthorizeResult.DENY };
    await service.get('/facts').expect(403);
    await stop();
  });
});
