// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import { CauseRef } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { CausePicker } from './CausePicker';

type Chosen = Pick<CauseRef, 'id' | 'name'>;

/** Asks which known cause it is. */
export const ChooseCauseDialog = (props: {
  /** Rejects when it was not confirmed. */
  onChoose: (cause: Chosen) => Promise<void>;
  onCancel: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [cause, setCause] = useState<Chosen | null>(null);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<string>();
  const choose = async () => {
    if (!cause) return;
    setBusy(true);
    try {
      await props.onChoose(cause);
    } catch (error) {
      setReason(reasonOf(error, t));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="xs"
      onClose={props.onCancel}
      aria-labelledby="cause-choose"
    >
      <DialogTitle id="cause-choose">
        {t('causes.possible.chooseTitle')}
      </DialogTitle>
      <DialogContent>
        <CausePicker
          label={t('causes.possible.knownCause')}
          value={cause}
          onChange={setCause}
        />
        {reason && (
          <Alert severity="error">{t('causes.failed', { reason })}</Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button
          onClick={choose}
          disabled={busy || !cause}
          variant="contained"
          color="primary"
        >
          {t('causes.possible.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
