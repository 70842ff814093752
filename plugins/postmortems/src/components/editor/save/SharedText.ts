// SPDX-License-Identifier: Apache-2.0

import {
  Postmortem,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { checkDocument, documentOf, sameValue } from '../form/document';
import { settled } from './conflicts';
import { hasAllOf, reconcile } from './reconcile';
import { FormAccess } from './saveState';
import { SaveStore } from './SaveStore';

/** How many texts without an answer are remembered. */
const REMEMBERED = 3;

/**
 * The text that the form and the server share: brings what others saved into
 * the form, and holds on to conflicts until somebody settles them.
 */
export class SharedText {
  readonly #form: FormAccess;
  readonly #store: SaveStore;
  readonly #initial: PostmortemDocument;
  /** What the server has, as far as this form knows; in normal form. */
  base?: PostmortemDocument;
  /** Sent, with no answer so far: the server may have one of these. */
  sent: PostmortemDocument[] = [];

  constructor(options: {
    form: FormAccess;
    store: SaveStore;
    base?: PostmortemDocument;
  }) {
    this.#form = options.form;
    this.#store = options.store;
    this.#initial = options.form.read();
    this.base = options.base;
  }

  /** Whether nobody has written anything so far, and nothing is saved. */
  isUntouched(): boolean {
    return !this.base && sameValue(this.#form.read(), this.#initial);
  }

  /** Whether the form says what the server has, as far as this form knows. */
  isSaved(): boolean {
    const { document } = checkDocument(this.#form.read());
    return document !== undefined && sameValue(document, this.base);
  }

  /** `document` is on its way to the server. */
  sending(document: PostmortemDocument) {
    this.sent = [...this.sent, document].slice(-REMEMBERED);
  }

  /** The server has refused what was sent last. */
  refused() {
    this.sent = this.sent.slice(0, -1);
  }

  /** The server took `sent`; it may have merged what others saved into it. */
  accepted(sent: PostmortemDocument, answer: Postmortem) {
    const theirs = documentOf(answer);
    const { changes, conflicts } = reconcile(sent, this.#form.read(), theirs);
    this.sent = [];
    this.#store.set({
      id: answer.id,
      number: answer.number,
      published: answer.status === 'published',
      mayPublish: answer.can.publish,
      causes: answer.causes,
      savedAt: Date.now(),
      lost: undefined,
    });
    this.#form.write(changes);
    if (conflicts.length > 0) {
      this.base = sent;
      this.#store.set({ phase: 'conflict', conflicts, current: answer });
      return;
    }
    this.base = theirs;
    this.#store.set({ version: answer.version });
    if (!this.isSaved()) this.#store.set({ phase: 'unsaved' });
  }

  /**
   * The server has a newer version, for another reason than this text.
   *
   * @returns whether the form has taken it in; otherwise the next save tells
   */
  knows(answer: Postmortem): boolean {
    this.#store.set({
      causes: answer.causes,
      published: answer.status === 'published',
      mayPublish: answer.can.publish,
    });
    const theirs = documentOf(answer);
    const { changes, conflicts } = this.#with(theirs);
    if (conflicts.length > 0 || this.#store.get().conflicts.length > 0)
      return false;
    this.#form.write(changes);
    this.base = theirs;
    this.sent = [];
    this.#store.set({ version: answer.version });
    return true;
  }

  /**
   * The server has what this form does not know of: theirs goes into the form
   * where mine did not. What was sent without an answer is mine.
   *
   * @returns `false` when there are conflicts to settle first
   */
  takeIn(current: Postmortem): boolean {
    const theirs = documentOf(current);
    const { base } = this;
    const arrived =
      base && this.sent.findLast(sent => hasAllOf(theirs, sent, base));
    if (arrived) {
      this.base = arrived;
      this.sent = [];
    }
    const { changes, conflicts } = this.#with(theirs);
    this.#form.write(changes);
    this.#store.set({
      // Somebody may have published it: then readers see what is saved.
      published: current.status === 'published',
      mayPublish: current.can.publish,
      causes: current.causes,
    });
    if (conflicts.length > 0) {
      this.#store.set({ phase: 'conflict', conflicts, current });
      return false;
    }
    this.base = theirs;
    this.#store.set({ phase: 'unsaved', version: current.version });
    return true;
  }

  /**
   * Settles one conflict; the form then holds what shall be.
   *
   * @returns whether it was the last one
   */
  settle(path: string, choice: 'mine' | 'theirs' | 'both'): boolean {
    const { conflicts: all, current } = this.#store.get();
    const conflict = all.find(one => one.path === path);
    if (!conflict || !current) return false;
    const theirs = documentOf(current);
    this.#form.write(
      settled({ form: this.#form.read(), theirs, conflict, choice }),
    );
    const conflicts = all.filter(one => one !== conflict);
    if (conflicts.length > 0) {
      this.#store.set({ conflicts });
      return false;
    }
    this.base = theirs;
    this.#store.set({
      conflicts,
      current: undefined,
      version: current.version,
      phase: 'unsaved',
      held: false,
    });
    return true;
  }

  /** The form goes back to what the server has. */
  discard() {
    const { current, version } = this.#store.get();
    // In a conflict the server has more than what this text was begun on.
    if (current) this.base = documentOf(current);
    this.#form.write(this.base ?? this.#initial);
    this.#store.set({
      phase: 'saved',
      version: current?.version ?? version,
      copy: 'kept',
      held: false,
      fields: [],
      conflicts: [],
      current: undefined,
      message: undefined,
    });
  }

  #with(theirs: PostmortemDocument) {
    return reconcile(this.base ?? theirs, this.#form.read(), theirs);
  }
}
