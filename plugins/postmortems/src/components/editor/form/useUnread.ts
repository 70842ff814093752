// SPDX-License-Identifier: Apache-2.0

import { useEffect } from 'react';
import { useEditor } from './EditorContext';

/**
 * Reports what stands in an input and could not be read: the document does
 * not have it, so nothing saves it.
 *
 * @param problem - in words, with what was typed; absent when all is read
 */
export function useUnread(field: string, problem: string | undefined): void {
  const { checks } = useEditor();
  useEffect(
    () =>
      problem
        ? checks.addUnread({ field, code: 'unread', message: problem })
        : undefined,
    [checks, field, problem],
  );
}
