// SPDX-License-Identifier: Apache-2.0

const listeners = new Set<() => void>();

/** What this tab of the browser has written through the API. */
export const writes = {
  /** Something was written: figures of before are stale. */
  announce() {
    listeners.forEach(listener => listener());
  },

  /** @returns what ends it */
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};
