// SPDX-License-Identifier: Apache-2.0

import { FocusEvent, KeyboardEvent, useRef, useState } from 'react';
import { isComposing } from './isComposing';

/** Keys that open the list of a select, so that what is taken from it is meant. */
const opensList = (event: KeyboardEvent) =>
  [' ', 'Enter', 'F4'].includes(event.key) ||
  (event.key.startsWith('Arrow') &&
    // On a Mac arrows open the list and change nothing themselves.
    (event.altKey || /^Mac/.test(navigator.platform)));

/**
 * Whether the browser's list is open. Only Firefox sends keys meanwhile, and it
 * can say; others that cannot are taken for closed.
 */
function isListOpen(select: Element): boolean {
  try {
    return select.matches(':open');
  } catch {
    return false;
  }
}

const MODIFIERS = ['Alt', 'Control', 'Meta', 'Shift'];

/**
 * The browser's own select for a choice that is carried out at once. An arrow
 * key on a closed list chooses each value on the way: such a choice only shows,
 * until Enter confirms it or the field is left; Escape takes it back.
 *
 * @param onConfirm - is not called with the value that there is
 * @param onLeave - what leaving the field does with a choice that only shows
 */
export function useConfirmedSelect(options: {
  value: string;
  onConfirm: (value: string) => void;
  onLeave: 'confirm' | 'forget';
}) {
  const { value, onConfirm, onLeave } = options;
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const isStepping = useRef(false);

  const settle = (next: string | undefined) => {
    setUnconfirmed(undefined);
    isStepping.current = false;
    if (next !== undefined && next !== value) onConfirm(next);
  };
  return {
    /** What the select shows. */
    value: unconfirmed ?? value,
    /** Whether it waits to be confirmed. */
    isUnconfirmed: unconfirmed !== undefined && unconfirmed !== value,
    /** For the select itself. */
    handlers: {
      onPointerDown: () => {
        isStepping.current = false;
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (isComposing(event)) return;
        // What is taken from the list is meant, and Enter takes it.
        if (isListOpen(event.currentTarget)) isStepping.current = false;
        else if (
          unconfirmed !== undefined &&
          ['Enter', 'Escape'].includes(event.key)
        ) {
          event.preventDefault();
          // A dialog around it is not what is closed.
          event.stopPropagation();
          settle(event.key === 'Enter' ? unconfirmed : undefined);
        } else if (opensList(event)) isStepping.current = false;
        else if (event.key !== 'Tab' && !MODIFIERS.includes(event.key))
          isStepping.current = true;
      },
      onChange: ({ target }: { target: EventTarget }) => {
        const chosen = (target as HTMLSelectElement).value;
        if (isStepping.current) setUnconfirmed(chosen);
        else settle(chosen);
      },
      onBlur: ({ target }: FocusEvent) => {
        // The window was left, and the field in it was not.
        if (document.activeElement === target) return;
        settle(onLeave === 'confirm' ? unconfirmed : undefined);
      },
    },
  };
}
