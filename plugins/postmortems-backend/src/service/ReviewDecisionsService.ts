// SPDX-License-Identifier: Apache-2.0

import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  ReviewDecisionInput,
  ReviewItem,
} from 'backstage-plugin-postmortems-common';
import { ActionItemsStore } from '../store/actionItems/ActionItemsStore';
import { ReviewDecisions, ReviewEnded } from '../store/reviews/ReviewDecisions';
import { StoredReview } from '../store/reviews/ReviewsStore';
import { isUuid } from '../store/sql';
import { Access, AccessChecker } from './Access';
import { ActionItemsService } from './ActionItemsService';
import { ReviewChange, toChange, toDecision, toUndo } from './reviewChanges';
import { ReviewRequest } from './ReviewsService';
import { ReviewViews } from './ReviewViews';

/** What is decided in team reviews. */
export class ReviewDecisionsService {
  readonly #decisions: ReviewDecisions;
  readonly #actionItems: ActionItemsStore;
  readonly #actionItemsService: ActionItemsService;
  readonly #views: ReviewViews;
  readonly #access: AccessChecker;

  constructor(options: {
    decisions: ReviewDecisions;
    actionItems: ActionItemsStore;
    actionItemsService: ActionItemsService;
    views: ReviewViews;
    access: AccessChecker;
  }) {
    this.#decisions = options.decisions;
    this.#actionItems = options.actionItems;
    this.#actionItemsService = options.actionItemsService;
    this.#views = options.views;
    this.#access = options.access;
  }

  /**
   * Changes, splits or skips an action item, and records it: both, or neither.
   * The same decision sent again changes nothing.
   *
   * @throws NotFoundError when it is not on the agenda, as far as the caller
   * may know
   * @throws NotAllowedError when the caller does not lead the review, or may
   * not change the item
   * @throws ConflictError when the review has ended, or, with `current`, when
   * the item is not as it was seen
   * @throws InputError when the item cannot be changed to that
   */
  async decide(
    { id, credentials }: ReviewRequest,
    itemId: string,
    decision: ReviewDecisionInput,
  ): Promise<ReviewItem> {
    const access = await this.#access.toRead(credentials);
    const review = await this.#views.mustGet(id);
    const entry = await this.#views.mustHave(review, itemId, access);
    const answer = () => this.#answer(review, entry.id, access);
    const isRecorded = async () => {
      const known = await this.#decisions.get(decision.id);
      if (!known) return false;
      if (known.reviewId === review.id && known.actionItemId === entry.id)
        return true;
      throw new ConflictError('The id of the decision is that of another one');
    };
    if (await isRecorded()) return answer();
    mustLead(review, access);
    try {
      const item = await this.#actionItems.get(entry.id);
      if (item?.postmortem.id !== entry.postmortem.id)
        throw new NotFoundError(
          `The action item was taken out of PM-${entry.postmortem.number}`,
        );
      const recorded = toDecision(decision, {
        reviewId: review.id,
        item,
        postmortemId: item.postmortem.id,
        by: access.actor,
        at: new Date().toISOString(),
      });
      if (decision.kind !== 'skipped') {
        const promised = await this.#actionItems.promise(entry.id);
        await this.#change(
          { id: entry.id, credentials },
          toChange(decision, recorded, { item, promised }),
        );
      }
      // Not yet where nothing was to be changed.
      if (!(await isRecorded())) await this.#decisions.add(recorded);
    } catch (error) {
      // The same decision may have been sent twice at once.
      if (await isRecorded()) return answer();
      throw error instanceof ReviewEnded ? hasEnded() : error;
    }
    return answer();
  }

  /**
   * Takes a decision back, with what it changed.
   *
   * @throws NotFoundError, NotAllowedError
   * @throws ConflictError when the review has ended, or, with `current`, when
   * what it changed was changed since
   */
  async undo(
    { id, credentials }: ReviewRequest,
    decisionId: string,
  ): Promise<ReviewItem> {
    const access = await this.#access.toRead(credentials);
    const review = await this.#views.mustGet(id);
    const decision = isUuid(decisionId)
      ? await this.#decisions.get(decisionId.toLowerCase())
      : undefined;
    if (decision?.reviewId !== review.id)
      throw new NotFoundError(`There is no decision '${decisionId}'`);
    const entry = await this.#views.mustHave(
      review,
      decision.actionItemId,
      access,
    );
    if (decision.undoneAt === null) {
      mustLead(review, access);
      const by = { actor: access.actor, at: new Date() };
      try {
        if (decision.kind !== 'skipped') {
          const promised = await this.#actionItems.promise(entry.id);
          await this.#change(
            { id: entry.id, credentials },
            toUndo(decision, { promised, by }),
          );
        }
        // Not yet where nothing was to be changed.
        if ((await this.#decisions.get(decision.id))?.undoneAt === null)
          await this.#decisions.undo(decision, by);
      } catch (error) {
        throw error instanceof ReviewEnded ? hasEnded() : error;
      }
    }
    return this.#answer(review, entry.id, access);
  }

  /** As it is now. */
  async #answer(
    review: StoredReview,
    itemId: string,
    access: Access,
  ): Promise<ReviewItem> {
    const entry = await this.#views.mustHave(review, itemId, access);
    return (await this.#views.items(review, [entry], access))[0];
  }

  async #change(item: ReviewRequest, { patch, partOf }: ReviewChange) {
    await this.#actionItemsService.update(item, patch, undefined, partOf);
  }
}

function mustLead(review: StoredReview, access: Access): void {
  if (review.endedAt !== null) throw hasEnded();
  mustHaveJoined(review, access);
}

/** @throws NotAllowedError */
export function mustHaveJoined(
  { facilitators }: StoredReview,
  { actor }: Access,
): void {
  if (!facilitators.includes(actor))
    throw new NotAllowedError('Join the review before you change it');
}

function hasEnded(): ConflictError {
  return new ConflictError('The review has ended; nothing was changed');
}
