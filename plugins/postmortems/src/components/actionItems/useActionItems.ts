// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import {
  ActionItemRow,
  ActionItemsFilter,
  ActionItemStatus,
  today,
} from 'backstage-plugin-postmortems-common';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';

/** What {@link useActionItems} knows at the moment. */
type ActionItemsState = {
  /** `undefined` until the first answer. */
  items?: ActionItemRow[];
  /** How many there are, without those that left by a change here. */
  total: number;
  loading: boolean;
  error?: Error;
  /** Asks for the next page; absent when all are there. */
  more?: () => void;
  retry: () => void;
  /** Shows a row as it was saved. It keeps its place, so that one can undo. */
  replace: (row: ActionItemRow) => void;
};

type Answer = {
  /** What was asked for. */
  key: string;
  items: ActionItemRow[];
  totalItems: number;
  nextCursor?: string;
};

/** Action items page after page, in one growing list. */
export function useActionItems(
  filter: ActionItemsFilter & { status: ActionItemStatus[] },
): ActionItemsState {
  const api = useApi(postmortemsApiRef);
  const { timeZone } = usePostmortemsConfig();
  const [answer, setAnswer] = useState<Answer>();
  const [failure, setFailure] = useState<{ error: Error; cursor?: string }>();
  const [loading, setLoading] = useState(true);
  const running = useRef<AbortController>();
  const key = JSON.stringify(filter);

  const load = useCallback(
    async (cursor?: string) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setLoading(true);
      setFailure(undefined);
      try {
        const page = await api.actionItems(
          { query: { ...(JSON.parse(key) as ActionItemsFilter), cursor } },
          { signal: controller.signal },
        );
        if (controller.signal.aborted) return;
        setAnswer(before => ({
          ...page,
          key,
          items:
            cursor && before?.key === key
              ? [...before.items, ...page.items]
              : page.items,
        }));
      } catch (cause) {
        if (controller.signal.aborted) return;
        // The list before stays while another one is on its way, not instead.
        setAnswer(before => (before?.key === key ? before : undefined));
        setFailure({ error: cause as Error, cursor });
      }
      setLoading(false);
    },
    [api, key],
  );
  useEffect(() => {
    load();
    return () => running.current?.abort();
  }, [load]);

  const replace = useCallback(
    (row: ActionItemRow) =>
      setAnswer(
        before =>
          before && {
            ...before,
            items: before.items.map(item => (item.id === row.id ? row : item)),
          },
      ),
    [],
  );

  const { items, nextCursor } = answer ?? {};
  const gone = useMemo(
    () =>
      items?.filter(
        ({ status, verified, verifyOn }) =>
          !filter.status.includes(status) ||
          (filter.toVerify &&
            (verified !== null ||
              verifyOn === null ||
              verifyOn > today(timeZone))),
      ) ?? [],
    [items, filter.status, filter.toVerify, timeZone],
  );
  return {
    items,
    total: (answer?.totalItems ?? 0) - gone.length,
    loading,
    error: failure?.error,
    more: nextCursor && !loading ? () => load(nextCursor) : undefined,
    // After a failed page one has the pages before; ask for what is missing.
    retry: () => load(failure?.cursor),
    replace,
  };
}
