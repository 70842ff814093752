// SPDX-License-Identifier: Apache-2.0

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { ActionItem, newId } from 'backstage-plugin-postmortems-common';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const directory = resolvePackagePath(
  'backstage-plugin-postmortems-backend',
  'migrations',
);

describe.each(databases.eachSupportedId())(
  'the history of an action item (%s)',
  databaseId => {
    async function start(changes: Partial<ActionItem> = {}, draft = {}) {
      const knex = await databases.init(databaseId);
      const api = await startPostmortems({ knex });
      const ann = api.as('ann');
      const item = {
        id: newId(),
        description: 'Add a performance gate',
        owner: 'user:default/bob',
        dueDate: '2026-12-15',
        ...changes,
      };
      const { body: created } = await ann
        .post(
          '/postmortems',
          completeDraft({
            actionItems: [item],
            noActionReason: 'None left.',
            ...draft,
          }),
        )
        .expect(201);
      const { id } = created;
      const patch = (body: object, who = ann) =>
        who.patch(`/action-items/${item.id}`, body);
      const call = (what: string) =>
        ann.post(`/postmortems/${id}/${what}`).expect(200);
      const history = async (who = ann) =>
        (await who.get(`/action-items/${item.id}/history`).expect(200)).body;
      const row = async () =>
        (await ann.get(`/action-items?postmortem=${id}`).expect(200)).body
          .items[0];
      const moved = async () =>
        (await ann.get(`/postmortems/${id}`).expect(200)).body.movedActionItems;
      return { ...api, knex, ann, id, item, patch, call, history, row, moved };
    }

    it('begins with the publication: drafts count no moves', async () => {
      const { item, patch, call, history, row, moved, stop } = await start();
      await patch({ dueDate: '2026-12-16' }).expect(200);
      await patch({ dueDate: '2026-12-15', owner: null }).expect(200);
      await patch({ owner: 'user:default/bob' }).expect(200);
      expect(await history()).toEqual({ items: [], totalItems: 0 });
      expect(await row()).toMatchObject({
        firstDueDate: null,
        dueDateMoves: 0,
      });

      await call('publish');
      expect(await row()).toMatchObject({ firstDueDate: item.dueDate });
      expect(await history()).toMatchObject({
        totalItems: 1,
        items: [
          {
            kind: 'published',
            actor: 'user:default/ann',
            changes: {
              status: { from: null, to: 'open' },
              owner: { from: null, to: 'user:default/bob' },
              dueDate: { from: null, to: '2026-12-15' },
            },
            edited: [],
          },
        ],
      });
      expect(await moved()).toEqual([]);
      await stop();
    });

    it('keeps every change, with who made it, and the first day', async () => {
      const { as, id, item, patch, call, history, row, moved, stop } =
        await start();
      await call('publish');
      await patch({ dueDate: '2027-01-15' }, as('bob')).expect(200);
      await patch({ status: 'in-progress' }).expect(200);
      await patch({ dueDate: '2199-01-01', description: 'Add gates' }).expect(
        200,
      );
      expect(await history()).toMatchObject({
        totalItems: 4,
        items: [
          {
            changes: { dueDate: { from: '2027-01-15', to: '2199-01-01' } },
            edited: ['description'],
          },
          { changes: { status: { from: 'open', to: 'in-progress' } } },
          {
            kind: 'changed',
            actor: 'user:default/bob',
            changes: { dueDate: { from: '2026-12-15', to: '2027-01-15' } },
          },
          { kind: 'published' },
        ],
      });
      const promise = { firstDueDate: item.dueDate, dueDateMoves: 2 };
      expect(await row()).toMatchObject(promise);
      expect(await moved()).toEqual([{ id: item.id, ...promise }]);

      await patch({ status: 'done' }).expect(200);
      await patch({ dueDate: '2198-01-01' }).expect(200);
      await patch({ status: 'open', dueDate: '2199-01-01' }).expect(200);
      expect(await row()).toMatchObject(promise);

      // Neither a draft nor a save that changes nothing of it hides a move.
      await call('unpublish');
      await patch({ dueDate: '2026-12-15' }).expect(200);
      await patch({ dueDate: '2027-02-01' }).expect(200);
      await call('publish');
      expect(await row()).toMatchObject({ ...promise, dueDateMoves: 3 });
      expect((await history()).items[0].changes).toEqual({
        dueDate: { from: '2199-01-01', to: '2027-02-01' },
      });
      const { body } = await as('ann').get(`/postmortems/${id}`);
      await as('ann')
        .put(
          `/postmortems/${id}`,
          body.version,
          edited(body, { impact: 'No.' }),
        )
        .expect(200);
      expect((await history()).totalItems).toBe(8);
      await stop();
    });

    it('takes the first day of a proposal when it is accepted', async () => {
      const { patch, call, row, stop } = await start({ status: 'proposed' });
      await call('publish');
      await patch({ dueDate: '2027-01-01' }).expect(200);
      expect(await row()).toMatchObject({
        firstDueDate: null,
        dueDateMoves: 0,
      });
      await patch({ status: 'open' }).expect(200);
      expect(await row()).toMatchObject({
        firstDueDate: '2027-01-01',
        dueDateMoves: 0,
      });
      await stop();
    });

    it('is not hidden by a detour through another status', async () => {
      const { patch, call, row, stop } = await start();
      await call('publish');
      const detours: object[] = [
        { status: 'proposed' },
        { status: 'wont-do', wontDoReason: 'Replaced' },
        { status: 'done' },
      ];
      for (const [index, detour] of detours.entries()) {
        await patch(detour).expect(200);
        await patch({ dueDate: `2027-0${index + 1}-01` }).expect(200);
        await patch({ status: 'open' }).expect(200);
        expect(await row()).toMatchObject({
          firstDueDate: '2026-12-15',
          dueDateMoves: index + 1,
        });
      }
      await stop();
    });

    it('says that an item was taken out, and knows it when it is put back', async () => {
      const { ann, knex, id, item, patch, call, history, row, stop } =
        await start();
      await call('publish');
      await patch({ dueDate: '2027-01-01' }).expect(200);
      const { body } = await ann.get(`/postmortems/${id}`);
      const save = async (actionItems: ActionItem[]) => {
        const { body: now } = await ann.get(`/postmortems/${id}`);
        await ann
          .put(`/postmortems/${id}`, now.version, edited(now, { actionItems }))
          .expect(200);
      };
      await save([]);
      await ann.get(`/action-items/${item.id}/history`).expect(404);
      const promise = { firstDueDate: '2026-12-15', dueDateMoves: 1 };
      const [stored] = body.actionItems;
      await save([stored]);
      expect(await row()).toMatchObject(promise);
      expect((await history()).items).toMatchObject([
        { kind: 'removed' },
        { kind: 'changed' },
        { kind: 'published' },
      ]);
      // In a draft, with another day.
      await call('unpublish');
      await save([]);
      await save([{ ...stored, dueDate: '2027-06-01' }]);
      expect((await history()).totalItems).toBe(3);
      await call('publish');
      expect(await row()).toMatchObject({ ...promise, dueDateMoves: 2 });
      expect((await history()).items[0]).toMatchObject({
        kind: 'changed',
        changes: { dueDate: { from: '2027-01-01', to: '2027-06-01' } },
      });
      await ann.delete(`/postmortems/${id}`).expect(204);
      expect(await knex('action_item_event')).toEqual([]);
      await stop();
    });

    it('does not follow an id into another postmortem', async () => {
      const { ann, as, id, item, call, history, stop } = await start(
        {},
        { visibility: 'restricted', readers: [] },
      );
      await call('publish');
      const { body } = await ann.get(`/postmortems/${id}`);
      await ann
        .put(
          `/postmortems/${id}`,
          body.version,
          edited(body, { actionItems: [] }),
        )
        .expect(200);
      await ann
        .post('/postmortems', completeDraft({ actionItems: [item] }))
        .expect(201);
      expect(await history(as('carla'))).toEqual({ items: [], totalItems: 0 });
      await stop();
    });

    it('is for those who may read its postmortem', async () => {
      const { as, item, call, stop } = await start(
        {},
        {
          visibility: 'restricted',
          readers: [],
        },
      );
      await call('publish');
      const path = `/action-items/${item.id}/history`;
      const { body } = await as('bob').get(path).expect(200);
      expect(body.items).toMatchObject([{ kind: 'published' }]);
      await as('carla').get(path).expect(404);
      await as('bob').get('/action-items/x/history').expect(404);
      await stop();
    });

    it('wants a reason that says something', async () => {
      const { ann, id, item, patch, call, stop } = await start();
      await call('publish');
      const wontDo = (wontDoReason: string) =>
        patch({ status: 'wont-do', wontDoReason });
      // Not by way of an item that is still to be done either.
      await patch({ wontDoReason: 'x' }).expect(200);
      await patch({ status: 'wont-do' }).expect(400);
      for (const reason of ['x', 'n/a', '-----------'])
        expect((await wontDo(reason).expect(400)).body.error.fields).toEqual([
          {
            field: 'wontDoReason',
            code: 'reason-says-nothing',
            message: 'Say in a few words why this will not be done.',
          },
        ]);
      const { body } = await ann.get(`/postmortems/${id}`);
      const document = edited(body, {
        actionItems: [
          { ...body.actionItems[0], status: 'wont-do', wontDoReason: 'x' },
        ],
      });
      const { body: refused } = await ann
        .put(`/postmortems/${id}`, body.version, document)
        .expect(400);
      expect(refused.error.unmet).toMatchObject([
        { field: `actionItems.${item.id}.wontDoReason` },
      ]);
      await wontDo('已被取代').expect(200);
      await stop();
    });

    it('is found in the versions of a release that did not keep it', async () => {
      const { knex, patch, call, history, row, stop } = await start();
      await call('publish');
      await patch({ dueDate: '2027-01-15' }).expect(200);
      await patch({ status: 'done', description: 'Added' }).expect(200);
      // Saves of one session are one version; these are said to be apart.
      await knex('postmortem_version').update({ superseded: false });
      const before = { history: await history(), row: await row() };
      await knex.migrate.down({
        directory,
        name: '20261208000000_action_item_history.js',
      });
      await knex.migrate.latest({ directory });
      expect(await history()).toEqual(before.history);
      expect(await row()).toEqual(before.row);
      await stop();
    });
  },
);
