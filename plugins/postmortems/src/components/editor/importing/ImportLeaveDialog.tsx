// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useMemo } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { AskToLeave } from '../save/AskToLeave';
import { useLeaveGuard } from '../save/useLeaveGuard';

/** Asks before the page is left while files are being imported. */
export const ImportLeaveDialog = (props: { running: boolean }) => {
  const { running } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const guard = useLeaveGuard(
    useMemo(() => ({ unsaved: running, keep: () => {} }), [running]),
  );
  return (
    <AskToLeave
      id="postmortem-import-leave"
      guard={guard}
      words={{
        title: t('editor.import.leave.title'),
        text: t('editor.import.leave.text'),
        leave: t('editor.import.leave.leave'),
        stay: t('editor.import.leave.stay'),
      }}
    />
  );
};
