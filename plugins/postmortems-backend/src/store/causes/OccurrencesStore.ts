// SPDX-License-Identifier: Apache-2.0

import {
  dueOf,
  PostmortemRef,
  Promised,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { ReadFilter, readableBy } from '../readFilter';
import { PostmortemsStore } from '../postmortems/PostmortemsStore';
import { isRecurrence, systemOccurrences } from '../recurrence/recurrences';
import {
  ActionItemDbRow,
  PostmortemRow,
  toActionItem,
} from '../postmortems/rows';
import { inList, toInstant } from '../sql';
import { excerpt } from '../../excerpt';

/** How many occurrences of one cause are told of. */
const OCCURRENCES = 200;

/** The columns that a postmortem is named by. */
const REF = [
  'postmortem.id',
  'postmortem.number',
  'postmortem.title',
  'postmortem.status',
  'postmortem.severity',
  'postmortem.started_at',
  'postmortem.sort_at',
];

/** A postmortem that confirms a cause. */
export type CauseOccurrence = {
  postmortem: PostmortemRef;
  recurrence: boolean;
  confirmedBy: string;
  confirmedAt: string;
};

/** A promised action item, with when it was promised. */
export type StoredPromise = Promised & {
  postmortemId: string;
  createdAt: string;
};

/** Postmortems where they are told of: by name, with what they promised. */
export class OccurrencesStore {
  readonly #db: Knex;
  readonly #postmortems: PostmortemsStore;

  constructor(options: { db: Knex; postmortems: PostmortemsStore }) {
    this.#db = options.db;
    this.#postmortems = options.postmortems;
  }

  /** Those that a caller may read of a cause, drafts too, newest first. */
  async ofCause(
    causeId: string,
    { read, withinDays }: { read: ReadFilter; withinDays: number },
  ): Promise<CauseOccurrence[]> {
    const db = this.#db;
    type Row = PostmortemRow & {
      confirmed_by: string;
      confirmed_at: Date | number;
    };
    const rows: Row[] = await db('postmortem_cause')
      .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
      .where({ cause_id: causeId })
      .where(readableBy(db, read))
      .select(...REF, 'confirmed_by', 'confirmed_at')
      .orderBy([
        { column: 'sort_at', order: 'desc' },
        { column: 'number', order: 'desc' },
      ])
      .limit(OCCURRENCES);
    const one = db('cause').select('id').where({ id: causeId });
    const recurrences = new Set<string>(
      await db
        .with('system_occurrence', systemOccurrences(db, read, one))
        .from('system_occurrence')
        .whereRaw(isRecurrence(db, withinDays))
        .distinct('id')
        .pluck('id'),
    );
    const refs = await this.#toRefs(rows);
    return rows.map((row, index) => ({
      postmortem: refs[index],
      recurrence: recurrences.has(row.id),
      confirmedBy: row.confirmed_by,
      confirmedAt: toInstant(row.confirmed_at)!,
    }));
  }

  /** By id, whoever asks: for ids that have passed the read filter. */
  async refs(ids: readonly string[]): Promise<Map<string, PostmortemRef>> {
    const db = this.#db;
    const rows: PostmortemRow[] = await db('postmortem')
      .select(...REF)
      .where(inList(db, 'id', ids));
    const refs = await this.#toRefs(rows);
    return new Map(refs.map(ref => [ref.id, ref]));
  }

  /**
   * What postmortems promised, in its order; not what was only proposed.
   *
   * @param today - in the portal's time zone, `YYYY-MM-DD`
   */
  async promises(
    ids: readonly string[],
    today: string,
  ): Promise<StoredPromise[]> {
    const db = this.#db;
    const rows: ActionItemDbRow[] = await db('action_item')
      .where(inList(db, 'postmortem_id', ids))
      .whereNot('status', 'proposed')
      .orderBy(['postmortem_id', 'position']);
    return rows.map(row => {
      const item = toActionItem(row);
      const { id, description, owner, dueDate, status, purpose, doneAt } = item;
      return {
        id,
        description: excerpt(description),
        owner,
        dueDate,
        status,
        purpose,
        doneAt,
        due: dueOf(item, today),
        postmortemId: row.postmortem_id,
        createdAt: toInstant(row.created_at)!,
      };
    });
  }

  async #toRefs(rows: PostmortemRow[]): Promise<PostmortemRef[]> {
    const systems = await this.#postmortems.systemsOf(rows.map(({ id }) => id));
    return rows.map(({ id, number, title, status, severity, ...row }) => ({
      id,
      number,
      title,
      status,
      severity,
      startedAt: toInstant(row.started_at),
      affectedSystems: systems.get(id) ?? [],
    }));
  }
}

/** Without what only the backend needs to know of it. */
export function toPromised({
  postmortemId,
  createdAt,
  ...promised
}: StoredPromise): Promised {
  return promised;
}
