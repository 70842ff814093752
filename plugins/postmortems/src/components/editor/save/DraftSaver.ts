import {
  Postmortem,
  PostmortemDocument,
  PostmortemsApi,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import {
  checkDocument,
  documentOf,
  formPath,
  gateOf,
  sameValue,
} from '../form/document';
import { ApiFailure, readFailure } from './apiFailure';
import { settled, withMineOfNow } from './conflicts';
import { Delay } from './Delay';
import { findCreated } from './findCreated';
import { LocalCopies, LocalCopy } from './localCopies';
import { reconcile } from './reconcile';
import { FormAccess, initialState, SaveState } from './saveState';

type Options = {
  api: Pick<PostmortemsApi, 'create' | 'save' | 'publish' | 'list' | 'get'>;
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

const KEEP_AFTER_MS = 300;
/** Somebody who types without a pause has a copy this old at most. */
const KEEP_AT_LATEST_MS = 2_000;
const SAVE_AFTER_MS = 3_000;
/** Somebody who types without a pause is saved this often. */
const SAVE_AT_LATEST_MS = 15_000;
const RETRY_AFTER_MS = 15_000;

/**
 * Keeps what is written: in this browser after every change, on the server
 * soon after (drafts), and together with what others save meanwhile.
 */
export class DraftSaver {
  readonly #options: Options;
  readonly #listeners = new Set<() => void>();
  #state: SaveState;
  /** What the server has, as far as this form knows; in normal form. */
  #base?: PostmortemDocument;
  #initial: PostmortemDocument;
  /** Sent to be created, with no answer so far: the server may have it. */
  #sent?: PostmortemDocument;
  /** The call that is on its way; it never rejects. */
  #running?: Promise<void>;
  /** The save that begins when that one has ended. */
  #waiting?: Promise<boolean>;
  /** Somebody went on writing while a call was on its way. */
  #changedMeanwhile = false;
  #closed = false;
  readonly #keeping = new Delay({
    after: KEEP_AFTER_MS,
    atLatest: KEEP_AT_LATEST_MS,
    run: () => this.keep(),
  });
  readonly #saving = new Delay({
    after: SAVE_AFTER_MS,
    atLatest: SAVE_AT_LATEST_MS,
    run: () => {
      if (this.#savesByItself && !this.#closed) this.save();
    },
  });

  constructor(options: Options) {
    this.#options = options;
    const { postmortem } = options;
    this.#initial = options.form.read();
    this.#base = postmortem && documentOf(postmortem);
    this.#state = initialState(postmortem);
  }

  readonly getState = () => this.#state;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Whether leaving now would leave text behind in this browser only. */
  get unsaved() {
    return this.#state.phase !== 'saved';
  }

  /** The form has changed. */
  changed() {
    const { phase, copy, conflicts } = this.#state;
    this.#set({
      held: false,
      copy: copy === 'kept' ? 'soon' : copy,
      phase: phase === 'saved' || phase === 'invalid' ? 'unsaved' : phase,
      conflicts: withMineOfNow(conflicts, this.#options.form.read()),
    });
    this.#keeping.again();
    if (this.#running) this.#changedMeanwhile = true;
    // A server that is away is asked at its own pace, however fast one types.
    else if (phase !== 'offline') this.#saving.again();
  }

  /** Writes the browser's copy now. */
  readonly keep = () => {
    this.#keeping.cancel();
    if (!this.unsaved) return;
    const { copies, form, key } = this.#options;
    // What was left behind here may have been taken up elsewhere since.
    if (this.#closed && !copies.get(key)) return;
    const values = form.read();
    if (!this.#base && sameValue(values, this.#initial)) {
      copies.remove(key);
      this.#set({ copy: 'kept' });
      return;
    }
    const { id, number, version } = this.#state;
    const kept = copies.put(key, {
      id,
      number,
      version,
      base: this.#base,
      values,
      sent: this.#sent,
      keptAt: Date.now(),
    });
    this.#set({ copy: kept ? 'kept' : 'failed' });
  };

  /**
   * Takes up what this browser kept. Over a saved postmortem it waits there
   * until somebody goes on writing, so that it can still be dropped.
   */
  restore(copy: LocalCopy) {
    const { postmortem } = this.#options;
    this.#options.form.write(copy.values);
    if (!postmortem) {
      this.#sent = copy.sent;
      this.changed();
      return;
    }
    this.#set({ phase: 'unsaved', held: true });
    if (copy.base && copy.version !== postmortem.version) {
      this.#base = copy.base;
      this.#set({ version: copy.version });
      this.#takeIn(postmortem);
    }
    // It reached the server after all; only the answer did not come back.
    if (this.#state.conflicts.length === 0 && this.#isSaved()) this.#saved();
  }

  /** Forgets what is only here and goes back to what the server has. */
  discard() {
    const { current } = this.#state;
    this.#keeping.cancel();
    this.#saving.cancel();
    this.#changedMeanwhile = false;
    this.#options.copies.remove(this.#options.key);
    // In a conflict the server has more than what this text was begun on.
    if (current) this.#base = documentOf(current);
    this.#options.form.write(this.#base ?? this.#initial);
    this.#set({
      phase: 'saved',
      version: current?.version ?? this.#state.version,
      copy: 'kept',
      held: false,
      fields: [],
      conflicts: [],
      current: undefined,
      message: undefined,
    });
  }

  /**
   * Saves now; `true` when the server has what the form held then. What is
   * written meanwhile is saved later.
   *
   * @param asked - somebody wants it now, and wants to know what is wrong
   */
  async save(asked = false): Promise<boolean> {
    this.#saving.cancel();
    if (asked) this.#set({ asked, held: false });
    if (!this.#running) return this.#alone(() => this.#save());
    // However many ask while a call is on its way: one save does for all.
    this.#waiting ??= this.#alone(() => {
      this.#waiting = undefined;
      return this.#save();
    });
    return this.#waiting;
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
    return this.#alone(async () => {
      const answer = await change(id);
      this.#knows(answer);
      return answer;
    });
  }

  /**
   * Publishes what has been saved; `undefined` when it was refused. What is
   * written meanwhile stays in the form, unsaved.
   */
  async publish(): Promise<Postmortem | undefined> {
    const published = await this.#publishOnce();
    if (published || this.#state.published || this.#state.phase !== 'unsaved')
      return published;
    // Somebody saved in between, which went into the form: like a save that
    // meets it, publishing goes on with both. Once: who writes now may object.
    return this.#publishOnce();
  }

  /** Settles one conflict; the form then holds what shall be. */
  settle(path: string, choice: 'mine' | 'theirs' | 'both') {
    const { current } = this.#state;
    const conflict = this.#state.conflicts.find(one => one.path === path);
    if (!conflict || !current) return;
    const { form } = this.#options;
    const theirs = documentOf(current);
    form.write(settled({ form: form.read(), theirs, conflict, choice }));
    const conflicts = this.#state.conflicts.filter(one => one !== conflict);
    if (conflicts.length > 0) {
      this.#set({ conflicts });
      this.keep();
      return;
    }
    this.#base = theirs;
    this.#set({
      conflicts,
      current: undefined,
      version: current.version,
      phase: 'unsaved',
      held: false,
    });
    this.keep();
    this.#saving.in(0);
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
    this.#keeping.cancel();
    this.#saving.cancel();
  }

  /** A published text changes for its readers only when somebody says so. */
  get #savesByItself() {
    const { published, held, conflicts } = this.#state;
    return !published && !held && conflicts.length === 0;
  }

  /** One call at a time: each needs the version that the one before made. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#running) await this.#running;
    const working = work().finally(() => {
      this.#running = undefined;
      const { phase } = this.#state;
      if (this.#changedMeanwhile && phase !== 'saved' && phase !== 'offline')
        this.#saving.again();
      this.#changedMeanwhile = false;
    });
    this.#running = working.then(
      () => {},
      () => {},
    );
    return working;
  }

  async #save(): Promise<boolean> {
    if (this.#state.conflicts.length > 0) return false;
    // It waited for a call that was on its way when the page was closed.
    if (this.#closed && !this.#savesByItself) return false;
    this.keep();
    const typed = this.#options.form.read();
    const { document, issues } = checkDocument(typed);
    if (!document) {
      // Nothing but an empty form is not worth a complaint.
      const untouched = !this.#base && sameValue(typed, this.#initial);
      this.#set({ phase: untouched ? 'saved' : 'invalid', fields: issues });
      return false;
    }
    if (this.#base && sameValue(document, this.#base)) {
      this.#saved();
      return true;
    }
    if (this.#state.published) {
      const unmet = gateOf(typed, this.#options.config);
      if (unmet.length > 0) {
        this.#set({ phase: 'invalid', fields: unmet });
        return false;
      }
    }
    this.#set({ phase: 'saving', fields: [], message: undefined });
    try {
      const { id, version } = this.#state;
      if (id === undefined) {
        if (await this.#takeCreated()) return await this.#save();
        await this.#create(document);
      } else
        this.#accepted(
          document,
          await this.#options.api.save(id, version!, document),
        );
      return this.#state.conflicts.length === 0;
    } catch (error) {
      return this.#failed(readFailure(error));
    }
  }

  async #publishOnce(): Promise<Postmortem | undefined> {
    if (!(await this.save(true))) return undefined;
    return this.#alone(() => this.#publish());
  }

  async #publish(): Promise<Postmortem | undefined> {
    const { id, version } = this.#state;
    this.#set({ phase: 'saving' });
    try {
      const published = await this.#options.api.publish(id!, version);
      this.#accepted(this.#base!, published);
      return published;
    } catch (error) {
      this.#failed(readFailure(error));
      return undefined;
    }
  }

  async #create(document: PostmortemDocument) {
    this.#sent = document;
    // The next visit must know of it when this one ends before the answer.
    this.keep();
    try {
      this.#created(document, await this.#options.api.create(document));
    } catch (error) {
      const { status } = readFailure(error);
      if (status !== undefined && status < 500) this.#sent = undefined;
      throw error;
    }
  }

  /** Takes up what an earlier call created whose answer was lost. */
  async #takeCreated(): Promise<boolean> {
    const { api, userEntityRef } = this.#options;
    const sent = this.#sent;
    const found = sent && (await findCreated({ api, userEntityRef, sent }));
    if (found) this.#created(sent, found);
    return found !== undefined;
  }

  #created(sent: PostmortemDocument, answer: Postmortem) {
    this.#sent = undefined;
    if (!this.#closed) this.#options.onCreated?.(answer);
    this.#accepted(sent, answer);
  }

  #accepted(sent: PostmortemDocument, answer: Postmortem) {
    const theirs = documentOf(answer);
    const { changes, conflicts } = reconcile(
      sent,
      this.#options.form.read(),
      theirs,
    );
    this.#set({
      id: answer.id,
      number: answer.number,
      published: answer.status === 'published',
      mayPublish: answer.can.publish,
      causes: answer.causes,
      savedAt: Date.now(),
    });
    this.#options.form.write(changes);
    if (conflicts.length > 0) {
      this.#base = sent;
      this.#set({ phase: 'conflict', conflicts, current: answer });
      this.keep();
      return;
    }
    this.#base = theirs;
    this.#set({ version: answer.version });
    if (this.#isSaved()) this.#saved();
    else {
      this.#set({ phase: 'unsaved' });
      this.keep();
      this.#saving.again();
    }
  }

  /** Whether the form says what the server has, as far as this form knows. */
  #isSaved(): boolean {
    const { document } = checkDocument(this.#options.form.read());
    return document !== undefined && sameValue(document, this.#base);
  }

  /** The server has a newer version; the form takes in what it lacks. */
  #knows(answer: Postmortem): boolean {
    this.#set({
      causes: answer.causes,
      published: answer.status === 'published',
      mayPublish: answer.can.publish,
    });
    const theirs = documentOf(answer);
    const { changes, conflicts } = reconcile(
      this.#base ?? theirs,
      this.#options.form.read(),
      theirs,
    );
    // Where both changed the same, the next save tells.
    if (conflicts.length > 0 || this.#state.conflicts.length > 0) return false;
    this.#options.form.write(changes);
    this.#base = theirs;
    this.#set({ version: answer.version });
    this.keep();
    return true;
  }

  #saved() {
    this.#keeping.cancel();
    this.#options.copies.remove(this.#options.key);
    this.#set({
      phase: 'saved',
      copy: 'kept',
      held: false,
      fields: [],
      asked: false,
      message: undefined,
    });
  }

  #failed(failure: ApiFailure): boolean {
    const { status, message, fields, unmet, current } = failure;
    this.keep();
    if (status === 409 && current) {
      this.#takeIn(current);
      return false;
    }
    if (status === undefined || status >= 500 || status === 429) {
      this.#set({ phase: 'offline', message });
      this.#saving.in(RETRY_AFTER_MS);
      return false;
    }
    const values = this.#options.form.read();
    this.#set({
      phase: 'refused',
      message,
      fields: [...fields, ...unmet].map(wrong => ({
        ...wrong,
        field: formPath(wrong.field, values),
      })),
    });
    return false;
  }

  /** Somebody else has saved: theirs goes into the form where mine did not. */
  #takeIn(current: Postmortem) {
    const theirs = documentOf(current);
    const { changes, conflicts } = reconcile(
      this.#base ?? theirs,
      this.#options.form.read(),
      theirs,
    );
    this.#options.form.write(changes);
    // Somebody may have published it: then readers see what is saved.
    this.#set({ published: current.status === 'published' });
    if (conflicts.length > 0) {
      this.#set({ phase: 'conflict', conflicts, current });
    } else {
      this.#base = theirs;
      this.#set({ phase: 'unsaved', version: current.version });
      this.#saving.in(0);
    }
    this.keep();
  }

  #set(change: Partial<SaveState>) {
    const state: Record<string, unknown> = this.#state;
    if (Object.entries(change).every(([name, value]) => state[name] === value))
      return;
    this.#state = { ...this.#state, ...change };
    this.#listeners.forEach(listener => listener());
  }
}
