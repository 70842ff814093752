// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { ActionItemRow, Postmortem } from 'backstage-plugin-postmortems-common';
import { useCallback, useMemo } from 'react';
import { postmortemsApiRef } from '../../api';
import { useSavedRows } from '../common/useSavedRows';
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
  const { rows, onSaved } = useSavedRows(value);
  const onActionItemSaved = useCallback(
    (row: ActionItemRow) => {
      onSaved(row);
      retry();
    },
    [onSaved, retry],
  );
  const postmortem = useMemo(
    () =>
      value && {
        ...value,
        actionItems: value.actionItems.map(item => ({
          ...item,
          ...rows.get(item.id),
        })),
      },
    [value, rows],
  );
  return { postmortem, error, reload: retry, onActionItemSaved };
}
