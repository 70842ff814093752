// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCallback } from 'react';
import { postmortemsTranslationRef } from '../../translation';

const DAY_MS = 24 * 60 * 60_000;

/** Whole days since an instant: "12 days ago". */
export function useAgo(): (iso: string) => string {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return useCallback(
    iso => {
      const count = Math.floor((Date.now() - Date.parse(iso)) / DAY_MS);
      return count > 0 ? t('causes.daysAgo', { count }) : t('causes.today');
    },
    [t],
  );
}
