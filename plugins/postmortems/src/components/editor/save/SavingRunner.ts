// SPDX-License-Identifier: Apache-2.0

import {
  newId,
  Postmortem,
  PostmortemDocument,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { Store } from '../../kit/Store';
import { readFailure } from './apiFailure';
import { asNewDraft, BrowserCopies, BrowserCopy } from './BrowserCopies';
import { Choice } from './merge';
import {
  Call,
  Delay,
  initialState,
  SaveEffect,
  SaveEvent,
  Saver,
  SaveState,
} from './saveState';
import { saving } from './saving';
import { isUnsaved } from './turn';

/** What saving needs of the API. */
type SavingApi = {
  get(request: { id: string }): Promise<Postmortem>;
  create(request: {
    body: PostmortemDocument;
    idempotencyKey: string;
  }): Promise<Postmortem>;
  save(request: {
    id: string;
    version: number;
    body: PostmortemDocument;
  }): Promise<Postmortem>;
  publish(request: { id: string; version: number }): Promise<Postmortem>;
};

/** The form, as far as saving knows it. */
export type FormAccess = {
  read(): PostmortemDocument;
  write(changes: Partial<PostmortemDocument>): void;
  /** What stands in its inputs and is not in what is read of it. */
  unread?: { all(): Record<string, string> | undefined; clear(): void };
};

type Options = {
  api: SavingApi;
  form: FormAccess;
  copies: BrowserCopies;
  config: Pick<PostmortemsConfig, 'severities'>;
  /** The key of the browser's copy: of this form alone, in this tab. */
  key: string;
  /** What is being edited; absent for a new postmortem. */
  postmortem?: Postmortem;
  /** The draft, when the server has it. */
  onCreated?: (postmortem: Postmortem) => void;
};

type Request = {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  change?: (id: string) => Promise<Postmortem>;
};

/** A timer that follows a delay of the state. */
class Timer {
  readonly #run: () => void;
  #delay?: Delay;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(run: () => void) {
    this.#run = run;
  }

  follow(delay: Delay | undefined) {
    if (delay === this.#delay) return;
    this.#delay = delay;
    clearTimeout(this.#timer);
    if (delay) this.#timer = setTimeout(this.#run, delay.ms);
  }
}

/**
 * Carries out what {@link saving} says: the only place where saving touches the
 * server, the browser's storage, the form and the clock.
 */
export class SavingRunner implements Saver {
  readonly #options: Options;
  readonly #state: Store<SaveState>;
  readonly #events: SaveEvent[] = [];
  readonly #requests = new Map<number, Request>();
  #requested = 0;
  #isBusy = false;
  readonly #saveTimer = new Timer(() => this.#happened({ type: 'saveDue' }));
  readonly #copyTimer = new Timer(() => this.#happened({ type: 'copyDue' }));

  constructor(options: Options) {
    this.#options = options;
    const { postmortem, form } = options;
    this.#state = new Store(
      initialState({
        postmortem,
        initial: form.read(),
        idempotencyKey: newId(),
      }),
    );
  }

  get getState() {
    return this.#state.get;
  }

  get subscribe() {
    return this.#state.subscribe;
  }

  get unsaved() {
    return isUnsaved(this.getState(), this.#options.form.unread?.all());
  }

  changed() {
    this.#happened({ type: 'typed' });
  }

  readonly unreadChanged = () => this.#happened({ type: 'unreadChanged' });

  readonly keep = () => this.#happened({ type: 'copyAsked' });

  readonly retry = () => this.#happened({ type: 'online' });

  /** Takes up what this browser kept. */
  restore(copy: BrowserCopy) {
    const { postmortem } = this.#options;
    this.#happened({ type: 'restored', copy, postmortem });
  }

  save(): Promise<boolean> {
    return this.#request('saveAsked') as Promise<boolean>;
  }

  publish(): Promise<Postmortem | undefined> {
    return this.#request('publishAsked') as Promise<Postmortem | undefined>;
  }

  changeCauses(
    change: (id: string) => Promise<Postmortem>,
  ): Promise<Postmortem | undefined> {
    return this.#request('causesAsked', change) as Promise<
      Postmortem | undefined
    >;
  }

  settle(path: string, choice: Choice) {
    this.#happened({ type: 'settled', path, choice });
  }

  discard() {
    this.#happened({ type: 'discarded' });
  }

  handOver(key: string): boolean {
    const { copies, form } = this.#options;
    const values = asNewDraft(form.read());
    const unread = form.unread?.all();
    if (!copies.put(key, { values, unread, keptAt: Date.now() })) return false;
    this.#happened({ type: 'handedOver' });
    return true;
  }

  /** The page is closing. */
  dispose() {
    this.#happened({ type: 'closed' });
  }

  #request(
    type: 'saveAsked' | 'publishAsked' | 'causesAsked',
    change?: Request['change'],
  ): Promise<unknown> {
    this.#requested += 1;
    const request = this.#requested;
    return new Promise((resolve, reject) => {
      this.#requests.set(request, { resolve, reject, change });
      this.#happened({ type, request });
    });
  }

  /** One after the other: what is carried out may make something else happen. */
  #happened(next: SaveEvent) {
    this.#events.push(next);
    if (this.#isBusy) return;
    this.#isBusy = true;
    let state = this.getState();
    try {
      for (
        let event = this.#events.shift();
        event;
        event = this.#events.shift()
      ) {
        const { form, config } = this.#options;
        const [after, effects] = saving(state, event, {
          values: form.read(),
          unread: form.unread?.all(),
          now: Date.now(),
          newKey: newId(),
          config,
        });
        state = after;
        effects.forEach(effect => this.#carryOut(effect));
      }
    } finally {
      this.#isBusy = false;
      this.#saveTimer.follow(state.saveDelay);
      this.#copyTimer.follow(state.copyDelay);
      this.#state.set(state);
    }
  }

  #carryOut(effect: SaveEffect) {
    const { form, copies, key, onCreated } = this.#options;
    switch (effect.type) {
      case 'writeForm':
        form.write(effect.changes);
        break;
      case 'clearUnread':
        form.unread?.clear();
        break;
      case 'keepCopy':
        if (effect.ifThere && !copies.get(key)) return;
        this.#happened({ type: 'copied', ok: this.#put(effect.copy) });
        break;
      case 'dropCopy':
        copies.remove(key);
        break;
      case 'call':
        this.#call(effect.call).then(
          answer => this.#happened({ type: 'answered', answer }),
          error =>
            this.#happened({
              type: 'failed',
              failure: readFailure(error),
              error,
            }),
        );
        break;
      case 'created':
        onCreated?.(effect.postmortem);
        break;
      default:
        this.#reply(effect);
    }
  }

  /** In a full browser the text comes before what became of it. */
  #put(copy: BrowserCopy): boolean {
    const { copies, key } = this.#options;
    const { creation } = copy;
    const short = {
      ...copy,
      sent: undefined,
      creation: creation && { ...creation, body: undefined, triedAt: 0 },
    };
    return copies.put(key, copy) || copies.put(key, short);
  }

  #reply({ request, value, error }: Extract<SaveEffect, { type: 'reply' }>) {
    const waiting = this.#requests.get(request);
    this.#requests.delete(request);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(error);
  }

  async #call(call: Call): Promise<Postmortem> {
    const { api } = this.#options;
    switch (call.kind) {
      case 'get':
        return api.get({ id: call.id });
      case 'create':
        return api.create({
          body: call.body,
          idempotencyKey: call.idempotencyKey,
        });
      case 'save':
        return api.save({
          id: call.id,
          version: call.version,
          body: call.body,
        });
      case 'publish':
        return api.publish({ id: call.id, version: call.version });
      default:
        return this.#requests.get(call.request)!.change!(call.id);
    }
  }
}
