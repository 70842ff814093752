// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { isAlike } from 'backstage-plugin-postmortems-common';
import { createContext, PropsWithChildren, useContext } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { useSaveState } from '../form/EditorContext';
import { useAnswers, useSimilar } from './useSimilar';

const SHOWN = 3;

/** What is suggested for the text as it stands, and what was said to it. */
function useSuggestions() {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const confirmed = useSaveState(state => state.causes);
  const similar = useSimilar();
  const answers = useAnswers(similar.retry);
  const { value } = similar;
  const likely = (value?.causes ?? [])
    .filter(
      ({ cause }) =>
        !confirmed.some(({ id }) => id === cause.id) &&
        !answers.hidden.has(cause.id),
    )
    .slice(0, SHOWN);
  const earlier = (value?.items ?? [])
    .filter(
      ({ postmortem, parts }) =>
        isAlike(parts) && !answers.hidden.has(postmortem.id),
    )
    .slice(0, SHOWN);
  const counts = [
    likely.length > 0 && t('causes.seen.likelyCount', { count: likely.length }),
    earlier.length > 0 &&
      t('causes.seen.earlierCount', { count: earlier.length }),
  ];
  return {
    ...similar,
    answers,
    confirmed,
    likely,
    earlier,
    /** How many there are, in words; '' for none. */
    inShort: counts.filter(Boolean).join(', '),
  };
}

const Context = createContext<ReturnType<typeof useSuggestions> | undefined>(
  undefined,
);

/** Looks up once what several parts of the editor show. */
export const SeenBeforeProvider = (props: PropsWithChildren<{}>) => (
  <Context.Provider value={useSuggestions()}>{props.children}</Context.Provider>
);

export function useSeenBefore() {
  const suggestions = useContext(Context);
  if (!suggestions) throw new Error('Suggestions were used outside the editor');
  return suggestions;
}
