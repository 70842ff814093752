// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  ReviewDecision,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { KeptPromise } from '../actionItems/actionItemEvents';
import { inTransaction } from '../inTransaction';
import { Db, inList, isUniqueViolation, toInstant } from '../sql';

/** A decision, with what taking it back needs. */
export type StoredDecision = ReviewDecision & {
  reviewId: string;
  actionItemId: string;
  postmortemId: string;
  undoneAt: string | null;
  /** What a split added. */
  added: ActionItem | null;
  /** What it changed, as it was. */
  before: Partial<ActionItem>;
  /** What was promised before, and how many moves it counted. */
  promise: { before: KeptPromise; moves: number } | null;
};

type Data = Pick<
  StoredDecision,
  'changes' | 'wontDoReason' | 'split' | 'added' | 'before' | 'promise'
>;

type DecisionRow = {
  number: number;
  id: string;
  review_id: string;
  action_item_id: string;
  postmortem_id: string;
  kind: ReviewDecision['kind'];
  data: string;
  actor: string;
  at: Date | number;
  undone_at: Date | number | null;
  undone_by: string | null;
};

/** The review was ended meanwhile. */
export class ReviewEnded extends Error {}

const TABLE = 'team_review_decision';

/** What was decided in team reviews. */
export class ReviewDecisions {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * Records a decision that changes nothing.
   *
   * @returns `false` when it was recorded before
   * @throws ReviewEnded
   */
  async add(decision: StoredDecision): Promise<boolean> {
    try {
      await inTransaction(this.#db, trx => addDecision(trx, decision));
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  /** @throws ReviewEnded */
  async undo(decision: StoredDecision, by: Undone): Promise<void> {
    await inTransaction(this.#db, trx => undoDecision(trx, decision, by));
  }

  async get(id: string): Promise<StoredDecision | undefined> {
    const row = await this.#db<DecisionRow>(TABLE).where({ id }).first();
    return row && toDecision(row);
  }

  /** Those of some action items that were not taken back, oldest first. */
  async of(
    reviewId: string,
    actionItemIds: readonly string[],
  ): Promise<Map<string, ReviewDecision[]>> {
    const rows = await this.#db<DecisionRow>(TABLE)
      .where({ review_id: reviewId })
      .where(inList(this.#db, 'action_item_id', actionItemIds))
      .whereNull('undone_at')
      .orderBy('number');
    const decisions = new Map<string, ReviewDecision[]>();
    for (const row of rows) {
      const { id, kind, at, by, changes, wontDoReason, split } =
        toDecision(row);
      decisions.set(row.action_item_id, [
        ...(decisions.get(row.action_item_id) ?? []),
        { id, kind, at, by, changes, wontDoReason, split },
      ]);
    }
    return decisions;
  }
}

type Undone = { actor: string; at: Date };

/**
 * Records a decision in the transaction of what it changes.
 *
 * @throws ReviewEnded
 */
export async function addDecision(
  db: Db,
  decision: StoredDecision,
): Promise<void> {
  await mustGoOn(db, decision.reviewId);
  const { changes, wontDoReason, split, added, before, promise } = decision;
  const data: Data = { changes, wontDoReason, split, added, before, promise };
  await db<DecisionRow>(TABLE).insert({
    id: decision.id,
    review_id: decision.reviewId,
    action_item_id: decision.actionItemId,
    postmortem_id: decision.postmortemId,
    kind: decision.kind,
    data: JSON.stringify(data),
    actor: decision.by,
    at: new Date(decision.at),
  });
}

/**
 * The same for taking it back.
 *
 * @throws ReviewEnded
 */
export async function undoDecision(
  db: Db,
  decision: StoredDecision,
  { actor, at }: Undone,
): Promise<void> {
  await mustGoOn(db, decision.reviewId);
  await db<DecisionRow>(TABLE)
    .where({ id: decision.id })
    .whereNull('undone_at')
    .update({ undone_at: at, undone_by: actor });
}

/** Until the transaction is done, nobody ends it. */
async function mustGoOn(db: Db, reviewId: string): Promise<void> {
  const running = await db('team_review')
    .select('id')
    .where({ id: reviewId })
    .whereNull('ended_at')
    .forUpdate()
    .first();
  if (!running) throw new ReviewEnded();
}

function toDecision(row: DecisionRow): StoredDecision {
  const data = JSON.parse(row.data) as Data;
  return {
    ...data,
    id: row.id,
    kind: row.kind,
    at: toInstant(row.at)!,
    by: row.actor,
    reviewId: row.review_id,
    actionItemId: row.action_item_id,
    postmortemId: row.postmortem_id,
    undoneAt: toInstant(row.undone_at),
  };
}
