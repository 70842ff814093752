// SPDX-License-Identifier: Apache-2.0

import { NotFoundError } from '@backstage/errors';
import { isUuid } from '../store/sql';
import { PostmortemKey } from '../store/postmortems/PostmortemsStore';

const NUMBER = /^(?:PM-)?(\d{1,10})$/i;
const MAX_NUMBER = 2 ** 31 - 1;

/**
 * Reads the uuid, `12` or `PM-12`.
 *
 * @throws NotFoundError for anything else: nothing has such an id
 */
export function parseKey(id: string): PostmortemKey {
  if (isUuid(id)) return { id: id.toLowerCase() };
  const number = Number(NUMBER.exec(id)?.[1]);
  if (number <= MAX_NUMBER) return { number };
  throw new NotFoundError(`There is no postmortem '${id}'`);
}
