// SPDX-License-Identifier: Apache-2.0

import { ActionItemRow } from 'backstage-plugin-postmortems-common';
import { useCallback, useRef, useState } from 'react';

type Rows = ReadonlyMap<string, ActionItemRow>;

const NONE: Rows = new Map();

/**
 * Action items as they were saved since `answer` came, by their ids. A newer
 * answer has them itself.
 */
export function useSavedRows(answer: unknown): {
  rows: Rows;
  onSaved: (row: ActionItemRow) => void;
} {
  const [saved, setSaved] = useState({ answer, rows: NONE });
  // What is saved now may have been begun over an older answer.
  const latest = useRef(answer);
  latest.current = answer;
  const onSaved = useCallback(
    (row: ActionItemRow) =>
      setSaved(before => ({
        answer: latest.current,
        rows: new Map(
          before.answer === latest.current ? before.rows : NONE,
        ).set(row.id, row),
      })),
    [],
  );
  return { rows: saved.answer === answer ? saved.rows : NONE, onSaved };
}
