// SPDX-License-Identifier: Apache-2.0

import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { complete, editing, KEY, pass, point } from '../__testUtils__/editing';
import { FakeServer } from '../__testUtils__/FakeServer';

beforeEach(() => {
  window.localStorage.clear();
  jest.useFakeTimers();
});
afterEach(() => jest.useRealTimers());

/** Longer than a call waits for its answer. */
const GIVEN_UP = 34_000;
const TRIED_AGAIN = 16_000;
/** A sentence that the first call has, and the form goes on with. */
const FIRST = 'The queue was full.';
const ON = 'The queue was full for an hour.';

/** Fails when the form ever has a conflict, or says that there is one. */
function noConflict(saver: ReturnType<typeof editing>['saver']) {
  const phases: string[] = [];
  saver.subscribe(() => phases.push(saver.getState().phase));
  return () => {
    expect(phases).not.toContain('conflict');
    expect(saver.getState().conflicts).toEqual([]);
  };
}

describe.each(['breaks', 'never'] as const)('an answer that %s', answers => {
  /** A call that is done by the server, and has no answer when this ends. */
  async function unanswered(what: 'create' | 'save') {
    const server = new FakeServer(
      what === 'create' ? undefined : { title: 'Slow', summary: 'Before.' },
    );
    const form = editing(server);
    const check = noConflict(form.saver);
    server.answers = answers;
    form.type({ title: 'Slow', summary: FIRST });
    await pass(4_000);
    expect(server.current!.summary).toBe(FIRST);
    return { server, check, ...form };
  }

  describe.each(['create', 'save'] as const)('to %s', what => {
    it('is given up, said and kept; what was typed since is sent', async () => {
      const { server, check, saver, copies, type, onCreated } =
        await unanswered(what);
      type({ summary: ON });
      await pass(GIVEN_UP);
      expect(saver.getState().phase).toBe('offline');
      expect(copies.get(KEY)?.values.summary).toBe(ON);
      const { version } = server.current!;

      server.answers = 'always';
      // What is on its way may still be waited for.
      await pass(GIVEN_UP + TRIED_AGAIN);
      expect(saver.getState()).toMatchObject({
        phase: 'saved',
        version: version + 1,
      });
      expect(server.current).toMatchObject({
        version: version + 1,
        summary: ON,
      });
      expect(server.created).toBe(what === 'create' ? 1 : 0);
      expect(onCreated).toHaveBeenCalledTimes(what === 'create' ? 1 : 0);
      expect(copies.get(KEY)).toBeUndefined();
      check();
    });

    it('leaves nothing to send when nothing was typed since', async () => {
      const { server, check, saver, copies } = await unanswered(what);
      await pass(GIVEN_UP);
      const { version } = server.current!;
      server.answers = 'always';
      await pass(GIVEN_UP + TRIED_AGAIN);
      expect(saver.getState()).toMatchObject({ phase: 'saved', version });
      expect(server.current!.version).toBe(version);
      expect(copies.get(KEY)).toBeUndefined();
      check();
    });

    it.each([
      ['while it is waited for', 0],
      ['when it was given up', GIVEN_UP],
    ])('is found after a reload %s', async (_, ms) => {
      const first = await unanswered(what);
      first.type({ summary: ON });
      await pass(Math.max(ms, 400));
      // A tab that is closed runs nothing any more.
      const kept = first.copies.get(KEY)!;
      expect(kept.values.summary).toBe(ON);
      jest.clearAllTimers();

      const { server } = first;
      server.answers = 'always';
      const second = editing(server, what === 'create' ? 'new' : undefined);
      const check = noConflict(second.saver);
      second.saver.restore(kept);
      second.type({ impact: 'Everybody.' });
      await pass(4_000);
      expect(second.saver.getState().phase).toBe('saved');
      expect(server.current).toMatchObject({
        summary: ON,
        impact: 'Everybody.',
      });
      expect(server.created).toBe(what === 'create' ? 1 : 0);
      expect(second.copies.get(KEY)).toBeUndefined();
      check();
    });
  });

  it('has what another wrote behind it, and no conflict with oneself', async () => {
    const { server, check, saver, type, values } = await unanswered('save');
    type({ summary: ON });
    await pass(GIVEN_UP);
    server.change({ impact: 'By Bo.' });
    server.answers = 'always';
    await pass(GIVEN_UP + TRIED_AGAIN);
    expect(saver.getState().phase).toBe('saved');
    expect(server.current).toMatchObject({ summary: ON, impact: 'By Bo.' });
    expect(values().impact).toBe('By Bo.');
    check();
  });

  it('brings nothing back that was deleted since', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, type } = editing(server);
    server.answers = answers;
    type({ wentWell: [point(1, 'rollback')], summary: FIRST });
    await pass(4_000);
    type({ wentWell: [], summary: '' });
    await pass(GIVEN_UP);
    server.answers = 'always';
    await pass(GIVEN_UP + TRIED_AGAIN);
    expect(saver.getState().phase).toBe('saved');
    expect(server.current).toMatchObject({ wentWell: [], summary: '' });
  });

  it('is still a conflict where another changed the same', async () => {
    const { server, saver, type } = await unanswered('save');
    type({ summary: ON });
    await pass(GIVEN_UP);
    server.change({ summary: 'The queue was full, says Bo.' });
    server.answers = 'always';
    await pass(GIVEN_UP + TRIED_AGAIN);
    expect(saver.getState()).toMatchObject({
      phase: 'conflict',
      conflicts: [
        { path: 'summary', mine: ON, theirs: 'The queue was full, says Bo.' },
      ],
    });
  });

  it('is mine also when the server was asked in vain before', async () => {
    const { server, check, saver, type } = await unanswered('save');
    for (const text of ['One.', 'Two.', 'Three.', ON]) {
      type({ summary: text });
      await pass(GIVEN_UP + TRIED_AGAIN);
    }
    server.answers = 'always';
    await pass(GIVEN_UP + TRIED_AGAIN);
    expect(saver.getState().phase).toBe('saved');
    expect(server.current!.summary).toBe(ON);
    check();
  });

  describe('to publish', () => {
    async function publishing() {
      const server = new FakeServer(complete);
      const form = editing(server);
      server.answers = answers;
      const published = form.saver.publish();
      await pass(GIVEN_UP);
      expect(await published).toBeUndefined();
      expect(server.current!.status).toBe('published');
      expect(form.saver.getState().phase).toBe('offline');
      return { server, check: noConflict(form.saver), ...form };
    }

    it('is found out by itself', async () => {
      const { server, check, saver, copies } = await publishing();
      server.answers = 'always';
      await pass(GIVEN_UP + TRIED_AGAIN);
      expect(saver.getState()).toMatchObject({
        phase: 'saved',
        published: true,
        version: server.current!.version,
      });
      expect(copies.get(KEY)).toBeUndefined();
      check();
    });

    it('publishes once, however often it is asked for', async () => {
      const { server, check, saver } = await publishing();
      const { version } = server.current!;
      server.answers = 'always';
      const again = saver.publish();
      await pass(10);
      expect(await again).toMatchObject({ status: 'published', version });
      expect(saver.getState().phase).toBe('saved');
      check();
    });

    it('does not show its readers what was typed since', async () => {
      const { server, check, saver, copies, type } = await publishing();
      type({ summary: ON });
      server.answers = 'always';
      await pass(GIVEN_UP + TRIED_AGAIN);
      expect(saver.getState()).toMatchObject({
        phase: 'unsaved',
        published: true,
      });
      expect(server.current!.summary).toBe('');
      expect(copies.get(KEY)?.values.summary).toBe(ON);
      await saver.save();
      expect(server.current!.summary).toBe(ON);
      check();
    });

    it('is found after a reload', async () => {
      const first = await publishing();
      const kept = first.copies.get(KEY)!;
      jest.clearAllTimers();
      first.server.answers = 'always';
      const second = editing(first.server);
      second.saver.restore(kept);
      expect(second.saver.getState()).toMatchObject({
        phase: 'saved',
        published: true,
      });
      expect(second.copies.get(KEY)).toBeUndefined();
    });
  });

  it('to a confirmed cause is found out at the next save', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, type } = editing(server);
    const cause = { id: 'cause-1', name: 'No gate' };
    const confirming = saver
      .changeCauses(async () => {
        server.change({});
        server.current!.causes = [cause] as never;
        server.answers = answers;
        return server.answer(server.current!).finally(() => {
          server.answers = 'always';
        });
      })
      .catch((error: Error) => error.message);
    await pass(GIVEN_UP);
    expect(await confirming).toMatch(/Failed to fetch|did not answer/);
    type({ summary: ON });
    await pass(4_000);
    expect(saver.getState()).toMatchObject({ phase: 'saved', causes: [cause] });
    expect(server.current!.summary).toBe(ON);
  });
});

it('waits for nothing without end', async () => {
  const server = new FakeServer({ title: 'Slow' });
  const { saver, copies, type } = editing(server);
  server.answers = 'never';
  type({ summary: FIRST });
  const states = new Set<string>();
  for (let minute = 0; minute < 5; minute++) {
    type({ summary: `${FIRST} ${minute}` });
    await pass(46_000);
    states.add(saver.getState().phase);
  }
  expect(states).toEqual(new Set(['offline', 'saving']));
  expect(copies.get(KEY)?.values.summary).toBe(`${FIRST} 4`);
  // It was asked again and again what became of the first.
  expect(server.save).toHaveBeenCalledTimes(1);
  expect(server.get.mock.calls.length).toBeGreaterThan(3);
});

it('keeps the text when the browser has no room for what was sent', async () => {
  const server = new FakeServer({ title: 'Slow' });
  const { saver, copies, type } = editing(server);
  const text = (letter: string) => letter.repeat(600_000);
  const fits = (document: Partial<PostmortemDocument>) =>
    JSON.stringify(document).length < 1_000_000;
  const put = copies.put.bind(copies);
  jest
    .spyOn(copies, 'put')
    .mockImplementation((key, copy) => fits(copy as never) && put(key, copy));
  server.answers = 'breaks';
  type({ summary: text('a') });
  await pass(4_000);
  type({ summary: text('b') });
  await pass(400);
  expect(saver.getState().copy).toBe('kept');
  expect(copies.get(KEY)?.values.summary).toBe(text('b'));
});
