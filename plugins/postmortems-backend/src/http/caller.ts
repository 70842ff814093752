// SPDX-License-Identifier: Apache-2.0

import {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import { z } from 'zod';

/** For calls that take none: an empty body or query, strictly. */
export const nothing = z.strictObject({});

/** Who asks, and for which one: the `id` of the path. */
export type Caller = { id: string; credentials: BackstageCredentials };

/**
 * Finds out who sent a request.
 *
 * @throws AuthenticationError, NotAllowedError
 */
export function callerFrom(
  httpAuth: HttpAuthService,
): (req: Request) => Promise<Caller> {
  return async req => ({
    id: req.params.id,
    credentials: await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    }),
  });
}
