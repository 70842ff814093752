// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { postmortemsTranslationRef } from '../../../translation';
import { useEditor, useSaveState } from '../form/EditorContext';
import { LeaveConfirmDialog } from './LeaveConfirmDialog';
import { useLeaveGuard } from './useLeaveGuard';

export const LeaveDialog = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { saver } = useEditor();
  const isKept = useSaveState(state => state.copy !== 'failed');
  const guard = useLeaveGuard(saver);
  const saveAndLeave = async () => {
    if (await saver.save()) guard.leave();
    else guard.stay();
  };
  return (
    <LeaveConfirmDialog
      id="postmortem-leave"
      guard={guard}
      words={{
        title: t('editor.leave.title'),
        text: t(isKept ? 'editor.leave.text' : 'editor.leave.lost'),
        leave: t('editor.leave.leave'),
        stay: t('editor.leave.stay'),
      }}
    >
      <Button onClick={saveAndLeave}>{t('editor.leave.save')}</Button>
    </LeaveConfirmDialog>
  );
};
