// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useRef } from 'react';

/** After these no click comes of a press, or it comes right away. */
const ENDS = ['pointerup', 'pointercancel', 'contextmenu'] as const;

/**
 * Runs something at once, or when the click is over that is going on: what
 * moves the page between press and release takes the button from under it. In
 * Safari a button that is pressed does not even get the keyboard. Of several
 * that wait the last one is run.
 */
export function useAfterClick() {
  const isDown = useRef(false);
  const waiting = useRef<() => void>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const runWaiting = () => {
      const run = waiting.current;
      waiting.current = undefined;
      run?.();
    };
    const onDown = ({ button }: PointerEvent) => {
      // Others click nothing, and their release may not be heard: a menu opens.
      if (button === 0) isDown.current = true;
    };
    const onEnd = () => {
      isDown.current = false;
      clearTimeout(timer);
      // The click itself comes after the release.
      timer = setTimeout(runWaiting);
    };
    // Whoever types presses nothing any more, whether it was heard or not.
    const onKey = () => {
      isDown.current = false;
      runWaiting();
    };
    document.addEventListener('pointerdown', onDown, true);
    document.addEventListener('keydown', onKey, true);
    ENDS.forEach(end => document.addEventListener(end, onEnd, true));
    return () => {
      document.removeEventListener('pointerdown', onDown, true);
      document.removeEventListener('keydown', onKey, true);
      ENDS.forEach(end => document.removeEventListener(end, onEnd, true));
      clearTimeout(timer);
      waiting.current = undefined;
    };
  }, []);
  return useCallback((run: () => void) => {
    if (isDown.current) waiting.current = run;
    else run();
  }, []);
}
