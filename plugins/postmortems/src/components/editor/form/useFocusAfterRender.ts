// SPDX-License-Identifier: Apache-2.0

import { useCallback, useEffect, useRef } from 'react';
import { fieldId } from './fields';

/** Puts the caret into a field that the next render brings. */
export function useFocusAfterRender() {
  const wanted = useRef<string>();
  useEffect(() => {
    if (!wanted.current) return;
    const element = document.getElementById(fieldId(wanted.current));
    if (!element) return;
    wanted.current = undefined;
    element.focus();
  });
  return useCallback((path: string) => {
    wanted.current = path;
  }, []);
}
