// SPDX-License-Identifier: Apache-2.0

import { PostmortemStatus } from 'backstage-plugin-postmortems-common';
import { isAmong, Where } from './readFilter';
import { matchesWords } from './search/words';
import { Db, inList } from './sql';

/** What a list is asked for. `systems: []` matches nothing. */
export type PostmortemFilter = {
  systems?: readonly string[];
  status?: PostmortemStatus;
  severities?: readonly string[];
  cause?: string;
  q?: string;
  startedAfter?: string;
  startedBefore?: string;
  /** An entity ref. */
  author?: string;
  updatedAfter?: string;
  updatedBefore?: string;
  publishedAfter?: string;
  publishedBefore?: string;
};

/** The id of a cause, or of the one that it was merged into. */
export function causeNow(db: Db, id: string) {
  return db('cause')
    .select(db.raw('coalesce(merged_into, id) as now'))
    .where({ id: id.toLowerCase() });
}

/** The postmortems that a list is asked for. */
export function matching(db: Db, filter: PostmortemFilter): Where {
  return query => {
    if (filter.systems)
      query.where(isAmong(db, 'postmortem_system', filter.systems));
    if (filter.status) query.where('postmortem.status', filter.status);
    if (filter.severities)
      query.where(inList(db, 'postmortem.severity', filter.severities));
    if (filter.cause !== undefined)
      query.whereIn(
        'postmortem.id',
        db('postmortem_cause')
          .select('postmortem_id')
          .whereIn('cause_id', causeNow(db, filter.cause)),
      );
    if (filter.q !== undefined) query.where(matchesWords(db, filter.q));
    if (filter.author) query.where('postmortem.created_by', filter.author);
    for (const [column, after, before] of [
      ['started_at', filter.startedAfter, filter.startedBefore],
      ['updated_at', filter.updatedAfter, filter.updatedBefore],
      ['first_published_at', filter.publishedAfter, filter.publishedBefore],
    ] as const) {
      if (after) query.where(`postmortem.${column}`, '>=', new Date(after));
      if (before) query.where(`postmortem.${column}`, '<', new Date(before));
    }
  };
}
