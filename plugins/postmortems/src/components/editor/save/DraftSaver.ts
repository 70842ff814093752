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
import { changeAt } from './conflicts';
import { findCreated } from './findCreated';
import { LocalCopies, LocalCopy } from './localCopies';
import { reconcile } from './reconcile';
import { FormAccess, SaveState } from './saveState';

type Options = {
  api: Pick<PostmortemsApi, 'create' | 'save' | 'publish' | 'list' | 'get'>;
  form: FormAccess;
  copies: LocalCopies;
  config: Pick<PostmortemsConfig, 'severities'>;
  /** The signed-in user. */
  userEntityRef: string;
  /** The key of the local copy until the server has given an id. */
  newKey: string;
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
  #running?: Promise<boolean>;
  #keepTimer?: ReturnType<typeof setTimeout>;
  #saveTimer?: ReturnType<typeof setTimeout>;
  #unsavedSince?: number;
  #unkeptSince?: number;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    const { postmortem } = options;
    this.#initial = options.form.read();
    this.#base = postmortem && documentOf(postmortem);
    this.#state = {
      phase: 'saved',
      id: postmortem?.id,
      number: postmortem?.number,
      version: postmortem?.version,
      published: postmortem?.status === 'published',
      causes: postmortem?.causes ?? [],
      copy: 'kept',
      asked: false,
      held: false,
      fields: [],
      conflicts: [],
    };
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

  get #key() {
    return this.#state.id ?? this.#options.newKey;
  }

  /** The form has changed. */
  changed() {
    if (this.#state.held) this.#set({ held: false });
    const now = Date.now();
    this.#unsavedSince ??= now;
    this.#unkeptSince ??= now;
    if (this.#state.copy === 'kept') this.#set({ copy: 'soon' });
    if (this.#state.phase === 'saved' || this.#state.phase === 'invalid')
      this.#set({ phase: 'unsaved' });
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(
      () => this.keep(),
      Math.min(
        KEEP_AFTER_MS,
        Math.max(0, this.#unkeptSince + KEEP_AT_LATEST_MS - now),
      ),
    );
    this.#saveSoon(
      Math.min(
        SAVE_AFTER_MS,
        Math.max(0, this.#unsavedSince + SAVE_AT_LATEST_MS - now),
      ),
    );
  }

  /** Writes the browser's copy now. */
  keep() {
    clearTimeout(this.#keepTimer);
    this.#unkeptSince = undefined;
    if (!this.unsaved) return;
    const values = this.#options.form.read();
    if (!this.#base && sameValue(values, this.#initial)) {
      this.#options.copies.remove(this.#key);
      this.#set({ copy: 'kept' });
      return;
    }
    const kept = this.#options.copies.put(this.#key, {
      id: this.#state.id,
      version: this.#state.version,
      base: this.#base,
      values,
      sent: this.#sent,
      keptAt: Date.now(),
    });
    const copy = kept ? 'kept' : 'failed';
    if (copy !== this.#state.copy) this.#set({ copy });
  }

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
  }

  /** Forgets what is only here and goes back to what the server has. */
  discard() {
    clearTimeout(this.#keepTimer);
    clearTimeout(this.#saveTimer);
    this.#options.copies.remove(this.#key);
    this.#unsavedSince = undefined;
    this.#unkeptSince = undefined;
    this.#options.form.write(this.#base ?? this.#initial);
    this.#set({
      phase: 'saved',
      copy: 'kept',
      held: false,
      fields: [],
      conflicts: [],
      current: undefined,
      message: undefined,
    });
  }

  /**
   * Saves now; `true` when the server has everything.
   *
   * @param asked - somebody wants it now, and wants to know what is wrong
   */
  async save(asked = false): Promise<boolean> {
    clearTimeout(this.#saveTimer);
    if (asked) this.#set({ asked, held: false });
    // One at a time: each save needs the version that the one before made.
    while (this.#running) await this.#running;
    this.#running = this.#save().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
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
    while (this.#running) await this.#running;
    const changing = change(id);
    // A save waits for the version that this one makes.
    this.#running = changing
      .then(
        answer => this.#knows(answer),
        () => false,
      )
      .finally(() => {
        this.#running = undefined;
      });
    await this.#running;
    return changing;
  }

  /** Publishes what has been saved; `undefined` when it was refused. */
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
    if (!conflict) return;
    const { mine, theirs } = conflict;
    const { form } = this.#options;
    if (choice === 'theirs') form.write(changeAt(form.read(), path, theirs));
    else if (choice === 'both')
      form.write(
        changeAt(form.read(), path, `${String(mine)}\n\n${String(theirs)}`),
      );
    // Mine stands in the form already, unless it is that I deleted it.
    else if (mine === undefined)
      form.write(changeAt(form.read(), path, undefined));
    const conflicts = this.#state.conflicts.filter(one => one !== conflict);
    if (conflicts.length > 0 || !current) {
      this.#set({ conflicts });
      return;
    }
    this.#base = documentOf(current);
    this.#set({
      conflicts,
      current: undefined,
      version: current.version,
      phase: 'unsaved',
    });
    this.keep();
    this.#saveSoon(0);
  }

  /** The connection is back. */
  readonly retry = () => {
    if (this.#state.phase === 'offline') this.#saveSoon(0);
  };

  /** The page is closing: keeps the text, and saves a draft if it can. */
  dispose() {
    this.keep();
    if (
      this.#state.phase === 'unsaved' &&
      this.#savesByItself &&
      !this.#state.held
    )
      this.save().catch(() => {});
    this.#closed = true;
    clearTimeout(this.#keepTimer);
    clearTimeout(this.#saveTimer);
  }

  /** A published text changes for its readers only when somebody says so. */
  get #savesByItself() {
    return !this.#state.published && this.#state.conflicts.length === 0;
  }

  #saveSoon(delay: number) {
    clearTimeout(this.#saveTimer);
    if (this.#closed || !this.#savesByItself || this.#state.held) return;
    this.#saveTimer = setTimeout(() => this.save(), delay);
  }

  async #save(): Promise<boolean> {
    if (this.#state.conflicts.length > 0) return false;
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
    // Like a save it needs the version that the one before made.
    while (this.#running) await this.#running;
    const publishing = this.#publish();
    this.#running = publishing
      .then(published => published !== undefined)
      .finally(() => {
        this.#running = undefined;
      });
    return publishing;
  }

  async #publish(): Promise<Postmortem | undefined> {
    const { id, version } = this.#state;
    this.#set({ phase: 'saving' });
    try {
      const published = await this.#options.api.publish(id!, version);
      this.#set({
        phase: 'saved',
        published: true,
        version: published.version,
        savedAt: Date.now(),
      });
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
    this.#options.copies.remove(this.#options.newKey);
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
    this.#unsavedSince = undefined;
    this.#set({ version: answer.version });
    const now = checkDocument(this.#options.form.read()).document;
    if (now && sameValue(now, theirs)) this.#saved();
    else {
      this.#set({ phase: 'unsaved' });
      this.changed();
    }
  }

  /** The server has a newer version; the form takes in what it lacks. */
  #knows(answer: Postmortem): boolean {
    this.#set({
      causes: answer.causes,
      published: answer.status === 'published',
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
    clearTimeout(this.#keepTimer);
    this.#unsavedSince = undefined;
    this.#unkeptSince = undefined;
    this.#options.copies.remove(this.#key);
    this.#set({
      phase: 'saved',
      copy: 'kept',
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
      clearTimeout(this.#saveTimer);
      this.#saveSoon(RETRY_AFTER_MS);
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
      this.#saveSoon(0);
    }
    this.keep();
  }

  #set(change: Partial<SaveState>) {
    this.#state = { ...this.#state, ...change };
    this.#listeners.forEach(listener => listener());
  }
}
