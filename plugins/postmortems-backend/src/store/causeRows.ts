import { CauseEvent, CauseRef } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { ReadFilter, readableBy } from './filters';
import { Db, toInstant } from './sql';
import { wordsColumn } from './words';

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
  created_by: string;
  created_at: Instant;
  updated_by: string;
  updated_at: Instant;
};

export type CauseEventRow = {
  number: number;
  cause_id: string;
  kind: CauseEvent['kind'];
  data: string;
  actor: string;
  at: Instant;
};

/** What a person says about a cause. */
export type CauseFields = Pick<CauseRow, 'name' | 'category' | 'description'>;

/** Names that are the same but for letter case and spaces are one name. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

export function toCauseColumns(fields: CauseFields) {
  return {
    ...fields,
    name_key: nameKey(fields.name),
    words: wordsColumn(`${fields.name} ${fields.description}`),
  };
}

export function toCauseEvent(row: CauseEventRow): CauseEvent {
  const { changes = {}, merged = null } = JSON.parse(row.data) as {
    changes?: CauseEvent['changes'];
    merged?: CauseRef;
  };
  return {
    at: toInstant(row.at)!,
    actor: row.actor,
    kind: row.kind,
    changes,
    merged,
  };
}

/**
 * The causes whose names a caller may know: those of a postmortem that the
 * caller may read, those of none, and the caller's own.
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
        .orWhereNotExists(links())
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
