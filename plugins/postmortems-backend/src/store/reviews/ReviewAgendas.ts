// SPDX-License-Identifier: Apache-2.0

import {
  ReviewReason,
  reviewReasonSchema,
  ReviewSummary,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { cutPage, decodeCursor, ListPage } from '../cursor';
import { ReadFilter, readableBy } from '../readFilter';
import { inList } from '../sql';
import { IS_DECIDED, WAITS } from './makeAgenda';

type ItemRow = {
  action_item_id: string;
  postmortem_id: string;
  position: number;
  reason: number;
  description: string;
  waited: boolean | number;
  is_waiting: boolean | number;
  number: number;
  title: string;
};

/** An action item on an agenda. */
export type StoredReviewItem = {
  id: string;
  reason: ReviewReason;
  description: string;
  waited: boolean;
  waits: boolean;
  postmortem: { id: string; number: number; title: string };
};

/** The agendas of team reviews, as they may be read. */
export class ReviewAgendas {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The counts of reviews, of what may be read, by their ids. */
  async counts(
    ids: readonly string[],
    read: ReadFilter,
  ): Promise<
    Map<string, Pick<ReviewSummary, 'total' | 'decided' | 'waiting'>>
  > {
    const count = (condition: string) =>
      this.#db.raw(`sum(case when ${condition} then 1 else 0 end)`);
    const rows: Array<
      Record<'review_id', string> &
        Record<'total' | 'decided' | 'waiting', number | string>
    > = await this.#items(read)
      .modify(withAll)
      .where(inList(this.#db, 'team_review_item.review_id', ids))
      .groupBy('team_review_item.review_id')
      .select('team_review_item.review_id')
      .count({ total: '*' })
      .select({
        decided: count(IS_DECIDED),
        waiting: count(WAITS),
      });
    const counts = new Map(
      rows.map(row => [
        row.review_id,
        {
          total: Number(row.total),
          decided: Number(row.decided),
          waiting: Number(row.waiting),
        },
      ]),
    );
    const none = { total: 0, decided: 0, waiting: 0 };
    return new Map(ids.map(id => [id, counts.get(id) ?? none]));
  }

  /** How many items of an agenda are of restricted postmortems. */
  async restricted(id: string, read: ReadFilter): Promise<number> {
    const [{ total }] = await this.#items(read)
      .where('team_review_item.review_id', id)
      .where('postmortem.visibility', 'restricted')
      .count({ total: '*' });
    return Number(total);
  }

  /** @returns `undefined` when the cursor is not one of this list */
  async agenda(
    id: string,
    read: ReadFilter,
    page: { limit: number; cursor?: string },
  ): Promise<ListPage<StoredReviewItem> | undefined> {
    // By an id: a position would tell how many are before it that one may not
    // read.
    const after = decodeCursor(page.cursor, 'review-agenda', ['id']);
    if (!after) return undefined;
    const items = this.#items(read).where('team_review_item.review_id', id);
    const rows: ItemRow[] = await this.#select(items.clone())
      .modify(query => {
        if (after.length > 0)
          query.where(
            'team_review_item.position',
            '>',
            this.#db('team_review_item')
              .select('position')
              .where({ review_id: id, action_item_id: after[0] }),
          );
      })
      .orderBy('team_review_item.position')
      .limit(page.limit + 1);
    const [{ total }] = await items.clone().count({ total: '*' });
    const { shown, ...next } = cutPage(rows, {
      limit: page.limit,
      list: 'review-agenda',
      keyOf: row => [row.action_item_id],
    });
    return { items: shown.map(toItem), totalItems: Number(total), ...next };
  }

  async item(
    id: string,
    actionItemId: string,
    read: ReadFilter,
  ): Promise<StoredReviewItem | undefined> {
    const [row] = await this.#select(
      this.#items(read).where({
        'team_review_item.review_id': id,
        'team_review_item.action_item_id': actionItemId,
      }),
    );
    return row && toItem(row);
  }

  #items(read: ReadFilter) {
    return this.#db('team_review_item')
      .join('postmortem', 'postmortem.id', 'team_review_item.postmortem_id')
      .where(readableBy(this.#db, read));
  }

  #select(query: Knex.QueryBuilder): Knex.QueryBuilder<ItemRow, ItemRow[]> {
    return query
      .modify(withAll)
      .select('team_review_item.*', 'postmortem.number', 'postmortem.title')
      .select({ is_waiting: this.#db.raw(WAITS) });
  }
}

/** What {@link WAITS} looks at. */
function withAll(query: Knex.QueryBuilder): void {
  query
    .join('team_review', 'team_review.id', 'team_review_item.review_id')
    .leftJoin(
      'action_item',
      'action_item.id',
      'team_review_item.action_item_id',
    );
}

function toItem(row: ItemRow): StoredReviewItem {
  return {
    id: row.action_item_id,
    reason: reviewReasonSchema.options[row.reason],
    description: row.description,
    waited: Boolean(row.waited),
    waits: Boolean(row.is_waiting),
    postmortem: {
      id: row.postmortem_id,
      number: row.number,
      title: row.title,
    },
  };
}
