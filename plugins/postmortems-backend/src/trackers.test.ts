// SPDX-License-Identifier: Apache-2.0

import { TestDatabases } from '@backstage/backend-test-utils';
import { ActionItem, newId } from 'backstage-plugin-postmortems-common';
import { TrackerError } from 'backstage-plugin-postmortems-node';
import { Knex } from 'knex';
import { FakeTracker } from './__testUtils__/FakeTracker';
import { completeDraft, edited } from './__testUtils__/drafts';
import { startPostmortems } from './__testUtils__/startPostmortems';

jest.setTimeout(120_000);
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const URL_OF_FOREIGN = 'https://tracker.example.com/payment-77';
const CONFIG = { app: { baseUrl: 'https://portal.example.com' } };
const minutes = (count: number) =>
  new Date(Date.now() + count * 60_000).toISOString();

/** Waits until what happens after an answer has happened. */
async function until(check: () => Promise<void> | void) {
  for (let tries = 1; ; tries++) {
    try {
      await check();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
}

describe.each(databases.eachSupportedId())(
  'tickets of action items (%s)',
  databaseId => {
    async function start(
      options: {
        item?: Partial<ActionItem>;
        draft?: object;
        knex?: Knex;
        fake?: FakeTracker;
        isDraft?: boolean;
      } = {},
    ) {
      const knex = options.knex ?? (await databases.init(databaseId));
      const fake = options.fake ?? new FakeTracker();
      const backend = await startPostmortems({
        knex,
        features: [fake.feature],
        config: CONFIG,
      });
      const ann = backend.as('ann');
      const item = {
        id: newId(),
        description: 'Add a **performance** gate\n\nIn the pipeline.',
        owner: 'user:default/bob',
        dueDate: '2026-12-15',
        ...options.item,
      };
      const { body: created } = await ann
        .post(
          '/postmortems',
          completeDraft({ actionItems: [item], ...options.draft }),
        )
        .expect(201);
      const { id } = created;
      if (!options.isDraft)
        await ann.post(`/postmortems/${id}/publish`).expect(200);
      const path = `/action-items/${item.id}`;
      return {
        ...backend,
        knex,
        fake,
        ann,
        id,
        item,
        path,
        patch: (body: object, who = ann) => who.patch(path, body),
        createTicket: (body: object = { tracker: 'fake' }, who = ann) =>
          who.post(`${path}/ticket`, body),
        row: async (): Promise<any> =>
          (await ann.get(`/action-items?postmortem=${id}`).expect(200)).body
            .items[0],
        history: async () =>
          (await ann.get(`${path}/history`).expect(200)).body.items,
        /** As the scheduler does, after what waits has waited long enough. */
        run: async (task: 'push-tickets' | 'poll-trackers') => {
          await knex('action_item_ticket')
            .whereNotNull('push_at')
            .update({ push_at: new Date(0) });
          await backend.scheduler.triggerTask(task);
        },
      };
    }

    it('is created once, however often and on however many replicas', async () => {
      const one = await start({ draft: { visibility: 'restricted' } });
      const { fake, knex, item, id, createTicket, row, ann } = one;
      fake.delayMs = 300;
      const two = await startPostmortems({
        knex,
        features: [fake.feature],
        config: CONFIG,
      });
      const answers = await Promise.all([
        createTicket(),
        createTicket({ tracker: 'fake', project: 'payment' }),
        two.as('bob').post(`${one.path}/ticket`, { tracker: 'fake' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      await createTicket().expect(200);
      expect(fake.tickets.size).toBe(1);
      expect(fake.tickets.get('payment-1')?.wanted).toEqual({
        title: 'Add a performance gate',
        description: item.description,
        dueDate: item.dueDate,
        assignee: item.owner,
        reference: 'PM-1',
        link: `https://portal.example.com/postmortems/PM-1#action-item-${item.id}`,
      });
      expect(await row()).toMatchObject({
        ticketUrl: 'https://tracker.example.com/payment-1',
        ticket: {
          tracker: 'fake',
          key: 'payment-1',
          syncedAt: expect.any(String),
          failingSince: null,
          failure: '',
        },
      });
      expect((await ann.get(`/postmortems/${id}`)).body.tickets).toMatchObject([
        { id: item.id, key: 'payment-1' },
      ]);
      // What was just created is not told again.
      await one.run('push-tickets');
      expect(fake.calls).toEqual(['create in payment']);
      await Promise.all([one.stop(), two.stop()]);
    });

    it('is refused with a reason', async () => {
      const { as, fake, createTicket, stop, ann, path, run, id, row } =
        await start({ isDraft: true });
      const fieldsOf = async (body?: object) =>
        (await createTicket(body).expect(400)).body.error.fields;
      expect(await fieldsOf()).toMatchObject([{ code: 'ticket-of-draft' }]);
      await ann.post(`/postmortems/${id}/publish`).expect(200);
      expect(await fieldsOf({ tracker: 'jira' })).toMatchObject([
        { field: 'tracker', code: 'tracker-unknown' },
      ]);
      expect(
        await fieldsOf({ tracker: 'fake', project: 'secrets' }),
      ).toMatchObject([
        { field: 'project', message: 'must be one of payment' },
      ]);
      await createTicket({}).expect(400);
      await as('carla')
        .post(`/action-items/${newId()}/ticket`, {
          tracker: 'fake',
        })
        .expect(404);

      fake.failure = new TrackerError('gone', 'Fake has no such project');
      expect(await fieldsOf()).toMatchObject([
        { field: 'project', message: 'Fake has no such project (payment)' },
      ]);
      fake.failure = new TrackerError('unavailable', 'Fake is down');
      const { body } = await createTicket().expect(503);
      expect(body.error.message).toBe('Fake is down');
      await run('push-tickets');
      expect(await row()).toMatchObject({ ticketUrl: '', ticket: null });
      fake.failure = undefined;
      await ann.post(`${path}/ticket`, { tracker: 'fake' }).expect(200);
      expect(fake.tickets.size).toBe(1);
      await stop();
    });

    it('is for who may update the action item', async () => {
      const { as, policy, createTicket, stop } = await start();
      policy['postmortem.update'] = { result: 'DENY' as any };
      const statusFor = async (name: string) =>
        (await createTicket({ tracker: 'fake' }, as(name))).status;
      expect(await statusFor('carla')).toBe(403);
      expect(await statusFor('bob')).toBe(200);
      await stop();
    });

    it('is found again when the answer got lost', async () => {
      const { fake, createTicket, row, stop } = await start();
      fake.losesAnswer = true;
      await createTicket().expect(503);
      await createTicket().expect(200);
      expect(fake.calls).toEqual(['create in payment', 'find']);
      expect(fake.tickets.size).toBe(1);
      expect((await row()).ticket).toMatchObject({ key: 'payment-1' });
      await stop();
    });

    it('is told what changes, and its echo changes nothing', async () => {
      const { fake, patch, createTicket, history, row, stop, run, ann, id } =
        await start();
      await createTicket().expect(200);
      await patch({ status: 'in-progress', dueDate: '2027-01-20' }).expect(200);
      await until(() =>
        expect(fake.tickets.get('payment-1')).toMatchObject({
          status: 'in-progress',
          dueDate: '2027-01-20',
        }),
      );
      const { length } = await history();
      const { version } = (await ann.get(`/postmortems/${id}`)).body;
      const { calls } = fake;
      const before = calls.length;
      await fake.tell('payment-1', {});
      await run('poll-trackers');
      await run('push-tickets');
      expect(calls.slice(before)).toEqual(['changes of payment']);
      expect(await history()).toHaveLength(length);
      expect((await ann.get(`/postmortems/${id}`)).body.version).toBe(version);

      // What others changed there is not sent back to them.
      await fake.tell('payment-1', {
        title: 'Add a load test',
        assignee: 'user:default/carla',
        updatedBy: 'octocat',
      });
      await run('push-tickets');
      expect(calls.slice(before).join()).not.toContain('update');
      expect(await row()).toMatchObject({
        description: 'Add a load test\n\nIn the pipeline.',
        owner: 'user:default/carla',
        status: 'in-progress',
      });
      expect((await history())[0]).toMatchObject({
        actor: 'tracker:fake/octocat',
        changes: { owner: { to: 'user:default/carla' } },
        edited: ['description'],
      });
      await stop();
    });

    it('lets nobody in: of a restricted postmortem only a reader becomes owner', async () => {
      const {
        fake,
        createTicket,
        row,
        history,
        run,
        stop,
        as,
        ann,
        id,
        patch,
      } = await start({ draft: { visibility: 'restricted' } });
      await createTicket().expect(200);
      const statusFor = async (name: string) =>
        (await as(name).get(`/postmortems/${id}`)).status;
      expect(await statusFor('carla')).toBe(404);
      await fake.tell('payment-1', {
        title: 'Add a load test',
        assignee: 'user:default/carla',
        updatedBy: 'carla-gh',
      });
      expect(await row()).toMatchObject({
        description: 'Add a load test\n\nIn the pipeline.',
        owner: 'user:default/bob',
        ticket: { failure: '' },
      });
      expect(await statusFor('carla')).toBe(404);
      expect((await history())[0]).toMatchObject({
        kind: 'overruled',
        actor: 'tracker:fake/carla-gh',
        changes: {
          owner: { from: 'user:default/bob', to: 'user:default/carla' },
        },
      });
      // Once, and the ticket is as it was left there.
      const { length } = await history();
      await fake.tell('payment-1', {});
      await run('poll-trackers');
      await run('push-tickets');
      expect(await history()).toHaveLength(length);
      expect(fake.calls.join()).not.toContain('update');

      // What else changes is told.
      await patch({ status: 'in-progress' }).expect(200);
      await until(() =>
        expect(fake.tickets.get('payment-1')).toMatchObject({
          status: 'in-progress',
          assignee: 'user:default/carla',
        }),
      );
      const { version } = (await ann.get(`/postmortems/${id}`)).body;
      await fake.tell('payment-1', { assignee: 'user:default/dora' });
      expect((await ann.get(`/postmortems/${id}`)).body.version).toBe(version);
      await fake.tell('payment-1', { assignee: 'user:default/ann' });
      expect((await row()).owner).toBe('user:default/ann');
      await stop();
    });

    it('finishes its action item, or says why it will not be done', async () => {
      const { fake, createTicket, row, patch, stop, auditor, notifications } =
        await start();
      await createTicket().expect(200);
      const closedAt = minutes(-30);
      auditor.createEvent.mockClear();
      await fake.tell('payment-1', { status: 'done', closedAt });
      expect(await row()).toMatchObject({ status: 'done', doneAt: closedAt });
      expect(auditor.createEvent).toHaveBeenCalledWith(
        expect.objectContaining({
          eventId: 'action-item-mutate',
          meta: expect.objectContaining({
            actionType: 'sync',
            ticket: 'payment-1',
          }),
        }),
      );
      await fake.tell('payment-1', { status: 'open' });
      expect(await row()).toMatchObject({ status: 'open', doneAt: null });
      notifications.send.mockClear();
      await fake.tell('payment-1', {
        status: 'wont-do',
        statusText: 'Closed as not planned',
        updatedBy: 'octocat',
      });
      expect(await row()).toMatchObject({
        status: 'wont-do',
        wontDoReason: 'Closed as not planned in Fake by octocat',
      });
      await until(() => expect(notifications.send).toHaveBeenCalled());
      // The day and the owner are promises: they cannot be taken away there.
      await patch({ status: 'open' }).expect(200);
      await until(() =>
        expect(fake.tickets.get('payment-1')?.status).toBe('open'),
      );
      await fake.tell('payment-1', { dueDate: null, assignee: null });
      expect(await row()).toMatchObject({
        owner: 'user:default/bob',
        dueDate: '2026-12-15',
      });
      await until(() =>
        expect(fake.tickets.get('payment-1')?.dueDate).toBe('2026-12-15'),
      );
      await stop();
    });

    it('hears a message once', async () => {
      const { fake, createTicket, row, stop, knex } = await start();
      await createTicket().expect(200);
      const done = fake.put('payment-1', { status: 'done' });
      const [sink] = fake.sinks;
      await sink.changed(done, 'd-1');
      expect((await row()).status).toBe('done');
      // In the same instant, as trackers count whole seconds.
      const open = fake.put('payment-1', {
        status: 'open',
        updatedAt: done.updatedAt,
      });
      await sink.changed(open, 'd-2');
      expect((await row()).status).toBe('open');
      await sink.changed(done, 'd-1');
      expect((await row()).status).toBe('open');
      // One that was overtaken by a later one.
      await sink.changed({ ...done, updatedAt: minutes(-5) }, 'd-3');
      expect((await row()).status).toBe('open');
      await sink.changed({ ...done, key: 'payment-9' }, 'd-4');
      expect(await knex('tracker_delivery').pluck('delivery')).not.toContain(
        'd-4',
      );
      await stop();
    });

    it('loses nothing while the tracker is down', async () => {
      const one = await start();
      const { fake, createTicket, patch, row, knex, run } = one;
      await createTicket().expect(200);
      fake.failure = new TrackerError('unavailable', 'Fake is down');
      await patch({ status: 'in-progress' }).expect(200);
      await until(async () =>
        expect((await row()).ticket).toMatchObject({
          failure: 'Fake is down',
          failingSince: expect.any(String),
        }),
      );
      await patch({ dueDate: '2027-03-01' }).expect(200);
      // Meanwhile somebody works on there, and this replica is gone.
      fake.put('payment-1', { title: 'Add gates', updatedBy: 'octocat' });
      await one.stop();
      const two = await startPostmortems({ knex, features: [fake.feature] });
      await run('poll-trackers').catch(() => {});
      fake.failure = undefined;
      await knex('action_item_ticket').update({ push_at: new Date(0) });
      await two.scheduler.triggerTask('push-tickets');
      expect(fake.tickets.get('payment-1')).toMatchObject({
        status: 'in-progress',
        dueDate: '2027-03-01',
        title: 'Add gates',
      });
      const { body } = await two
        .as('ann')
        .get(one.path.replace(/\/[^/]+$/, ''));
      expect(body.items[0]).toMatchObject({
        status: 'in-progress',
        description: 'Add gates\n\nIn the pipeline.',
        ticket: { failure: '', failingSince: null },
      });
      await two.stop();
    });

    it('leaves a tracker alone for as long as it wants', async () => {
      const { fake, createTicket, patch, row, knex, stop, scheduler } =
        await start();
      await createTicket().expect(200);
      const retryAt = new Date(minutes(20));
      fake.failure = new TrackerError('unavailable', 'Too many', { retryAt });
      await patch({ status: 'in-progress' }).expect(200);
      await until(async () =>
        expect((await row()).ticket.failure).toBe('Too many'),
      );
      fake.failure = undefined;
      const { length } = fake.calls;
      await patch({ dueDate: '2027-03-01' }).expect(200);
      await scheduler.triggerTask('push-tickets');
      await scheduler.triggerTask('poll-trackers');
      expect(fake.calls).toHaveLength(length);
      const [{ push_at: pushAt }] = await knex('action_item_ticket');
      expect(new Date(pushAt).getTime()).toBeGreaterThanOrEqual(
        retryAt.getTime(),
      );
      await knex('tracker_project').update({ paused_until: new Date(0) });
      await knex('action_item_ticket').update({ push_at: new Date(0) });
      await scheduler.triggerTask('push-tickets');
      expect(fake.tickets.get('payment-1')).toMatchObject({
        status: 'in-progress',
        dueDate: '2027-03-01',
      });
      await stop();
    });

    it('says since when a project does not tell what changed', async () => {
      const { fake, createTicket, row, run, knex, scheduler, stop, patch } =
        await start();
      await createTicket().expect(200);
      fake.failure = new TrackerError('gone', 'Fake has no such project');
      await run('poll-trackers');
      const { failingSince, failure } = (await row()).ticket;
      expect(failure).toBe('Fake has no such project');
      await run('poll-trackers');
      expect((await row()).ticket.failingSince).toBe(failingSince);
      fake.failure = undefined;
      await run('poll-trackers');
      expect((await row()).ticket).toMatchObject({
        failure: '',
        failingSince: null,
      });

      // A tracker whose module was taken out keeps nobody waiting.
      await knex('action_item_ticket').update({ tracker: 'gone' });
      await patch({ status: 'in-progress' }).expect(200);
      await scheduler.triggerTask('push-tickets');
      const [{ push_at: pushAt }] = await knex('action_item_ticket');
      expect(new Date(pushAt).getTime()).toBeGreaterThan(Date.now());
      await stop();
    });

    it('is waited for once while its tracker is down, whatever projects it has', async () => {
      const one = await start();
      const { fake, knex } = one;
      const two = await start({
        knex,
        fake,
        draft: { affectedSystems: ['component:default/checkout'] },
      });
      await one.createTicket().expect(200);
      await two.createTicket().expect(200);
      const asked = async (failure: TrackerError) => {
        const { length } = fake.calls;
        fake.failure = failure;
        await one.run('poll-trackers');
        return fake.calls.slice(length);
      };
      expect(
        await asked(new TrackerError('unavailable', 'Fake is down')),
      ).toEqual(['changes of checkout']);
      // Then first for what it may answer.
      expect(await asked(new TrackerError('gone', 'Fake has none'))).toEqual([
        'changes of payment',
        'changes of checkout',
      ]);
      await Promise.all([one.stop(), two.stop()]);
    });

    it('takes the newer of two changes, and keeps both', async () => {
      const { fake, createTicket, patch, row, history, run, knex, stop } =
        await start();
      await createTicket().expect(200);
      fake.failure = new TrackerError('unavailable', 'Fake is down');
      await patch({ dueDate: '2027-01-01' }).expect(200);
      await until(async () =>
        expect((await row()).ticket.failure).toBeTruthy(),
      );
      fake.failure = undefined;
      fake.put('payment-1', {
        dueDate: '2027-02-02',
        updatedAt: minutes(1),
        updatedBy: 'octocat',
      });
      await run('push-tickets');
      expect((await row()).dueDate).toBe('2027-02-02');
      expect(fake.tickets.get('payment-1')!.dueDate).toBe('2027-02-02');
      expect((await history()).slice(0, 2)).toMatchObject([
        {
          actor: 'tracker:fake/octocat',
          changes: { dueDate: { from: '2027-01-01', to: '2027-02-02' } },
        },
        { actor: 'user:default/ann', changes: { dueDate: {} } },
      ]);

      fake.failure = new TrackerError('unavailable', 'Fake is down');
      await patch({ status: 'in-progress' }).expect(200);
      await until(async () =>
        expect((await row()).ticket.failure).toBeTruthy(),
      );
      fake.failure = undefined;
      await knex('action_item').update({ updated_at: new Date(minutes(9)) });
      fake.put('payment-1', {
        status: 'done',
        updatedAt: minutes(5),
        updatedBy: 'octocat',
      });
      await run('push-tickets');
      expect((await row()).status).toBe('in-progress');
      expect(fake.tickets.get('payment-1')!.status).toBe('in-progress');
      expect((await history())[0]).toMatchObject({
        kind: 'overruled',
        actor: 'tracker:fake/octocat',
        changes: { status: { from: 'in-progress', to: 'done' } },
      });
      await stop();
    });

    it('is linked by its address, where its system has it, and keeps its title', async () => {
      const fake = new FakeTracker();
      fake.put('payment-77', { status: 'done', updatedBy: 'octocat' });
      fake.put('secrets-1', { status: 'done' });
      const one = await start({ fake, item: { ticketUrl: URL_OF_FOREIGN } });
      const { row, patch, knex, run, ann, id, history } = one;
      await until(async () =>
        expect(await row()).toMatchObject({
          status: 'done',
          ticket: { key: 'payment-77' },
        }),
      );
      await patch({ description: 'Something else', status: 'open' }).expect(
        200,
      );
      await until(() =>
        expect(fake.tickets.get('payment-77')).toMatchObject({
          status: 'open',
          title: 'A ticket of theirs',
        }),
      );
      // A ticket of a project that is none of its systems'.
      await patch({ ticketUrl: 'https://tracker.example.com/secrets-1' });
      await run('push-tickets');
      await run('push-tickets');
      expect(await row()).toMatchObject({ status: 'open', ticket: null });
      expect(fake.calls).not.toContain('get secrets-1');
      await patch({ ticketUrl: '' });
      expect(await knex('action_item_ticket')).toEqual([]);

      // A draft tells nothing; what is done meanwhile is known when it is published.
      await patch({ ticketUrl: URL_OF_FOREIGN });
      await until(async () => expect((await row()).ticket).not.toBeNull());
      await ann.post(`/postmortems/${id}/unpublish`).expect(200);
      const { length } = fake.calls;
      await patch({ dueDate: '2027-06-06' }).expect(200);
      await run('push-tickets');
      expect(fake.calls).toHaveLength(length);
      await ann.post(`/postmortems/${id}/publish`).expect(200);
      await until(() =>
        expect(fake.tickets.get('payment-77')!.dueDate).toBe('2027-06-06'),
      );
      fake.tickets.delete('payment-77');
      await patch({ status: 'in-progress' }).expect(200);
      await until(async () =>
        expect((await row()).ticket.failure).toBe('Fake has no payment-77'),
      );
      expect((await history())[0].changes.status.to).toBe('in-progress');
      // It was out of reach only, which the portal finds out by itself.
      fake.put('payment-77', { status: 'done', updatedAt: minutes(1) });
      await one.scheduler.triggerTask('push-tickets');
      expect((await row()).ticket.failure).toBeTruthy();
      await one.scheduler.triggerTask('retry-gone-tickets');
      await one.scheduler.triggerTask('push-tickets');
      expect((await row()).ticket).toMatchObject({
        failure: '',
        failingSince: null,
      });
      const { body } = await ann.get(`/postmortems/${id}`);
      await ann
        .put(
          `/postmortems/${id}`,
          body.version,
          edited(body, { actionItems: [], noActionReason: 'None is left.' }),
        )
        .expect(200);
      expect(await knex('action_item_ticket')).toEqual([]);
      await one.stop();
    });

    it('says what the publishing gate has against a change', async () => {
      const { fake, createTicket, row, knex, stop } = await start({
        item: { status: 'proposed', owner: null },
      });
      await createTicket().expect(200);
      await fake.tell('payment-1', { status: 'done' });
      expect(await row()).toMatchObject({
        status: 'proposed',
        ticket: { failure: expect.stringContaining('Choose who owns') },
      });
      const [{ push_at: pushAt }] = await knex('action_item_ticket');
      expect(new Date(pushAt).getTime()).toBeGreaterThan(Date.now());
      await stop();
    });
  },
);

describe.each(databases.eachSupportedId())(
  'two replicas of one tracker (%s)',
  databaseId => {
    it('tell each change once', async () => {
      const knex = await databases.init(databaseId);
      const fake = new FakeTracker();
      const replica = () =>
        startPostmortems({ knex, features: [fake.feature] });
      const replicas = [await replica(), await replica()];
      const ann = replicas[0].as('ann');
      const items = Array.from({ length: 25 }, (_, index) => ({
        id: newId(),
        description: `Add gate ${index}`,
        owner: 'user:default/bob',
        dueDate: '2026-12-15',
        ticketUrl: `https://tracker.example.com/payment-${index}`,
      }));
      for (let index = 0; index < items.length; index++)
        fake.put(`payment-${index}`, {});
      const { body } = await ann
        .post('/postmortems', completeDraft({ actionItems: items }))
        .expect(201);
      await ann.post(`/postmortems/${body.id}/publish`).expect(200);
      const push = () =>
        Promise.all(
          replicas.map(({ scheduler }) =>
            scheduler.triggerTask('push-tickets'),
          ),
        );
      await until(async () => {
        await push();
        expect(
          await knex('action_item_ticket').whereNull('synced_at'),
        ).toHaveLength(0);
      });
      const { body: stored } = await ann.get(`/postmortems/${body.id}`);
      await ann
        .put(
          `/postmortems/${body.id}`,
          stored.version,
          edited(stored, {
            actionItems: stored.actionItems.map((item: ActionItem) => ({
              ...item,
              status: 'in-progress',
            })),
          }),
        )
        .expect(200);
      await until(async () => {
        await push();
        expect(
          await knex('action_item_ticket').whereNotNull('push_at'),
        ).toHaveLength(0);
      });
      const updates = fake.calls.filter(call => call.startsWith('update'));
      expect(updates).toHaveLength(items.length);
      expect(new Set(updates).size).toBe(items.length);

      // One that does not answer is asked now and then, and not for each ticket.
      fake.failure = new TrackerError('unavailable', 'Fake is down');
      const before = fake.calls.length;
      await knex('action_item_ticket').update({
        push_at: new Date(0),
        failing_since: new Date(),
      });
      await push();
      expect(fake.calls.length - before).toBeLessThanOrEqual(4);
      const waiting = await knex('action_item_ticket')
        .where('failure', 'Fake is down')
        .where('push_at', '>', new Date());
      expect(waiting).toHaveLength(items.length);
      await Promise.all(replicas.map(({ stop }) => stop()));
    });
  },
);
