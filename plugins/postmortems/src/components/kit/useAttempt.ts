// SPDX-License-Identifier: Apache-2.0

import { useState } from 'react';

/** Carries out what a button is for, and knows whether it still goes on. */
export function useAttempt() {
  const [busy, setBusy] = useState(false);
  /** @returns `false` when it failed */
  const attempt = async (
    run: () => void | Promise<void>,
    onFailed: (error: unknown) => void,
  ): Promise<boolean> => {
    setBusy(true);
    try {
      await run();
      return true;
    } catch (error) {
      onFailed(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, attempt };
}
