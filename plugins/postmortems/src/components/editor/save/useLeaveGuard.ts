// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useRef, useState } from 'react';
import { holdHistory } from './holdHistory';

/** What is being typed is taken over when its input is left: as if it were. */
export function commitInput(): void {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active.tagName !== 'INPUT') return;
  active.blur();
  active.focus({ preventScroll: true });
}

/** What would be lost. */
export type Unsaved = {
  readonly unsaved: boolean;
  /** Keeps a copy of it, where that is possible. */
  keep: () => void;
};

/**
 * Asks before a page with unsaved text is left: by the browser when the tab
 * is closed, by us when a link of the portal is followed or the browser goes
 * back. The text is kept in this browser whatever the answer is.
 */
export function useLeaveGuard(saver: Unsaved) {
  /** Goes where somebody wanted to go. */
  const [proceed, setProceed] = useState<() => void>();
  const letThrough = useRef(false);

  useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent) => {
      commitInput();
      saver.keep();
      if (!saver.unsaved) return;
      event.preventDefault();
      // Older browsers ask only when a value is set.
      event.returnValue = '';
    };
    const hide = () => saver.keep();
    // Before any router: each has its own way to block, or none.
    const click = (event: MouseEvent) => {
      if (
        letThrough.current ||
        event.button !== 0 ||
        event.ctrlKey ||
        event.metaKey ||
        event.shiftKey ||
        !saver.unsaved
      )
        return;
      const anchor = (event.target as Element | null)?.closest?.('a[href]');
      if (!(anchor instanceof HTMLAnchorElement)) return;
      const staysHere =
        anchor.target === '_blank' ||
        anchor.origin !== window.location.origin ||
        (anchor.pathname === window.location.pathname && anchor.hash !== '');
      if (staysHere) return;
      event.preventDefault();
      event.stopPropagation();
      saver.keep();
      setProceed(() => () => {
        letThrough.current = true;
        // A menu may have gone, and its link with it.
        if (anchor.isConnected) anchor.click();
        else window.location.assign(anchor.href);
        letThrough.current = false;
      });
    };
    window.addEventListener('beforeunload', beforeUnload);
    window.addEventListener('pagehide', hide);
    document.addEventListener('visibilitychange', hide);
    document.addEventListener('click', click, true);
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      window.removeEventListener('pagehide', hide);
      document.removeEventListener('visibilitychange', hide);
      document.removeEventListener('click', click, true);
    };
  }, [saver]);

  useEffect(
    () =>
      holdHistory({
        isHeld: () => {
          commitInput();
          saver.keep();
          return saver.unsaved;
        },
        onHeld: next => setProceed(() => next),
      }),
    [saver],
  );

  return {
    open: proceed !== undefined,
    stay: useCallback(() => setProceed(undefined), []),
    leave: useCallback(() => {
      setProceed(undefined);
      proceed?.();
    }, [proceed]),
  };
}
