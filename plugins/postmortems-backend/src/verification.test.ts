// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { newId, today } from 'backstage-plugin-postmortems-common';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const TODAY = today('UTC');
const PAST = '2026-03-01';
const FUTURE = '2199-01-01';
const EVIDENCE = 'https://example.com/pull/7';

describe.each(databases.eachSupportedId())(
  'whether a fix worked (%s)',
  databaseId => {
    async function start(draft = {}) {
      const knex = await databases.init(databaseId);
      const api = await startPostmortems({ knex });
      const ann = api.as('ann');
      const item = {
        id: newId(),
        description: 'Add a performance gate',
        owner: 'user:default/bob',
        dueDate: '2026-12-15',
      };
      const { body: created } = await ann
        .post('/postmortems', completeDraft({ actionItems: [item], ...draft }))
        .expect(201);
      const { id } = created;
      const publish = () => ann.post(`/postmortems/${id}/publish`).expect(200);
      const patch = (body: object, who = ann) =>
        who.patch(`/action-items/${item.id}`, body);
      const toVerify = async (who = api.as('bob'), query = '') => {
        const { body } = await who
          .get(`/action-items?toVerify=true${query}`)
          .expect(200);
        expect(body.totalItems).toBe(body.items.length);
        return body.items.map((row: { id: string }) => row.id);
      };
      const row = async () =>
        (await ann.get(`/action-items?postmortem=${id}`).expect(200)).body
          .items[0];
      const history = async () =>
        (await ann.get(`/action-items/${item.id}/history`).expect(200)).body
          .items;
      return {
        ...api,
        knex,
        ann,
        id,
        item,
        publish,
        patch,
        toVerify,
        row,
        history,
      };
    }

    it('asks the owner on the day, until there is an answer', async () => {
      const { as, item, publish, patch, toVerify, row, history, stop } =
        await start();
      await publish();
      await patch({
        status: 'done',
        evidenceUrl: EVIDENCE,
        verifyOn: FUTURE,
      }).expect(200);
      expect(await row()).toMatchObject({
        status: 'done',
        evidenceUrl: EVIDENCE,
        verifyOn: FUTURE,
        verified: null,
      });
      expect(await toVerify()).toEqual([]);
      await patch({ verifyOn: TODAY }).expect(200);
      expect(await toVerify()).toEqual([item.id]);
      expect(await toVerify(as('bob'), '&owner=me')).toEqual([item.id]);
      expect(await toVerify(as('ann'), '&owner=me')).toEqual([]);
      const { text: csv } = await as('bob')
        .get('/action-items/csv?toVerify=true')
        .expect(200);
      expect(csv).toContain(`${EVIDENCE},${TODAY},,`);
      // Not yet known.
      await patch({ verifyOn: FUTURE }, as('bob')).expect(200);
      expect(await toVerify()).toEqual([]);
      await patch({ verifyOn: PAST }, as('bob')).expect(200);
      expect(await toVerify()).toEqual([item.id]);
      await patch(
        { verified: 'did-not-work', verifiedNote: 'It filled up again.' },
        as('bob'),
      ).expect(200);
      expect(await toVerify()).toEqual([]);
      expect(await row()).toMatchObject({
        verified: 'did-not-work',
        verifiedNote: 'It filled up again.',
      });
      const [answer, , , , done] = await history();
      expect(answer).toMatchObject({
        actor: 'user:default/bob',
        changes: { verified: { from: null, to: 'did-not-work' } },
        edited: ['verifiedNote'],
      });
      expect(done).toMatchObject({
        changes: { verifyOn: { from: null, to: FUTURE } },
        edited: ['evidenceUrl'],
      });

      // Done no more: the answer was about what had been done.
      await patch({ status: 'open' }).expect(200);
      expect(await row()).toMatchObject({
        evidenceUrl: EVIDENCE,
        verifyOn: null,
        verified: null,
        verifiedNote: '',
      });
      expect((await history())[0].changes).toMatchObject({
        verified: { from: 'did-not-work', to: null },
        verifyOn: { from: PAST, to: null },
      });
      await stop();
    });

    it('asks about nothing in a draft, and nobody who may not read it', async () => {
      const restricted = { visibility: 'restricted', readers: [] };
      const { ann, as, id, item, publish, patch, toVerify, stop } =
        await start(restricted);
      await patch({ status: 'done', verifyOn: PAST }).expect(200);
      expect(await toVerify()).toEqual([]);
      await publish();
      expect(await toVerify()).toEqual([item.id]);
      expect(await toVerify(as('carla'))).toEqual([]);
      await as('carla')
        .patch(`/action-items/${item.id}`, { verified: 'worked' })
        .expect(404);
      await ann.post(`/postmortems/${id}/unpublish`).expect(200);
      expect(await toVerify()).toEqual([]);
      await stop();
    });

    it('takes an answer about what is done alone, and no made-up one', async () => {
      const { ann, id, item, publish, patch, row, stop } = await start();
      await publish();
      const refused = async (body: object) =>
        (await patch(body).expect(400)).body.error.fields.map(
          (wrong: { field: string; code: string }) => [wrong.field, wrong.code],
        );
      expect(await refused({ verifyOn: PAST, verified: 'worked' })).toEqual([
        ['verifyOn', 'not-done'],
        ['verified', 'not-done'],
      ]);
      expect(await refused({ verified: 'maybe' })).toEqual([
        ['verified', 'not-a-choice'],
      ]);
      expect(await refused({ evidenceUrl: 'mailto:ada@example.com' })).toEqual([
        ['evidenceUrl', 'not-an-address'],
      ]);
      expect(await refused({ status: 'done', verifyOn: 'soon' })).toEqual([
        ['verifyOn', 'not-a-day'],
      ]);
      expect(
        await refused({ status: 'done', verifiedNote: 'It may have.' }),
      ).toEqual([['verifiedNote', 'not-verified']]);
      await ann
        .get('/action-items?toVerify=false')
        .expect(400)
        .expect(({ body }) =>
          expect(body.error.fields[0].field).toBe('toVerify'),
        );

      // In the whole document what cannot be is left out, as `doneAt` is.
      const { body } = await ann.get(`/postmortems/${id}`);
      const document = (changes: object) =>
        edited(body, {
          actionItems: [{ ...body.actionItems[0], ...changes }],
        });
      await ann
        .put(
          `/postmortems/${id}`,
          body.version,
          document({ verified: 'worked', verifiedNote: 'a', verifyOn: PAST }),
        )
        .expect(200);
      expect(await row()).toMatchObject({
        id: item.id,
        verified: null,
        verifiedNote: '',
        verifyOn: null,
      });

      // One person answers, another edits the description meanwhile.
      await patch({ status: 'done' }).expect(200);
      const { body: seen } = await ann.get(`/postmortems/${id}`);
      await patch({ verified: 'worked' }).expect(200);
      const { body: merged } = await ann
        .put(
          `/postmortems/${id}`,
          seen.version,
          edited(seen, {
            actionItems: [{ ...seen.actionItems[0], description: 'A gate' }],
          }),
        )
        .expect(200);
      expect(merged.actionItems).toMatchObject([
        { description: 'A gate', verified: 'worked' },
      ]);
      await stop();
    });

    it('reads what was stored before there was a question', async () => {
      const { ann, knex, id, patch, publish, history, stop } = await start();
      await publish();
      const without = (text: string) =>
        JSON.stringify(JSON.parse(text), (key, value) =>
          ['evidenceUrl', 'verifyOn', 'verified', 'verifiedNote'].includes(key)
            ? undefined
            : value,
        );
      const { content } = await knex('postmortem').first('content');
      const { published } = await knex('action_item').first('published');
      expect(without(content)).not.toBe(content);
      await knex('postmortem').update({ content: without(content) });
      await knex('action_item').update({ published: without(published) });
      const [version] = await knex('postmortem_version').select('document');
      await knex('postmortem_version').update({
        document: without(version.document),
      });

      const { body } = await ann.get(`/postmortems/${id}`).expect(200);
      expect(body.actionItems).toMatchObject([
        { evidenceUrl: '', verifyOn: null, verified: null, verifiedNote: '' },
      ]);
      // Saved as it is, it is the same.
      const { body: same } = await ann
        .put(`/postmortems/${id}`, body.version, edited(body))
        .expect(200);
      expect(same.version).toBe(body.version);
      await patch({ description: 'A gate' }).expect(200);
      expect((await history())[0]).toMatchObject({
        changes: {},
        edited: ['description'],
      });
      await stop();
    });
  },
);
