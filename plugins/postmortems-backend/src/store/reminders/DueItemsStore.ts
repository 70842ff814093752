// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { IS_OPEN } from '../actionItems/actionItemRows';
import { PostmortemsStore } from '../postmortems/PostmortemsStore';
import { ActionItemDbRow, PostmortemRow } from '../postmortems/rows';
import { inList, portions, toInstant } from '../sql';

/** How many action items are read at a time. */
const PORTION = 500;
/** As much of a description as a reminder may want. */
const DESCRIPTION = 500;

/** A published postmortem, as far as a reminder needs it. */
export type DuePostmortem = {
  id: string;
  number: number;
  startedAt: string | null;
  /** ISO 8601: when it was published for the first time. */
  firstPublishedAt: string;
  /** Entity refs, like all others here. */
  affectedSystems: string[];
  incidentCommander: string | null;
  /** Whom a restricted one is open to; `undefined`: everybody. */
  openTo?: string[];
};

/** An open action item of a published postmortem. */
export type DueItem = {
  id: string;
  /** The beginning of it. */
  description: string;
  owner: string | null;
  /** `YYYY-MM-DD` */
  dueDate: string;
  postmortem: DuePostmortem;
};

type Row = Pick<
  ActionItemDbRow,
  'id' | 'description' | 'owner' | 'postmortem_id'
> & { due_date: string };

/**
 * What reminders are about. It is read for nobody in particular: whoever tells
 * a person of it must look at `openTo`.
 */
export class DueItemsStore {
  readonly #db: Knex;
  readonly #postmortems: PostmortemsStore;

  constructor(options: { db: Knex; postmortems: PostmortemsStore }) {
    this.#db = options.db;
    this.#postmortems = options.postmortems;
  }

  /**
   * The open action items of published postmortems that are due on a day or
   * before it, the first due first.
   */
  async until(day: string, signal?: AbortSignal): Promise<DueItem[]> {
    const items: DueItem[] = [];
    const known = new Map<string, DuePostmortem>();
    for (;;) {
      signal?.throwIfAborted();
      const last = items.at(-1);
      const rows: Row[] = await this.#db('action_item')
        .join('postmortem', 'postmortem.id', 'action_item.postmortem_id')
        .select(
          'action_item.id',
          'action_item.postmortem_id',
          'action_item.owner',
          'action_item.due_date',
          this.#db.raw('substr(action_item.description, 1, ?) as description', [
            DESCRIPTION,
          ]),
        )
        .whereRaw(IS_OPEN)
        .where('postmortem.status', 'published')
        .where('action_item.due_date', '<=', day)
        .modify(
          query =>
            last &&
            query.whereRaw('(action_item.due_date, action_item.id) > (?, ?)', [
              last.dueDate,
              last.id,
            ]),
        )
        .orderBy(['action_item.due_date', 'action_item.id'])
        .limit(PORTION);
      await this.#learn(
        known,
        rows.map(row => row.postmortem_id),
      );
      items.push(
        ...rows.flatMap(row => {
          const postmortem = known.get(row.postmortem_id);
          return postmortem
            ? {
                id: row.id,
                description: row.description,
                owner: row.owner,
                dueDate: row.due_date,
                postmortem,
              }
            : [];
        }),
      );
      if (rows.length < PORTION) return items;
    }
  }

  /** The owners of action items, whatever became of these, by id. */
  async ownersOf(ids: readonly string[]): Promise<Map<string, string | null>> {
    const owners = new Map<string, string | null>();
    for (const portion of portions(ids, PORTION)) {
      const rows: Array<Pick<Row, 'id' | 'owner'>> = await this.#db(
        'action_item',
      )
        .select('id', 'owner')
        .where(inList(this.#db, 'id', portion));
      for (const { id, owner } of rows) owners.set(id, owner);
    }
    return owners;
  }

  /** Adds those that are not known yet, in a fixed number of statements. */
  async #learn(
    known: Map<string, DuePostmortem>,
    wanted: readonly string[],
  ): Promise<void> {
    const db = this.#db;
    const ids = [...new Set(wanted)].filter(id => !known.has(id));
    if (ids.length === 0) return;
    const firstPublished: Promise<
      Array<{ postmortem_id: string; at: Date | number }>
    > = db('postmortem_version')
      .select('postmortem_id')
      .min({ at: 'at' })
      .where({ status: 'published' })
      .where(inList(db, 'postmortem_id', ids))
      .groupBy('postmortem_id');
    const [rows, systems, commanders, openTo, firstAt] = await Promise.all([
      db<PostmortemRow>('postmortem')
        .select('id', 'number', 'started_at', 'visibility', 'published_at')
        .where(inList(db, 'id', ids)),
      this.#postmortems.systemsOf(ids),
      db('postmortem_reader')
        .select('postmortem_id', 'entity_ref')
        .where({ role: 'commander' })
        .where(inList(db, 'postmortem_id', ids)),
      db('restricted_reader')
        .select('postmortem_id', 'entity_ref')
        .where(inList(db, 'postmortem_id', ids)),
      firstPublished,
    ]);
    const commanderOf = new Map<string, string>(
      commanders.map(row => [row.postmortem_id, row.entity_ref]),
    );
    const firstOf = new Map<string, Date | number>(
      firstAt.map(row => [row.postmortem_id, row.at]),
    );
    for (const row of rows)
      known.set(row.id, {
        id: row.id,
        number: row.number,
        startedAt: toInstant(row.started_at),
        firstPublishedAt: toInstant(
          firstOf.get(row.id) ?? row.published_at ?? new Date(),
        )!,
        affectedSystems: systems.get(row.id) ?? [],
        incidentCommander: commanderOf.get(row.id) ?? null,
        ...(row.visibility !== 'internal' && { openTo: [] }),
      });
    for (const { postmortem_id: id, entity_ref: ref } of openTo)
      known.get(id)?.openTo?.push(ref);
  }
}
