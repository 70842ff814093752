// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import CircularProgress from '@material-ui/core/CircularProgress';
import { makeStyles } from '@material-ui/core/styles';
import CloudDoneIcon from '@material-ui/icons/CloudDoneOutlined';
import CloudOffIcon from '@material-ui/icons/CloudOffOutlined';
import EditIcon from '@material-ui/icons/EditOutlined';
import WarningIcon from '@material-ui/icons/ErrorOutline';
import { DateTime } from 'luxon';
import { postmortemsTranslationRef } from '../../../translation';
import { Translate } from '../../common/reasonOf';
import { useChecks, useSaveState } from '../form/EditorContext';
import { SavePhase, SaveState } from './saveState';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body2,
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    color: theme.palette.text.secondary,
    minWidth: 0,
  },
  icon: { fontSize: 18 },
}));

const ICONS: Partial<Record<SavePhase, typeof EditIcon>> = {
  saved: CloudDoneIcon,
  unsaved: EditIcon,
  offline: CloudOffIcon,
};

/** Where the text is: always visible, and read out when it changes. */
export const SaveStatus = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const phase = useSaveState(state => state.phase);
  const triedAt = useSaveState(state => state.triedAt);
  const unread = useChecks(checks => checks.unread.length > 0);
  const text = useSaveState(state => saveText(state, unread, t));
  const Icon = (!unread && ICONS[phase]) || WarningIcon;
  return (
    <span className={classes.root} role="status" aria-live="polite">
      {phase === 'saving' ? (
        <CircularProgress size={14} aria-hidden />
      ) : (
        <Icon className={classes.icon} aria-hidden />
      )}
      {text}
      {phase === 'offline' && triedAt && (
        <span>
          {t('editor.save.tried', {
            time: DateTime.fromMillis(triedAt).toFormat('HH:mm:ss'),
          })}
        </span>
      )}
    </span>
  );
};

function saveText(state: SaveState, unread: boolean, t: Translate): string {
  const { phase, published, savedAt, copy, autosavePaused } = state;
  if (copy === 'failed' && phase !== 'saved') return t('editor.save.notKept');
  const away = state.trouble ? 'trouble' : 'offline';
  if (copy === 'soon' && phase === 'offline')
    return t(`editor.save.${away}Typing`);
  if (copy === 'soon' && ['unsaved', 'invalid', 'refused'].includes(phase))
    return t('editor.save.typing');
  switch (phase) {
    case 'saving':
      return t('editor.save.saving');
    case 'offline':
      return t(`editor.save.${away}`);
    case 'invalid':
      return state.id === undefined && state.fields[0]?.field === 'title'
        ? t('editor.save.wantsTitle')
        : t('editor.save.invalid', { count: state.fields.length });
    case 'refused':
      return t('editor.save.refused');
    case 'conflict':
      return t('editor.save.conflict', { count: state.conflicts.length });
    case 'unsaved':
      return t(
        published || autosavePaused
          ? 'editor.save.keptOnly'
          : 'editor.save.kept',
      );
    default:
      if (unread && !savedAt) return t('editor.save.notAll');
      if (savedAt)
        return t(unread ? 'editor.save.savedBut' : 'editor.save.saved', {
          time: DateTime.fromMillis(savedAt).toFormat('HH:mm'),
        });
      return t(state.id ? 'editor.save.unchanged' : 'editor.save.nothing');
  }
}
