// SPDX-License-Identifier: Apache-2.0

import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { newId } from 'backstage-plugin-postmortems-common';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const FILE =
  '# Payments were down\n\n## Timeline\n\n- 25:99 Nobody could pay\n';

describe.each(databases.eachSupportedId())(
  'Idempotency-Key (%s)',
  databaseId => {
    async function start() {
      const knex = await databases.init(databaseId);
      const api = await startPostmortems({ knex });
      const logged: unknown[] = [];
      api.auditor.createEvent.mockImplementation(async () => ({
        success: async ({ meta }: { meta: unknown }) => logged.push(meta),
        fail: async () => logged.push('failed'),
      }));
      const keyed = (path: string, key: string, body: object, who = 'ann') =>
        api.as(who).post(path, body).set('Idempotency-Key', key);
      const total = async () =>
        (await api.as('ann').get('/postmortems')).body.totalItems;
      return { ...api, knex, logged, keyed, total };
    }

    it('creates nothing a second time, and answers what there is now', async () => {
      const { as, keyed, logged, total, notifications, stop } = await start();
      const key = newId();
      const draft = completeDraft({ severity: 'P2' });
      const { body: created } = await keyed(
        '/postmortems',
        `"${key}"`,
        draft,
      ).expect(201);
      await as('bob')
        .put('/postmortems/1', 1, edited(created, { impact: 'By Bob.' }))
        .expect(200);
      await as('bob').post('/postmortems/1/publish').expect(200);
      const sent = notifications.send.mock.calls.length;

      // In another order, and without the quotes that the draft of the
      // standard wants.
      const reversed = Object.fromEntries(Object.entries(draft).reverse());
      const { body: repeated, headers } = await keyed(
        '/postmortems',
        key.toUpperCase(),
        reversed,
      ).expect(201);
      expect(repeated).toMatchObject({
        id: created.id,
        version: 3,
        status: 'published',
        impact: 'By Bob.',
      });
      expect(headers.etag).toBe('"3"');
      const { id } = created;
      expect(logged).toEqual([
        { id, number: 1 },
        { id, number: 1 },
        { id, number: 1 },
        { id, number: 1, repeated: true },
      ]);
      expect(notifications.send).toHaveBeenCalledTimes(sent);

      expect(await total()).toBe(1);
      const { body: next } = await keyed('/postmortems', newId(), {
        title: 'Next',
      }).expect(201);
      expect(next.number).toBe(2);
      await stop();
    });

    it('imports a document once, and says the same about its lines', async () => {
      const { keyed, total, logged, stop } = await start();
      const key = newId();
      const file = { markdown: FILE, fileName: 'down.md' };
      // A dry run writes nothing, its key neither.
      await keyed('/import', key, { ...file, dryRun: true }).expect(200);
      const { body: first } = await keyed('/import', key, file).expect(201);
      const { body: second } = await keyed('/import', key, file).expect(201);
      expect(first.warnings).not.toHaveLength(0);
      expect(second).toEqual(first);
      const { id, number } = first.postmortem;
      expect(logged).toEqual([
        { id, number },
        { id, number, repeated: true },
      ]);
      expect(await total()).toBe(1);
      await stop();
    });

    it('is for one request of one person', async () => {
      const { keyed, total, stop } = await start();
      const key = newId();
      await keyed('/postmortems', key, { title: 'A' }).expect(201);
      for (const [path, body] of [
        ['/postmortems', { title: 'B' }],
        ['/import', { markdown: '# A' }],
      ] as const) {
        const { body: refused } = await keyed(path, key, body).expect(400);
        expect(refused.error.fields).toEqual([
          {
            field: 'Idempotency-Key',
            code: 'key-used',
            message: 'was sent before, with another request',
          },
        ]);
      }
      const { body: other } = await keyed(
        '/postmortems',
        key,
        { title: 'A' },
        'bob',
      ).expect(201);
      expect(other).toMatchObject({
        number: 2,
        createdBy: 'user:default/bob',
      });
      expect(await total()).toBe(2);
      await stop();
    });

    it('creates one, however many ask at once, on two replicas', async () => {
      const { as, knex, total, stop } = await start();
      const replica = await startPostmortems({ knex });
      const key = newId();
      const draft = completeDraft();
      const answers = await Promise.all(
        [as, replica.as, as, replica.as, as, replica.as].map(person =>
          person('ann').post('/postmortems', draft).set('Idempotency-Key', key),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(
        answers.map(() => 201),
      );
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(await total()).toBe(1);
      await replica.stop();
      await stop();
    });

    it('brings nothing back, and nothing to who may not read it', async () => {
      const { as, keyed, total, policy, stop } = await start();
      const [deleted, hidden, failed] = [newId(), newId(), newId()];
      await keyed('/postmortems', deleted, { title: 'A' }).expect(201);
      await keyed('/postmortems', hidden, { title: 'B' }).expect(201);
      await as('ann').delete('/postmortems/1').expect(204);
      await keyed('/postmortems', deleted, { title: 'A' }).expect(404);
      policy['postmortem.read'] = { result: AuthorizeResult.DENY };
      await keyed('/postmortems', hidden, { title: 'B' }).expect(404);
      policy['postmortem.read'] = { result: AuthorizeResult.ALLOW };
      await keyed('/postmortems', hidden, { title: 'B' }).expect(201);
      expect(await total()).toBe(1);

      // What was refused has used no key.
      policy['postmortem.create'] = { result: AuthorizeResult.DENY };
      await keyed('/postmortems', failed, { title: 'C' }).expect(403);
      delete policy['postmortem.create'];
      await keyed('/postmortems', failed, { title: 'C' }).expect(201);
      await stop();
    });

    it('is refused where it is none, or would make nothing safe', async () => {
      const { as, keyed, total, stop } = await start();
      for (const key of ['', 'one', `${newId()}, ${newId()}`, `'${newId()}'`]) {
        const { body } = await keyed('/postmortems', key, { title: 'A' });
        expect(body.error).toMatchObject({
          name: 'InputError',
          fields: [{ field: 'Idempotency-Key' }],
        });
      }
      expect(await total()).toBe(0);
      await as('ann').post('/postmortems', { title: 'A' }).expect(201);
      const key = newId();
      for (const [path, body] of [
        ['/postmortems/1/publish', {}],
        ['/causes', { name: 'A', category: 'network' }],
      ] as const) {
        const { body: refused } = await keyed(path, key, body).expect(400);
        expect(refused.error.fields).toMatchObject([
          { field: 'Idempotency-Key' },
        ]);
      }
      await keyed('/similar', key, { title: 'A' }).expect(200);
      await stop();
    });

    it('is forgotten after a day', async () => {
      const { knex, keyed, stop } = await start();
      const [old, young] = [newId(), newId()];
      await keyed('/postmortems', old, { title: 'A' }).expect(201);
      await keyed('/postmortems', young, { title: 'B' }).expect(201);
      const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
      const keys = () => knex('postmortem_idempotency_key');
      await keys()
        .where({ key: old })
        .update({ created_at: ago(25) });
      await keys()
        .where({ key: young })
        .update({ created_at: ago(23) });
      // A start runs its scheduled tasks.
      const replica = await startPostmortems({ knex });
      for (let tries = 0; tries < 50; tries++) {
        if ((await keys()).length === 1) break;
        await sleep(100);
      }
      expect(await keys().pluck('key')).toEqual([young]);
      await replica.stop();
      await stop();
    });
  },
);
