// SPDX-License-Identifier: Apache-2.0

import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import { PostmortemRuleFilter } from 'backstage-plugin-postmortems-node';
import { Knex } from 'knex';
import { Db, inList, isPostgres } from './sql';

/** A permission's decision, as a filter. */
export type Criteria =
  'all' | 'none' | PermissionCriteria<PostmortemRuleFilter>;

/** What one caller may read. */
export type ReadFilter = {
  /** The caller and the groups of the caller: they open restricted ones. */
  ownershipRefs: readonly string[];
  criteria: Criteria;
};

/** A condition of a query. */
export type Where = (query: Knex.QueryBuilder) => void;

const nothing: Where = query => query.whereRaw('1 = 0');

/** Postmortems that have a row in `table` with one of `refs`. */
export function isAmong(
  db: Db,
  table: 'postmortem_system' | 'postmortem_reader',
  refs: readonly string[],
  roles?: string[],
): Where {
  return query =>
    query.whereIn(
      'postmortem.id',
      db(table)
        .select('postmortem_id')
        .where(inList(db, 'entity_ref', refs))
        .modify(rows => roles && rows.whereIn('role', roles)),
    );
}

/**
 * The one read filter. Whatever leaves the store for a caller, counted or
 * listed, has passed it.
 */
export function readableBy(db: Db, read: ReadFilter): Where {
  return query =>
    query.where(meets(db, read.criteria)).where(visible => {
      visible.where('postmortem.visibility', 'internal');
      if (read.ownershipRefs.length > 0)
        visible.orWhere(isOpenTo(db, read.ownershipRefs));
    });
}

/** Restricted postmortems that are open to one of `refs`. */
function isOpenTo(db: Db, refs: readonly string[]): Where {
  const open = db('restricted_reader')
    .select('postmortem_id')
    .where(inList(db, 'entity_ref', refs));
  // Beside an OR, PostgreSQL makes the list of IN (SELECT …) each time that it
  // enters the table, so it would rather read all of it once; an array is made
  // once.
  return query =>
    isPostgres(db)
      ? query.whereRaw('postmortem.id = any(array ?)', [open])
      : query.whereIn('postmortem.id', open);
}

/** The postmortems for which a permission is given. */
export function meets(db: Db, criteria: Criteria): Where {
  return query => {
    if (criteria === 'all') return;
    if (criteria === 'none') query.where(nothing);
    else if (isAndCriteria(criteria))
      criteria.allOf.forEach(each => query.where(meets(db, each)));
    else if (isOrCriteria(criteria))
      criteria.anyOf.forEach(each => query.orWhere(meets(db, each)));
    else if (isNotCriteria(criteria)) query.whereNot(meets(db, criteria.not));
    else query.where(rule(db, criteria));
  };
}

function rule(db: Db, { key, values }: PostmortemRuleFilter): Where {
  switch (key) {
    case 'author':
      return query => query.where(inList(db, 'postmortem.created_by', values));
    case 'participant':
      return isAmong(db, 'postmortem_reader', values, [
        'commander',
        'participant',
      ]);
    case 'system':
      return isAmong(db, 'postmortem_system', values);
    case 'status':
      return query => query.where(inList(db, 'postmortem.status', values));
    case 'severity':
      // NULL must be false here and not unknown, or `not` would lose it.
      return query =>
        query
          .whereNotNull('postmortem.severity')
          .where(inList(db, 'postmortem.severity', values));
    default:
      return nothing;
  }
}
