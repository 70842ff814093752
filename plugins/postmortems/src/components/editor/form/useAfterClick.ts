// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useRef } from 'react';

/**
 * Runs something at once, or when the click is over that is going on: what
 * moves the page between press and release takes the button from under it. In
 * Safari a button that is pressed does not even get the keyboard.
 */
export function useAfterClick() {
  const isDown = useRef(false);
  useEffect(() => {
    const onDown = () => {
      isDown.current = true;
    };
    const onUp = () => {
      isDown.current = false;
    };
    document.addEventListener('pointerdown', onDown, true);
    document.addEventListener('pointerup', onUp, true);
    document.addEventListener('pointercancel', onUp, true);
    return () => {
      document.removeEventListener('pointerdown', onDown, true);
      document.removeEventListener('pointerup', onUp, true);
      document.removeEventListener('pointercancel', onUp, true);
    };
  }, []);
  return useCallback((run: () => void) => {
    if (!isDown.current) {
      run();
      return;
    }
    const onEnd = () => {
      document.removeEventListener('pointerup', onEnd);
      document.removeEventListener('pointercancel', onEnd);
      // The click itself comes after the release.
      setTimeout(run);
    };
    document.addEventListener('pointerup', onEnd);
    document.addEventListener('pointercancel', onEnd);
  }, []);
}
