// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ActionItem, plainText } from 'backstage-plugin-postmortems-common';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router-dom';
import { postmortemsTranslationRef } from '../../../translation';
import { FOLLOW_UP } from '../../actionItems/FollowUpLink';
import { useDocumentForm } from '../form/EditorContext';

/**
 * Begins an action item behind the one that the address names: that did not
 * work, and something else is to be done about the same.
 */
export function useFollowUp(
  add: (index: number, begun: Partial<ActionItem>) => void,
) {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { getValues } = useDocumentForm();
  const [params, setParams] = useSearchParams();
  const id = params.get(FOLLOW_UP);
  useEffect(() => {
    if (!id) return undefined;
    const begin = () => {
      // Once: not again when the page is loaded again.
      setParams(
        rest => {
          rest.delete(FOLLOW_UP);
          return rest;
        },
        { replace: true },
      );
      const items = getValues('actionItems');
      const index = items.findIndex(item => item.id === id);
      if (index < 0) return;
      const { description, owner, purpose } = items[index];
      const [first = ''] = plainText(description).split('\n');
      add(index + 1, {
        description: t('editor.actions.followUp', { description: first }),
        owner,
        purpose,
      });
    };
    // When the rows are there, or another one gets the keyboard.
    const timer = setTimeout(begin);
    return () => clearTimeout(timer);
  }, [id, add, getValues, setParams, t]);
}
