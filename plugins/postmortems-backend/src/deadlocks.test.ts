// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { newId } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { completeDraft } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** How often each race is run; before, one in four or five of them failed. */
const ROUNDS = 8;

describe.each(databases.eachSupportedId())(
  'what waits for each other (%s)',
  databaseId => {
    async function start() {
      const knex = await databases.init(databaseId);
      const api = await startPostmortems({ knex });
      const ann = api.as('ann');
      let count = 0;
      const cause = async (): Promise<string> => {
        const input = { name: `Cause ${++count}`, category: 'unknown' };
        return (await ann.post('/causes', input).expect(201)).body.id;
      };
      return { ...api, knex, ann, cause };
    }

    /** Does writes so that they all begin to insert action items together. */
    async function together<T>(knex: Knex, writes: () => Promise<T>) {
      // SQLite has one writer at a time.
      if (databaseId === 'SQLITE_3') return writes();
      const held = await knex.transaction();
      await held.raw('LOCK TABLE action_item IN SHARE MODE');
      const written = writes();
      await new Promise(resolve => setTimeout(resolve, 300));
      await held.commit();
      return written;
    }

    /** The answers that are not among those that may be. */
    const others = (
      answers: Array<{ status: number; text: string }>,
      ...statuses: number[]
    ) =>
      answers
        .filter(({ status }) => !statuses.includes(status))
        .map(({ status, text }) => `${status} ${text}`);

    it('are causes that are merged in a circle at once', async () => {
      const { ann, cause, stop } = await start();
      for (let round = 0; round < ROUNDS; round++) {
        const [x, y, z] = [await cause(), await cause(), await cause()];
        const merge = (id: string, into: string) =>
          ann.post(`/causes/${id}/merge`, { into });
        const answers = await Promise.all([
          merge(x, y),
          merge(y, x),
          merge(y, z),
          merge(z, x),
        ]);
        expect(others(answers, 200, 409, 400)).toEqual([]);
        // Whichever came first: each of them leads to one that is there.
        const now = await Promise.all(
          [x, y, z].map(async id => (await ann.get(`/causes/${id}`)).body.id),
        );
        for (const id of now)
          expect((await ann.get(`/causes/${id}`)).body.id).toBe(id);
      }
      await stop();
    });

    it('are causes that are merged while they are confirmed and rejected', async () => {
      const { ann, cause, stop } = await start();
      const numbers: number[] = [];
      for (let index = 0; index < 4; index++)
        numbers.push(
          (
            await ann.post('/postmortems', {
              title: `Outage ${index}`,
              visibility: index % 2 ? 'restricted' : 'internal',
            })
          ).body.number,
        );
      for (let round = 0; round < ROUNDS; round++) {
        const ids: string[] = [];
        for (let index = 0; index < 5; index++) ids.push(await cause());
        const set = (number: number, causeIds: string[]) =>
          ann.call('put', `/postmortems/${number}/causes`).send({ causeIds });
        const answers = await Promise.all([
          ...numbers.map((number, index) =>
            set(number, [ids[index], ids[(index + 2) % 5], ids[4]]),
          ),
          ...numbers.map((number, index) =>
            ann.post(
              `/postmortems/${number}/causes/${ids[(index + 1) % 5]}/reject`,
            ),
          ),
          ...ids.map((id, index) =>
            ann.post(`/causes/${id}/merge`, { into: ids[(index + 1) % 5] }),
          ),
        ]);
        expect(others(answers, 200, 204, 400, 409)).toEqual([]);
      }
      await stop();
    });

    it('are creations with the same action items in different orders', async () => {
      const { ann, knex, stop } = await start();
      for (let round = 0; round < ROUNDS; round++) {
        const ids = Array.from({ length: 40 }, newId);
        const draft = (order: string[]) =>
          completeDraft({
            actionItems: order.map(id => ({ id, description: 'Fix it' })),
          });
        const answers = await together(knex, () =>
          Promise.all(
            Array.from({ length: 6 }, (_, index) =>
              ann.post(
                '/postmortems',
                draft(index % 2 ? ids.toReversed() : ids),
              ),
            ),
          ),
        );
        expect(others(answers, 201, 400, 409)).toEqual([]);
        expect(others(answers, 400, 409)).toHaveLength(1);
      }
      await stop();
    });
  },
);
