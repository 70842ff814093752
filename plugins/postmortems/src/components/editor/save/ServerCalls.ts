import {
  Postmortem,
  PostmortemDocument,
  PostmortemsApi,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { checkDocument, formPath, gateOf, sameValue } from '../form/document';
import { ApiFailure, readFailure } from './apiFailure';
import { BrowserCopy } from './BrowserCopy';
import { Creation } from './Creation';
import { Delay } from './Delay';
import { FormAccess } from './saveState';
import { SaveStore } from './SaveStore';
import { SharedText } from './SharedText';

type Options = {
  api: Pick<PostmortemsApi, 'save' | 'publish'>;
  config: Pick<PostmortemsConfig, 'severities'>;
  form: FormAccess;
  store: SaveStore;
  text: SharedText;
  copy: BrowserCopy;
  creation: Creation;
  /** When the next save is. */
  saving: Delay;
  onCreated: (postmortem: Postmortem) => void;
};

const RETRY_AFTER_MS = 15_000;

/** Sends the form to the server, one call after the other, and takes up what it answers. */
export class ServerCalls {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
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
    store.set({ phase: 'saving' });
    try {
      const published = await api.publish(id!, version);
      this.#accepted(text.base!, published);
      return published;
    } catch (error) {
      this.#failed(readFailure(error));
      return undefined;
    }
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

  /** Somebody else has saved. */
  takeIn(current: Postmortem) {
    const { text, copy, saving } = this.#options;
    if (text.takeIn(current)) saving.in(0);
    copy.keep();
  }

  async #send(document: PostmortemDocument): Promise<boolean> {
    const { api, store, copy, creation } = this.#options;
    const { id, version } = store.get();
    if (id !== undefined) {
      this.#accepted(document, await api.save(id, version!, document));
    } else {
      const lost = await creation.lost();
      if (lost) {
        this.#created(lost.sent, lost.answer);
        return this.save();
      }
      const answer = await creation.create(document, () => copy.keep());
      this.#created(document, answer);
    }
    return store.get().conflicts.length === 0;
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
    if (status === undefined || status >= 500 || status === 429) {
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
