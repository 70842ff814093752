// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { LIMITS, saysSomething } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { ConfirmDialog } from '../kit/ModalDialog';

/** Asks why an action item will not be done. */
export const WontDoDialog = (props: {
  description: string;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      id="postmortems-wont-do-title"
      title={t('actionItems.change.reasonTitle')}
      text={props.description}
      size="sm"
      confirm={t('actionItems.change.confirm')}
      disabled={!saysSomething(reason)}
      onConfirm={() => props.onConfirm(reason.trim())}
      onClose={props.onCancel}
    >
      <TextField
        // The dialog was opened to write exactly this.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        fullWidth
        multiline
        minRows={2}
        id="postmortems-wont-do-reason"
        label={t('actionItems.change.reasonLabel')}
        helperText={t('actionItems.change.reasonHelp')}
        value={reason}
        onChange={event => setReason(event.target.value)}
        inputProps={{ maxLength: LIMITS.item }}
      />
    </ConfirmDialog>
  );
};
