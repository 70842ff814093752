// SPDX-License-Identifier: Apache-2.0

import { v4 } from 'uuid';

/**
 * A new id for a list item. Works on pages served over plain HTTP too, where
 * `crypto.randomUUID` does not exist.
 *
 * @public
 */
export function newId(): string {
  return v4();
}
