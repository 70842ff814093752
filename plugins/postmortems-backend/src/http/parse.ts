// SPDX-License-Identifier: Apache-2.0

import { checkFields } from 'backstage-plugin-postmortems-common';
import { z } from 'zod';
import { refused } from './errors';

/**
 * Checks what was sent, by a client or by other code of the backend.
 *
 * @throws InputError with `fields`: every field that is wrong, by its path
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = checkFields(schema, value);
  if (result.fields) throw refused(result.fields);
  return result.data;
}
