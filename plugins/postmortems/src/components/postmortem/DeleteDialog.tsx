// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';

/** Asks before a postmortem is deleted. */
export const DeleteDialog = (props: {
  /** `PM-12` */
  number: string;
  title: string;
  /** Rejects when it is still there. */
  onDelete: () => Promise<void>;
  onCancel: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { number, title, onDelete, onCancel } = props;
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<string>();
  const confirm = async () => {
    setBusy(true);
    try {
      await onDelete();
    } catch (error) {
      setReason(reasonOf(error, t));
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={onCancel} aria-labelledby="postmortem-delete">
      <DialogTitle id="postmortem-delete">
        {t('postmortem.delete.title', { number })}
      </DialogTitle>
      <DialogContent>
        <DialogContentText color="textPrimary">
          {t('postmortem.delete.text', { title })}
        </DialogContentText>
        {reason && (
          <Alert severity="error">
            {t('postmortem.delete.failed', { reason })}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button onClick={confirm} disabled={busy} variant="outlined">
          {t('postmortem.delete.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
