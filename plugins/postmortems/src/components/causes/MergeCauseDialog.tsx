// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import { Cause } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { CausePicker } from './CausePicker';

/** Merges a cause into another one, which takes up its postmortems. */
export const MergeCauseDialog = (props: {
  cause: Cause;
  onMerged: (into: string) => void;
  onCancel: () => void;
}) => {
  const { cause } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const [into, setInto] = useState<{ id: string; name: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<string>();
  const merge = async () => {
    if (!into) return;
    setBusy(true);
    try {
      await api.mergeCause({ id: cause.id, body: { into: into.id } });
      props.onMerged(into.id);
    } catch (error) {
      setReason(reasonOf(error, t));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      fullWidth
      onClose={props.onCancel}
      aria-labelledby="cause-merge"
    >
      <DialogTitle id="cause-merge">
        {t('causes.merge.title', { name: cause.name })}
      </DialogTitle>
      <DialogContent>
        <DialogContentText color="textPrimary">
          {t('causes.merge.text', { count: cause.postmortems })}
        </DialogContentText>
        <CausePicker
          label={t('causes.merge.into')}
          value={into}
          except={[cause.id]}
          onChange={setInto}
        />
        {reason && (
          <Alert severity="error">{t('causes.failed', { reason })}</Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button onClick={merge} disabled={busy || !into} variant="outlined">
          {t('causes.merge.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
