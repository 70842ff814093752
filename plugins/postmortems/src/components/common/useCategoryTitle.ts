// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCallback } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { usePostmortemsConfig } from './usePostmortemsConfig';

/** What a category of causes is called; one that is gone is named as such. */
export function useCategoryTitle(): (id: string) => string {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { causeCategories } = usePostmortemsConfig();
  return useCallback(
    id =>
      causeCategories.find(category => category.id === id)?.title ??
      t('causes.unknownCategory', { id }),
    [causeCategories, t],
  );
}
