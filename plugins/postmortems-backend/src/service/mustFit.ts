// SPDX-License-Identifier: Apache-2.0

import {
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
      {
        field,
        message: `would make a postmortem of more than ${LIMITS.body / 1024} KiB, which could not be edited; make two of it`,
      },
    ]);
}
