// SPDX-License-Identifier: Apache-2.0

import { ReactNode, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';

let place: HTMLElement | null = null;
const listeners = new Set<() => void>();

function setPlace(element: HTMLElement | null) {
  place = element;
  listeners.forEach(listener => listener());
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where the actions of the page shown go, in the header that the portal draws. */
export const HeaderActionsPlace = () => (
  <div ref={setPlace} style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }} />
);

/**
 * A page's actions, in the header above it; where there is no header, where
 * they stand. The header is outside of the page's router, so the actions stay
 * the page's and are only drawn there.
 */
export const HeaderActions = (props: { children: ReactNode }) => {
  const element = useSyncExternalStore(subscribe, () => place);
  return element ? (
    createPortal(props.children, element)
  ) : (
    <>{props.children}</>
  );
};
