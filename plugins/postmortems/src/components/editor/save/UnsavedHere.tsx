import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useInterval from 'react-use/esm/useInterval';
import { editPostmortemRouteRef } from '../../../routes';
import { postmortemsTranslationRef } from '../../../translation';
import { useFormat } from '../../common/useFormat';
import { useLocalCopies } from '../form/useEditorSetup';
import { KeptText } from './KeptText';
import { LocalCopies } from './localCopies';

/** Who left the editor a moment ago may still be saved. */
const LOOK_AGAIN_AFTER_MS = 3_000;

const useStyles = makeStyles(theme => ({
  root: {
    marginBottom: theme.spacing(2),
    '@media print': { display: 'none' },
  },
}));

type Props = {
  /** The postmortem's id, or its number as in the address. */
  of: string;
  /** As an address names it, where the text can still be saved. */
  editId?: string;
  /** It is not only here any more: the server may have more than is shown. */
  onSaved?: () => void;
};

const Offer = (props: Props & { editId: string; copies: LocalCopies }) => {
  const { of, editId, copies, onSaved } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const navigate = useNavigate();
  const editLink = useRouteRef(editPostmortemRouteRef);
  const { value, retry } = useAsyncRetry(() => copies.of(of), [copies, of]);
  useInterval(retry, LOOK_AGAIN_AFTER_MS);
  const newest = value?.[0]?.copy;

  const wasThere = useRef(false);
  const isThere = newest !== undefined;
  useEffect(() => {
    if (wasThere.current && value && !isThere) onSaved?.();
    if (value) wasThere.current = isThere;
  }, [value, isThere, onSaved]);

  if (!newest) return null;
  return (
    <Alert
      severity="info"
      className={classes.root}
      action={
        <Button
          size="small"
          color="inherit"
          onClick={() => navigate(editLink({ id: editId }))}
        >
          {t('editor.restore.goOn')}
        </Button>
      }
    >
      {t('editor.restore.onlyHere', { time: format.moment(newest.keptAt) })}
    </Alert>
  );
};

/**
 * On the page of a postmortem: that this browser keeps text for it which the
 * server does not have, and the way on.
 */
export const UnsavedHere = (props: Props) => {
  const local = useLocalCopies();
  if (!local.value) return null;
  const { copies } = local.value;
  const { of, editId } = props;
  if (editId === undefined) return <KeptText copies={copies} of={of} />;
  return <Offer {...props} editId={editId} copies={copies} />;
};
