// SPDX-License-Identifier: Apache-2.0

import { ConflictError, InputError } from '@backstage/errors';
import { FieldMessage } from 'backstage-plugin-postmortems-common';

/** How many fields a message names; the error carries all of them. */
const NAMED = 10;

function sentence(fields: FieldMessage[]): string {
  const named = fields
    .slice(0, NAMED)
    .map(({ field, message }) => (field ? `${field}: ${message}` : message));
  const more = fields.length - NAMED;
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/** 400: the request is not valid. The error carries `fields`. */
export function refused(fields: FieldMessage[]): InputError {
  return Object.assign(new InputError(sentence(fields)), { fields });
}

/** 400: the publishing gate is not met. The error carries `unmet`. */
export function notPublishable(unmet: FieldMessage[]): InputError {
  return Object.assign(
    new InputError(`Not ready to be published: ${sentence(unmet)}`),
    { unmet },
  );
}

/** 409: not now; nothing is wrong with what was asked. */
export function tooMany(): ConflictError {
  return conflict(
    'It is being saved by too many at once; try again in a moment',
    [],
    null,
  );
}

/** 409: a version was named, and it is at another one. */
export function otherVersion(
  stored: { number: number; version: number },
  version: number,
  current: unknown,
): ConflictError {
  return conflict(
    `PM-${stored.number} is at version ${stored.version} and not at ${version}`,
    [],
    current,
  );
}

/**
 * 409: somebody else saved what is to be saved. The error carries `conflicts`
 * (the fields) and `current` (what is stored now).
 */
export function conflict(
  message: string,
  conflicts: string[],
  current: unknown,
): ConflictError {
  return Object.assign(new ConflictError(message), { conflicts, current });
}
