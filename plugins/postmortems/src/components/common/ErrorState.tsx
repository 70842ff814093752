// SPDX-License-Identifier: Apache-2.0

import {
  isResponseError,
  postmortemReadPermission,
} from 'backstage-plugin-postmortems-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { postmortemsTranslationRef } from '../../translation';
import { MayNotRead } from './ReadersContent';
import { whyNotShown } from './reasonOf';

const useStyles = makeStyles(theme => ({
  message: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  retry: { marginTop: theme.spacing(1) },
  details: { marginTop: theme.spacing(1) },
}));

/** What helps whoever looks after the portal. */
function detailsOf(error: Error): string {
  if (!isResponseError(error)) return `${error.name}: ${error.message}`;
  const { request } = error.body ?? {};
  return [
    request && `${request.method} ${request.url}`,
    `${error.statusCode}: ${error.body?.error?.message || error.message}`,
  ]
    .filter(Boolean)
    .join(' → ');
}

/** Whether the reader may read no postmortem at all; a proxy answers 403 for other reasons. */
function isReadDenied(error: Error): boolean {
  if (!isResponseError(error) || error.statusCode !== 403) return false;
  const details = error.body?.error as { permission?: string } | undefined;
  return details?.permission === postmortemReadPermission.name;
}

/** What could not be done, why, what is safe, and a button to try again. */
export const ErrorState = (props: {
  /** What happened, in plain words. */
  title: string;
  error: Error;
  onRetry?: () => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  if (isReadDenied(props.error)) return <MayNotRead />;
  return (
    <Alert severity="error" classes={{ message: classes.message }}>
      <AlertTitle>{props.title}</AlertTitle>
      {whyNotShown(props.error, t)}
      <details className={classes.details}>
        <summary>{t('common.notShown.details')}</summary>
        {detailsOf(props.error)}
      </details>
      {props.onRetry && (
        <Button
          className={classes.retry}
          variant="outlined"
          size="small"
          color="inherit"
          onClick={props.onRetry}
        >
          {t('common.retry')}
        </Button>
      )}
    </Alert>
  );
};
