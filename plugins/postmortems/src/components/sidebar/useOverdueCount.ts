// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { isResponseError } from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { writes } from '../../writes';

/** However much happens, it is not asked for more often. */
const SHORTEST_MS = 5_000;
/** And where nothing happens, not less often. */
const LONGEST_MS = 300_000;

/**
 * How many action items of the reader and the reader's groups are overdue, of
 * published postmortems; 0 also until that is known. It is asked for anew
 * when something is written in this tab, when the reader comes back to it, and
 * every five minutes in between.
 */
export function useOverdueCount(): number {
  const api = useApi(postmortemsApiRef);
  const [count, setCount] = useState(0);

  useEffect(() => {
    let timer: number | undefined;
    let askedAt = 0;
    let running: AbortController | undefined;

    async function ask() {
      window.clearTimeout(timer);
      timer = window.setTimeout(askWhereSeen, LONGEST_MS);
      askedAt = Date.now();
      running?.abort();
      const controller = new AbortController();
      running = controller;
      const total = await api
        .actionItems(
          {
            query: {
              owner: 'me',
              due: 'overdue',
              // What is in drafts is not yet promised.
              postmortemStatus: 'published',
              limit: 1,
            },
          },
          { signal: controller.signal },
        )
        .then(
          ({ totalItems }) => totalItems,
          // A sidebar is no place to say why; the page behind it does. What was
          // known stays, unless the reader may no longer know it.
          error =>
            isResponseError(error) && error.statusCode < 500 ? 0 : undefined,
        );
      if (!controller.signal.aborted && total !== undefined) setCount(total);
    }
    function askSoon() {
      window.clearTimeout(timer);
      timer = window.setTimeout(
        ask,
        Math.max(0, askedAt + SHORTEST_MS - Date.now()),
      );
    }
    // A tab in the background asks when it is looked at again.
    function askWhereSeen() {
      if (!document.hidden) askSoon();
    }

    ask();
    const stop = writes.subscribe(askSoon);
    window.addEventListener('focus', askSoon);
    document.addEventListener('visibilitychange', askWhereSeen);
    return () => {
      window.clearTimeout(timer);
      running?.abort();
      stop();
      window.removeEventListener('focus', askSoon);
      document.removeEventListener('visibilitychange', askWhereSeen);
    };
  }, [api]);

  return count;
}
