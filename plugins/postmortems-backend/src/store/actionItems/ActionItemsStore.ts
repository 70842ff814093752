// SPDX-License-Identifier: Apache-2.0

import {
  ActionItemHistory,
  ActionItemRow,
  ActionItemsQuery,
  ActionItemTotals,
  MovedActionItem,
  TicketOfActionItem,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { cutPage, decodeCursor, ListPage } from '../cursor';
import { ReadFilter, readableBy } from '../readFilter';
import { PostmortemsStore } from '../postmortems/PostmortemsStore';
import {
  ActionItemDbRow,
  PostmortemRow,
  toActionItem,
} from '../postmortems/rows';
import { doneOnTheDay, onTimeColumns, onTimeOf } from '../figures/onTime';
import { Db, inList, isPostgres, toInstant } from '../sql';
import {
  actionItemHistory,
  addActionItemEvents,
  KeptPromise,
  movedActionItems,
  readPromise,
  NewActionItemEvent,
} from './actionItemEvents';
import { IS_OPEN } from './actionItemRows';
import {
  ActionItemFilter,
  isWhatIsAsked,
  TotalsFilter,
} from './actionItemFilter';
import { goneOwners } from './GoneOwnersStore';
import {
  ShownTicketRow,
  ticketsOf,
  toTicket,
  withTickets,
} from '../trackers/ticketRows';

/** An action item with its postmortem, without what depends on the reader. */
export type StoredActionItem = Omit<ActionItemRow, 'due' | 'can'>;

/** Behind all days: the place of items without a due date. */
const NO_DAY = '9999-12-31';

/**
 * What a list is ordered by, all ascending: its own key, and what decides
 * between two that have the same.
 */
const TIE = ['postmortem.number', 'action_item.position', 'action_item.id'];
const ORDERS = {
  due: {
    key: () => `coalesce(action_item.due_date, '${NO_DAY}')`,
    type: 'day',
    of: (row: JoinedRow) => row.due_date ?? NO_DAY,
  },
  'doneAt:desc': {
    key: (db: Db) =>
      isPostgres(db)
        ? '-coalesce(floor(extract(epoch from action_item.done_at) * 1000), 0)::bigint'
        : '-coalesce(action_item.done_at, 0)',
    type: 'rank',
    of: (row: JoinedRow) =>
      row.done_at === null ? 0 : -new Date(row.done_at).getTime(),
  },
} as const;

/** The action items across postmortems. They are written with their document. */
export class ActionItemsStore {
  readonly #db: Knex;
  readonly #postmortems: PostmortemsStore;

  constructor(options: { db: Knex; postmortems: PostmortemsStore }) {
    this.#db = options.db;
    this.#postmortems = options.postmortems;
  }

  /** @returns `undefined` when the cursor is not one of this list and order */
  async list(
    filter: ActionItemFilter,
    read: ReadFilter,
    page: Pick<ActionItemsQuery, 'limit' | 'cursor' | 'order'>,
  ): Promise<ListPage<StoredActionItem> | undefined> {
    const { order, cursor } = page;
    const { key, type, of } = ORDERS[order];
    const after = decodeCursor(cursor, order, [type, 'number', 'number', 'id']);
    if (!after) return undefined;
    const columns = [key(this.#db), ...TIE].join(', ');
    const matches = this.#readable(read).where(isWhatIsAsked(this.#db, filter));
    const rows: JoinedRow[] = await this.#select(matches.clone())
      .modify(query => {
        if (after.length > 0)
          query.whereRaw(`(${columns}) > (?, ?, ?, ?)`, [...after]);
      })
      .orderByRaw(columns)
      .limit(page.limit + 1);
    const [{ total }] = await matches.clone().count({ total: '*' });
    const { shown, ...next } = cutPage(rows, {
      limit: page.limit,
      list: order,
      keyOf: row => [of(row), row.number, row.position, row.id],
    });
    return {
      items: await this.#toItems(shown),
      totalItems: Number(total),
      ...next,
    };
  }

  /** How many there are of each kind, counted by the database. */
  async totals(
    filter: TotalsFilter,
    read: ReadFilter,
    /** In which a due day ends. */
    timeZone: string,
  ): Promise<ActionItemTotals> {
    const { today, soonUntil } = filter;
    const db = this.#db;
    const sum = (condition: string, bindings: string[] = []) =>
      db.raw(`sum(case when ${condition} then 1 else 0 end)`, bindings);
    const open = (condition: string, bindings: string[] = []) =>
      sum(`${IS_OPEN} and ${condition}`, bindings);
    const counts = {
      open: sum(IS_OPEN),
      overdue: open('action_item.due_date < ?', [today]),
      soon: open('action_item.due_date between ? and ?', [today, soonUntil]),
      noDate: open('action_item.due_date is null'),
      noOwner: open('action_item.owner is null'),
      ownerGone: open('gone_owner.entity_ref is not null'),
      moved: open('action_item.due_date_moves > 0'),
      proposed: sum("action_item.status = 'proposed'"),
      done: sum("action_item.status = 'done'"),
      wontDo: sum("action_item.status = 'wont-do'"),
    } satisfies Record<Exclude<keyof ActionItemTotals, 'onTime'>, Knex.Raw>;
    const names = Object.keys(counts) as Array<keyof typeof counts>;
    const asked = this.#readable(read).where(isWhatIsAsked(this.#db, filter));
    const [[row], onTheDay] = await Promise.all([
      this.#withGone(asked.clone()).select([
        ...names.map(name => db.raw('? as ??', [counts[name], name])),
        ...onTimeColumns(db, today),
      ]) as Promise<Array<Record<string, number | string | null>>>,
      doneOnTheDay(db, asked.clone(), today),
    ]);
    const numbers = Object.fromEntries(
      names.map(name => [name, Number(row[name] ?? 0)]),
    ) as Record<keyof typeof counts, number>;
    return { ...numbers, onTime: onTimeOf(row, onTheDay, timeZone) };
  }

  /** The action item, when it is there and, if given, passes `read`. */
  async get(
    id: string,
    read?: ReadFilter,
  ): Promise<StoredActionItem | undefined> {
    const rows = await this.#select(
      this.#readable(read).where('action_item.id', id),
    );
    return (await this.#toItems(rows))[0];
  }

  /** Those of `ids` that are there, by their ids. */
  async byIds(ids: readonly string[]): Promise<Map<string, StoredActionItem>> {
    const rows = await this.#select(
      this.#readable().where(inList(this.#db, 'action_item.id', ids)),
    );
    const items = await this.#toItems(rows);
    return new Map(items.map(item => [item.id, item]));
  }

  /** What is promised of one now. */
  async promise(id: string): Promise<KeptPromise> {
    return readPromise(this.#db, id);
  }

  /** What changed on an action item. */
  async history(item: StoredActionItem): Promise<ActionItemHistory> {
    return actionItemHistory(this.#db, {
      id: item.id,
      postmortemId: item.postmortem.id,
    });
  }

  /** Those of a postmortem whose due date was moved. */
  async moved(postmortemId: string): Promise<MovedActionItem[]> {
    return movedActionItems(this.#db, postmortemId);
  }

  /** The tickets of those of a postmortem. */
  async tickets(postmortemId: string): Promise<TicketOfActionItem[]> {
    return ticketsOf(this.#db, postmortemId);
  }

  /** What a tracker had at the same time, and was not taken. */
  async addOverruled(
    postmortemId: string,
    actor: string,
    event: Omit<NewActionItemEvent, 'kind'>,
  ): Promise<void> {
    await addActionItemEvents(
      this.#db,
      {
        id: postmortemId,
        updatedBy: actor,
        updatedAt: new Date().toISOString(),
      },
      [{ ...event, kind: 'overruled' }],
    );
  }

  #readable(read?: ReadFilter) {
    const db = this.#db;
    return db('action_item')
      .join('postmortem', 'postmortem.id', 'action_item.postmortem_id')
      .modify(query => read && query.where(readableBy(db, read)));
  }

  #withGone(query: Knex.QueryBuilder): Knex.QueryBuilder {
    return query.leftJoin(
      goneOwners(this.#db).as('gone_owner'),
      'gone_owner.entity_ref',
      'action_item.owner',
    );
  }

  #select(query: Knex.QueryBuilder): Knex.QueryBuilder<JoinedRow, JoinedRow[]> {
    return withTickets(this.#db, this.#withGone(query)).select(
      'action_item.*',
      { gone_owner: 'gone_owner.entity_ref' },
      'postmortem.number',
      'postmortem.version',
      'postmortem.title',
      'postmortem.severity',
      { postmortem_status: 'postmortem.status' },
    );
  }

  async #toItems(rows: JoinedRow[]): Promise<StoredActionItem[]> {
    const systems = await this.#postmortems.systemsOf([
      ...new Set(rows.map(row => row.postmortem_id)),
    ]);
    return rows.map(row => ({
      ...toActionItem(row),
      firstDueDate: row.first_due_date,
      dueDateMoves: row.due_date_moves,
      createdAt: toInstant(row.created_at)!,
      updatedAt: toInstant(row.updated_at)!,
      ownerGone: row.gone_owner !== null,
      ticket: toTicket(row),
      postmortem: {
        id: row.postmortem_id,
        number: row.number,
        version: row.version,
        title: row.title,
        status: row.postmortem_status,
        severity: row.severity,
        affectedSystems: systems.get(row.postmortem_id) ?? [],
      },
    }));
  }
}

type JoinedRow = ActionItemDbRow &
  ShownTicketRow &
  Pick<PostmortemRow, 'number' | 'version' | 'title' | 'severity'> & {
    postmortem_status: PostmortemRow['status'];
    /** The owner, when that is gone. */
    gone_owner: string | null;
  };
