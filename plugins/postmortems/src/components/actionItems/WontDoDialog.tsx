// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { LIMITS } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';

/** Asks why an action item will not be done. */
export const WontDoDialog = (props: {
  description: string;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [reason, setReason] = useState('');
  return (
    <Dialog
      open
      onClose={props.onCancel}
      fullWidth
      maxWidth="sm"
      aria-labelledby="postmortems-wont-do-title"
    >
      <form
        onSubmit={event => {
          event.preventDefault();
          props.onConfirm(reason.trim());
        }}
      >
        <DialogTitle id="postmortems-wont-do-title">
          {t('actionItems.change.reasonTitle')}
        </DialogTitle>
        <DialogContent>
          <DialogContentText color="textPrimary">
            {props.description}
          </DialogContentText>
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
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={!reason.trim()}
          >
            {t('actionItems.change.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
