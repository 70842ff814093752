/** The place of an entry in the history, as the router counts them. */
function placeOf(state: unknown): number | undefined {
  const { idx } = (state ?? {}) as { idx?: unknown };
  return typeof idx === 'number' ? idx : undefined;
}

/**
 * Holds the browser's Back and Forward. The router of a Backstage app cannot:
 * it hears of them when the address has changed already. So this listens
 * before it, puts the address back, and goes on once that was decided.
 *
 * @param options.isHeld - asked each time
 * @param options.onHeld - with what goes on to where the browser was going
 * @returns ends it
 */
export function holdHistory(options: {
  isHeld: () => boolean;
  onHeld: (goOn: () => void) => void;
}): () => void {
  const { pathname, search, hash } = window.location;
  let here = placeOf(window.history.state);
  let goesOn = false;

  const onPop = (event: PopStateEvent) => {
    const there = placeOf(event.state);
    const { location } = window;
    const isThisPage =
      location.pathname === pathname &&
      location.search === search &&
      location.hash !== hash;
    // Where the place is not known there is no way back to it.
    if (goesOn || isThisPage || here === undefined || there === undefined) {
      here = there;
      return;
    }
    const steps = there - here;
    // Back again, from where the router does not know we were.
    if (steps === 0) {
      event.stopImmediatePropagation();
      return;
    }
    if (!options.isHeld()) return;
    event.stopImmediatePropagation();
    window.history.go(-steps);
    options.onHeld(() => {
      goesOn = true;
      window.history.go(steps);
    });
  };
  window.addEventListener('popstate', onPop, true);
  return () => window.removeEventListener('popstate', onPop, true);
}
