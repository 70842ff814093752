// SPDX-License-Identifier: Apache-2.0

import {
  GoneOwner,
  GoneOwnersQuery,
  HandedOver,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { cutPage, decodeCursor, ListPage } from '../cursor';
import { inTransaction } from '../inTransaction';
import { PostmortemRow } from '../postmortems/rows';
import { isAmong, ReadFilter, readableBy } from '../readFilter';
import { Db, inList, insertAll, toInstant } from '../sql';
import { IS_OPEN, IS_UNFINISHED } from './actionItemRows';

const LIST = 'gone-owners';

type MissingOwnerRow = {
  entity_ref: string;
  since: Date | number;
  /** A boolean in PostgreSQL, 0 or 1 in SQLite. */
  gone: boolean | number;
};

/** What is handed over, with what decides whether the caller may. */
export type Held = HandedOver & { owner: string | null };

/** Those that are gone, for a condition on any column. */
export function goneOwners(db: Db) {
  return db<MissingOwnerRow>('missing_owner')
    .select('entity_ref')
    .where('gone', true);
}

/**
 * Of a postmortem where a commander is still needed: it is a draft, or has open
 * action items.
 */
function needsCommander(db: Db) {
  return (query: Knex.QueryBuilder): void => {
    query
      .where('postmortem.status', 'draft')
      .orWhereExists(
        db('action_item')
          .select(db.raw('1'))
          .where('action_item.postmortem_id', db.ref('postmortem.id'))
          .whereRaw(IS_OPEN),
      );
  };
}

/** Owners and commanders whom the catalog no longer has. */
export class GoneOwnersStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Everybody who owns an unfinished action item, or is needed as commander. */
  async needed(): Promise<string[]> {
    const db = this.#db;
    const rows: Array<{ ref: string }> = await db('action_item')
      .select({ ref: 'owner' })
      .whereNotNull('owner')
      .whereRaw(IS_UNFINISHED)
      .union(
        db('postmortem_reader')
          .join(
            'postmortem',
            'postmortem.id',
            'postmortem_reader.postmortem_id',
          )
          .select({ ref: 'entity_ref' })
          .where('role', 'commander')
          .where(needsCommander(db)),
      );
    return rows.map(({ ref }) => ref);
  }

  /**
   * Writes down what a check found.
   *
   * @param missing - whom the catalog does not have
   * @param options.at - when it was asked
   * @param options.goneBefore - who was missing since then or earlier is gone
   * @param options.unanswered - of whom nothing is known: they stay as they are
   * @returns who is gone since this check
   */
  async record(
    missing: readonly string[],
    options: { at: Date; goneBefore: Date; unanswered: readonly string[] },
  ): Promise<string[]> {
    return inTransaction(this.#db, async trx => {
      const rows = await trx<MissingOwnerRow>('missing_owner').select();
      const known = new Map(rows.map(row => [row.entity_ref, row]));
      const kept = new Set([...missing, ...options.unanswered]);
      const back = rows.filter(row => !kept.has(row.entity_ref));
      await trx('missing_owner')
        .where(
          inList(
            trx,
            'entity_ref',
            back.map(row => row.entity_ref),
          ),
        )
        .delete();
      await insertAll(
        trx,
        'missing_owner',
        missing
          .filter(ref => !known.has(ref))
          .map(ref => ({ entity_ref: ref, since: options.at })),
      );
      const gone = missing.filter(ref => {
        const row = known.get(ref);
        return row && !row.gone && new Date(row.since) <= options.goneBefore;
      });
      await trx('missing_owner')
        .where(inList(trx, 'entity_ref', gone))
        .update({ gone: true });
      return gone;
    });
  }

  /**
   * Those that are gone, with what the caller may read of theirs.
   *
   * @param options.systems - only of these; of all, when absent
   * @returns `undefined` when the cursor is not one of this list
   */
  async list(
    read: ReadFilter,
    options: {
      systems?: readonly string[];
      page: Pick<GoneOwnersQuery, 'limit' | 'cursor'>;
    },
  ): Promise<ListPage<GoneOwner> | undefined> {
    const db = this.#db;
    const { systems, page } = options;
    const after = decodeCursor(page.cursor, LIST, ['name']);
    if (!after) return undefined;
    const ofSystems = (query: Knex.QueryBuilder): void => {
      if (systems) query.where(isAmong(db, 'postmortem_system', systems));
    };
    const items = db('action_item')
      .join('postmortem', 'postmortem.id', 'action_item.postmortem_id')
      .select({ ref: 'action_item.owner' })
      .select(db.raw('1 as items'), db.raw('0 as commands'))
      .whereRaw(IS_UNFINISHED)
      .whereIn('action_item.owner', goneOwners(db))
      .where(readableBy(db, read))
      .where(ofSystems);
    const commands = db('postmortem_reader')
      .join('postmortem', 'postmortem.id', 'postmortem_reader.postmortem_id')
      .select({ ref: 'postmortem_reader.entity_ref' })
      .select(db.raw('0 as items'), db.raw('1 as commands'))
      .where('role', 'commander')
      .whereIn('postmortem_reader.entity_ref', goneOwners(db))
      .where(needsCommander(db))
      .where(readableBy(db, read))
      .where(ofSystems);
    const held = db.unionAll([items, commands]);
    const matches = () => db.from(held.clone().as('held'));
    const rows: Array<{
      entity_ref: string;
      since: Date | number;
      items: number | string;
      commands: number | string;
    }> = await matches()
      .join('missing_owner', 'missing_owner.entity_ref', 'held.ref')
      .select('missing_owner.entity_ref', 'missing_owner.since')
      .sum({ items: 'held.items', commands: 'held.commands' })
      .groupBy('missing_owner.entity_ref', 'missing_owner.since')
      .modify(query => {
        if (after.length > 0)
          query.where('missing_owner.entity_ref', '>', after[0]);
      })
      .orderBy('missing_owner.entity_ref')
      .limit(page.limit + 1);
    const [{ total }] = await matches().countDistinct({ total: 'held.ref' });
    const { shown, ...next } = cutPage(rows, {
      limit: page.limit,
      list: LIST,
      keyOf: row => [row.entity_ref],
    });
    return {
      items: shown.map(row => ({
        entityRef: row.entity_ref,
        goneSince: toInstant(row.since)!,
        actionItems: Number(row.items),
        commanderOf: Number(row.commands),
      })),
      totalItems: Number(total),
      ...next,
    };
  }

  /**
   * What somebody has that can be handed over, by postmortem.
   *
   * @param options.actionItems - only these; else all, and the place of the
   * commander
   */
  async heldBy(
    ref: string,
    read: ReadFilter,
    options: { actionItems?: readonly string[]; limit: number },
  ): Promise<Held[]> {
    const db = this.#db;
    const { actionItems, limit } = options;
    const of = ['postmortem.id', 'number', 'title', 'postmortem.status'];
    type Row = Pick<PostmortemRow, 'id' | 'number' | 'title' | 'status'>;
    const items: Array<
      Row & { item_id: string; description: string; owner: string }
    > = await db('action_item')
      .join('postmortem', 'postmortem.id', 'action_item.postmortem_id')
      .select(...of, { item_id: 'action_item.id' }, 'description', 'owner')
      .where('action_item.owner', ref)
      .whereRaw(IS_UNFINISHED)
      .where(readableBy(db, read))
      .modify(query => {
        if (actionItems) query.where(inList(db, 'action_item.id', actionItems));
      })
      .orderBy(['number', 'position'])
      .limit(limit);
    const commands: Row[] = actionItems
      ? []
      : await db('postmortem')
          .select(...of)
          .whereIn(
            'postmortem.id',
            db('postmortem_reader')
              .select('postmortem_id')
              .where({ entity_ref: ref, role: 'commander' }),
          )
          .where(needsCommander(db))
          .where(readableBy(db, read))
          .orderBy('number')
          .limit(limit);
    const toPostmortem = ({ id, number, title, status }: Row) => ({
      id,
      number,
      title,
      status,
    });
    return [
      ...items.map(row => ({
        actionItemId: row.item_id,
        description: row.description,
        owner: row.owner,
        postmortem: toPostmortem(row),
      })),
      ...commands.map(row => ({
        actionItemId: null,
        description: '',
        owner: null,
        postmortem: toPostmortem(row),
      })),
    ];
  }
}
