// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';

/**
 * What is done in a published postmortem, and whose owner is to be asked by a
 * day whether it worked: of `action_item` joined with `postmortem`.
 */
export function isToVerify(today: string) {
  return (query: Knex.QueryBuilder): void => {
    query
      .where('action_item.verify_on', '<=', today)
      .whereNull('action_item.verified')
      .where('action_item.status', 'done')
      .where('postmortem.status', 'published');
  };
}
