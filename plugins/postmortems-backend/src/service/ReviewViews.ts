// SPDX-License-Identifier: Apache-2.0

import { NotFoundError } from '@backstage/errors';
import {
  Review,
  ReviewItem,
  ReviewSummary,
} from 'backstage-plugin-postmortems-common';
import { ActionItemsStore } from '../store/actionItems/ActionItemsStore';
import { ReadFilter } from '../store/readFilter';
import {
  ReviewAgendas,
  StoredReviewItem,
} from '../store/reviews/ReviewAgendas';
import { ReviewDecisions } from '../store/reviews/ReviewDecisions';
import { ReviewsStore, StoredReview } from '../store/reviews/ReviewsStore';
import { isUuid } from '../store/sql';
import { Access } from './Access';
import { ActionItemsService } from './ActionItemsService';
import { RecurrencesService } from './RecurrencesService';

/**
 * What is shown on a screen that others look at: nothing restricted, also where
 * it is open to the caller.
 */
export const shared = (read: ReadFilter): ReadFilter => ({
  ...read,
  ownershipRefs: [],
});

/** Team reviews and their agendas, as one caller may see them. */
export class ReviewViews {
  readonly #reviews: ReviewsStore;
  readonly #agendas: ReviewAgendas;
  readonly #decisions: ReviewDecisions;
  readonly #actionItems: ActionItemsStore;
  readonly #actionItemsService: ActionItemsService;
  readonly #recurrencesService: RecurrencesService;

  constructor(options: {
    reviews: ReviewsStore;
    agendas: ReviewAgendas;
    decisions: ReviewDecisions;
    actionItems: ActionItemsStore;
    actionItemsService: ActionItemsService;
    recurrencesService: RecurrencesService;
  }) {
    this.#reviews = options.reviews;
    this.#agendas = options.agendas;
    this.#decisions = options.decisions;
    this.#actionItems = options.actionItems;
    this.#actionItemsService = options.actionItemsService;
    this.#recurrencesService = options.recurrencesService;
  }

  async review(review: StoredReview, access: Access): Promise<Review> {
    const { since, startedAt, previousId, systems } = review;
    const read = shared(access.read);
    const [previous, [summary], recurred, restricted] = await Promise.all([
      previousId === null ? undefined : this.#reviews.get(previousId),
      this.summaries([review], access),
      this.#recurrencesService.recurringCauses(
        { filter: { systems }, read },
        { after: since, until: startedAt },
      ),
      this.#agendas.restricted(review.id, access.read),
    ]);
    return {
      ...summary,
      since,
      previous: previous ? (await this.summaries([previous], access))[0] : null,
      recurred,
      restricted,
      can: {
        decide:
          review.endedAt === null && review.facilitators.includes(access.actor),
      },
    };
  }

  async summaries(
    reviews: readonly StoredReview[],
    access: Access,
  ): Promise<ReviewSummary[]> {
    const counts = await this.#agendas.counts(
      reviews.map(({ id }) => id),
      shared(access.read),
    );
    return reviews.map(({ id, group, facilitators, startedAt, endedAt }) => ({
      id,
      group,
      facilitators,
      startedAt,
      endedAt,
      ...counts.get(id)!,
    }));
  }

  async items(
    review: StoredReview,
    entries: readonly StoredReviewItem[],
    access: Access,
  ): Promise<ReviewItem[]> {
    const ids = entries.map(({ id }) => id);
    const [stored, decisions] = await Promise.all([
      this.#actionItems.byIds(ids),
      this.#decisions.of(review.id, ids),
    ]);
    // An id that was put into another postmortem is another item.
    const kept = entries.flatMap(({ id, postmortem }) => {
      const item = stored.get(id);
      return item?.postmortem.id === postmortem.id ? item : [];
    });
    const rows = new Map(
      (await this.#actionItemsService.show(kept, access)).map(row => [
        row.id,
        row,
      ]),
    );
    return entries.map(entry => ({
      ...entry,
      actionItem: rows.get(entry.id) ?? null,
      decisions: decisions.get(entry.id) ?? [],
    }));
  }

  async mustGet(id: string): Promise<StoredReview> {
    const review = isUuid(id)
      ? await this.#reviews.get(id.toLowerCase())
      : undefined;
    if (!review) throw new NotFoundError(`There is no team review '${id}'`);
    return review;
  }

  async mustHave(
    review: StoredReview,
    itemId: string,
    { read }: Access,
  ): Promise<StoredReviewItem> {
    const entry = isUuid(itemId)
      ? await this.#agendas.item(review.id, itemId.toLowerCase(), shared(read))
      : undefined;
    if (!entry)
      throw new NotFoundError(
        `There is no action item '${itemId}' on the agenda`,
      );
    return entry;
  }
}
