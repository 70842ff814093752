// SPDX-License-Identifier: Apache-2.0

import {
  ReactNode,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
} from 'react';
import { createPortal } from 'react-dom';

/** The places of the headers shown; the last one is the page's. */
const places: HTMLElement[] = [];
const listeners = new Set<() => void>();
const notify = () => listeners.forEach(listener => listener());

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where the actions of the page shown go, in the header that the portal draws. */
export const HeaderActionsPlace = () => {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = ref.current!;
    places.push(place);
    notify();
    return () => {
      places.splice(places.indexOf(place), 1);
      notify();
    };
  }, []);
  return (
    <div ref={ref} style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }} />
  );
};

/**
 * A page's actions, in the header above it; where there is no header, where
 * they stand. The header is outside of the page's router, so the actions stay
 * the page's and are only drawn there.
 */
export const HeaderActions = (props: { children: ReactNode }) => {
  const element = useSyncExternalStore(subscribe, () => places.at(-1));
  return element ? (
    createPortal(props.children, element)
  ) : (
    <>{props.children}</>
  );
};
