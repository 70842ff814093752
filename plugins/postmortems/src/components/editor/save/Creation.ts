import {
  Postmortem,
  PostmortemDocument,
  PostmortemsApi,
} from 'backstage-plugin-postmortems-common';
import { readFailure } from './apiFailure';
import { findCreated } from './findCreated';

/** The first save of a new postmortem, which must not make it twice. */
export class Creation {
  readonly #options: {
    api: Pick<PostmortemsApi, 'create' | 'list' | 'get'>;
    userEntityRef: string;
  };
  /** Sent to be created, with no answer so far: the server may have it. */
  sent?: PostmortemDocument;

  constructor(options: {
    api: Pick<PostmortemsApi, 'create' | 'list' | 'get'>;
    userEntityRef: string;
  }) {
    this.#options = options;
  }

  /**
   * @param onSent - called before the answer: the next visit must know of it
   *   when this one ends before
   */
  async create(
    document: PostmortemDocument,
    onSent: () => void,
  ): Promise<Postmortem> {
    this.sent = document;
    onSent();
    try {
      const created = await this.#options.api.create(document);
      this.sent = undefined;
      return created;
    } catch (error) {
      const { status } = readFailure(error);
      if (status !== undefined && status < 500) this.sent = undefined;
      throw error;
    }
  }

  /** What an earlier call created whose answer was lost, if any. */
  async lost() {
    const { sent } = this;
    if (!sent) return undefined;
    const answer = await findCreated({ ...this.#options, sent });
    if (!answer) return undefined;
    this.sent = undefined;
    return { sent, answer };
  }
}
