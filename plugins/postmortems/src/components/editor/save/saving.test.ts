// SPDX-License-Identifier: Apache-2.0

import {
  DEFAULT_POSTMORTEMS_CONFIG,
  Postmortem,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { refusal } from '../../../__testUtils__/refusal';
import { complete } from '../__testUtils__/editing';
import { FakeServer } from '../__testUtils__/FakeServer';
import { documentOf, newDocument } from '../form/document';
import { readFailure } from './apiFailure';
import { initialState, SaveEffect, SaveEvent, SaveState } from './saveState';
import { saving } from './saving';

const stored = (change: Partial<Postmortem> = {}): Postmortem => ({
  ...new FakeServer({ ...complete, title: 'Slow' }).current!,
  ...change,
});

const NOW = Date.UTC(2026, 10, 27);
const DAY = 86_400_000;

const failed = (error: unknown): SaveEvent => ({
  type: 'failed',
  failure: readFailure(error),
  error,
});
const notReached = failed(new TypeError('Failed to fetch'));
const due: SaveEvent = { type: 'saveDue' };
const asked = (request: number): SaveEvent => ({ type: 'saveAsked', request });

const NAMES = {
  writeForm: 'write',
  clearUnread: undefined,
  keepCopy: 'keep',
  dropCopy: 'drop',
  created: 'created',
};

/** A form and its saving, to which one thing happens after the other. */
class Form {
  state: SaveState;
  values: PostmortemDocument;
  effects: SaveEffect[] = [];
  now = NOW;

  constructor(postmortem?: Postmortem) {
    this.values = postmortem ? documentOf(postmortem) : newDocument({});
    this.state = initialState({
      postmortem,
      initial: this.values,
      idempotencyKey: 'key',
    });
  }

  on(...events: SaveEvent[]): this {
    for (const event of events) {
      [this.state, this.effects] = saving(this.state, event, {
        values: this.values,
        now: this.now,
        newKey: 'another key',
        config: DEFAULT_POSTMORTEMS_CONFIG,
      });
      for (const effect of this.effects)
        if (effect.type === 'writeForm')
          this.values = { ...this.values, ...effect.changes };
    }
    return this;
  }

  type(change: Partial<PostmortemDocument>): this {
    this.values = { ...this.values, ...change };
    return this.on({ type: 'typed' });
  }

  /** The server does what it was called for. */
  answered(): this {
    const { running, sent, version = 0, published } = this.state;
    const body = running && 'body' in running.call && running.call.body;
    const status =
      published || running?.call.kind === 'publish' ? 'published' : 'draft';
    const answer = stored({
      ...(body || sent.at(-1)),
      version: version + 1,
      status,
    });
    return this.on({ type: 'answered', answer });
  }

  /** The phase, what is done in its order, and what comes next. */
  get outcome(): string {
    const { phase, saveDelay, queue } = this.state;
    const done = this.effects.map(effect => {
      if (effect.type === 'call') return effect.call.kind;
      if (effect.type !== 'reply') return NAMES[effect.type];
      const { request, value, error } = effect;
      const word = error || typeof value === 'object' ? '' : `: ${value}`;
      return `${error ? 'fails' : 'reply'} ${request}${word}`;
    });
    const next = [
      saveDelay && `save in ${saveDelay.ms / 1000} s`,
      queue.length > 0 && `then ${queue.map(({ kind }) => kind)}`,
    ];
    return [phase, ...done, ...next].filter(Boolean).join(', ');
  }
}

const titled = () => new Form().type({ title: 'Slow' });
const draft = () => new Form(stored());
const written = () => draft().type({ impact: 'Mine.' });
const published = () =>
  new Form(stored({ status: 'published' })).type({ impact: 'Mine.' });

/** Where saving can be when something happens. */
const STATES = {
  'a new one': () => new Form(),
  'a new one with a title': titled,
  'a new one without a title': () => new Form().type({ impact: 'I' }).on(due),
  'a creation': () => titled().on(due),
  'a creation without an answer': () => titled().on(due, notReached),
  'a saved draft': draft,
  'an unsaved draft': written,
  'a save': () => written().on(due),
  'a save without an answer': () => written().on(due, notReached),
  'a look at what became of it': () => written().on(due, notReached, due),
  'a refusal': () => written().on(due, failed(refusal(400, {}))),
  'a deleted draft': () =>
    written().on(due, failed(refusal(404, { name: 'NotFoundError' }))),
  'a conflict': () =>
    written().on(
      due,
      failed(
        refusal(409, { current: stored({ impact: 'Theirs.', version: 2 }) }),
      ),
    ),
  'a publication': () => draft().on({ type: 'publishAsked', request: 1 }),
  'a change of causes': () => draft().on({ type: 'causesAsked', request: 1 }),
  'text of an earlier visit': () =>
    draft().on({
      type: 'restored',
      copy: { values: written().values, keptAt: 1 },
      postmortem: stored(),
    }),
  'a published one': published,
  'a save of a published one': () => published().on(asked(1)),
  'a published one, without an answer': () =>
    published().on(asked(1), notReached),
};

const EVENTS: Record<string, (form: Form) => Form> = {
  typed: form => form.type({ trigger: 'More.' }),
  saveDue: form => form.on(due),
  saveAsked: form => form.on(asked(2)),
  publishAsked: form => form.on({ type: 'publishAsked', request: 2 }),
  causesAsked: form => form.on({ type: 'causesAsked', request: 2 }),
  online: form => form.on({ type: 'online' }),
  answered: form => form.answered(),
  notReached: form => form.on(notReached),
  forbidden: form => form.on(failed(refusal(403, {}))),
  discarded: form => form.on({ type: 'discarded' }),
  closed: form => form.on({ type: 'closed' }),
};

/** What becomes of each, and what is done. */
const TABLE: Record<keyof typeof STATES, Record<string, string>> = {
  'a new one': {
    typed: 'unsaved, save in 3 s',
    saveDue: 'saved, drop',
    saveAsked: 'saved, drop, reply 2: false',
    publishAsked: 'saved, drop, reply 2: undefined',
    causesAsked: 'saved, drop, reply 2: undefined',
    online: 'saved',
    discarded: 'saved, write, drop',
    closed: 'saved, drop',
  },
  'a new one with a title': {
    typed: 'unsaved, save in 3 s',
    saveDue: 'saving, keep, create',
    saveAsked: 'saving, keep, create',
    publishAsked: 'saving, keep, create',
    causesAsked: 'saving, keep, create',
    online: 'unsaved, save in 3 s',
    discarded: 'saved, write, drop',
    closed: 'saving, keep, create',
  },
  'a new one without a title': {
    typed: 'unsaved, save in 3 s',
    saveDue: 'invalid, keep',
    saveAsked: 'invalid, keep, reply 2: false',
    publishAsked: 'invalid, keep, reply 2: undefined',
    causesAsked: 'invalid, keep, reply 2: undefined',
    online: 'invalid',
    discarded: 'saved, write, drop',
    closed: 'invalid, keep',
  },
  'a creation': {
    typed: 'saving',
    saveDue: 'saving, then save',
    saveAsked: 'saving, then save',
    publishAsked: 'saving, then publish',
    causesAsked: 'saving, then causes',
    online: 'saving',
    answered: 'saved, drop, created',
    notReached: 'offline, keep, save in 15 s',
    forbidden: 'refused, keep',
    discarded: 'saved, write, drop',
    closed: 'saving, keep, then save',
  },
  'a creation without an answer': {
    typed: 'offline, save in 15 s',
    saveDue: 'saving, keep, create',
    saveAsked: 'saving, keep, create',
    publishAsked: 'saving, keep, create',
    causesAsked: 'saving, keep, create',
    online: 'offline, save in 0 s',
    discarded: 'saved, write, drop',
    closed: 'offline, keep',
  },
  'a saved draft': {
    typed: 'unsaved, save in 3 s',
    saveDue: 'saved, drop',
    saveAsked: 'saved, drop, reply 2: true',
    publishAsked: 'saving, keep, publish',
    causesAsked: 'saved, drop, causes',
    online: 'saved',
    discarded: 'saved, write, drop',
    closed: 'saved, drop',
  },
  'an unsaved draft': {
    typed: 'unsaved, save in 3 s',
    saveDue: 'saving, keep, save',
    saveAsked: 'saving, keep, save',
    publishAsked: 'saving, keep, save',
    causesAsked: 'unsaved, keep, causes, save in 3 s',
    online: 'unsaved, save in 3 s',
    discarded: 'saved, write, drop',
    closed: 'saving, keep, save',
  },
  'a save': {
    typed: 'saving',
    saveDue: 'saving, then save',
    saveAsked: 'saving, then save',
    publishAsked: 'saving, then publish',
    causesAsked: 'saving, then causes',
    online: 'saving',
    answered: 'saved, drop',
    notReached: 'offline, keep, save in 15 s',
    forbidden: 'refused, keep',
    discarded: 'saved, write, drop',
    closed: 'saving, keep, then save',
  },
  'a save without an answer': {
    typed: 'offline, save in 15 s',
    saveDue: 'saving, keep, get',
    saveAsked: 'saving, keep, get',
    publishAsked: 'saving, keep, get',
    causesAsked: 'offline, keep, causes, save in 15 s',
    online: 'offline, save in 0 s',
    discarded: 'saved, write, drop',
    closed: 'offline, keep',
  },
  'a look at what became of it': {
    typed: 'saving',
    saveDue: 'saving, then save',
    saveAsked: 'saving, then save',
    publishAsked: 'saving, then publish',
    causesAsked: 'saving, then causes',
    online: 'saving',
    answered: 'saved, drop',
    notReached: 'offline, keep, save in 15 s',
    forbidden: 'refused, keep',
    discarded: 'saved, write, drop',
    closed: 'saving, keep, then save',
  },
  'a refusal': {
    typed: 'refused, save in 3 s',
    saveDue: 'saving, keep, save',
    saveAsked: 'saving, keep, save',
    publishAsked: 'saving, keep, save',
    causesAsked: 'refused, keep, causes',
    online: 'refused',
    discarded: 'saved, write, drop',
    closed: 'refused, keep',
  },
  'a deleted draft': {
    typed: 'refused, save in 3 s',
    saveDue: 'refused',
    saveAsked: 'saving, keep, save',
    publishAsked: 'saving, keep, save',
    causesAsked: 'refused, keep, causes',
    online: 'refused',
    discarded: 'saved, write, drop',
    closed: 'refused, keep',
  },
  'a conflict': {
    typed: 'conflict, save in 3 s',
    saveDue: 'conflict',
    saveAsked: 'conflict, reply 2: false',
    publishAsked: 'conflict, reply 2: undefined',
    causesAsked: 'conflict, keep, causes',
    online: 'conflict',
    discarded: 'saved, write, drop',
    closed: 'conflict, keep',
  },
  'a publication': {
    typed: 'saving',
    saveDue: 'saving, then save',
    saveAsked: 'saving, then save',
    publishAsked: 'saving, then publish',
    causesAsked: 'saving, then causes',
    online: 'saving',
    answered: 'saved, drop, reply 1',
    notReached: 'offline, keep, reply 1: undefined, save in 15 s',
    forbidden: 'refused, keep, reply 1: undefined',
    discarded: 'saved, write, drop',
    closed: 'saving, keep, then save',
  },
  'a change of causes': {
    typed: 'unsaved',
    saveDue: 'saved, then save',
    saveAsked: 'saved, then save',
    publishAsked: 'saved, then publish',
    causesAsked: 'saved, then causes',
    online: 'saved',
    answered: 'saved, drop, reply 1',
    notReached: 'saved, fails 1',
    forbidden: 'saved, fails 1',
    discarded: 'saved, write, drop',
    closed: 'saved, drop',
  },
  'text of an earlier visit': {
    typed: 'unsaved, save in 3 s',
    saveDue: 'unsaved',
    saveAsked: 'saving, keep, save',
    publishAsked: 'saving, keep, save',
    causesAsked: 'unsaved, keep, causes',
    online: 'unsaved',
    discarded: 'saved, write, drop',
    closed: 'unsaved, keep',
  },
  'a published one': {
    typed: 'unsaved, save in 3 s',
    saveDue: 'unsaved',
    saveAsked: 'saving, keep, save',
    publishAsked: 'saving, keep, save',
    causesAsked: 'unsaved, keep, causes, save in 3 s',
    online: 'unsaved, save in 3 s',
    discarded: 'saved, write, drop',
    closed: 'unsaved, keep',
  },
  'a save of a published one': {
    typed: 'saving',
    saveDue: 'saving, then save',
    saveAsked: 'saving, then save',
    publishAsked: 'saving, then publish',
    causesAsked: 'saving, then causes',
    online: 'saving',
    answered: 'saved, drop, reply 1: true',
    notReached: 'offline, keep, reply 1: false, save in 15 s',
    forbidden: 'refused, keep, reply 1: false',
    discarded: 'saved, write, drop',
    closed: 'saving, keep, then save',
  },
  'a published one, without an answer': {
    typed: 'unsaved, save in 15 s',
    saveDue: 'saving, keep, get',
    saveAsked: 'saving, keep, get',
    publishAsked: 'saving, keep, get',
    causesAsked: 'offline, keep, causes, save in 15 s',
    online: 'offline, save in 0 s',
    discarded: 'saved, write, drop',
    closed: 'offline, keep',
  },
};

describe.each(Object.entries(STATES))('%s', (name, state) => {
  it.each(Object.entries(TABLE[name as keyof typeof STATES]))(
    'and %s',
    (event, outcome) => expect(EVENTS[event](state()).outcome).toBe(outcome),
  );

  it('ignores an answer that it does not wait for', () => {
    const form = state();
    if (form.state.running) return;
    const before = form.state;
    expect(form.on(notReached).state).toEqual(before);
    expect(form.answered().state).toEqual(before);
  });
});

/** The last call. */
const call = ({ state }: Form) => state.running?.call;

describe('one thing after the other', () => {
  it('saves next what was written during a save', () => {
    const form = written().on(due).type({ trigger: 'More.' }).answered();
    expect(form.outcome).toBe('unsaved, keep, save in 3 s');
    expect(form.on(due).outcome).toBe('saving, keep, save');
    expect(call(form)).toMatchObject({
      version: 2,
      body: { trigger: 'More.' },
    });
  });

  it('saves once for all who ask during a save', () => {
    const form = written().on(due, asked(1), asked(2), due);
    expect(form.outcome).toBe('saving, then save');
    form.type({ trigger: 'More.' }).answered();
    expect(form.outcome).toBe('saving, keep, save');
    expect(form.answered().outcome).toBe(
      'saved, drop, reply 1: true, reply 2: true',
    );
  });

  it('publishes what was saved, and leaves what was written meanwhile', () => {
    const form = written().on({ type: 'publishAsked', request: 1 });
    expect(form.outcome).toBe('saving, keep, save');
    form.type({ trigger: 'More.' });
    expect(form.answered().outcome).toBe('saving, keep, publish, save in 3 s');
    // The delay runs out while the call is on its way.
    expect(form.on(due).outcome).toBe('saving, then save');
    expect(form.answered().outcome).toBe('unsaved, keep, reply 1');
    expect(form.state.published).toBe(true);
    expect(form.on(due).outcome).toBe('unsaved');
  });

  it('changes causes after the save that is on its way', () => {
    const form = written().on(due, { type: 'causesAsked', request: 1 });
    expect(form.answered().outcome).toBe('saved, drop, causes');
    expect(form.answered().outcome).toBe('saved, drop, reply 1');
    expect(form.state.version).toBe(3);
  });

  it('knows its own text again when causes were changed since', () => {
    const form = written().on(due, notReached).type({ impact: 'Mine too.' });
    form.on({ type: 'causesAsked', request: 1 }, notReached, due);
    expect(form.state.running?.call.kind).toBe('get');
    const answer = stored({ impact: 'Mine.', version: 2 });
    form.on({ type: 'answered', answer });
    expect(form.state.conflicts).toEqual([]);
    expect(form.values.impact).toBe('Mine too.');
  });

  it('ends what it began when the page is closed, and plans nothing', () => {
    const form = written().on(due).type({ trigger: 'More.' });
    expect(form.on({ type: 'closed' }).outcome).toBe('saving, keep, then save');
    expect(form.answered().outcome).toBe('saving, keep, save');
    expect(form.on(notReached).outcome).toBe('offline, keep');
  });

  it('does not write over a copy that was taken up when it had been closed', () => {
    const form = written().on({ type: 'closed' });
    expect(form.effects[0]).toMatchObject({ type: 'keepCopy', ifThere: false });
    expect(form.on(notReached).effects).toMatchObject([
      { type: 'keepCopy', ifThere: true },
    ]);
  });

  it('does not save a published text that somebody goes on with', () => {
    const form = published().on(asked(1), notReached, due);
    expect(form.outcome).toBe('saving, keep, get');
    form.type({ trigger: 'More.' });
    expect(form.answered().outcome).toBe('unsaved, keep, save in 3 s');
    expect(form.on(due).outcome).toBe('unsaved');
  });
});

describe('a creation without an answer', () => {
  const lost = () => titled().on(due, notReached);

  it('is asked again as it was, and what was written since is saved', () => {
    const first = call(titled().on(due));
    const form = lost().type({ summary: 'More.' }).on(due);
    expect(call(form)).toEqual({ ...first, isRepeated: true });
    expect(form.answered().outcome).toBe('saving, keep, created, save');
    expect(call(form)).toMatchObject({ body: { summary: 'More.' } });
    expect(form.answered().outcome).toBe('saved, drop');
  });

  it('is asked again in the next visit', () => {
    const { effects } = lost();
    const kept = effects.find(({ type }) => type === 'keepCopy');
    const { copy } = kept as Extract<SaveEffect, { type: 'keepCopy' }>;
    const form = new Form().on({ type: 'restored', copy });
    expect(form.outcome).toBe('unsaved, write, save in 3 s');
    expect(call(form.on(due))).toMatchObject({
      idempotencyKey: 'key',
      body: { title: 'Slow' },
      isRepeated: true,
    });
  });

  it.each([
    [401, true],
    [403, true],
    [429, true],
    [503, true],
    [400, false],
  ])('stays as it is when the second try answers %d: %s', (status, stays) => {
    const form = lost().type({ summary: 'More.' });
    form.on(due, failed(refusal(status, {})), due);
    const again = { title: 'Slow', summary: stays ? '' : 'More.' };
    expect(call(form)).toMatchObject({ body: again, isRepeated: stays });
  });

  it('is another one when the first try was refused', () => {
    const form = titled().on(due, failed(refusal(400, {})));
    form.type({ title: 'Slower' }).on(due);
    expect(call(form)).toMatchObject({
      body: { title: 'Slower' },
      isRepeated: false,
    });
  });

  it('is not asked again when the server has forgotten the key', () => {
    const form = lost();
    form.now += DAY;
    expect(form.on(due).outcome).toBe('refused, keep');
    expect(form.state.maybeCreated).toBe(true);
    expect(form.type({ summary: 'More.' }).on(due).outcome).toBe(
      'refused, keep',
    );
    // Somebody has read that there may be one.
    expect(form.on(asked(1)).outcome).toBe('saving, keep, create');
    expect(call(form)).toMatchObject({
      idempotencyKey: 'another key',
      body: { summary: 'More.' },
      isRepeated: false,
    });
  });

  it.each([
    ['is gone', 404, { name: 'NotFoundError' }],
    [
      'was made of another text',
      400,
      { fields: [{ field: 'Idempotency-Key', message: 'was sent before' }] },
    ],
  ])('is not made anew by itself when the draft %s', (_, status, error) => {
    const form = lost().on(due, failed(refusal(status, error)));
    expect(form.outcome).toBe('refused, keep');
    expect(form.state.maybeCreated).toBe(true);
    expect(form.type({ summary: 'More.' }).on(due).outcome).toBe(
      'refused, keep',
    );
    expect(call(form.on(asked(1)))).toMatchObject({
      idempotencyKey: 'another key',
    });
  });

  it('is not asked again by who could not have read that', () => {
    const form = lost();
    form.now += DAY;
    expect(form.on(asked(1)).outcome).toBe('refused, keep, reply 1: false');
  });

  it.each([
    ['of an older release', { sent: [newDocument({ title: 'Slow' })] }],
    ['of a full browser', { creation: { idempotencyKey: 'key', triedAt: 0 } }],
  ])('is not asked again from a copy %s', (_, kept) => {
    const copy = { values: titled().values, keptAt: NOW, ...kept };
    const form = new Form();
    form.on({ type: 'restored', copy }, due);
    expect(form.state).toMatchObject({ phase: 'refused', maybeCreated: true });
  });
});
