// SPDX-License-Identifier: Apache-2.0

/** One call at a time: each needs the version that the one before made. */
export class CallQueue {
  readonly #onEnd: () => void;
  /** The call that is on its way; it never rejects. */
  #running?: Promise<void>;
  /** The save that begins when that one has ended. */
  #waiting?: Promise<boolean>;

  /** `onEnd`: a call has ended, however. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Whether a call is on its way. */
  get busy() {
    return this.#running !== undefined;
  }

  /** Begins `work` when no call is on its way any more. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#running) await this.#running;
    const working = work().finally(() => {
      this.#running = undefined;
      this.#onEnd();
    });
    this.#running = working.then(
      () => {},
      () => {},
    );
    return working;
  }

  /** However many ask while a call is on its way: one `save` does for all. */
  async once(save: () => Promise<boolean>): Promise<boolean> {
    if (!this.#running) return this.alone(save);
    this.#waiting ??= this.alone(() => {
      this.#waiting = undefined;
      return save();
    });
    return this.#waiting;
  }
}
