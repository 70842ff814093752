// SPDX-License-Identifier: Apache-2.0

import { FixOutcome, QuietFix } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { Counted } from '../figures/FiguresStore';
import { matching } from '../postmortemFilter';
import { ReadFilter, readableBy } from '../readFilter';
import { StoredPostmortem } from '../postmortems/rows';
import { toInstant } from '../sql';

/**
 * A fix, in SQL: what was to prevent it, is done, and of which nobody says that
 * it did not work.
 */
const IS_FIX = `action_item.purpose = 'prevent'
  and action_item.status = 'done'
  and action_item.done_at is not null`;
const MAY_WORK = `coalesce(action_item.verified, '') <> 'did-not-work'`;

/** What became of causes since something was done about them. */
export class FixesStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * The causes that did not come back among the systems since the last fix, of
   * those that were fixed by an instant; what was fixed last comes first.
   */
  async quiet(
    { filter, read }: Counted,
    options: { doneBy: Date; limit: number },
  ): Promise<QuietFix[]> {
    const db = this.#db;
    const occurrences = db('postmortem_cause')
      .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
      .where('postmortem.status', 'published')
      .whereNotNull('postmortem.started_at')
      .where(readableBy(db, read))
      .where(matching(db, filter))
      .select(
        'postmortem_cause.cause_id',
        'postmortem.id',
        'postmortem.number',
        'postmortem.started_at',
      );
    const fixes = db('occurrence')
      .join('action_item', 'action_item.postmortem_id', 'occurrence.id')
      .whereRaw(IS_FIX)
      .whereRaw(MAY_WORK)
      .select('occurrence.cause_id', 'occurrence.number', 'action_item.done_at')
      .select({
        place: db.raw(`row_number() over (
          partition by occurrence.cause_id
          order by action_item.done_at desc, occurrence.number desc)`),
      });
    const lasts = db('occurrence')
      .select('cause_id')
      .max({ last_at: 'started_at' })
      .groupBy('cause_id');
    const rows: Array<{
      cause_id: string;
      name: string;
      category: string;
      number: number;
      done_at: Date | number;
    }> = await db
      .with('occurrence', occurrences)
      .with('fix', fixes)
      .with('last_occurrence', lasts)
      .from('fix')
      .join('last_occurrence', 'last_occurrence.cause_id', 'fix.cause_id')
      .join('cause', 'cause.id', 'fix.cause_id')
      .where('fix.place', 1)
      .where('fix.done_at', '<=', options.doneBy)
      .whereRaw('last_occurrence.last_at <= fix.done_at')
      .select(
        'fix.cause_id',
        'fix.number',
        'fix.done_at',
        'cause.name',
        'cause.category',
      )
      .orderByRaw('fix.done_at desc, fix.number desc, fix.cause_id')
      .limit(options.limit);
    return rows.map(row => ({
      cause: { id: row.cause_id, name: row.name, category: row.category },
      doneAt: toInstant(row.done_at)!,
      number: row.number,
    }));
  }

  /**
   * Of each fix of a published postmortem whose cause is known: the first time
   * that a cause of it came back on a same affected system after it was done.
   */
  async outcomes(
    postmortem: Pick<StoredPostmortem, 'id' | 'status' | 'causeIds'>,
    read: ReadFilter,
  ): Promise<FixOutcome[]> {
    const db = this.#db;
    const { id, status, causeIds } = postmortem;
    if (status !== 'published' || causeIds.length === 0) return [];
    const sharing = (table: string, column: string) =>
      db(`${table} as mine`)
        .join(`${table} as other`, `other.${column}`, `mine.${column}`)
        .where('mine.postmortem_id', id)
        .select('other.postmortem_id');
    const later = db('postmortem')
      .where('postmortem.status', 'published')
      .whereNot('postmortem.id', id)
      .where(readableBy(db, read))
      .whereIn('postmortem.id', sharing('postmortem_cause', 'cause_id'))
      .whereIn('postmortem.id', sharing('postmortem_system', 'entity_ref'))
      .select('number', 'title', 'started_at');
    const rows: Array<{
      id: string;
      number: number | null;
      title: string;
      started_at: Date | number;
    }> = await db
      .with('later', later)
      .with(
        'placed',
        db('action_item')
          .leftJoin('later', 'later.started_at', '>', 'action_item.done_at')
          .where('action_item.postmortem_id', id)
          .whereRaw(IS_FIX)
          .select(
            'action_item.id',
            'action_item.position',
            'later.number',
            'later.title',
            'later.started_at',
          )
          .select({
            place: db.raw(`row_number() over (
              partition by action_item.id
              order by later.started_at, later.number)`),
          }),
      )
      .from('placed')
      .where('place', 1)
      .orderBy('position')
      .select('id', 'number', 'title', 'started_at');
    return rows.map(row => ({
      id: row.id,
      recurred:
        row.number === null
          ? null
          : {
              number: row.number,
              title: row.title,
              startedAt: toInstant(row.started_at)!,
            },
    }));
  }
}
