// SPDX-License-Identifier: Apache-2.0

import { useMemo } from 'react';
import { useKnownEntities } from './useKnownEntities';

/**
 * Those of `refs` that the catalog does not know: a postmortem may be older
 * than the catalog. Empty until the catalog has answered.
 */
export function useUnknownEntities(
  refs: readonly string[],
): ReadonlySet<string> {
  const { known } = useKnownEntities(refs);
  return useMemo(
    () =>
      new Set(
        [...known].filter(([, entity]) => entity === null).map(([ref]) => ref),
      ),
    [known],
  );
}
