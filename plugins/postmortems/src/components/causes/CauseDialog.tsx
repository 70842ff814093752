// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { Cause, LIMITS } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { CauseFields } from './CauseFields';

type Fields = Pick<Cause, 'name' | 'category' | 'description'>;

/** Names, categorises and describes a cause: a new one, or `cause`. */
export const CauseDialog = (props: {
  title: string;
  cause?: Fields;
  /** Rejects when it was not saved. */
  onSave: (fields: Fields) => Promise<void>;
  onCancel: () => void;
}) => {
  const { cause } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [name, setName] = useState(cause?.name ?? '');
  const [category, setCategory] = useState(cause?.category ?? '');
  const [description, setDescription] = useState(cause?.description ?? '');
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<string>();
  const save = async () => {
    setBusy(true);
    try {
      await props.onSave({ name: name.trim(), category, description });
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
      aria-labelledby="cause-dialog"
    >
      <DialogTitle id="cause-dialog">{props.title}</DialogTitle>
      <DialogContent>
        <CauseFields
          id="cause-dialog"
          name={name}
          category={category}
          onName={setName}
          onCategory={setCategory}
        />
        <TextField
          id="cause-dialog-description"
          label={t('causes.form.description')}
          value={description}
          onChange={event => setDescription(event.target.value)}
          inputProps={{ maxLength: LIMITS.item }}
          multiline
          minRows={3}
          variant="outlined"
          size="small"
          margin="dense"
          fullWidth
        />
        {reason && (
          <Alert severity="error">{t('causes.failed', { reason })}</Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button
          onClick={save}
          disabled={busy || !name.trim() || !category}
          variant="contained"
          color="primary"
        >
          {t(cause ? 'causes.form.save' : 'causes.form.create')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
