// SPDX-License-Identifier: Apache-2.0

import {
  fieldMessage,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { refused } from '../http/errors';

/** @throws InputError when a category of causes is not a configured one */
export function mustBeCategory(
  category: string,
  config: Pick<PostmortemsConfig, 'causeCategories'>,
  field = 'category',
): void {
  const known = config.causeCategories.map(({ id }) => id);
  if (!known.includes(category))
    throw refused([
      fieldMessage(field, 'not-configured', { choices: known.join(', ') }),
    ]);
}
