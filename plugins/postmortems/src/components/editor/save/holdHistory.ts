// SPDX-License-Identifier: Apache-2.0

/** What is used of the Navigation API, which TypeScript does not know yet. */
type NavigationOfBrowser = EventTarget & { currentEntry: { index: number } };

type NavigateEvent = Event & {
  navigationType: string;
  /** Only the fragment changes: the page stays. */
  hashChange: boolean;
  destination: { index: number; sameDocument: boolean };
};

/**
 * Holds the browser's Back and Forward. The router of a Backstage app cannot,
 * and has left the page before anybody else hears `popstate`. Browsers without
 * the Navigation API leave; they also let go who presses Back again without
 * having touched the page.
 *
 * @param options.isHeld - asked each time, also where it can not be held
 * @param options.onHeld - with what goes on to where the browser was going
 * @returns ends it
 */
export function holdHistory(options: {
  isHeld: () => boolean;
  onHeld: (proceed: () => void) => void;
}): () => void {
  const { navigation } = window as { navigation?: NavigationOfBrowser };
  if (!navigation) return () => {};
  let proceeding = false;
  const onNavigate = (event: Event) => {
    const { navigationType, hashChange, destination } = event as NavigateEvent;
    // To another document, `beforeunload` asks.
    const isLeaving =
      navigationType === 'traverse' && destination.sameDocument && !hashChange;
    if (proceeding || !isLeaving) return;
    if (!options.isHeld() || !event.cancelable) return;
    event.preventDefault();
    const steps = destination.index - navigation.currentEntry.index;
    options.onHeld(() => {
      proceeding = true;
      window.history.go(steps);
    });
  };
  navigation.addEventListener('navigate', onNavigate);
  return () => navigation.removeEventListener('navigate', onNavigate);
}
