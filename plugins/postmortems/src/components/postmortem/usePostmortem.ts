// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { ActionItemRow, Postmortem } from 'backstage-plugin-postmortems-common';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { useRequest } from '../kit/useRequest';

/** A postmortem, kept up to date while its action items change. */
export function usePostmortem(id: string): {
  postmortem?: Postmortem;
  error?: Error;
  reload: () => void;
  /** Shows a saved action item at once, then asks for the rest again. */
  onActionItemSaved: (row: ActionItemRow) => void;
} {
  const api = useApi(postmortemsApiRef);
  const { value, error, retry } = useRequest(
    signal => api.get({ id }, { signal }),
    [api],
    id,
  );
  const [saved, setSaved] = useState<ReadonlyMap<string, ActionItemRow>>(
    new Map(),
  );
  // A newer answer knows what was saved before it was asked for.
  useEffect(() => setSaved(new Map()), [value]);

  const onActionItemSaved = useCallback(
    (row: ActionItemRow) => {
      setSaved(rows => new Map(rows).set(row.id, row));
      retry();
    },
    [retry],
  );
  const postmortem = useMemo(
    () =>
      value && {
        ...value,
        actionItems: value.actionItems.map(item => ({
          ...item,
          ...saved.get(item.id),
        })),
      },
    [value, saved],
  );
  return { postmortem, error, reload: retry, onActionItemSaved };
}
