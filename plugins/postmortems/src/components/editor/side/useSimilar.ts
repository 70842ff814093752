// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  CauseInput,
  Similar,
  SimilarDraft,
} from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { postmortemsApiRef } from '../../../api';
import { postmortemsTranslationRef } from '../../../translation';
import { changeCauses, createOrFindCause } from '../../causes/changeCauses';
import { reasonOf } from '../../common/reasonOf';
import { RequestState, useRequest } from '../../kit/useRequest';
import {
  useChecks,
  useDocumentForm,
  useEditor,
  useSaveState,
} from '../form/EditorContext';
import { useAlerts } from '../../kit/useAlerts';
import { useAttempt } from '../../kit/useAttempt';

const PAUSE_MS = 600;
const LIMIT = 5;
/** With less text than this everything is alike. */
const ENOUGH_CHARACTERS = 15;

function isEnough(draft: SimilarDraft): boolean {
  const texts = [
    draft.title,
    draft.summary,
    draft.rootCause,
    ...(draft.whys ?? []).map(({ answer }) => answer),
  ];
  return texts.join(' ').trim().length >= ENOUGH_CHARACTERS;
}

/**
 * What is like the text as it stands: asked for when one pauses, dropped when
 * the text has changed meanwhile. `undefined` while there is too little text.
 */
export function useSimilar(): RequestState<Similar | undefined> {
  const api = useApi(postmortemsApiRef);
  const draft = useChecks(checks => checks.similar);
  const id = useSaveState(state => state.id);
  const causes = useSaveState(state => state.causes);
  const [settled, setSettled] = useState(draft);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(draft), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return useRequest(
    async signal =>
      isEnough(settled)
        ? api.similarTo(
            { body: settled, query: { postmortem: id, limit: LIMIT } },
            { signal },
          )
        : undefined,
    [api, settled, id, causes.map(cause => cause.id).join(' ')],
  );
}

/** What is written could not be saved; the message says why, to a person. */
class NotSaved extends Error {}

/** What one can say to a suggestion, each in one click. */
export function useAnswers(onChanged: () => void) {
  const api = useApi(postmortemsApiRef);
  const alerts = useAlerts();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { saver } = useEditor();
  const { getValues } = useDocumentForm();
  const { busy, attempt } = useAttempt();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());

  const tryTo = (run: () => Promise<void>) =>
    attempt(run, error => {
      if (error instanceof NotSaved)
        alerts.post({
          message: error.message,
          severity: 'info',
          display: 'transient',
        });
      else
        alerts.post({
          message: t('causes.failed', { reason: reasonOf(error, t) }),
          severity: 'error',
        });
    });

  /** Why what is written has no id, in the words of what can be done. */
  const whyUnsaved = () => {
    const { phase, message = '' } = saver.getState();
    if (phase === 'offline') return t('causes.seen.saveOffline');
    if (phase === 'refused') return t('causes.failed', { reason: message });
    return getValues('title').trim() === ''
      ? t('causes.seen.saveFirst')
      : t('causes.seen.saveInvalid');
  };
  /**
   * Runs with the id of what is written, which is saved first if it has none.
   *
   * @throws NotSaved
   */
  const withId = async (run: (id: string) => Promise<void>) => {
    if (saver.getState().id === undefined) await saver.save();
    const { id } = saver.getState();
    if (id === undefined) throw new NotSaved(whyUnsaved());
    await run(id);
  };
  const change = (to: (causeIds: string[]) => string[]) =>
    withId(async () => {
      await saver.changeCauses(id => changeCauses(api, id, to));
    });
  const confirmFor = (otherId: string, causeId: string) =>
    changeCauses(api, otherId, ids => [...ids, causeId]);
  const hide = (key: string) => setHidden(before => new Set(before).add(key));

  return {
    busy,
    /** Ids of causes and postmortems that were said to be others. */
    hidden,
    confirm: (causeId: string) => tryTo(() => change(ids => [...ids, causeId])),
    remove: (causeId: string) =>
      tryTo(() => change(ids => ids.filter(id => id !== causeId))),
    /**
     * @param also - the id of an earlier postmortem that has the same cause
     * @returns `false`: it was not created, and why was said
     */
    create: (input: CauseInput, also?: string) =>
      tryTo(() =>
        withId(async () => {
          const { id } = await createOrFindCause(api, input);
          // What may be refused comes first: then neither has it.
          if (also !== undefined) await confirmFor(also, id);
          await change(ids => [...ids, id]);
          if (also !== undefined) onChanged();
        }),
      ),
    /** Confirms a cause of what is written for an earlier one as well. */
    confirmEarlier: (otherId: string, causeId: string) =>
      tryTo(async () => {
        await confirmFor(otherId, causeId);
        onChanged();
      }),
    rejectCause: (causeId: string) =>
      tryTo(() =>
        withId(async id => {
          await api.rejectCause({ id, causeId });
          hide(causeId);
          onChanged();
        }),
      ),
    rejectSimilar: (otherId: string) =>
      tryTo(() =>
        withId(async id => {
          await api.rejectSimilar({ id, otherId });
          hide(otherId);
          onChanged();
        }),
      ),
  };
}

export type Answers = ReturnType<typeof useAnswers>;
