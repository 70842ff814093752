// SPDX-License-Identifier: Apache-2.0

import { isOpen } from './actionItemDue';
import { DAY_MS } from './days';
import { ActionItem, Unfinished } from './model';

/**
 * What recurrence is decided by, of one postmortem.
 *
 * @public
 */
export type Occurrence = {
  id: string;
  /** Decides between two that started at the same instant. */
  number: number;
  startedAt: string | null;
  affectedSystems: readonly string[];
  /** Confirmed causes. */
  causeIds: readonly string[];
};

/**
 * How a cause recurred with a postmortem.
 *
 * @public
 */
export type CauseRecurrence<T> = {
  /** Of the affected systems, those that it recurred on. */
  systems: string[];
  /**
   * All earlier ones with the cause on one of these, newest first: also those
   * before the days, since "the third time" counts all of them.
   */
  earlier: T[];
};

/**
 * The causes that recurred with a postmortem: those that an earlier one (by
 * start) on a same affected system shares, where the latest of these started
 * at most `withinDays` before.
 *
 * @param others - published ones that the reader may see; those that are not
 * earlier, or have no start, do not count
 * @returns by cause id
 * @public
 */
export function recurrencesOf<T extends Occurrence>(
  postmortem: Occurrence,
  others: readonly T[],
  withinDays: number,
): Map<string, CauseRecurrence<T>> {
  const recurrences = new Map<string, CauseRecurrence<T>>();
  const { startedAt } = postmortem;
  if (startedAt === null) return recurrences;
  const start = Date.parse(startedAt);
  const earlier = others
    .filter(other => other.id !== postmortem.id && isBefore(other, postmortem))
    .sort((a, b) => (isBefore(a, b) ? 1 : -1));
  for (const cause of postmortem.causeIds) {
    const same = earlier.filter(other => other.causeIds.includes(cause));
    // On each system by itself: what happened to it long ago and to another
    // one lately did not recur on it.
    const systems = postmortem.affectedSystems.filter(ref => {
      const last = same.find(other => other.affectedSystems.includes(ref));
      return (
        last !== undefined &&
        start - Date.parse(last.startedAt!) <= withinDays * DAY_MS
      );
    });
    if (systems.length > 0)
      recurrences.set(cause, {
        systems,
        earlier: same.filter(other =>
          other.affectedSystems.some(ref => systems.includes(ref)),
        ),
      });
  }
  return recurrences;
}

/** By start, then by number. Without a start it is before nothing. */
function isBefore(a: Occurrence, b: Occurrence): boolean {
  if (a.startedAt === null || b.startedAt === null) return false;
  const difference = Date.parse(a.startedAt) - Date.parse(b.startedAt);
  return difference < 0 || (difference === 0 && a.number < b.number);
}

/**
 * Whether an accepted action item was not finished when something came back.
 * Of what is done nobody knows when, it is not claimed.
 * It was promised by then: it was written down, or even due (as in documents
 * that were imported later).
 *
 * @param at - the instant at which it came back
 * @public
 */
export function wasUnfinished(
  item: Pick<ActionItem, 'status' | 'dueDate' | 'doneAt'> & {
    createdAt: string;
  },
  at: string,
): boolean {
  return (
    item.status !== 'proposed' &&
    item.status !== 'wont-do' &&
    (item.doneAt === null ? item.status !== 'done' : item.doneAt > at) &&
    (item.createdAt < at ||
      (item.dueDate !== null && item.dueDate < at.slice(0, 10)))
  );
}

/**
 * The promises that were unfinished when a cause came back: each once, as of
 * the last time. The most telling come first: those that are still open, and
 * of these the longest overdue.
 *
 * @param occurrences - newest first
 * @public
 */
export function brokenPromises(
  occurrences: ReadonlyArray<{ unfinished: readonly Unfinished[] }>,
): Unfinished[] {
  const byId = new Map<string, Unfinished>();
  for (const { unfinished } of occurrences)
    for (const item of unfinished)
      if (!byId.has(item.id)) byId.set(item.id, item);
  return [...byId.values()].sort(
    (a, b) =>
      Number(isOpen(b)) - Number(isOpen(a)) ||
      (b.daysOverdue ?? 0) - (a.daysOverdue ?? 0),
  );
}
