// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { useFormat } from '../../common/useFormat';
import {
  useDocumentForm,
  useEditor,
  useSaveState,
} from '../form/EditorContext';
import { DraftsLink } from '../importing/DraftsLink';
import { LeftoverAlert, useWaysOut } from './LeftoverAlert';

/** Says that text of an earlier visit was taken up, and offers to drop it. */
export const RestoredText = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { saver } = useEditor();
  const restoredFrom = useSaveState(state => state.restoredFrom);
  const isUntouched = useSaveState(state => state.autosavePaused);
  const [closed, setClosed] = useState(false);
  if (restoredFrom === undefined || closed) return null;
  return (
    <LeftoverAlert
      onClose={() => setClosed(true)}
      // Later it would drop what was written since as well.
      actions={
        isUntouched
          ? [
              {
                label: t('editor.restore.useSaved'),
                onClick: () => saver.discard(),
              },
            ]
          : []
      }
    >
      {t('editor.restore.restored', { time: format.moment(restoredFrom) })}
    </LeftoverAlert>
  );
};

/**
 * The postmortem was deleted, or taken from its writer, while they write: what
 * becomes of their text.
 */
export const LostText = (props: { why: 'gone' | 'forbidden' }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { saver } = useEditor();
  const { getValues } = useDocumentForm();
  const number = useSaveState(state => state.number);
  const isKept = useSaveState(state => state.copy !== 'failed');
  const waysOut = useWaysOut();
  return (
    <LeftoverAlert
      severity="warning"
      title={t(`editor.problems.${props.why}`, { number: String(number) })}
      actions={waysOut({
        read: () => getValues(),
        moveTo: key => saver.handOver(key),
      })}
    >
      {isKept && t('editor.problems.kept')}
    </LeftoverAlert>
  );
};

/** The draft may have been created, and the server cannot tell any more. */
export const MaybeCreated = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const isKept = useSaveState(state => state.copy !== 'failed');
  return (
    <LeftoverAlert
      severity="warning"
      title={t('editor.problems.maybeCreated')}
      actions={[]}
    >
      {t('editor.problems.lookForIt')} {isKept && t('editor.problems.kept')}
      <DraftsLink />
    </LeftoverAlert>
  );
};
