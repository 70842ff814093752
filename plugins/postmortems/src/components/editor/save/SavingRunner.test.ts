// SPDX-License-Identifier: Apache-2.0

import { Postmortem } from 'backstage-plugin-postmortems-common';
import { complete, editing, KEY, pass, point } from '../__testUtils__/editing';
import { FakeServer, refusal } from '../__testUtils__/FakeServer';

beforeEach(() => {
  window.localStorage.clear();
  jest.useFakeTimers();
});
afterEach(() => jest.useRealTimers());

describe('a new postmortem', () => {
  it('is kept at once and created as soon as it has a title', async () => {
    const server = new FakeServer();
    const { saver, copies, type, onCreated } = editing(server);

    type({ summary: 'It was slow' });
    expect(saver.getState()).toMatchObject({ phase: 'unsaved', copy: 'soon' });
    await pass(400);
    expect(saver.getState().copy).toBe('kept');
    expect(copies.get(KEY)?.values.summary).toBe('It was slow');
    await pass(4_000);
    expect(server.create).not.toHaveBeenCalled();
    expect(saver.getState()).toMatchObject({
      phase: 'invalid',
      fields: [{ field: 'title', code: 'empty', message: 'must not be empty' }],
    });

    type({ title: 'Slow' });
    await pass(4_000);
    expect(server.create).toHaveBeenCalledTimes(1);
    expect(onCreated).toHaveBeenCalledTimes(1);
    expect(saver.getState()).toMatchObject({ phase: 'saved', number: 12 });
    expect(copies.get(KEY)).toBeUndefined();

    type({ summary: 'It was very slow' });
    await pass(4_000);
    expect(server.save).toHaveBeenCalledTimes(1);
    expect(server.current).toMatchObject({
      version: 2,
      summary: 'It was very slow',
    });
  });

  it('leaves no copy of an untouched form', async () => {
    const { saver, copies } = editing(new FakeServer());
    saver.changed();
    await pass(4_000);
    expect(copies.get(KEY)).toBeUndefined();
    expect(saver.getState().phase).toBe('saved');
  });

  it('keeps what somebody types without a pause', async () => {
    const { copies, type } = editing(new FakeServer());
    for (let n = 0; n < 20; n++) {
      type({ summary: `word ${n}` });
      await pass(150);
    }
    expect(copies.get(KEY)?.values.summary).toMatch(/word 1\d/);
  });

  it('saves somebody who types without a pause', async () => {
    const server = new FakeServer();
    const { type } = editing(server);
    for (let n = 0; n < 10; n++) {
      type({ title: `Slow ${n}` });
      await pass(2_000);
    }
    expect(server.create).toHaveBeenCalledTimes(1);
  });
});

describe('without a connection', () => {
  /** All calls that create say that they are the same. */
  const keysOf = ({ create }: FakeServer) =>
    new Set(create.mock.calls.map(([{ idempotencyKey }]) => idempotencyKey));

  it('does not create again what was created without an answer', async () => {
    const server = new FakeServer();
    const { saver, copies, type, onCreated } = editing(server);
    server.answers = 'breaks';
    type({ title: 'Slow', summary: 'one' });
    await pass(4_000);
    expect(saver.getState().phase).toBe('offline');
    type({ summary: 'two' });
    server.answers = 'always';
    saver.retry();
    await pass(10);
    expect(server.created).toBe(1);
    expect(server.create).toHaveBeenCalledTimes(2);
    expect(keysOf(server).size).toBe(1);
    expect(onCreated).toHaveBeenCalledTimes(1);
    expect(saver.getState().phase).toBe('saved');
    expect(server.current).toMatchObject({ version: 2, summary: 'two' });
    expect(copies.get(KEY)).toBeUndefined();
  });

  it('finds it in the next visit as well', async () => {
    const server = new FakeServer();
    const first = editing(server);
    server.answers = 'breaks';
    first.type({ title: 'Slow' });
    await pass(4_000);
    first.saver.dispose();
    server.answers = 'always';
    const second = editing(server, 'new');
    second.saver.restore(second.copies.get(KEY)!);
    await pass(4_000);
    expect(server.created).toBe(1);
    expect(keysOf(server).size).toBe(1);
    expect(second.saver.getState()).toMatchObject({
      phase: 'saved',
      number: 12,
    });
  });

  it('meets in it what somebody else has written since', async () => {
    const server = new FakeServer();
    const { saver, type, values } = editing(server);
    server.answers = 'breaks';
    type({ title: 'Slow' });
    await pass(4_000);
    server.answers = 'always';
    server.change({ summary: 'already of somebody else' });
    type({ impact: 'by Ada' });
    saver.retry();
    await pass(10);
    expect(server.created).toBe(1);
    expect(values().summary).toBe('already of somebody else');
    expect(server.current).toMatchObject({
      summary: 'already of somebody else',
      impact: 'by Ada',
    });
  });

  it('asks a person before it creates what the server may have forgotten', async () => {
    const server = new FakeServer();
    const { saver, copies, type } = editing(server);
    server.answers = 'breaks';
    type({ title: 'Slow' });
    await pass(4_000);
    jest.setSystemTime(Date.now() + 86_400_000);
    server.answers = 'always';
    await pass(16_000);
    expect(saver.getState()).toMatchObject({
      phase: 'refused',
      maybeCreated: true,
    });
    type({ summary: 'goes on' });
    await pass(30_000);
    expect(server.create).toHaveBeenCalledTimes(1);
    expect(copies.get(KEY)?.values.summary).toBe('goes on');
    await saver.save();
    expect(keysOf(server).size).toBe(2);
    expect(saver.getState()).toMatchObject({
      phase: 'saved',
      maybeCreated: false,
    });
    expect(server.current!.summary).toBe('goes on');
  });

  it('keeps the text, says so, and saves when it is back', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, copies, type } = editing(server);
    server.offline = true;
    type({ summary: 'typed offline' });
    await pass(4_000);
    expect(saver.getState().phase).toBe('offline');
    expect(copies.get(KEY)?.values.summary).toBe('typed offline');

    server.offline = false;
    saver.retry();
    await pass(10);
    expect(saver.getState().phase).toBe('saved');
    expect(server.current!.summary).toBe('typed offline');
    expect(copies.get(KEY)).toBeUndefined();
  });

  it('tries again by itself', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { type } = editing(server);
    server.offline = true;
    type({ summary: 'typed offline' });
    await pass(4_000);
    server.offline = false;
    await pass(16_000);
    expect(server.current!.summary).toBe('typed offline');
  });

  it.each([
    ['cannot be reached', undefined],
    ['is in trouble', 503],
    ['has had enough', 429],
  ])('leaves a server alone that %s', async (_, status) => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, type } = editing(server);
    const refuse = async () => {
      throw status ? refusal(status, {}) : new TypeError('Failed to fetch');
    };
    server.save.mockImplementation(refuse);
    for (let n = 0; n < 600; n++) {
      type({ summary: `word ${n}` });
      await pass(100);
    }
    // A minute: at first when typing takes too long, then every 15 seconds.
    expect(server.save.mock.calls.length).toBeLessThanOrEqual(4);
    expect(saver.getState().phase).toBe('offline');
  });

  it('asks once at a time, and waits as long after a slow failure', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, type } = editing(server);
    server.save.mockImplementation(
      () =>
        new Promise((_, reject) =>
          setTimeout(() => reject(new TypeError('Failed to fetch')), 30_000),
        ),
    );
    type({ summary: 'one' });
    await pass(4_000);
    for (let n = 0; n < 250; n++) {
      type({ summary: `word ${n}` });
      await pass(100);
    }
    await pass(5_000);
    expect(saver.getState().phase).toBe('offline');
    expect(server.save).toHaveBeenCalledTimes(1);
    await pass(15_000);
    expect(server.save).toHaveBeenCalledTimes(2);
  });

  it('saves what somebody goes on with after a field was not right', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { type, saver } = editing(server);
    type({ title: '' });
    await pass(20_000);
    expect(saver.getState().phase).toBe('invalid');
    type({ title: 'S' });
    await pass(100);
    expect(server.save).not.toHaveBeenCalled();
    await pass(3_000);
    expect(server.current!.title).toBe('S');
  });

  it('takes up in the next visit what this one left, with what others did', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const first = editing(server);
    server.offline = true;
    first.type({ summary: 'typed offline' });
    await pass(4_000);
    first.saver.dispose();
    server.offline = false;
    server.change({ impact: 'by Bo' });

    const second = editing(server);
    second.saver.restore(second.copies.get(KEY)!);
    expect(second.values()).toMatchObject({
      summary: 'typed offline',
      impact: 'by Bo',
    });
    // It waits until somebody goes on, and can still be dropped.
    await pass(20_000);
    expect(server.current!.summary).toBe('');
    second.type({ lessonsLearned: 'more' });
    await pass(4_000);
    expect(server.current).toMatchObject({
      summary: 'typed offline',
      impact: 'by Bo',
      lessonsLearned: 'more',
    });
  });

  it('has nothing to take up when only the answer was lost', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const first = editing(server);
    server.offline = true;
    first.type({ summary: 'typed offline' });
    await pass(4_000);
    first.saver.dispose();
    server.offline = false;
    server.change({ summary: 'typed offline' });

    const second = editing(server);
    second.saver.restore(second.copies.get(KEY)!);
    expect(second.saver.getState()).toMatchObject({
      phase: 'saved',
      autosavePaused: false,
      version: 2,
    });
    expect(second.copies.get(KEY)).toBeUndefined();
  });

  describe('when somebody else changed the same meanwhile', () => {
    const conflict = async () => {
      const server = new FakeServer({ title: 'Slow', summary: 'before' });
      const first = editing(server);
      server.offline = true;
      first.type({ summary: 'typed offline' });
      await pass(4_000);
      first.saver.dispose();
      server.offline = false;
      server.change({ summary: 'by Bo' });
      const second = editing(server);
      second.saver.restore(second.copies.get(KEY)!);
      expect(second.saver.getState()).toMatchObject({
        phase: 'conflict',
        autosavePaused: true,
      });
      return { server, ...second };
    };

    it('drops it for what the server has now', async () => {
      const { server, saver, values, type } = await conflict();
      saver.discard();
      expect(values().summary).toBe('by Bo');
      expect(saver.getState()).toMatchObject({ phase: 'saved', version: 2 });
      type({ summary: 'by Bo and Ada' });
      await pass(4_000);
      expect(saver.getState()).toMatchObject({ phase: 'saved', version: 3 });
      expect(server.current!.summary).toBe('by Bo and Ada');
    });

    it('saves once that is settled', async () => {
      const { server, saver } = await conflict();
      saver.settle('summary', 'mine');
      await pass(10);
      expect(saver.getState()).toMatchObject({
        phase: 'saved',
        autosavePaused: false,
      });
      expect(server.current!.summary).toBe('typed offline');
    });
  });

  it('says when the browser has no room either', async () => {
    const { saver, type } = editing(new FakeServer({ title: 'Slow' }));
    const setItem = jest
      .spyOn(Storage.prototype, 'setItem')
      .mockImplementation(() => {
        throw new Error('QuotaExceededError');
      });
    type({ summary: 'long' });
    await pass(400);
    setItem.mockRestore();
    expect(saver.getState().copy).toBe('failed');
  });
});

describe('two people', () => {
  it('brings together what they wrote in different places', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, type, values } = editing(server);
    server.change({ impact: 'by Bo', wentWell: [point(1, 'rollback')] });
    type({
      summary: 'by Ada',
      wentWell: [point(2, 'alert '), point(3, '')],
    });
    await pass(4_000);
    expect(saver.getState().phase).toBe('saved');
    expect(server.current).toMatchObject({
      summary: 'by Ada',
      impact: 'by Bo',
    });
    // The space just typed and the row just begun are still there.
    expect(values().wentWell).toEqual(
      expect.arrayContaining([
        point(1, 'rollback'),
        point(2, 'alert '),
        point(3, ''),
      ]),
    );
  });

  it.each([
    ['mine', 'by Ada'],
    ['theirs', 'by Bo'],
    ['both', 'by Ada\n\nby Bo'],
  ] as const)('settles the same sentence with %s', async (choice, expected) => {
    const server = new FakeServer({ title: 'Slow', summary: 'before' });
    const { saver, type, values, copies } = editing(server);
    server.change({ summary: 'by Bo', impact: 'also by Bo' });
    type({ summary: 'by Ada' });
    await pass(4_000);
    expect(saver.getState()).toMatchObject({
      phase: 'conflict',
      conflicts: [{ path: 'summary', mine: 'by Ada', theirs: 'by Bo' }],
    });
    expect(values()).toMatchObject({
      summary: 'by Ada',
      impact: 'also by Bo',
    });
    // A crash now loses nothing: the next visit meets the same conflict.
    expect(copies.get(KEY)).toMatchObject({
      version: 1,
      values: { summary: 'by Ada' },
    });
    await pass(20_000);
    expect(server.current!.summary).toBe('by Bo');

    saver.settle('summary', choice);
    await pass(10);
    expect(saver.getState().phase).toBe('saved');
    expect(server.current).toMatchObject({
      summary: expected,
      impact: 'also by Bo',
    });
  });

  it('keeps what is written while there is a conflict', async () => {
    const server = new FakeServer({ title: 'Slow', summary: 'before' });
    const { saver, type } = editing(server);
    server.change({ summary: 'by Bo' });
    type({ summary: 'by Ada' });
    await pass(4_000);
    type({ summary: 'by Ada, who went on' });
    expect(saver.getState().conflicts).toEqual([
      { path: 'summary', mine: 'by Ada, who went on', theirs: 'by Bo' },
    ]);
    saver.settle('summary', 'both');
    await pass(10);
    expect(server.current!.summary).toBe('by Ada, who went on\n\nby Bo');
  });

  it('keeps what is written into an entry that they kept', async () => {
    const server = new FakeServer({
      title: 'Slow',
      wentWell: [point(1, 'rollback')],
    });
    const { saver, type } = editing(server);
    server.change({ wentWell: [point(1, 'rollback in 3 minutes')] });
    type({ wentWell: [] });
    await pass(4_000);
    type({ wentWell: [point(1, 'rollback in 3 minutes, at night')] });
    const path = `wentWell.${point(1, '').id}`;
    // That I had deleted it is still the other choice.
    expect(saver.getState().conflicts[0].mine).toBeUndefined();
    saver.settle(path, 'theirs');
    await pass(10);
    expect(server.current!.wentWell).toEqual([
      point(1, 'rollback in 3 minutes, at night'),
    ]);
  });

  it('brings back an entry whose text they are given', async () => {
    const server = new FakeServer({
      title: 'Slow',
      wentWell: [point(1, 'rollback')],
    });
    const { saver, type } = editing(server);
    server.change({ wentWell: [point(1, 'rollback by Bo')] });
    type({ wentWell: [point(1, 'rollback by Ada')] });
    await pass(4_000);
    type({ wentWell: [] });
    saver.settle(`wentWell.${point(1, '').id}.text`, 'theirs');
    await pass(10);
    expect(server.current!.wentWell).toEqual([point(1, 'rollback by Bo')]);
  });

  it('asks when one deleted what the other changed', async () => {
    const server = new FakeServer({
      title: 'Slow',
      wentWell: [point(1, 'rollback')],
    });
    const { saver, type, values } = editing(server);
    server.change({ wentWell: [point(1, 'rollback in 3 minutes')] });
    type({ wentWell: [] });
    await pass(4_000);
    expect(saver.getState().conflicts).toEqual([
      {
        path: `wentWell.${point(1, '').id}`,
        mine: undefined,
        theirs: point(1, 'rollback in 3 minutes'),
      },
    ]);
    expect(values().wentWell).toHaveLength(1);
    saver.settle(`wentWell.${point(1, '').id}`, 'mine');
    await pass(10);
    expect(server.current!.wentWell).toEqual([]);
  });
});

describe('publishing', () => {
  const published = (server: FakeServer) => ({
    ...server.current!,
    status: 'published' as const,
    version: server.current!.version + 1,
  });

  it('waits for a cause that is being confirmed, and the other way round', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver } = editing(server);
    server.publish.mockImplementation(
      () => new Promise(resolve => setTimeout(resolve, 100, published(server))),
    );
    const confirm = jest.fn(
      (answer: Partial<Postmortem>) =>
        new Promise<Postmortem>(resolve =>
          setTimeout(resolve, 100, { ...server.current!, ...answer }),
        ),
    );
    const first = saver.changeCauses(() => confirm({ version: 5 }));
    const publishing = saver.publish();
    await pass(150);
    await first;
    expect(server.publish).toHaveBeenCalledWith({
      id: server.current!.id,
      version: 5,
    });
    const second = saver.changeCauses(() =>
      confirm({ version: 7, status: 'published' }),
    );
    await pass(0);
    expect(confirm).toHaveBeenCalledTimes(1);
    await pass(300);
    expect(await publishing).toMatchObject({ status: 'published' });
    await second;
    expect(saver.getState()).toMatchObject({ published: true, version: 7 });
  });

  it('keeps what is written meanwhile, and says that it is not saved', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, copies, type, values } = editing(server);
    server.publish.mockImplementation(
      () => new Promise(resolve => setTimeout(resolve, 100, published(server))),
    );
    const publishing = saver.publish();
    await pass(50);
    type({ summary: 'one more thing' });
    await pass(60);
    expect(await publishing).toMatchObject({ status: 'published' });
    expect(saver.unsaved).toBe(true);
    expect(saver.getState()).toMatchObject({
      phase: 'unsaved',
      published: true,
      version: 2,
      copy: 'kept',
    });
    expect(values().summary).toBe('one more thing');
    expect(copies.get(KEY)).toMatchObject({
      version: 2,
      values: { summary: 'one more thing' },
    });
    // What its readers see changes when somebody says so.
    await pass(30_000);
    expect(server.save).not.toHaveBeenCalled();
  });

  it('takes in what somebody saves in between', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, values } = editing(server);
    server.change({ impact: '40 orders' });
    server.publish
      .mockRejectedValueOnce(
        refusal(409, { message: 'newer', current: server.current }),
      )
      .mockImplementation(async () => published(server));
    const publishing = saver.publish();
    await pass(100);
    expect(await publishing).toMatchObject({ impact: '40 orders' });
    expect(values().impact).toBe('40 orders');
    const { id } = server.current!;
    expect(server.publish.mock.calls).toEqual([
      [{ id, version: 1 }],
      [{ id, version: 2 }],
    ]);
  });

  it('is noticed when somebody else did it', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, type } = editing(server);
    await saver.changeCauses(async () => published(server));
    expect(saver.getState().published).toBe(true);
    type({ summary: 'more' });
    await pass(30_000);
    // A published text changes only when somebody says so.
    expect(server.save).not.toHaveBeenCalled();
  });

  it('is noticed in what a refused save answers', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, type } = editing(server);
    server.save.mockRejectedValueOnce(
      refusal(409, { message: 'newer', current: published(server) }),
    );
    type({ summary: 'more' });
    await pass(30_000);
    expect(server.save).toHaveBeenCalledTimes(1);
    expect(saver.getState()).toMatchObject({
      phase: 'unsaved',
      published: true,
      version: 2,
    });
  });
});

describe('a published postmortem', () => {
  it('is not saved by itself, and never without what publishing wants', async () => {
    const server = new FakeServer({ title: 'Slow' });
    server.current!.status = 'published';
    const { saver, type, copies } = editing(server);
    type({ summary: 'more' });
    await pass(30_000);
    expect(server.save).not.toHaveBeenCalled();
    expect(copies.get(KEY)?.values.summary).toBe('more');
    await saver.save();
    expect(server.save).not.toHaveBeenCalled();
    expect(saver.getState()).toMatchObject({
      phase: 'invalid',
      fields: expect.arrayContaining([
        {
          field: 'severity',
          code: 'severity-missing',
          message: 'Choose a severity.',
        },
      ]),
    });
  });
});

describe('a published postmortem whose save does not reach the server', () => {
  async function failing() {
    const server = new FakeServer(complete);
    server.current!.status = 'published';
    const form = editing(server);
    form.type({ ...complete, trigger: 'a deploy' });
    server.offline = true;
    await form.saver.save();
    expect(form.saver.getState()).toMatchObject({
      phase: 'offline',
      triedAt: Date.now(),
    });
    return { server, ...form };
  }

  it('is saved when the connection is back, as somebody asked', async () => {
    const { server, saver, type } = await failing();
    await pass(16_000);
    server.offline = false;
    saver.retry();
    await pass(10);
    expect(server.current!.trigger).toBe('a deploy');
    expect(saver.getState()).toMatchObject({ phase: 'saved' });
    expect(saver.getState().triedAt).toBeUndefined();
    type({ trigger: 'nobody asked for this' });
    await pass(30_000);
    expect(server.current!.trigger).toBe('a deploy');
  });

  it('waits for another word when somebody wrote on', async () => {
    const { server, saver, type } = await failing();
    type({ trigger: 'a deploy, half' });
    expect(saver.getState().phase).toBe('unsaved');
    server.offline = false;
    saver.retry();
    await pass(30_000);
    expect(server.current!.trigger).toBe('');
    await saver.save();
    expect(server.current!.trigger).toBe('a deploy, half');
  });

  it('says that it is not saved when somebody wrote on meanwhile', async () => {
    const { server, saver, type } = await failing();
    server.save.mockImplementationOnce(async () => {
      await new Promise(resolve => setTimeout(resolve, 100));
      throw new TypeError('Failed to fetch');
    });
    const asked = saver.save();
    await pass(50);
    type({ trigger: 'a deploy, half' });
    await pass(60);
    expect(await asked).toBe(false);
    expect(saver.getState().phase).toBe('unsaved');
    await pass(30_000);
    expect(server.current!.trigger).toBe('');
  });
});

describe('a server that answers, and cannot save', () => {
  it('is told from one that is away, and asked at once by who wants it', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, type } = editing(server);
    server.save.mockRejectedValueOnce(refusal(500, {}));
    type({ summary: 'more' });
    await pass(4_000);
    expect(saver.getState()).toMatchObject({ phase: 'offline', trouble: true });
    server.save.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const asked = saver.save();
    await pass(0);
    expect(await asked).toBe(false);
    expect(server.save).toHaveBeenCalledTimes(2);
    expect(saver.getState()).toMatchObject({
      phase: 'offline',
      trouble: false,
      triedAt: Date.now(),
    });
  });
});

describe('a postmortem that is lost to its writer', () => {
  it.each([
    ['was deleted', 404, { name: 'NotFoundError' }, 'gone'],
    ['is theirs no more', 403, { name: 'NotAllowedError' }, 'forbidden'],
    ['is behind a door that knows nothing', 404, {}, undefined],
  ])('which %s', async (_, status, error, lost) => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, copies, type } = editing(server);
    server.save.mockRejectedValueOnce(refusal(status, error));
    type({ summary: 'more' });
    await pass(4_000);
    expect(saver.getState().lost).toBe(lost);
    expect(saver.getState().phase).toBe('refused');
    type({ summary: 'more and more' });
    await pass(30_000);
    // Nobody asks in vain; whoever says so does.
    expect(server.save).toHaveBeenCalledTimes(lost ? 1 : 2);
    if (!lost) return;
    expect(copies.get(KEY)?.values.summary).toBe('more and more');
    await saver.save();
    expect(saver.getState()).toMatchObject({ phase: 'saved' });
    expect(saver.getState().lost).toBeUndefined();
  });
});

describe('a page that is closed', () => {
  it('saves what was written while a save was on its way', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, copies, type } = editing(server);
    const save = server.save.getMockImplementation()!;
    server.save.mockImplementationOnce(async (...call) => {
      await new Promise(resolve => setTimeout(resolve, 100));
      return save(...call);
    });
    type({ summary: 'one' });
    await pass(3_050);
    type({ summary: 'one and two' });
    saver.dispose();
    await pass(200);
    expect(server.current!.summary).toBe('one and two');
    expect(copies.get(KEY)).toBeUndefined();
  });

  it('does not keep again what was taken up elsewhere', async () => {
    const server = new FakeServer({ title: 'Slow' });
    const { saver, copies, type } = editing(server);
    server.offline = true;
    type({ summary: 'one' });
    saver.dispose();
    copies.remove(KEY);
    await pass(100);
    expect(server.save).toHaveBeenCalledTimes(1);
    expect(copies.get(KEY)).toBeUndefined();
  });
});

it('shows what the server refuses, by the ids of the rows', async () => {
  const server = new FakeServer({ title: 'Slow' });
  const { saver, type } = editing(server);
  const rude = {
    field: `wentWell.${point(2, '').id}.text`,
    code: 'rude',
    message: 'is rude',
  };
  server.save.mockRejectedValueOnce(
    refusal(400, {
      message: 'no',
      fields: [rude],
    }),
  );
  type({ wentWell: [point(1, ''), point(2, 'text')] });
  await pass(4_000);
  expect(saver.getState()).toMatchObject({
    phase: 'refused',
    fields: [rude],
  });
});
