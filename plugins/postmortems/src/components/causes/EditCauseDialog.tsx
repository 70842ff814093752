import { useApi } from '@backstage/core-plugin-api';
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
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { CauseFields } from './CauseFields';

/** Renames, recategorises and describes a cause. */
export const EditCauseDialog = (props: {
  cause: Cause;
  onSaved: () => void;
  onCancel: () => void;
}) => {
  const { cause } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const [name, setName] = useState(cause.name);
  const [category, setCategory] = useState(cause.category);
  const [description, setDescription] = useState(cause.description);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<string>();
  const save = async () => {
    setBusy(true);
    try {
      // What nobody touched here stays as somebody else may have made it.
      await api.updateCause(cause.id, {
        ...(name.trim() !== cause.name && { name: name.trim() }),
        ...(category !== cause.category && { category }),
        ...(description !== cause.description && { description }),
      });
      props.onSaved();
    } catch (error) {
      setReason(reasonOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      fullWidth
      onClose={props.onCancel}
      aria-labelledby="cause-edit"
    >
      <DialogTitle id="cause-edit">{t('causes.form.editTitle')}</DialogTitle>
      <DialogContent>
        <CauseFields
          id="cause-edit"
          name={name}
          category={category}
          onName={setName}
          onCategory={setCategory}
        />
        <TextField
          id="cause-edit-description"
          label={t('causes.form.description')}
          value={description}
          onChange={event => setDescription(event.target.value)}
          inputProps={{ maxLength: LIMITS.item }}
          multiline
          rows={3}
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
          {t('causes.form.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
