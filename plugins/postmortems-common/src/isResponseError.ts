// SPDX-License-Identifier: Apache-2.0

import type { ResponseError } from '@backstage/errors';

/**
 * Whether an error is an HTTP answer that `PostmortemsClient` threw.
 *
 * By name: a portal may hold several copies of `@backstage/errors`, of which
 * `instanceof` knows one, and `ResponseError.is` came with Backstage 1.57.
 *
 * @public
 */
export function isResponseError(error: unknown): error is ResponseError {
  return error instanceof Error && error.name === 'ResponseError';
}
