// SPDX-License-Identifier: Apache-2.0

import { Tracker } from 'backstage-plugin-postmortems-node';

/** The issue trackers that modules brought. */
export class Trackers {
  readonly #trackers = new Map<string, Tracker>();

  /** @throws Error when there is one with the same id */
  readonly add = (tracker: Tracker): void => {
    if (this.#trackers.has(tracker.id))
      throw new Error(`There are two trackers with the id '${tracker.id}'`);
    this.#trackers.set(tracker.id, tracker);
  };

  get all(): Tracker[] {
    return [...this.#trackers.values()];
  }

  get(id: string): Tracker | undefined {
    return this.#trackers.get(id);
  }
}
