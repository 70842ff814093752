// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  ActionItem,
  DAY_MS,
  newActionItem,
  newId,
  Postmortem,
  QUIET_DAYS,
  QuietFix,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(240_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** More by hand: `FIXES_RUNS=20`. */
const RUNS = Number(process.env.FIXES_RUNS ?? 1);
const SYSTEMS = ['payment', 'checkout', 'search'].map(
  name => `component:default/${name}`,
);
const CAUSES = Array.from({ length: 12 }, (_, n) => `Cause ${n}`);
const now = DateTime.utc().startOf('hour');

/** The same numbers at each run. */
function randomNumbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

const isFix = ({ purpose, status, doneAt }: ActionItem) =>
  purpose === 'prevent' && status === 'done' && doneAt !== null;

/** What is quiet on a system, counted by hand. */
function quietOn(system: string, all: Postmortem[]) {
  const here = all.filter(
    ({ status, affectedSystems }) =>
      status === 'published' && affectedSystems.includes(system),
  );
  const causes = new Map(
    here.flatMap(each => each.causes.map(cause => [cause.id, cause])),
  );
  return [...causes.values()]
    .flatMap((cause): QuietFix[] => {
      const having = here.filter(each => each.causeIds.includes(cause.id));
      const [last] = having
        .flatMap(({ number, actionItems }) =>
          actionItems
            .filter(item => isFix(item) && item.verified !== 'did-not-work')
            .map(item => ({ doneAt: item.doneAt!, number })),
        )
        .sort(
          (a, b) =>
            Date.parse(b.doneAt) - Date.parse(a.doneAt) || b.number - a.number,
        );
      if (!last) return [];
      const isQuiet =
        Date.now() - Date.parse(last.doneAt) >= QUIET_DAYS * DAY_MS &&
        having.every(each => each.startedAt! <= last.doneAt);
      return isQuiet ? [{ cause, ...last }] : [];
    })
    .sort(
      (a, b) =>
        Date.parse(b.doneAt) - Date.parse(a.doneAt) ||
        b.number - a.number ||
        (a.cause.id < b.cause.id ? -1 : 1),
    )
    .slice(0, 10);
}

describe.each(databases.eachSupportedId())('fixes (%s)', databaseId => {
  async function fill(seed: number) {
    const api = await startPostmortems({
      knex: await databases.init(databaseId),
    });
    const random = randomNumbers(seed);
    const some = <T>(list: T[], oneOf: number) =>
      list.filter(() => random(oneOf) === 0);
    for (let index = 0; index < 40; index++) {
      const started = now.minus({ days: 1 + random(700) });
      const resolved = started.plus({ hours: 2 });
      const item = (): ActionItem => {
        const status = (['open', 'done', 'done', 'done'] as const)[random(4)];
        const doneAt = DateTime.min(
          now.minus({ hours: 1 }),
          resolved.plus({ days: random(120), hours: random(24) }),
        ).toISO()!;
        return {
          ...newActionItem(),
          description: 'Fix it',
          owner: 'group:default/payments',
          dueDate: '2026-12-01',
          status,
          purpose: (['prevent', 'prevent', 'detect', null] as const)[random(4)],
          ...(status === 'done' && {
            // Of some it is not known.
            doneAt: random(8) === 0 ? null : doneAt,
            verified: ([null, 'worked', 'did-not-work', null] as const)[
              random(4)
            ],
          }),
        };
      };
      await api.writer.createAs({
        input: completeDraft({
          startedAt: started.toISO(),
          resolvedAt: resolved.toISO(),
          timeline: [
            { id: newId(), at: started.toISO(), kind: 'detected', text: 'A' },
            { id: newId(), at: resolved.toISO(), kind: 'resolved', text: 'B' },
          ],
          affectedSystems: [
            ...new Set([SYSTEMS[random(3)], ...some(SYSTEMS, 4)]),
          ],
          visibility: random(4) === 0 ? 'restricted' : 'internal',
          incidentCommander: 'user:default/ann',
          noActionReason: 'None',
          actionItems: Array.from({ length: random(4) }, item),
        }),
        actor: 'user:default/ann',
        at: resolved.plus({ days: 1 }).toISO(),
        publish: random(6) > 0,
        causes: some(CAUSES, 6).map(name => ({
          name,
          category: 'process-gap',
        })),
      });
    }
    return api;
  }

  it('are quiet, or came back, as counting by hand says, for each reader', async () => {
    const seen = { quiet: 0, recurred: 0, not: 0, hidden: 0 };
    for (let run = 0; run < RUNS; run++) {
      const { as, stop } = await fill(7 + run);
      const counts: number[] = [];
      // Ann may read what is restricted, Dan may not.
      for (const name of ['ann', 'dan']) {
        const caller = as(name);
        const { body: list } = await caller.get('/postmortems?limit=100');
        const all: Postmortem[] = await Promise.all(
          list.items.map(
            async ({ id }: { id: string }) =>
              (await caller.get(`/postmortems/${id}`).expect(200)).body,
          ),
        );
        counts.push(all.length);
        for (const system of SYSTEMS) {
          const { body } = await caller
            .get(`/systems/component/default/${system.split('/')[1]}/overview`)
            .expect(200);
          expect(body.quietFixes).toEqual(quietOn(system, all));
          seen.quiet += body.quietFixes.length;
        }
        for (const each of all) {
          const expected =
            each.status === 'published' && each.causeIds.length > 0
              ? each.actionItems.filter(isFix).map(({ id, doneAt }) => {
                  const [first] = all
                    .filter(
                      other =>
                        other.status === 'published' &&
                        other.id !== each.id &&
                        other.startedAt! > doneAt! &&
                        other.causeIds.some(cause =>
                          each.causeIds.includes(cause),
                        ) &&
                        other.affectedSystems.some(ref =>
                          each.affectedSystems.includes(ref),
                        ),
                    )
                    .sort(
                      (a, b) =>
                        Date.parse(a.startedAt!) - Date.parse(b.startedAt!) ||
                        a.number - b.number,
                    );
                  return {
                    id,
                    recurred: first
                      ? {
                          number: first.number,
                          title: first.title,
                          startedAt: first.startedAt,
                        }
                      : null,
                  };
                })
              : [];
          expect(each.fixOutcomes).toEqual(expected);
          for (const { recurred } of expected)
            seen[recurred ? 'recurred' : 'not']++;
        }
      }
      seen.hidden += counts[0] - counts[1];
      await stop();
    }
    // The data is such that it says something.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(3);
  });
});
