// SPDX-License-Identifier: Apache-2.0

import { ServiceUnavailableError } from '@backstage/errors';
import { withinTime } from 'backstage-plugin-postmortems-common';

/** For how long another plugin is waited for, where nothing works without it. */
const PATIENCE_MS = 10_000;

/**
 * Asks another plugin. One that is silent must not make its callers wait for
 * ever.
 *
 * @param who - for the message: `The catalog`
 * @throws ServiceUnavailableError when it does not answer in time
 */
export async function ask<T>(
  who: string,
  call: (signal: AbortSignal) => Promise<T>,
  ms: number = PATIENCE_MS,
): Promise<T> {
  try {
    return await withinTime(ms, call, { who });
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new ServiceUnavailableError(error.message);
    throw error;
  }
}
