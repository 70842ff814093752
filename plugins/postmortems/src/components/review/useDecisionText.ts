// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ActionItemStatus,
  plainText,
  ReviewDecision,
} from 'backstage-plugin-postmortems-common';
import { useCallback } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { useNameOf } from '../common/entities';
import { useFormat } from '../common/useFormat';
import { useKnownEntities } from '../common/useKnownEntities';

/** What people call entities, in a sentence or in Markdown. */
export function useNames(refs: readonly string[]): (ref: string) => string {
  const nameOf = useNameOf();
  const { known } = useKnownEntities(refs);
  return useCallback(
    (ref: string) => nameOf(known.get(ref) ?? ref),
    [known, nameOf],
  );
}

/** The owners that decisions name. */
export const ownersIn = (decisions: readonly ReviewDecision[]): string[] =>
  decisions.flatMap(({ changes, split }) =>
    [changes.owner?.to, split?.second.owner].flatMap(ref => ref ?? []),
  );

/** A decision as a part of a sentence: `assigned to Ada, due 12 Nov 2026`. */
export function useDecisionText(
  names: (ref: string) => string,
): (decision: ReviewDecision) => string {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  return useCallback(
    ({ kind, changes, wontDoReason, split }: ReviewDecision) => {
      if (kind === 'skipped') return t('review.decision.skipped');
      const parts: string[] = [];
      if (split) {
        const { owner, dueDate, description } = split.second;
        const both = {
          first: plainText(split.description.to),
          second: plainText(description),
        };
        parts.push(
          owner && dueDate
            ? t('review.decision.splitOwned', {
                ...both,
                owner: names(owner),
                day: format.day(dueDate),
              })
            : t('review.decision.split', both),
        );
      }
      const { owner, dueDate, status } = changes;
      if (owner)
        parts.push(
          owner.to === null
            ? t('review.decision.unassigned')
            : t('review.decision.assigned', { owner: names(owner.to) }),
        );
      if (dueDate?.to === null) parts.push(t('review.decision.undated'));
      else if (dueDate) {
        const to = format.day(dueDate.to);
        parts.push(
          dueDate.from === null
            ? t('review.decision.due', { to })
            : t('review.decision.moved', {
                from: format.day(dueDate.from),
                to,
              }),
        );
      }
      if (status) {
        const nameOf = (value: string | null) =>
          t(`common.actionStatus.${value as ActionItemStatus}`);
        if (status.to === 'wont-do')
          parts.push(
            t('review.decision.wont-do', {
              reason: plainText(wontDoReason ?? ''),
            }),
          );
        else if (status.to === 'done') parts.push(t('review.decision.done'));
        else if (status.from === 'proposed')
          parts.push(t('review.decision.accepted'));
        else
          parts.push(
            t('review.decision.status', {
              from: nameOf(status.from),
              to: nameOf(status.to),
            }),
          );
      }
      return parts.join(', ') || t('review.decision.unchanged');
    },
    [t, format, names],
  );
}
