import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import { CauseInput } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { CauseFields } from './CauseFields';

/** Asks for the name and the category of a new cause. */
export const NameCauseDialog = (props: {
  /** Rejects when it was not created. */
  onCreate: (cause: CauseInput) => Promise<void>;
  onCancel: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [name, setName] = useState('');
  const [category, setCategory] = useState('');
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<string>();
  const create = async () => {
    setBusy(true);
    try {
      await props.onCreate({ name: name.trim(), category });
    } catch (error) {
      setReason(reasonOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={props.onCancel} aria-labelledby="cause-new">
      <DialogTitle id="cause-new">{t('causes.form.newTitle')}</DialogTitle>
      <DialogContent>
        <CauseFields
          id="cause-new"
          name={name}
          category={category}
          onName={setName}
          onCategory={setCategory}
        />
        {reason && (
          <Alert severity="error">{t('causes.failed', { reason })}</Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button
          onClick={create}
          disabled={busy || !name.trim() || !category}
          variant="contained"
          color="primary"
        >
          {t('causes.form.create')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
