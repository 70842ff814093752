// SPDX-License-Identifier: Apache-2.0

/** The locks of a browser, which the tests' has none of; all its tabs share them. */
export class FakeLocks {
  readonly #held = new Set<string>();

  async request(name: string, work: () => Promise<void>): Promise<void> {
    this.#held.add(name);
    await work();
    this.#held.delete(name);
  }

  async query(): Promise<LockManagerSnapshot> {
    return { held: [...this.#held].map(name => ({ name })), pending: [] };
  }

  /** As `navigator.locks`, of which nothing else is used. */
  get asManager(): LockManager {
    return this as unknown as LockManager;
  }
}
