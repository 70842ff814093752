// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { ReadFilter, readableBy } from '../readFilter';
import { Db } from '../sql';
import { wordsColumn } from '../search/words';

type Instant = Date | number;

export type CauseRow = {
  id: string;
  name: string;
  /** `null` when it was merged. */
  name_key: string | null;
  category: string;
  description: string;
  words: string;
  merged_into: string | null;
  /** A boolean in PostgreSQL, 0 or 1 in SQLite. */
  withheld: boolean | number;
  created_by: string;
  created_at: Instant;
  updated_by: string;
  updated_at: Instant;
};

/** What a person says about a cause. */
export type CauseFields = Pick<CauseRow, 'name' | 'category' | 'description'>;

/** Longer names are compared by their beginning: an index has its limits. */
const MAX_KEY = 300;

/** Names that are the same but for letter case and spaces are one name. */
export function nameKey(name: string): string {
  const key = name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  return [...key].slice(0, MAX_KEY).join('');
}

export function toCauseColumns(fields: CauseFields) {
  return {
    ...fields,
    name_key: nameKey(fields.name),
    words: wordsColumn(`${fields.name} ${fields.description}`),
  };
}

/**
 * The causes whose names a caller may know: those of a postmortem that the
 * caller may read, those of none (but for what a restricted one left behind),
 * and the caller's own.
 */
export function knownTo(db: Db, read: ReadFilter, actor: string) {
  const links = () =>
    db('postmortem_cause')
      .select(db.raw('1'))
      .whereRaw('postmortem_cause.cause_id = cause.id');
  return (query: Knex.QueryBuilder): void => {
    query.whereNull('cause.merged_into').where(known =>
      known
        .where('cause.created_by', actor)
        .orWhere(free =>
          free.where('cause.withheld', false).whereNotExists(links()),
        )
        .orWhereExists(
          links()
            .join(
              'postmortem',
              'postmortem.id',
              'postmortem_cause.postmortem_id',
            )
            .where(readableBy(db, read)),
        ),
    );
  };
}
