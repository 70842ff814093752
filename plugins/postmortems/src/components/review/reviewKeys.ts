// SPDX-License-Identifier: Apache-2.0

import { ActionItemRow, isOpen } from 'backstage-plugin-postmortems-common';
import { useEffect, useRef } from 'react';

/** What one does with an action item in a review. */
export const REVIEW_ACTIONS = [
  'assign',
  'date',
  'split',
  'accept',
  'done',
  'wont-do',
  'skip',
  'back',
  'undo',
  'keys',
] as const;
export type ReviewAction = (typeof REVIEW_ACTIONS)[number];

/** The keys of each, the first of which stands on its button. */
export const REVIEW_KEYS: Record<ReviewAction, readonly string[]> = {
  assign: ['a'],
  date: ['d'],
  split: ['p'],
  accept: ['y'],
  done: ['x'],
  'wont-do': ['w'],
  skip: ['s', 'ArrowRight'],
  back: ['ArrowLeft'],
  undo: ['u'],
  keys: ['?'],
};

/** How a key is written on a button. */
export const keyName = (key: string): string =>
  ({ ArrowRight: '→', ArrowLeft: '←' })[key] ?? key.toUpperCase();

/** Whether there is still something to decide about it. */
export const isUndecided = (item: Pick<ActionItemRow, 'status'>): boolean =>
  isOpen(item) || item.status === 'proposed';

/** Where letters are letters, and arrows move something else. */
const TYPED_IN =
  'input, textarea, select, [contenteditable], [role="dialog"], [role="listbox"], [role="menu"], [role="tablist"]';

/** Calls `act` for the single keys of a review, but not while somebody types. */
export function useReviewKeys(act: (action: ReviewAction) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPED_IN))
        return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const action = REVIEW_ACTIONS.find(each =>
        REVIEW_KEYS[each].includes(key),
      );
      if (!action) return;
      event.preventDefault();
      latest.current(action);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
