// SPDX-License-Identifier: Apache-2.0

import {
  Postmortem,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { documentOf } from '../form/document';
import { asNewDraft } from './asNewDraft';
import { BrowserCopy } from './BrowserCopy';
import { CallQueue } from './CallQueue';
import { withMineOfNow } from './conflicts';
import { Delay } from './Delay';
import { SavingApi } from './inTime';
import { LocalCopies, LocalCopy } from './localCopies';
import { FormAccess, initialState, SaveState } from './saveState';
import { SaveStore } from './SaveStore';
import { ServerCalls } from './ServerCalls';
import { SharedText } from './SharedText';

type Options = {
  api: SavingApi;
  form: FormAccess;
  copies: LocalCopies;
  config: Pick<PostmortemsConfig, 'severities'>;
  /** The signed-in user. */
  userEntityRef: string;
  /** The key of the local copy: of this form alone, in this tab. */
  key: string;
  /** What is being edited; absent for a new postmortem. */
  postmortem?: Postmortem;
  /** The id, on the first save. */
  onCreated?: (postmortem: Postmortem) => void;
};

const SAVE_AFTER_MS = 3_000;
/** Somebody who types without a pause is saved this often. */
const SAVE_AT_LATEST_MS = 15_000;

/**
 * Keeps what is written: in this browser after every change, on the server
 * soon after (drafts), and together with what others save meanwhile.
 */
export class DraftSaver {
  readonly #options: Options;
  readonly #store: SaveStore;
  readonly #text: SharedText;
  readonly #copy: BrowserCopy;
  readonly #calls = new CallQueue(() => this.#goOn());
  readonly #server: ServerCalls;
  /** Somebody went on writing while a call was on its way. */
  #changedMeanwhile = false;
  /** Somebody asked for a save of what the form holds, and it is not done. */
  #wished = false;
  #closed = false;
  readonly #saving = new Delay({
    after: SAVE_AFTER_MS,
    atLatest: SAVE_AT_LATEST_MS,
    run: () => {
      if (this.#savesByItself && !this.#closed) this.save();
    },
  });

  constructor(options: Options) {
    this.#options = options;
    const { form, postmortem } = options;
    this.#store = new SaveStore(initialState(postmortem));
    this.#text = new SharedText({
      form,
      store: this.#store,
      base: postmortem && documentOf(postmortem),
    });
    this.#copy = new BrowserCopy({
      ...options,
      store: this.#store,
      isUnsaved: () => this.unsaved,
      read: () => this.#unsent(),
    });
    this.#server = new ServerCalls({
      ...options,
      store: this.#store,
      text: this.#text,
      copy: this.#copy,
      onCreated: created => {
        if (!this.#closed) options.onCreated?.(created);
      },
      saving: this.#saving,
    });
  }

  readonly getState = () => this.#state;

  readonly subscribe = (listener: () => void) =>
    this.#store.subscribe(listener);

  /** Whether leaving now would leave text behind in this browser only. */
  get unsaved() {
    return this.#state.phase !== 'saved' || this.#unread !== undefined;
  }

  /** The form has changed. */
  changed() {
    const { phase, copy, conflicts, published } = this.#state;
    this.#wished = false;
    const isNotTried =
      phase === 'saved' ||
      phase === 'invalid' ||
      (phase === 'offline' && published);
    this.#store.set({
      held: false,
      copy: copy === 'kept' ? 'soon' : copy,
      phase: isNotTried ? 'unsaved' : phase,
      conflicts: withMineOfNow(conflicts, this.#options.form.read()),
    });
    this.#copy.soon();
    if (this.#calls.busy) this.#changedMeanwhile = true;
    // A server that is away is asked at its own pace, however fast one types.
    else if (phase !== 'offline') this.#saving.again();
  }

  /** Something stands in an input that cannot be read, or no longer does. */
  readonly unreadChanged = () => {
    if (this.unsaved) this.#copy.soon();
    else this.#copy.remove();
  };

  /** What the form holds. */
  readonly read = () => this.#options.form.read();

  /** Writes the browser's copy now. */
  readonly keep = () => this.#copy.keep();

  /**
   * Takes up what this browser kept. Over a saved postmortem it waits there
   * until somebody goes on writing, so that it can still be dropped.
   */
  restore(copy: LocalCopy) {
    const { postmortem, form } = this.#options;
    form.write(copy.values);
    // Copies of an older release have one text there.
    this.#text.sent = [copy.sent ?? []].flat();
    if (!postmortem) {
      this.changed();
      return;
    }
    this.#store.set({ phase: 'unsaved', held: true });
    if (copy.base && copy.version !== postmortem.version) {
      this.#text.base = copy.base;
      this.#store.set({ version: copy.version });
      this.#server.takeIn(postmortem);
    }
    // It reached the server after all; only the answer did not come back.
    if (this.#state.conflicts.length === 0 && this.#text.isSaved())
      this.#server.saved();
  }

  /** Forgets what is only here and goes back to what the server has. */
  discard() {
    this.#forget();
    this.#text.discard();
  }

  /**
   * Moves the text under another key of this browser, for a new postmortem;
   * nothing of it is left here to save. `false` when there is no room.
   */
  readonly handOver = (key: string): boolean => {
    const { copies } = this.#options;
    const values = asNewDraft(this.read());
    const unread = this.#unread;
    if (!copies.put(key, { values, unread, keptAt: Date.now() })) return false;
    this.#forget();
    this.#store.set({ phase: 'saved' });
    return true;
  };

  /**
   * Saves now; `true` when the server has what the form held then. What is
   * written meanwhile is saved later.
   *
   * @param asked - somebody wants it now, and wants to know what is wrong
   */
  async save(asked = false): Promise<boolean> {
    this.#saving.cancel();
    if (!asked) return this.#calls.once(() => this.#save());
    this.#wished = true;
    this.#store.set({ asked, held: false });
    const done = await this.#calls.once(() => this.#save());
    const { phase, published } = this.#state;
    if (phase !== 'offline') this.#wished = false;
    // Nobody tries again what was written on meanwhile.
    else if (published && !this.#wished) this.#store.set({ phase: 'unsaved' });
    else this.#store.set({ triedAt: Date.now() });
    return done;
  }

  /**
   * Changes something beside the text on the server (its causes). What nobody
   * has saved yet is saved first.
   *
   * @returns `undefined` when the text could not be saved
   * @throws what `change` rejects with
   */
  async beside(
    change: (id: string) => Promise<Postmortem>,
  ): Promise<Postmortem | undefined> {
    if (this.#state.id === undefined) await this.save(true);
    const { id } = this.#state;
    if (id === undefined) return undefined;
    return this.#calls.alone(() => this.#server.beside(() => change(id)));
  }

  /**
   * Publishes what has been saved; `undefined` when it was refused. What is
   * written meanwhile stays in the form, unsaved.
   */
  async publish(): Promise<Postmortem | undefined> {
    const published = await this.#publishOnce();
    if (published) return published;
    const { phase } = this.#state;
    const wasDone = this.#state.published;
    // Somebody saved in between, which went into the form: like a save that
    // meets it, publishing goes on with both. Once: who writes now may object.
    const goesOn = phase === 'saved' || (phase === 'unsaved' && !wasDone);
    return goesOn ? this.#publishOnce() : undefined;
  }

  /** Settles one conflict; the form then holds what shall be. */
  settle(path: string, choice: 'mine' | 'theirs' | 'both') {
    const wasLast = this.#text.settle(path, choice);
    this.keep();
    if (wasLast) this.#saving.in(0);
  }

  /** The connection is back. */
  readonly retry = () => {
    if (this.#state.phase === 'offline') this.#saving.in(0);
  };

  /** The page is closing: keeps the text, and saves a draft if it can. */
  dispose() {
    this.keep();
    const { phase } = this.#state;
    if ((phase === 'unsaved' || phase === 'saving') && this.#savesByItself)
      this.save().catch(() => {});
    this.#closed = true;
    this.#copy.close();
    this.#saving.cancel();
  }

  get #state(): SaveState {
    return this.#store.get();
  }

  get #unread() {
    return this.#options.form.unread?.all();
  }

  /**
   * A published text changes for its readers only when somebody says so: what
   * they said it of is tried again, what was written since is not.
   */
  get #savesByItself() {
    const { published, held, lost, conflicts } = this.#state;
    return (
      (!published || this.#wished) && !held && !lost && conflicts.length === 0
    );
  }

  /** What the server may not have. */
  #unsent(): Omit<LocalCopy, 'keptAt'> | undefined {
    const unread = this.#unread;
    if (!unread && this.#text.isUntouched()) return undefined;
    const { id, number, version } = this.#state;
    return {
      id,
      number,
      version,
      base: this.#text.base,
      values: this.#options.form.read(),
      unread,
      sent: this.#text.sent,
    };
  }

  /** What is only here is not kept, nor saved, any more. */
  #forget() {
    this.#saving.cancel();
    this.#options.form.unread?.clear();
    this.#copy.remove();
    this.#changedMeanwhile = false;
  }

  /** A call has ended: what was written meanwhile is saved next. */
  #goOn() {
    const { phase } = this.#state;
    if (this.#changedMeanwhile && phase !== 'saved' && phase !== 'offline')
      this.#saving.again();
    this.#changedMeanwhile = false;
  }

  async #save(): Promise<boolean> {
    if (this.#state.conflicts.length > 0) return false;
    // It waited for a call that was on its way when the page was closed.
    if (this.#closed && !this.#savesByItself) return false;
    const { published } = this.#state;
    if (!(await this.#server.catchUp())) return false;
    // It was published after all: nobody asked to save what is written since.
    if (!published && this.#state.published)
      return this.#state.phase === 'saved';
    return this.#server.save();
  }

  async #publishOnce(): Promise<Postmortem | undefined> {
    if (!(await this.save(true))) return undefined;
    return this.#calls.alone(() => this.#server.publish());
  }
}
