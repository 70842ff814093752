// SPDX-License-Identifier: Apache-2.0

import {
  Postmortem,
  PostmortemDocument,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { checkDocument, formPath, gateOf, sameValue } from '../form/document';
import { ApiFailure, isPassing, mayBeDone, readFailure } from './apiFailure';
import { BrowserCopy } from './BrowserCopy';
import { Delay } from './Delay';
import { findCreated } from './findCreated';
import { answeringInTime, inTime, SavingApi } from './inTime';
import { FormAccess } from './saveState';
import { SaveStore } from './SaveStore';
import { SharedText } from './SharedText';

type Options = {
  api: SavingApi;
  userEntityRef: string;
  config: Pick<PostmortemsConfig, 'severities'>;
  form: FormAccess;
  store: SaveStore;
  text: SharedText;
  copy: BrowserCopy;
  /** When the next save is. */
  saving: Delay;
  onCreated: (postmortem: Postmortem) => void;
};

const RETRY_AFTER_MS = 15_000;

/** Sends the form to the server, one call after the other, and takes up what it answers. */
export class ServerCalls {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = { ...options, api: answeringInTime(options.api) };
  }

  /**
   * Learns what became of a call that was not answered.
   *
   * @returns `false` while that cannot be known, or somebody has to choose
   */
  async catchUp(): Promise<boolean> {
    const { api, store, text } = this.#options;
    const { id, version } = store.get();
    if (id === undefined || text.sent.length === 0) return true;
    store.set({ phase: 'saving', fields: [], message: undefined });
    try {
      const current = await api.get({ id });
      if (current.version !== version) this.takeIn(current);
      return store.get().conflicts.length === 0;
    } catch (error) {
      this.#failed(readFailure(error));
      return false;
    }
  }

  /** `true` when the server has what the form held. */
  async save(): Promise<boolean> {
    const { form, store, text, copy, config } = this.#options;
    if (store.get().conflicts.length > 0) return false;
    copy.keep();
    const typed = form.read();
    const { document, issues } = checkDocument(typed);
    if (!document) {
      // Nothing but an empty form is not worth a complaint.
      const phase = text.isUntouched() ? 'saved' : 'invalid';
      store.set({ phase, fields: issues });
      return false;
    }
    if (text.base && sameValue(document, text.base)) {
      this.saved();
      return true;
    }
    if (store.get().published) {
      const unmet = gateOf(typed, config);
      if (unmet.length > 0) {
        store.set({ phase: 'invalid', fields: unmet });
        return false;
      }
    }
    store.set({ phase: 'saving', fields: [], message: undefined });
    try {
      return await this.#send(document);
    } catch (error) {
      const failure = readFailure(error);
      // A save is refused to whoever may not change it any more.
      this.#failed(failure, failure.status === 403 ? 'forbidden' : undefined);
      return false;
    }
  }

  /** Publishes what has been saved; `undefined` when it was refused. */
  async publish(): Promise<Postmortem | undefined> {
    const { api, store, text } = this.#options;
    const { id, version } = store.get();
    const { base } = text;
    store.set({ phase: 'saving' });
    try {
      const published = await this.#call(base!, () =>
        api.publish({ id: id!, version }),
      );
      this.#accepted(base!, published);
      return published;
    } catch (error) {
      this.#failed(readFailure(error));
      return undefined;
    }
  }

  /**
   * Changes something beside the text.
   *
   * @throws what `change` rejects with
   */
  async beside(change: () => Promise<Postmortem>): Promise<Postmortem> {
    const { text, copy } = this.#options;
    const answer = await this.#call(text.base!, () => inTime(change()));
    if (text.knows(answer)) copy.keep();
    return answer;
  }

  /** The server has what the form holds. */
  saved() {
    this.#options.store.set({
      phase: 'saved',
      copy: 'kept',
      held: false,
      fields: [],
      asked: false,
      triedAt: undefined,
      lost: undefined,
      message: undefined,
    });
    this.#options.copy.saved();
  }

  /** The server has another version than this form knows of. */
  takeIn(current: Postmortem) {
    const { text, copy, saving } = this.#options;
    const isIn = text.takeIn(current);
    if (isIn && text.isSaved()) this.saved();
    else {
      if (isIn) saving.in(0);
      copy.keep();
    }
  }

  async #send(document: PostmortemDocument): Promise<boolean> {
    const { api, store, text, userEntityRef } = this.#options;
    const { id, version } = store.get();
    if (id !== undefined) {
      const answer = await this.#call(document, () =>
        api.save({ id, version: version!, body: document }),
      );
      this.#accepted(document, answer);
    } else {
      const { sent } = text;
      const created = await findCreated({ api, userEntityRef, sent });
      if (created) {
        this.#created(created.sent, created.answer);
        return this.save();
      }
      this.#created(
        document,
        await this.#call(document, () => api.create({ body: document })),
      );
    }
    return store.get().conflicts.length === 0;
  }

  /**
   * Makes a call that changes what the server has. Before its answer the
   * browser's copy says so: the next visit must know when this one ends here.
   */
  async #call<T>(sent: PostmortemDocument, call: () => Promise<T>): Promise<T> {
    const { text, copy } = this.#options;
    text.sending(sent);
    copy.keep();
    try {
      return await call();
    } catch (error) {
      if (!mayBeDone(readFailure(error))) text.refused();
      throw error;
    }
  }

  #created(sent: PostmortemDocument, answer: Postmortem) {
    this.#options.onCreated(answer);
    this.#accepted(sent, answer);
  }

  #accepted(sent: PostmortemDocument, answer: Postmortem) {
    const { store, text, copy, saving } = this.#options;
    text.accepted(sent, answer);
    if (store.get().conflicts.length > 0) copy.keep();
    else if (text.isSaved()) this.saved();
    else {
      copy.keep();
      saving.again();
    }
  }

  #failed(failure: ApiFailure, lost?: 'forbidden') {
    const { form, store, copy, saving } = this.#options;
    const { status, name, message, fields, unmet, current } = failure;
    copy.keep();
    if (status === 409 && current) {
      this.takeIn(current);
      return;
    }
    if (isPassing(failure)) {
      store.set({ phase: 'offline', trouble: status !== undefined, message });
      saving.in(RETRY_AFTER_MS);
      return;
    }
    const values = form.read();
    const isSaved = store.get().id !== undefined;
    // What stands before the server may know no such address either.
    const isGone = status === 404 && name === 'NotFoundError';
    store.set({
      phase: 'refused',
      lost: isSaved ? (isGone && 'gone') || lost : undefined,
      message,
      fields: [...fields, ...unmet].map(wrong => ({
        ...wrong,
        field: formPath(wrong.field, values),
      })),
    });
  }
}
