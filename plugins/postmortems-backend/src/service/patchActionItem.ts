// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  ActionItemPatch,
  fieldMessage,
  saysSomething,
  toInput,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { conflict, refused } from '../http/errors';
import { StoredPostmortem } from '../store/postmortems/rows';
import { isDoneInFuture } from './isDoneInFuture';
import { Edit } from './PostmortemEditor';

/** What only an action item that is done has. */
const OF_DONE = ['doneAt', 'verifyOn', 'verified', 'verifiedNote'] as const;

const SEEN = ['description', 'owner', 'dueDate', 'status'] as const;

/** What a change of an action item is a part of. */
export type PartOf = {
  /** What whoever changes it has seen: nothing else is changed. */
  seen?: Partial<Pick<ActionItem, (typeof SEEN)[number]>>;
  /** Put right behind it. */
  added?: ActionItem;
  /** Taken out with it, as long as it is still this. */
  removed?: ActionItem;
  /** Written with the change, or not at all. */
  also?: (trx: Knex.Transaction) => Promise<void>;
};

/**
 * What a change of an action item makes of its postmortem.
 *
 * @param options.current - the item as it is, for who has not seen it
 * @throws InputError when it will not be done for no reason, or was done in
 * the future or not at all, or says whether it worked without being done
 * @throws ConflictError with `current` when it is not as it was seen
 */
export async function patchActionItem(
  change: {
    stored: StoredPostmortem;
    item: ActionItem;
    patch: ActionItemPatch;
  },
  options: PartOf & { timeZone: string; current: () => Promise<unknown> },
): Promise<Edit> {
  const { stored, item, patch } = change;
  const { seen, added, removed, also, timeZone, current } = options;
  const differing = SEEN.filter(
    field => seen?.[field] !== undefined && seen[field] !== item[field],
  );
  if (differing.length > 0)
    throw conflict(
      `The action item was changed meanwhile: ${differing.join(', ')}`,
      differing,
      await current(),
    );
  const second = stored.actionItems.find(each => each.id === removed?.id);
  if (removed && second && !isSame(second, removed))
    throw conflict(
      'The action item that it was split into was changed meanwhile',
      ['actionItems'],
      await current(),
    );
  const patched = { ...item, ...patch };
  if (
    (patch.status ?? patch.wontDoReason) !== undefined &&
    patched.status === 'wont-do' &&
    !patched.wontDoReason
  )
    throw refused([fieldMessage('wontDoReason', 'wont-do-without-reason')]);
  if (
    patched.status === 'wont-do' &&
    (patched.status !== item.status ||
      patched.wontDoReason !== item.wontDoReason) &&
    !saysSomething(patched.wontDoReason)
  )
    throw refused([fieldMessage('wontDoReason', 'reason-says-nothing')]);
  const tooEarly = OF_DONE.filter(
    field => patch[field] && patched.status !== 'done',
  );
  if (tooEarly.length > 0)
    throw refused(tooEarly.map(field => fieldMessage(field, 'not-done')));
  if (patch.verifiedNote && patched.verified === null)
    throw refused([fieldMessage('verifiedNote', 'not-verified')]);
  if (patch.doneAt && isDoneInFuture(patched, timeZone))
    throw refused([fieldMessage('doneAt', 'in-the-future')]);
  const document = toInput(stored);
  return {
    also,
    document: {
      ...document,
      actionItems: document.actionItems.flatMap(each => {
        if (each.id === removed?.id) return [];
        if (each.id !== item.id) return each;
        return added ? [patched, added] : patched;
      }),
    },
  };
}

/** In what the one has: a later release may have added to the other. */
function isSame(item: ActionItem, added: ActionItem): boolean {
  return (Object.keys(added) as Array<keyof ActionItem>).every(
    field => item[field] === added[field],
  );
}
