// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { Db, inList } from '../sql';
import { goneOwners } from './GoneOwnersStore';

/** What a team has to look after. */
export type Team = {
  /** Its groups and their members. */
  owners: readonly string[];
  /** What its groups own. */
  systems: readonly string[];
};

/** What a team has to look after, in SQL. */
export function isOfTeam(db: Db, { owners, systems }: Team) {
  return (query: Knex.QueryBuilder): void => {
    query.where(inList(db, 'action_item.owner', owners)).orWhere(nobodys =>
      nobodys
        .where(free =>
          free
            .whereNull('action_item.owner')
            .orWhereIn('action_item.owner', goneOwners(db)),
        )
        .whereIn(
          'action_item.postmortem_id',
          db('postmortem_system')
            .select('postmortem_id')
            .where(inList(db, 'entity_ref', systems)),
        ),
    );
  };
}
