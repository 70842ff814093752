// SPDX-License-Identifier: Apache-2.0

import { DAY_MS } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { ReadFilter, readableBy } from '../readFilter';
import { Db, isPostgres } from '../sql';

/**
 * When a cause happened to a system: one row for each published postmortem
 * that the caller may read, each of its confirmed causes and each of its
 * affected systems, with `before_at`: the start of the one before it with that
 * cause on that system.
 *
 * @param causes - a query for the ids of the causes that are asked for
 */
export function systemOccurrences(
  db: Db,
  read: ReadFilter,
  causes?: Knex.QueryBuilder,
): Knex.QueryBuilder {
  return db('postmortem_cause')
    .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
    .join(
      'postmortem_system',
      'postmortem_system.postmortem_id',
      'postmortem.id',
    )
    .where('postmortem.status', 'published')
    .whereNotNull('postmortem.started_at')
    .where(readableBy(db, read))
    .modify(
      query => causes && query.whereIn('postmortem_cause.cause_id', causes),
    )
    .select(
      'postmortem_cause.cause_id',
      'postmortem_system.entity_ref',
      'postmortem.id',
      'postmortem.number',
      'postmortem.started_at',
      db.raw(`lag(postmortem.started_at) over (
        partition by postmortem_cause.cause_id, postmortem_system.entity_ref
        order by postmortem.started_at, postmortem.number) as before_at`),
    );
}

/**
 * Of {@link systemOccurrences}: the rows that make their postmortem a recurrence, by
 * the definition of `recurrencesOf` in `-common`.
 */
export function isRecurrence(db: Db, withinDays: number): Knex.Raw {
  return isPostgres(db)
    ? db.raw('started_at - before_at <= make_interval(days => ?)', [withinDays])
    : db.raw('started_at - before_at <= ?', [withinDays * DAY_MS]);
}

/** Milliseconds between two columns that are instants. */
export function msBetween(db: Db, from: string, to: string): string {
  return isPostgres(db)
    ? `round(extract(epoch from (${to} - ${from})) * 1000)`
    : `(${to} - ${from})`;
}
