// SPDX-License-Identifier: Apache-2.0

import {
  fieldMessage,
  LIMITS,
  PostmortemDocument,
  toInput,
} from 'backstage-plugin-postmortems-common';
import { refused } from '../http/errors';

/**
 * What is stored must be small enough to be sent back: an import or a merge
 * could make more of it than any save may have.
 *
 * @param field - what the error names; none for the whole body
 * @throws InputError
 */
export function mustFit(document: PostmortemDocument, field = ''): void {
  const bytes = Buffer.byteLength(JSON.stringify(toInput(document)));
  if (bytes > LIMITS.body)
    throw refused([
      fieldMessage(field, 'body-too-large', { max: LIMITS.body / 1024 }),
    ]);
}
