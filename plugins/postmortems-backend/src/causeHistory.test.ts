// SPDX-License-Identifier: Apache-2.0

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const directory = resolvePackagePath(
  'backstage-plugin-postmortems-backend',
  'migrations',
);

describe.each(databases.eachSupportedId())(
  'the history of a cause (%s)',
  databaseId => {
    async function start() {
      const knex = await databases.init(databaseId);
      const api = await startPostmortems({ knex });
      const ann = api.as('ann');
      const cause = async (name: string, who = ann): Promise<string> => {
        const input = { name, category: 'security', description: `${name}.` };
        return (await who.post('/causes', input).expect(201)).body.id;
      };
      const add = async (changes = {}): Promise<number> =>
        (await ann.post('/postmortems', completeDraft(changes)).expect(201))
          .body.number;
      const set = (number: number, causeIds: string[]) =>
        ann
          .call('put', `/postmortems/${number}/causes`)
          .send({ causeIds })
          .expect(200);
      /** All that somebody can find out about causes, as text. */
      const known = async (name: string) => {
        const who = api.as(name);
        const list = (await who.get('/causes').expect(200)).body;
        const details = await Promise.all(
          list.items.map(async (one: { id: string }) => {
            const { body } = await who.get(`/causes/${one.id}`).expect(200);
            return body;
          }),
        );
        return JSON.stringify([list, details]);
      };
      /** From a release of before, which did not store by what it was known. */
      const upgrade = async () => {
        let undone: string;
        do {
          [, [undone]] = await knex.migrate.down({ directory });
        } while (!undone.endsWith('20261205000000_cause_history.js'));
        for (const { number, data } of await knex('cause_event')) {
          const { of, restricted, ...rest } = JSON.parse(data);
          await knex('cause_event')
            .where({ number })
            .update({ data: JSON.stringify(rest) });
        }
        await knex.migrate.latest({ directory });
      };
      return { ...api, ann, cause, add, set, known, upgrade };
    }

    it('does not tell what a cause was while it was hidden', async () => {
      const { as, ann, cause, add, set, known, stop } = await start();
      const id = await cause('zqold');
      const hidden = await add({
        visibility: 'restricted',
        readers: ['user:default/dana'],
      });
      await set(hidden, [id]);
      // What one does before it is used openly.
      const patch = (changes: object) =>
        ann.patch(`/causes/${id}`, changes).expect(200);
      await patch({ name: 'zqolder', category: 'process-gap' });
      await patch({ name: 'Secrets are kept in chat', description: '' });
      await set(await add(), [id]);
      await patch({ description: 'Often.' });

      expect(await known('carla')).not.toContain('zqold');
      const { body } = await as('carla').get(`/causes/${id}`).expect(200);
      expect(body.history).toMatchObject([
        { kind: 'changed', changes: { description: { to: 'Often.' } } },
        { kind: 'created' },
      ]);
      expect(await known('dana')).toContain('zqold');
      expect(await known('ann')).toContain('zqold');
      await stop();
    });

    it('does not tell it either once the postmortem that hid it is open', async () => {
      const { ann, as, cause, add, set, known, stop } = await start();
      const [renamed, merged, into] = [
        await cause('zqrenamed', as('bob')),
        await cause('zqmerged'),
        await cause('Keys lie open'),
      ];
      const hidden = await add({ visibility: 'restricted' });
      await set(hidden, [renamed, merged]);
      await ann
        .patch(`/causes/${renamed}`, { name: 'No rotation' })
        .expect(200);
      await ann
        .patch(`/causes/${renamed}`, { description: 'Known' })
        .expect(200);
      await ann.post(`/causes/${merged}/merge`, { into }).expect(200);
      const { body: one } = await ann.get(`/postmortems/${hidden}`);
      await ann
        .put(
          `/postmortems/${hidden}`,
          one.version,
          edited(one, { visibility: 'internal' }),
        )
        .expect(200);

      const seen = await known('carla');
      expect(seen).toContain('No rotation');
      expect(seen).not.toContain('zq');
      expect(await known('ann')).toMatch(/zqrenamed.*zqmerged|zqmerged.*zqren/);
      // Who made it could know it at any time.
      expect(await known('bob')).toContain('zqrenamed');
      await stop();
    });

    it('does not tell what a cause was called after a restricted one was deleted', async () => {
      const { ann, cause, add, set, known, stop } = await start();
      const id = await cause('zqold');
      const hidden = await add({ visibility: 'restricted' });
      await set(hidden, [id]);
      await ann.delete(`/postmortems/${hidden}`).expect(204);
      await ann
        .patch(`/causes/${id}`, { name: 'Badge lost', description: '' })
        .expect(200);
      await set(await add(), [id]);
      expect(await known('carla')).toContain('Badge lost');
      expect(await known('carla')).not.toContain('zqold');
      await stop();
    });

    it('tells what everybody could see when it was', async () => {
      const { ann, cause, add, set, known, stop } = await start();
      const id = await cause('Was free');
      await ann.patch(`/causes/${id}`, { name: 'Was open' }).expect(200);
      const open = await add();
      await set(open, [id]);
      await ann.patch(`/causes/${id}`, { name: 'Now' }).expect(200);
      await set(await add({ visibility: 'restricted' }), [id]);
      await ann.patch(`/causes/${id}`, { description: 'zq' }).expect(200);
      expect(await known('carla')).toMatch(/Was open.*Was free/);
      await stop();
    });

    it('withholds of earlier releases what cannot be known any more', async () => {
      const { ann, as, cause, add, set, upgrade, stop } = await start();
      const [open, hidden, opened, gone] = [
        await cause('Open'),
        await cause('Hidden'),
        await cause('Opened'),
        await cause('Gone'),
      ];
      const closed = await add({ visibility: 'restricted' });
      const later = await add({ visibility: 'restricted' });
      await set(await add(), [open]);
      await set(closed, [hidden, gone]);
      await set(later, [opened]);
      for (const id of [open, hidden, opened, gone])
        await ann.patch(`/causes/${id}`, { description: 'zq' }).expect(200);
      await upgrade();

      await set(closed, [hidden]);
      const { body } = await ann.get(`/postmortems/${later}`);
      await ann
        .put(
          `/postmortems/${later}`,
          body.version,
          edited(body, { visibility: 'internal' }),
        )
        .expect(200);
      await set(await add(), [gone, hidden]);
      const told = async (name: string) =>
        Promise.all(
          [open, hidden, opened, gone].map(async id => {
            const { history } = (await as(name).get(`/causes/${id}`)).body;
            return history.some(({ kind }: any) => kind === 'changed');
          }),
        );
      expect(await told('carla')).toEqual([true, false, false, false]);
      expect(await told('ann')).toEqual([true, true, true, true]);
      await stop();
    });

    it('withholds of earlier releases what was hidden before a merge', async () => {
      const { ann, cause, add, set, known, upgrade, stop } = await start();
      const [id, other] = [await cause('zqold'), await cause('Badge found')];
      await set(await add(), [other]);
      await set(await add({ visibility: 'restricted' }), [id]);
      await ann
        .patch(`/causes/${id}`, { name: 'Badge lost', description: '' })
        .expect(200);
      await ann.post(`/causes/${other}/merge`, { into: id }).expect(200);
      await upgrade();
      expect(await known('carla')).toContain('Badge lost');
      expect(await known('carla')).not.toContain('zqold');
      expect(await known('ann')).toContain('zqold');
      await stop();
    });
  },
);
