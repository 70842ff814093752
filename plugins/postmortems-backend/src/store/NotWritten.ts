// SPDX-License-Identifier: Apache-2.0

/** What keeps a write from being done. */
export type Obstacle =
  /** Too many write the same at once. */
  | { kind: 'busy' }
  /** These action items belong to another postmortem. */
  | { kind: 'item-ids-taken'; ids: readonly string[] }
  /** Somebody else took the id of an action item at the same time. */
  | { kind: 'item-ids-raced' }
  /** There are no such causes. */
  | { kind: 'unknown-causes'; ids: readonly string[] };

/**
 * Nothing was written. The store says what it found; what that means for the
 * caller is the service's to say.
 */
export class NotWritten extends Error {
  constructor(readonly obstacle: Obstacle) {
    super(`Nothing was written: ${obstacle.kind}`);
  }
}
