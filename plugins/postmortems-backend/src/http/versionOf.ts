// SPDX-License-Identifier: Apache-2.0

import type { Request } from 'express';
import { refused } from '../errors';

const ETAG = /^(?:W\/)?"([1-9]\d{0,14})"$/;

/** What the database holds; a higher one is the version of nothing. */
const HIGHEST = 2 ** 31 - 1;

/**
 * The version that `If-Match` names; `undefined` without the header.
 *
 * @throws InputError when it is not one version in quotes
 */
export function versionOf(request: Request): number | undefined {
  const header = request.header('if-match');
  if (header === undefined) return undefined;
  const version = ETAG.exec(header.trim())?.[1];
  if (version === undefined)
    throw refused([
      { field: 'If-Match', message: 'must be a version in quotes, like "3"' },
    ]);
  return Math.min(Number(version), HIGHEST);
}

/**
 * For what has no version, so that nobody believes to be safe by it.
 *
 * @throws InputError with the header
 */
export function mustNotNameVersion(request: Request): void {
  if (request.header('if-match') !== undefined)
    throw refused([
      { field: 'If-Match', message: 'cannot be sent here: it has no version' },
    ]);
}

/**
 * The same as `versionOf` where it must be there.
 *
 * @throws InputError without the header too
 */
export function mustNameVersion(request: Request): number {
  const version = versionOf(request);
  if (version === undefined)
    throw refused([
      {
        field: 'If-Match',
        message: 'is missing: name the version that you changed, like "3"',
      },
    ]);
  return version;
}
