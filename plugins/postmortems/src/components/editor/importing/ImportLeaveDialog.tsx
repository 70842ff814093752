import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useMemo } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { useLeaveGuard } from '../save/useLeaveGuard';

/** Asks before the page is left while files are being imported. */
export const ImportLeaveDialog = (props: { running: boolean }) => {
  const { running } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { asked, stay, leave } = useLeaveGuard(
    useMemo(() => ({ unsaved: running, keep: () => {} }), [running]),
  );
  return (
    <Dialog
      open={asked}
      onClose={stay}
      aria-labelledby="postmortem-import-leave-title"
      aria-describedby="postmortem-import-leave-text"
    >
      <DialogTitle id="postmortem-import-leave-title">
        {t('editor.import.leave.title')}
      </DialogTitle>
      <DialogContent>
        <DialogContentText id="postmortem-import-leave-text">
          {t('editor.import.leave.text')}
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={leave}>{t('editor.import.leave.leave')}</Button>
        <Button onClick={stay} color="primary" variant="contained">
          {t('editor.import.leave.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
