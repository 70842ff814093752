// SPDX-License-Identifier: Apache-2.0

import {
  DEFAULT_POSTMORTEMS_CONFIG,
  newId,
  Postmortem,
  PostmortemDocument,
  toInput,
} from 'backstage-plugin-postmortems-common';
import * as fc from 'fast-check';
import { complete } from '../__testUtils__/editing';
import { FakeServer } from '../__testUtils__/FakeServer';
import { documentOf, newDocument } from '../form/document';
import { readFailure } from './apiFailure';
import { BrowserCopy } from './BrowserCopies';
import { Choice } from './merge';
import { Call, initialState, SaveEvent, SaveState } from './saveState';
import { saving } from './saving';

/** `SAVING_RUNS=20000 SAVING_SEED=7` looks for longer, and elsewhere. */
const numRuns = Number(process.env.SAVING_RUNS ?? 100);
const seed = Number(process.env.SAVING_SEED ?? 20261127);

jest.setTimeout(Math.max(60_000, numRuns * 200));

type Text = 'summary' | 'impact' | 'rootCause';

/** What people do to a document, each with a new word in it. */
type Edit =
  | { edit: 'append' | 'rewrite'; field: Text }
  | { edit: 'title' | 'addRow' | 'editRow' | 'deleteRow' };

type Step =
  | ({ do: 'type' | 'others' } & Edit)
  | { do: 'settle'; choice: Choice }
  | {
      do:
        | 'saveDue'
        | 'copyDue'
        | 'saveAsked'
        | 'publishAsked'
        | 'online'
        | 'arrive'
        | 'answer'
        | 'callAnswered'
        | 'loseAnswer'
        | 'arriveLate'
        | 'othersPublish'
        | 'discard'
        | 'close'
        | 'crash'
        | 'open'
        | 'openAnother'
        | 'switchTab'
        | 'aDayPasses';
    };

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    edit: fc.constantFrom('append', 'rewrite'),
    field: fc.constantFrom('summary', 'impact', 'rootCause'),
  }),
  fc.record({
    edit: fc.constantFrom('title', 'addRow', 'editRow', 'deleteRow'),
  }),
);

const plain = (...names: Array<Step['do']>) =>
  fc.constantFrom(...names).map(name => ({ do: name }) as Step);

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: edits.map(edit => ({ do: 'type', ...edit }) as Step),
  },
  {
    weight: 3,
    arbitrary: edits.map(edit => ({ do: 'others', ...edit }) as Step),
  },
  { weight: 6, arbitrary: plain('saveDue') },
  { weight: 8, arbitrary: plain('arrive', 'answer', 'callAnswered') },
  { weight: 4, arbitrary: plain('loseAnswer', 'arriveLate', 'online') },
  { weight: 4, arbitrary: plain('saveAsked', 'publishAsked', 'copyDue') },
  { weight: 4, arbitrary: plain('close', 'crash', 'crash', 'open', 'open') },
  {
    weight: 2,
    arbitrary: plain(
      'othersPublish',
      'openAnother',
      'switchTab',
      'discard',
      'aDayPasses',
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<Choice>('mine', 'theirs', 'both')
      .map((choice): Step => ({ do: 'settle', choice })),
  },
);

const wordsOf = (value: unknown): string[] =>
  JSON.stringify(value ?? '').match(/\bw\d+\b/g) ?? [];

/** A document of somebody, changed with a new word. */
function changed(
  document: PostmortemDocument,
  { edit, ...rest }: Edit,
  word: string,
): Partial<PostmortemDocument> {
  const { wentWell } = document;
  const last = wentWell.at(-1);
  switch (edit) {
    case 'append': {
      const { field } = rest as { field: Text };
      return { [field]: `${document[field]} Then ${word}.`.trim() };
    }
    case 'rewrite': {
      const { field } = rest as { field: Text };
      const sentences = document[field].split(/(?<=\.) /).slice(0, -1);
      return { [field]: [...sentences, `Instead ${word}.`].join(' ') };
    }
    case 'title':
      return { title: `Slow ${word}` };
    case 'editRow':
      if (last)
        return {
          wentWell: [...wentWell.slice(0, -1), { ...last, text: word }],
        };
      break;
    case 'deleteRow':
      return { wentWell: wentWell.slice(0, -1) };
    default:
  }
  return { wentWell: [...wentWell, { id: newId(), text: word }] };
}

const OTHER_WRITERS: ReadonlySet<Step['do']> = new Set([
  'others',
  'openAnother',
  'close',
  'arriveLate',
]);

/** A form in a tab; a closed one still brings its calls to an end. */
class Tab {
  state: SaveState;
  values: PostmortemDocument;
  /** Whether somebody can see it. */
  isOpen = true;
  call?: { call: Call; result?: () => Postmortem };
  /** Requests without a reply. */
  waiting = 0;
  /** Words that somebody asked to save. */
  asked = new Set<string>();

  constructor(
    readonly key: string,
    readonly postmortem: Postmortem | undefined,
  ) {
    this.values = postmortem
      ? documentOf(postmortem)
      : newDocument({ ...complete, title: '' });
    this.state = initialState({
      postmortem,
      initial: this.values,
      idempotencyKey: newId(),
    });
  }
}

/** One postmortem, its server, and a person with a browser. */
class World {
  readonly server: FakeServer;
  readonly copies = new Map<string, BrowserCopy>();
  readonly tabs: Tab[] = [];
  tab: Tab;
  now = Date.UTC(2026, 10, 27);
  words = 0;
  /** What was written, and nobody has deleted. */
  readonly alive = new Set<string>();
  /** Calls that were given up, and may still arrive. */
  late: Call[] = [];
  publishAsked = false;
  /** What should have been so. */
  readonly problems: string[] = [];
  /** Whether nothing but one form, call after call, has written. */
  isAlone = true;
  /** How often somebody said that another draft may be made. */
  confirmed = 0;

  constructor(what: 'new' | 'draft' | 'published') {
    this.server = new FakeServer(what === 'new' ? undefined : complete);
    if (what === 'published') this.#othersPublish();
    this.tab = this.#open(this.server.current);
  }

  step(step: Step) {
    this.now += 1_000;
    const { tab } = this;
    if (OTHER_WRITERS.has(step.do)) this.isAlone = false;
    switch (step.do) {
      case 'type':
        if (tab.isOpen) this.#type(tab, step);
        break;
      case 'others':
        this.#others(step);
        break;
      case 'othersPublish':
        if (this.server.current) this.#othersPublish();
        break;
      case 'saveDue':
        // Timers run in pages that are not looked at as well.
        this.tabs.forEach(one => {
          if (one.state.saveDelay) this.happen(one, { type: 'saveDue' });
        });
        break;
      case 'copyDue':
        if (tab.state.copyDelay) this.happen(tab, { type: 'copyDue' });
        break;
      case 'saveAsked':
      case 'publishAsked':
        if (tab.isOpen) this.#ask(tab, step.do);
        break;
      case 'online':
        if (tab.isOpen) this.happen(tab, { type: 'online' });
        break;
      case 'arrive':
        this.tabs.forEach(one => this.#arrive(one));
        break;
      case 'callAnswered':
        this.tabs.forEach(one => {
          this.#arrive(one);
          this.answer(one);
        });
        break;
      case 'answer':
        this.tabs.forEach(one => this.answer(one));
        break;
      case 'loseAnswer':
        this.#loseAnswer(tab);
        break;
      case 'arriveLate':
        this.late.splice(0).forEach(call => this.#serve(call));
        break;
      case 'settle':
        if (tab.isOpen) this.settle(tab, step.choice);
        break;
      case 'discard':
        if (tab.isOpen && tab.state.autosavePaused) this.#discard(tab);
        break;
      case 'close':
        if (!tab.isOpen) break;
        this.happen(tab, { type: 'closed' });
        tab.isOpen = false;
        break;
      case 'crash':
        this.#crash(tab);
        break;
      case 'open':
        if (!tab.isOpen) this.#openAgain();
        break;
      case 'openAnother':
        if (this.server.current && this.tabs.length < 4)
          this.tab = this.#open(this.server.current);
        break;
      case 'switchTab':
        this.tab = this.tabs.filter(one => one.isOpen)[0] ?? tab;
        break;
      default:
        this.now += 86_400_000;
        this.server.forgetKeys();
        this.late = [];
    }
    this.check(step.do);
  }

  happen(tab: Tab, event: SaveEvent) {
    const { state: before } = tab;
    const [state, effects] = saving(before, event, {
      values: tab.values,
      now: this.now,
      newKey: newId(),
      config: DEFAULT_POSTMORTEMS_CONFIG,
    });
    tab.state = state;
    for (const effect of effects) {
      switch (effect.type) {
        case 'writeForm':
          tab.values = { ...tab.values, ...effect.changes };
          break;
        case 'keepCopy':
          if (!effect.ifThere || this.copies.has(tab.key))
            this.copies.set(tab.key, JSON.parse(JSON.stringify(effect.copy)));
          break;
        case 'dropCopy':
          this.copies.delete(tab.key);
          break;
        case 'call':
          this.#checkCall(tab, effect.call);
          this.#demand(!tab.call, 'one call at a time');
          tab.call = { call: effect.call };
          break;
        case 'reply':
          tab.waiting -= 1;
          break;
        default:
      }
    }
  }

  /** Nothing is lost, made twice, or shown to readers unasked. */
  check(after: string) {
    const there = new Set(
      wordsOf([
        this.server.current,
        [...this.copies.values()].map(({ values }) => values),
        this.tabs.map(({ isOpen, values, call }) => [
          isOpen && values,
          call && 'body' in call.call && call.call.body,
        ]),
      ]),
    );
    const lost = [...this.alive].filter(word => !there.has(word));
    this.#demand(lost.length === 0, `nothing lost after ${after}: ${lost}`);
    const conflicts = this.tabs.flatMap(({ state }) => state.conflicts);
    // Nobody disagrees with oneself.
    this.#demand(!this.isAlone || conflicts.length === 0, 'no own conflict');
    this.#demand(this.server.created <= 1 + this.confirmed, 'one draft');
    this.#demand(
      this.publishAsked || this.server.current?.status !== 'published',
      'published when asked',
    );
  }

  /** All is well again: what is open comes to rest on the server. */
  settleAll() {
    this.late = [];
    for (let round = 0; round < 40; round++) {
      const busy = this.tabs.filter(tab => {
        this.#arrive(tab);
        if (this.answer(tab)) return true;
        const { state } = tab;
        if (!tab.isOpen || state.phase === 'saved') return false;
        if (state.conflicts.length > 0) this.settle(tab, 'mine');
        else {
          if (state.phase === 'invalid') this.#type(tab, { edit: 'title' });
          this.#ask(tab, 'saveAsked');
        }
        return true;
      });
      if (busy.length === 0) break;
    }
    const open = this.tabs.filter(({ isOpen }) => isOpen);
    for (const { key, state } of open) {
      this.#demand(state.phase === 'saved', `saved at the end: ${state.phase}`);
      this.#demand(!this.copies.has(key), 'no copy of what is saved');
    }
    this.check('the end');
    const there = new Set(
      wordsOf([
        this.server.current,
        [...this.copies.values()].map(({ values }) => values),
      ]),
    );
    const lost = [...this.alive].filter(word => !there.has(word));
    this.#demand(lost.length === 0, `all on the server at the end: ${lost}`);
  }

  answer(tab: Tab): boolean {
    const { call } = tab;
    if (!call?.result) return false;
    tab.call = undefined;
    let event: SaveEvent;
    try {
      event = { type: 'answered', answer: call.result() };
    } catch (error) {
      event = { type: 'failed', failure: readFailure(error), error };
    }
    this.happen(tab, event);
    return true;
  }

  settle(tab: Tab, choice: Choice) {
    const [conflict] = tab.state.conflicts;
    if (!conflict) return;
    const before = wordsOf(tab.values);
    this.happen(tab, { type: 'settled', path: conflict.path, choice });
    const after = new Set(wordsOf(tab.values));
    // What a person decides against is gone.
    [...before, ...wordsOf(conflict.theirs)]
      .filter(word => !after.has(word))
      .forEach(word => this.alive.delete(word));
    if (conflict.mine === undefined || choice !== 'both')
      wordsOf(conflict.theirs)
        .filter(word => !after.has(word))
        .forEach(word => this.alive.delete(word));
  }

  #open(postmortem: Postmortem | undefined): Tab {
    const tab = new Tab(newId(), postmortem);
    this.tabs.push(tab);
    return tab;
  }

  /** Comes back: what is left in the browser is taken up. */
  #openAgain() {
    const open = new Set(
      this.tabs.filter(({ isOpen }) => isOpen).map(({ key }) => key),
    );
    const left = [...this.copies].find(([key]) => !open.has(key));
    const copy = left?.[1];
    if (!copy && !this.server.current) {
      this.tab = this.#open(undefined);
      return;
    }
    const isNew = copy ? copy.id === undefined : !this.server.current;
    this.tab = this.#open(isNew ? undefined : this.server.current);
    if (!copy) return;
    this.copies.delete(left[0]);
    this.copies.set(this.tab.key, copy);
    const { postmortem } = this.tab;
    this.happen(this.tab, {
      type: 'restored',
      copy: JSON.parse(JSON.stringify(copy)),
      postmortem,
    });
  }

  /** A change of a document: its word is alive, and what it took away is not. */
  #change(document: PostmortemDocument, edit: Edit) {
    this.words += 1;
    const changes = changed(document, edit, `w${this.words}`);
    const after = new Set(wordsOf({ ...document, ...changes }));
    wordsOf(document)
      .filter(word => !after.has(word))
      .forEach(word => this.alive.delete(word));
    const word = `w${this.words}`;
    if (after.has(word)) this.alive.add(word);
    return { changes, word };
  }

  #type(tab: Tab, edit: Edit) {
    const { changes, word } = this.#change(tab.values, edit);
    tab.values = { ...tab.values, ...changes };
    // Who waits for a save has not said that this is left out.
    if (tab.waiting > 0) tab.asked.add(word);
    this.happen(tab, { type: 'typed' });
  }

  #others(edit: Edit) {
    const { current } = this.server;
    if (!current) return;
    this.server.change(this.#change(toInput(current), edit).changes);
  }

  #othersPublish() {
    this.publishAsked = true;
    this.server.publishNow({});
  }

  #ask(tab: Tab, type: 'saveAsked' | 'publishAsked') {
    if (type === 'publishAsked') this.publishAsked = true;
    if (tab.state.maybeCreated) this.confirmed += 1;
    tab.waiting += 1;
    tab.asked = new Set(wordsOf(tab.values));
    this.happen(tab, { type, request: 1 });
  }

  #arrive({ call }: Tab) {
    if (call && !call.result) call.result = this.#serve(call.call);
  }

  #serve(call: Call): () => Postmortem {
    try {
      const answer = this.#act(call);
      return () => answer;
    } catch (error) {
      return () => {
        throw error;
      };
    }
  }

  #act(call: Call): Postmortem {
    switch (call.kind) {
      case 'create':
        return this.server.createNow(call);
      case 'save':
        return this.server.saveNow(call);
      case 'publish':
        return this.server.publishNow(call);
      default:
        return this.server.current!;
    }
  }

  #loseAnswer(tab: Tab) {
    const { call } = tab;
    if (!call) return;
    if (!call.result) this.late.push(call.call);
    tab.call = undefined;
    const error = new TypeError('Failed to fetch');
    this.happen(tab, { type: 'failed', failure: readFailure(error), error });
  }

  /** The copy is at most two seconds behind; that much may be lost. */
  #crash(tab: Tab) {
    if (!tab.isOpen) return;
    if (tab.state.copyDelay) this.happen(tab, { type: 'copyDue' });
    if (tab.call && !tab.call.result) this.late.push(tab.call.call);
    tab.isOpen = false;
    this.tabs.splice(this.tabs.indexOf(tab), 1);
  }

  #discard(tab: Tab) {
    const before = wordsOf(tab.values);
    this.happen(tab, { type: 'discarded' });
    const after = new Set(wordsOf([tab.values, this.server.current]));
    before
      .filter(word => !after.has(word))
      .forEach(word => this.alive.delete(word));
  }

  #demand(isSo: boolean, what: string) {
    if (!isSo) this.problems.push(what);
  }

  /** Readers of a published text see what somebody asked to save. */
  #checkCall({ state, asked }: Tab, call: Call) {
    if (call.kind !== 'save' || !state.published) return;
    const known = new Set(wordsOf(state.base));
    const unasked = wordsOf(call.body).filter(
      word => !known.has(word) && !asked.has(word),
    );
    this.#demand(unasked.length === 0, `asked for: ${unasked}`);
  }
}

it('loses nothing that was typed, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('new', 'draft', 'published'),
      fc.array(steps, { maxLength: 40, size: 'max' }),
      (what, all) => {
        const world = new World(what as 'new' | 'draft' | 'published');
        all.forEach(step => world.step(step));
        world.settleAll();
        expect(world.problems).toEqual([]);
      },
    ),
    { numRuns, seed },
  );
});
