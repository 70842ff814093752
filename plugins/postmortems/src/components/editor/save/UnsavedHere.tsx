// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useEffect, useRef } from 'react';
import { Postmortem } from 'backstage-plugin-postmortems-common';
import { useNavigate } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useInterval from 'react-use/esm/useInterval';
import { editPostmortemRouteRef } from '../../../routes';
import { postmortemsTranslationRef } from '../../../translation';
import { useFormat } from '../../common/useFormat';
import { checkDocument, documentOf, sameValue } from '../form/document';
import { useLocalCopies } from '../form/useEditorSetup';
import { KeptText } from './KeptText';
import { LeftCopy, LocalCopies } from './localCopies';

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
  /** What the server has of it. */
  postmortem?: Postmortem;
  /** It is not only here any more: the server may have more than is shown. */
  onSaved?: () => void;
};

/** The text reached the server; only the answer did not come back. */
function isSaved({ copy }: LeftCopy, postmortem: Postmortem): boolean {
  const { document } = checkDocument(copy.values);
  return !copy.unread && sameValue(document, documentOf(postmortem));
}

const Offer = (props: Props & { editId: string; copies: LocalCopies }) => {
  const { of, editId, postmortem, copies, onSaved } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const navigate = useNavigate();
  const editLink = useRouteRef(editPostmortemRouteRef);
  const { value, retry } = useAsyncRetry(async () => {
    const left = await copies.of(of);
    if (!postmortem) return left;
    const unsaved = left.filter(one => !isSaved(one, postmortem));
    for (const { key } of left.filter(one => !unsaved.includes(one)))
      copies.remove(key);
    return unsaved;
  }, [copies, of, postmortem]);
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
