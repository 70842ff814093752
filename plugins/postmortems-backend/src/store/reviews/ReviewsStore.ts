// SPDX-License-Identifier: Apache-2.0

import { newId, ReviewSummary } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { cutPage, decodeCursor, ListPage } from '../cursor';
import { inTransaction } from '../inTransaction';
import { inList, isUniqueViolation, toInstant } from '../sql';
import { AgendaOf, IS_LEFT, makeAgenda } from './makeAgenda';

type ReviewRow = {
  id: string;
  group_ref: string;
  systems: string;
  started_at: Date | number;
  since: Date | number;
  ended_at: Date | number | null;
  previous_id: string | null;
};

/** A review, without what depends on the reader. */
export type StoredReview = Pick<
  ReviewSummary,
  'id' | 'group' | 'startedAt' | 'endedAt' | 'facilitators'
> & {
  /** What the group owned when it began. */
  systems: string[];
  since: string;
  previousId: string | null;
};

/** Team reviews. */
export class ReviewsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * Begins a review, behind the last one that ended.
   *
   * @param options.sinceAtLeast - where there is none before it
   * @returns its id; `undefined` when one of the group is not ended
   */
  async start(
    options: AgendaOf & {
      group: string;
      facilitator: string;
      at: Date;
      sinceAtLeast: Date;
    },
  ): Promise<string | undefined> {
    const { group, systems, facilitator, at } = options;
    const id = newId();
    try {
      await inTransaction(this.#db, async trx => {
        const previous = await trx<ReviewRow>('team_review')
          .where({ group_ref: group })
          .whereNotNull('ended_at')
          .orderBy([
            { column: 'started_at', order: 'desc' },
            { column: 'id', order: 'desc' },
          ])
          .first();
        await trx('team_review').insert({
          id,
          group_ref: group,
          systems: JSON.stringify(systems),
          started_at: at,
          since: previous?.started_at ?? options.sinceAtLeast,
          previous_id: previous?.id ?? null,
        });
        await trx('team_review_facilitator').insert({
          review_id: id,
          entity_ref: facilitator,
          joined_at: at,
        });
        await makeAgenda(
          trx,
          { id, previousId: previous?.id ?? null },
          options,
        );
      });
      return id;
    } catch (error) {
      if (isUniqueViolation(error)) return undefined;
      throw error;
    }
  }

  /** The one of a group that is not ended. */
  async running(group: string): Promise<StoredReview | undefined> {
    const row = await this.#db<ReviewRow>('team_review')
      .where({ group_ref: group })
      .whereNull('ended_at')
      .first();
    return row && (await this.#toReviews([row]))[0];
  }

  async get(id: string): Promise<StoredReview | undefined> {
    const row = await this.#db<ReviewRow>('team_review').where({ id }).first();
    return row && (await this.#toReviews([row]))[0];
  }

  /** @returns `undefined` when the cursor is not one of this list */
  async list(
    group: string,
    page: { limit: number; cursor?: string },
  ): Promise<ListPage<StoredReview> | undefined> {
    const after = decodeCursor(page.cursor, 'reviews', ['instant', 'id']);
    if (!after) return undefined;
    const ofGroup = this.#db<ReviewRow>('team_review').where({
      group_ref: group,
    });
    const rows: ReviewRow[] = await ofGroup
      .clone()
      .modify(query => {
        if (after.length > 0)
          query.whereRaw('(started_at, id) < (?, ?)', [
            new Date(after[0]),
            after[1],
          ]);
      })
      .orderByRaw('started_at desc, id desc')
      .limit(page.limit + 1);
    const [{ total }] = await ofGroup.clone().count({ total: '*' });
    const { shown, ...next } = cutPage(rows, {
      limit: page.limit,
      list: 'reviews',
      keyOf: row => [new Date(row.started_at).getTime(), row.id],
    });
    return {
      items: await this.#toReviews(shown),
      totalItems: Number(total),
      ...next,
    };
  }

  async join(id: string, facilitator: string, at: Date): Promise<void> {
    await this.#db('team_review_facilitator')
      .insert({ review_id: id, entity_ref: facilitator, joined_at: at })
      .onConflict()
      .ignore();
  }

  /** Ends a review, and keeps what waits. One that is ended stays as it is. */
  async end(id: string, at: Date): Promise<void> {
    await inTransaction(this.#db, async trx => {
      // First, so that what is decided at the same time is decided before it.
      const ended = await trx('team_review')
        .where({ id })
        .whereNull('ended_at')
        .update({ ended_at: at });
      if (ended === 0) return;
      await trx('team_review_item')
        .where({ review_id: id })
        .whereIn(
          'action_item_id',
          trx('team_review_item')
            .join(
              'action_item',
              'action_item.id',
              'team_review_item.action_item_id',
            )
            .where('team_review_item.review_id', id)
            .whereRaw(IS_LEFT)
            .select('team_review_item.action_item_id'),
        )
        .update({ waits: true });
    });
  }

  async #toReviews(rows: ReviewRow[]): Promise<StoredReview[]> {
    const joined: Array<{ review_id: string; entity_ref: string }> =
      await this.#db('team_review_facilitator')
        .where(
          inList(
            this.#db,
            'review_id',
            rows.map(({ id }) => id),
          ),
        )
        .orderBy(['joined_at', 'entity_ref']);
    return rows.map(row => ({
      id: row.id,
      group: row.group_ref,
      facilitators: joined
        .filter(each => each.review_id === row.id)
        .map(each => each.entity_ref),
      startedAt: toInstant(row.started_at)!,
      endedAt: toInstant(row.ended_at),
      systems: JSON.parse(row.systems),
      since: toInstant(row.since)!,
      previousId: row.previous_id,
    }));
  }
}
