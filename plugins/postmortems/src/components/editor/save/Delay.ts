// SPDX-License-Identifier: Apache-2.0

/**
 * Runs something a while after the last of many calls, and no later than a
 * longer while after the first: somebody may type without a pause.
 */
export class Delay {
  readonly #options: { after: number; atLatest: number; run: () => void };
  #timer?: ReturnType<typeof setTimeout>;
  #since?: number;

  /** `after` and `atLatest` are milliseconds. */
  constructor(options: { after: number; atLatest: number; run: () => void }) {
    this.#options = options;
  }

  /** There is something to run for, once more. */
  again() {
    const { after, atLatest } = this.#options;
    const now = Date.now();
    this.#since ??= now;
    this.in(Math.min(after, Math.max(0, this.#since + atLatest - now)));
  }

  /** In so many milliseconds, whatever was planned. */
  in(delay: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.cancel();
      this.#options.run();
    }, delay);
  }

  /** Nothing is planned any more; the next call is a first one. */
  cancel() {
    clearTimeout(this.#timer);
    this.#since = undefined;
  }
}
