// SPDX-License-Identifier: Apache-2.0

import {
  ActionItemRow,
  PostmortemsApi,
  Review,
  ReviewDecision,
  ReviewItem,
  ReviewSummary,
} from 'backstage-plugin-postmortems-common';
import { actionItem, pageOf } from '../../../__testUtils__/fixtures';
import { refusal } from '../../../__testUtils__/refusal';

export const TEAM = 'group:default/team-payments';
export const ADA = 'user:default/ada';

export const summary = (
  values: Partial<ReviewSummary> = {},
): ReviewSummary => ({
  id: 'r1',
  group: TEAM,
  facilitators: [ADA],
  startedAt: '2026-11-27T14:02:00.000Z',
  endedAt: null,
  total: 0,
  decided: 0,
  waiting: 0,
  ...values,
});

export const reviewItem = (
  row: Partial<ActionItemRow> = {},
  values: Partial<ReviewItem> = {},
): ReviewItem => {
  const item = actionItem(row);
  return {
    id: item.id,
    description: item.description,
    reason: 'overdue',
    waited: false,
    waits: true,
    postmortem: {
      id: item.postmortem.id,
      number: item.postmortem.number,
      title: item.postmortem.title,
    },
    actionItem: item,
    decisions: [],
    ...values,
  };
};

/** Team reviews as the server keeps them: of one team, one after the other. */
export class FakeReviews {
  readonly items: ReviewItem[];
  /** What the next call is answered with, instead. */
  failNext: Error | undefined;
  review: Review | undefined;
  readonly earlier: ReviewSummary[] = [];
  readonly #undone = new Map<string, ActionItemRow>();
  readonly #values: Partial<Review>;

  constructor(items: ReviewItem[], values: Partial<Review> = {}) {
    this.items = items;
    this.#values = values;
  }

  #counts() {
    const isDecided = ({ decisions }: ReviewItem) =>
      decisions.some(({ kind }) => kind !== 'skipped');
    return {
      total: this.items.length,
      decided: this.items.filter(isDecided).length,
      waiting: this.items.filter(item => !isDecided(item)).length,
    };
  }

  #now(): Review {
    if (!this.review) throw refusal(404, { message: 'There is none' });
    this.review = { ...this.review, ...this.#counts() };
    return this.review;
  }

  #mayFail() {
    const error = this.failNext;
    this.failNext = undefined;
    if (error) throw error;
  }

  methods: Partial<PostmortemsApi> = {
    reviews: async () =>
      pageOf(...(this.review ? [this.#now()] : []), ...this.earlier),
    startReview: async () => {
      this.#mayFail();
      this.review ??= {
        ...summary(this.#counts()),
        since: '2026-08-29T14:02:00.000Z',
        previous: null,
        recurred: [],
        restricted: 0,
        can: { decide: true },
        ...this.#values,
      };
      return this.#now();
    },
    review: async () => this.#now(),
    reviewAgenda: async ({ query: { cursor, limit = 20 } = {} }) => {
      const from = Number(cursor ?? 0);
      const next = from + limit;
      return {
        items: this.items.slice(from, next),
        totalItems: this.items.length,
        ...(next < this.items.length && { nextCursor: String(next) }),
      };
    },
    decideInReview: async ({ itemId, body }) => {
      this.#mayFail();
      const index = this.items.findIndex(({ id }) => id === itemId);
      const item = this.items[index];
      const before = item.actionItem!;
      if (item.decisions.some(({ id }) => id === body.id)) return item;
      const changes: ReviewDecision['changes'] = {};
      let after = before;
      if (body.kind === 'changed') {
        after = { ...before, ...body.patch };
        for (const field of ['owner', 'dueDate', 'status'] as const)
          if (before[field] !== after[field])
            changes[field] = { from: before[field], to: after[field] };
      }
      if (body.kind === 'split')
        after = { ...before, description: body.description };
      this.#undone.set(body.id, before);
      this.items[index] = {
        ...item,
        actionItem: after,
        waits: body.kind === 'skipped',
        decisions: [
          ...item.decisions,
          {
            id: body.id,
            kind: body.kind,
            at: '2026-11-27T14:03:00.000Z',
            by: ADA,
            changes,
            wontDoReason:
              changes.status?.to === 'wont-do' ? after.wontDoReason : null,
            split:
              body.kind === 'split'
                ? {
                    description: {
                      from: before.description,
                      to: body.description,
                    },
                    second: { id: 's1', ...body.second },
                  }
                : null,
          },
        ],
      };
      return this.items[index];
    },
    undoReviewDecision: async ({ decisionId }) => {
      this.#mayFail();
      const index = this.items.findIndex(({ decisions }) =>
        decisions.some(({ id }) => id === decisionId),
      );
      const item = this.items[index];
      this.items[index] = {
        ...item,
        actionItem: this.#undone.get(decisionId)!,
        decisions: item.decisions.filter(({ id }) => id !== decisionId),
      };
      return this.items[index];
    },
    endReview: async () => {
      this.#mayFail();
      this.review = {
        ...this.#now(),
        endedAt: '2026-11-27T14:30:00.000Z',
        can: { decide: false },
      };
      return this.#now();
    },
  };
}
