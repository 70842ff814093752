// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  ActionItemPatch,
  newActionItem,
  newId,
  ReviewDecision,
  ReviewDecisionInput,
} from 'backstage-plugin-postmortems-common';
import {
  KeptPromise,
  putBackPromise,
  readPromise,
} from '../store/actionItems/actionItemEvents';
import {
  addDecision,
  StoredDecision,
  undoDecision,
} from '../store/reviews/ReviewDecisions';
import { PartOf } from './patchActionItem';

/** What a decision makes of its action item. */
export type ReviewChange = { patch: ActionItemPatch; partOf: PartOf };

const CHANGED = ['status', 'owner', 'dueDate'] as const;

/**
 * A decision as it is recorded.
 *
 * @param item - as it is before
 */
export function toDecision(
  input: ReviewDecisionInput,
  about: {
    reviewId: string;
    item: ActionItem;
    postmortemId: string;
    by: string;
    at: string;
  },
): StoredDecision {
  const { item, ...rest } = about;
  const decision: StoredDecision = {
    ...rest,
    id: input.id,
    kind: input.kind,
    actionItemId: item.id,
    changes: {},
    wontDoReason: null,
    split: null,
    added: null,
    before: {},
    promise: null,
    undoneAt: null,
  };
  switch (input.kind) {
    case 'skipped':
      return decision;
    case 'split': {
      const second = { id: newId(), ...input.second };
      return {
        ...decision,
        split: {
          description: { from: item.description, to: input.description },
          second,
        },
        added: {
          ...newActionItem(),
          ...second,
          status: item.status === 'proposed' ? 'proposed' : 'open',
          purpose: item.purpose,
        },
      };
    }
    default: {
      const changes: ReviewDecision['changes'] = {};
      for (const field of CHANGED) {
        const to = input.patch[field];
        if (to !== undefined && to !== item[field])
          changes[field] = { from: item[field], to };
      }
      return {
        ...decision,
        changes,
        wontDoReason:
          input.patch.status === 'wont-do'
            ? (input.patch.wontDoReason ?? item.wontDoReason)
            : null,
        before: { wontDoReason: item.wontDoReason, doneAt: item.doneAt },
      };
    }
  }
}

/**
 * Carries out a decision, and records it with that.
 *
 * @param options.promised - what is promised of the item before
 */
export function toChange(
  input: Exclude<ReviewDecisionInput, { kind: 'skipped' }>,
  decision: StoredDecision,
  { item, promised }: { item: ActionItem; promised: KeptPromise },
): ReviewChange {
  return {
    patch:
      input.kind === 'split' ? { description: input.description } : input.patch,
    partOf: {
      seen: input.seen,
      added: decision.added ?? undefined,
      also: async trx => {
        const { moves } = await readPromise(trx, item.id);
        await addDecision(trx, {
          ...decision,
          promise: { before: promised, moves: moves - promised.moves },
        });
      },
    },
  };
}

/**
 * Takes a decision back: only what it changed, and only as long as that is as
 * it left it.
 *
 * @param options.promised - what is promised of the item before that
 */
export function toUndo(
  decision: StoredDecision,
  options: { promised: KeptPromise; by: { actor: string; at: Date } },
): ReviewChange {
  const { changes, split, before, promise } = decision;
  const { promised, by } = options;
  const was: Partial<ActionItem> = {};
  const is: PartOf['seen'] = {};
  if (split) {
    was.description = split.description.from;
    is.description = split.description.to;
  }
  if (changes.owner) {
    was.owner = changes.owner.from;
    is.owner = changes.owner.to;
  }
  if (changes.dueDate) {
    was.dueDate = changes.dueDate.from;
    is.dueDate = changes.dueDate.to;
  }
  if (changes.status) {
    was.status = changes.status.from as ActionItem['status'];
    is.status = changes.status.to as ActionItem['status'];
    was.wontDoReason = before.wontDoReason;
    // Or it would be done today.
    if (was.status === 'done') was.doneAt = before.doneAt;
  }
  return {
    patch: was,
    partOf: {
      seen: is,
      removed: decision.added ?? undefined,
      also: async trx => {
        await undoDecision(trx, decision, by);
        if (promise)
          await putBackPromise(trx, decision.actionItemId, {
            ...promise.before,
            moves: Math.max(0, promised.moves - promise.moves),
          });
      },
    },
  };
}
