// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  actionFigures,
  ActionItem,
  ActionItemRow,
  actionItemStatusSchema,
  ActionItemTotals,
  dueOf,
  isOpen,
  newId,
  OPEN_STATUSES,
  today,
} from 'backstage-plugin-postmortems-common';
import { parse as parseCsv } from 'csv-parse/sync';
import { Knex } from 'knex';
import { completeDraft } from './__testUtils__/drafts';
import { Caller, startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const ANN = 'user:default/ann';
const BOB = 'user:default/bob';
const LEFT = 'user:default/left';
const PAYMENTS = 'group:default/payments';
const PLATFORM = 'group:default/platform';
const PAYMENT = 'component:default/payment';
const WEB = 'component:default/web';

const SYSTEMS: Record<string, string> = {
  [PAYMENT]: PAYMENTS,
  [WEB]: PLATFORM,
};
const TEAMS: Record<string, string[]> = {
  [PAYMENTS]: [ANN],
  [PLATFORM]: [BOB],
};
const OWNERS = [ANN, BOB, LEFT, PAYMENTS, PLATFORM, null];

const entities = [
  ...Object.entries(SYSTEMS).map(([ref, owner]) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: ref.split('/')[1], namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: owner }],
  })),
  ...Object.entries(TEAMS).map(([ref, members]) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: ref.split('/')[1], namespace: 'default' },
    relations: members.map(targetRef => ({ type: 'hasMember', targetRef })),
  })),
];

/** A generator of numbers that are the same in every run. */
function random(seed: number) {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  return {
    below: (n: number) => Math.floor(next() * n),
    of: <T>(values: readonly T[]): T =>
      values[Math.floor(next() * values.length)],
  };
}

/** What is stored, as the test knows it. */
type Known = {
  item: ActionItem;
  moved: boolean;
  /** The day before it was moved. */
  promisedDay: string | null;
  createdAt: string;
  severity: string;
  systems: string[];
  status: 'draft' | 'published';
  visibleTo: (name: string) => boolean;
};

const DAY = 86_400_000;
const dayOf = (offset: number) =>
  new Date(Date.now() + offset * DAY).toISOString().slice(0, 10);

describe.each(databases.eachSupportedId())('lists (%s)', databaseId => {
  /** Random postmortems, by two people, some of them restricted. */
  async function fill(knex: Knex, seed: number) {
    const backend = await startPostmortems({ knex, entities });
    await knex('missing_owner').insert([
      { entity_ref: LEFT, since: new Date(), gone: true },
      // Missing, but not for long enough.
      { entity_ref: BOB, since: new Date(), gone: false },
    ]);
    const { below, of } = random(seed);
    const known: Known[] = [];
    for (let index = 0; index < 30; index++) {
      const author = of(['ann', 'bob']);
      const restricted = below(5) === 0;
      const actionItems = Array.from({ length: 1 + below(5) }, () => {
        const status = of(actionItemStatusSchema.options);
        return {
          id: newId(),
          description: `${of(['Add', 'Bound', '=cmd|', '+1', '@me'])} ${newId()}`,
          owner: of(OWNERS),
          dueDate: below(6) === 0 ? null : dayOf(below(30) - 12),
          status,
          purpose: 'prevent' as const,
          ticketUrl: below(2) ? 'https://example.com/T-1' : '',
          wontDoReason: status === 'wont-do' ? 'The cache is gone.' : '',
          doneAt:
            status === 'done' ? `${dayOf(-below(16))}T00:00:01.000Z` : null,
        };
      });
      // The gate wants an owner and a day of what is accepted.
      const isPublished = actionItems.every(
        item => item.status === 'proposed' || (item.owner && item.dueDate),
      );
      const severity = of(['P1', 'P2', 'P3']);
      const systems = of([[PAYMENT], [WEB], [PAYMENT, WEB]]);
      const at = new Date(Date.now() - (1 + below(300)) * DAY).toISOString();
      const { id } = await backend.writer.createAs({
        input: completeDraft({
          severity,
          affectedSystems: systems,
          visibility: restricted ? 'restricted' : 'internal',
          incidentCommander: `user:default/${author}`,
          actionItems,
        }),
        actor: `user:default/${author}`,
        at,
        publish: isPublished,
      });
      const promised = new Map(
        actionItems.map(each => [each.id, each.dueDate]),
      );
      const moves = actionItems.filter(
        item =>
          isPublished &&
          isOpen(item) &&
          below(3) === 0 &&
          item.dueDate !== null,
      );
      for (const item of moves) {
        item.dueDate = dayOf(40);
        await backend
          .as(author)
          .patch(`/action-items/${item.id}`, { dueDate: item.dueDate })
          .expect(200);
      }
      const { body } = await backend.as(author).get(`/postmortems/${id}`);
      const groups: Record<string, string> = { ann: PAYMENTS, bob: PLATFORM };
      const readers = [
        `user:default/${author}`,
        ...actionItems.map(item => item.owner),
      ];
      for (const item of body.actionItems as ActionItem[])
        known.push({
          item,
          moved: moves.some(each => each.id === item.id),
          promisedDay: promised.get(item.id) ?? null,
          createdAt: at,
          severity,
          systems,
          status: body.status,
          visibleTo: name =>
            !restricted ||
            readers.includes(`user:default/${name}`) ||
            readers.includes(groups[name]),
        });
    }
    return { ...backend, known };
  }

  const FILTERS: Record<string, (known: Known, name: string) => boolean> = {
    '': () => true,
    'owner=none': ({ item }) => item.owner === null,
    'owner=gone': ({ item }) => item.owner === LEFT,
    'owner=me': ({ item }, name) =>
      [`user:default/${name}`, name === 'ann' ? PAYMENTS : PLATFORM].includes(
        item.owner!,
      ),
    [`owner=${PLATFORM}`]: ({ item }) => item.owner === PLATFORM,
    'team=me': (known, name) =>
      isOf(name === 'ann' ? PAYMENTS : PLATFORM)(known),
    [`team=${PAYMENTS}`]: known => isOf(PAYMENTS)(known),
    [`team=${PAYMENTS}&team=${PLATFORM}&severity=P1`]: known =>
      known.severity === 'P1' &&
      (isOf(PAYMENTS)(known) || isOf(PLATFORM)(known)),
    'severity=P1&severity=P3': ({ severity }) => severity !== 'P2',
    'postmortemStatus=draft': ({ status }) => status === 'draft',
    'postmortemStatus=published&owner=gone': ({ status, item }) =>
      status === 'published' && item.owner === LEFT,
    [`createdBefore=${dayOf(-100)}`]: ({ createdAt }) =>
      createdAt < `${dayOf(-100)}T00:00:00.000Z`,
    [`system=${WEB}&owner=none`]: ({ systems, item }) =>
      systems.includes(WEB) && item.owner === null,
  };

  function isOf(team: string) {
    return ({ item, systems }: Known) =>
      item.owner === null || item.owner === LEFT
        ? systems.some(ref => SYSTEMS[ref] === team)
        : [team, ...TEAMS[team]].includes(item.owner);
  }

  function totalsOf(rows: Known[]): ActionItemTotals {
    const count = (is: (known: Known) => boolean) => rows.filter(is).length;
    const open = (is: (item: ActionItem) => boolean) =>
      count(({ item }) => isOpen(item) && is(item));
    const day = today('UTC');
    return {
      open: open(() => true),
      overdue: open(item => dueOf(item, day) === 'overdue'),
      soon: open(item => dueOf(item, day) === 'soon'),
      noDate: open(item => item.dueDate === null),
      noOwner: open(item => item.owner === null),
      ownerGone: open(item => item.owner === LEFT),
      moved: count(({ item, moved }) => isOpen(item) && moved),
      proposed: count(({ item }) => item.status === 'proposed'),
      done: count(({ item }) => item.status === 'done'),
      wontDo: count(({ item }) => item.status === 'wont-do'),
      onTime: actionFigures(
        rows.map(({ item, promisedDay }) => ({
          ...item,
          firstDueDate: promisedDay,
          createdAt: '',
        })),
        day,
      ).onTime,
    };
  }

  async function all(caller: Caller, query: string): Promise<ActionItemRow[]> {
    const rows: ActionItemRow[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await caller
        .get(
          `/action-items?${query}&limit=37${cursor ? `&cursor=${cursor}` : ''}`,
        )
        .expect(200);
      rows.push(...body.items);
      cursor = body.nextCursor;
      if (!cursor) expect(rows).toHaveLength(body.totalItems);
    } while (cursor);
    return rows;
  }

  const sorted = (ids: string[]) => [...ids].sort();

  it('and totals are what one finds by hand, for whoever asks', async () => {
    const { as, known, stop } = await fill(await databases.init(databaseId), 7);
    let onTime = 0;
    for (const name of ['ann', 'bob']) {
      const caller = as(name);
      for (const [query, matches] of Object.entries(FILTERS)) {
        const wanted = known.filter(
          each => each.visibleTo(name) && matches(each, name),
        );
        const rows = await all(caller, query);
        expect([name, query, sorted(rows.map(({ id }) => id))]).toEqual([
          name,
          query,
          sorted(wanted.map(({ item }) => item.id)),
        ]);
        expect(rows.every(row => row.ownerGone === (row.owner === LEFT))).toBe(
          true,
        );
        const { body } = await caller
          .get(`/action-items/totals?${query}`)
          .expect(200);
        expect([name, query, body]).toEqual([name, query, totalsOf(wanted)]);
        onTime += body.onTime.n;
      }
      const open = OPEN_STATUSES.map(status => `&status=${status}`).join('');
      const { text } = await caller
        .get(`/action-items/csv?owner=gone${open}`)
        .expect(200);
      const csv: Array<Record<string, string>> = parseCsv(text, {
        bom: true,
        columns: true,
      });
      const rows = await all(caller, `owner=gone${open}`);
      expect(csv.map(row => row.id)).toEqual(rows.map(({ id }) => id));
      for (const [index, { description, ticketUrl }] of rows.entries())
        expect(csv[index]).toMatchObject({
          // A spreadsheet must not calculate what somebody wrote.
          'action item': /^[=+@]/.test(description)
            ? `'${description}`
            : description,
          ticket: ticketUrl,
          'owner gone': 'yes',
        });
    }
    expect(onTime).toBeGreaterThan(0);
    await stop();
  });
});
