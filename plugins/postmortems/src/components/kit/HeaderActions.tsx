// SPDX-License-Identifier: Apache-2.0

import { ReactNode, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Store, useStore } from './Store';

/** The places of the headers shown; the last one is the page's. */
const places = new Store<readonly HTMLElement[]>([]);

/** Where the actions of the page shown go, in the header that the portal draws. */
export const HeaderActionsPlace = () => {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = ref.current!;
    places.set([...places.get(), place]);
    return () => places.set(places.get().filter(other => other !== place));
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
  const element = useStore(places, all => all.at(-1));
  return element ? (
    createPortal(props.children, element)
  ) : (
    <>{props.children}</>
  );
};
