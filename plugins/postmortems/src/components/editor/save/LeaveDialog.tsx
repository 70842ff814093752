import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { postmortemsTranslationRef } from '../../../translation';
import { useEditor, useSaveState } from '../form/EditorContext';
import { useLeaveGuard } from './useLeaveGuard';

export const LeaveDialog = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { saver } = useEditor();
  const isKept = useSaveState(state => state.copy !== 'failed');
  const { asked, stay, leave } = useLeaveGuard(saver);
  const saveAndLeave = async () => {
    if (await saver.save(true)) leave();
    else stay();
  };
  return (
    <Dialog
      open={asked}
      onClose={stay}
      aria-labelledby="postmortem-leave-title"
      aria-describedby="postmortem-leave-text"
    >
      <DialogTitle id="postmortem-leave-title">
        {t('editor.leave.title')}
      </DialogTitle>
      <DialogContent>
        <DialogContentText id="postmortem-leave-text">
          {t(isKept ? 'editor.leave.text' : 'editor.leave.lost')}
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={leave}>{t('editor.leave.leave')}</Button>
        <Button onClick={saveAndLeave}>{t('editor.leave.save')}</Button>
        <Button onClick={stay} color="primary" variant="contained">
          {t('editor.leave.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
