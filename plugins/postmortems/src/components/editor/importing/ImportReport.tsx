// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Checkbox from '@material-ui/core/Checkbox';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import DoneIcon from '@material-ui/icons/CheckCircleOutline';
import FailedIcon from '@material-ui/icons/ErrorOutline';
import WaitingIcon from '@material-ui/icons/RadioButtonUnchecked';
import { postmortemRouteRef } from '../../../routes';
import { postmortemsTranslationRef } from '../../../translation';
import { useFieldText } from '../../common/useFieldText';
import { Link } from '../../kit/Link';
import { ImportEntry } from './ImportRun';

const useStyles = makeStyles(theme => {
  const dark = theme.palette.type === 'dark';
  return {
    list: { listStyle: 'none', padding: 0, margin: theme.spacing(2, 0, 0) },
    entry: {
      display: 'grid',
      gridTemplateColumns: '22px minmax(0, 1fr)',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      contentVisibility: 'auto',
      containIntrinsicSize: 'auto 56px',
    },
    choose: { padding: 0, alignSelf: 'start' },
    details: { ...theme.typography.body2 },
    path: { overflowWrap: 'anywhere' },
    quiet: { color: theme.palette.text.secondary },
    icon: { fontSize: 20, color: theme.palette.text.secondary },
    done: { fontSize: 20, color: dark ? '#81c784' : '#2e7d32' },
    failed: {
      fontSize: 20,
      color: dark ? '#ff9d94' : theme.palette.error.dark,
    },
    warnings: {
      ...theme.typography.body2,
      margin: theme.spacing(0.5, 0, 0),
      paddingLeft: theme.spacing(2.5),
    },
  };
});

const Mark = (props: { state: ImportEntry['state'] }) => {
  const classes = useStyles();
  if (props.state === 'done') return <DoneIcon className={classes.done} />;
  if (props.state === 'failed')
    return <FailedIcon className={classes.failed} />;
  return <WaitingIcon className={classes.icon} />;
};

const Warnings = (props: { entry: ImportEntry }) => {
  const { warnings, fieldWarnings } = props.entry;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const textOf = useFieldText();
  const count = warnings.length + fieldWarnings.length;
  if (count === 0) return null;
  return (
    <details className={classes.details}>
      <summary>{t('editor.import.warnings', { count })}</summary>
      <ul className={classes.warnings}>
        {warnings.map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            {t('editor.import.line', { line: String(line), message })}
          </li>
        ))}
        {fieldWarnings.map(warning => (
          <li
            key={`${warning.field} ${warning.message}`}
          >{`${warning.field}: ${textOf(warning)}`}</li>
        ))}
      </ul>
    </details>
  );
};

const isOver = ({ state }: ImportEntry) =>
  ['done', 'failed', 'cancelled', 'unknown'].includes(state);

/** How far the import is, and what became of each file. */
export const ImportReport = (props: {
  entries: readonly ImportEntry[];
  /** Offered for each file before the import begins. */
  onChoose?: (index: number, chosen: boolean) => void;
  /** As many are chosen as may be imported at a time. */
  isFull?: boolean;
}) => {
  const { entries, onChoose, isFull = false } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const link = useRouteRef(postmortemRouteRef);
  const over = entries.filter(isOver).length;
  const done = entries.filter(({ state }) => state === 'done').length;
  const failed = entries.filter(({ state }) => state === 'failed').length;
  const total = entries.filter(({ state }) => state !== 'skipped').length;
  const progress = t('editor.import.progress', {
    over: String(over),
    total: String(total),
    done: String(done),
    failed: String(failed),
  });
  return (
    <>
      <Typography variant="body2" role="status">
        {progress}
      </Typography>
      <LinearProgress
        variant="determinate"
        value={total === 0 ? 0 : (over / total) * 100}
        aria-label={t('editor.import.progressLabel')}
      />
      {onChoose && isFull && entries.length > total && (
        <Typography variant="body2" className={classes.quiet}>
          {t('editor.import.full')}
        </Typography>
      )}
      <ul className={classes.list} aria-label={t('editor.import.report')}>
        {entries.map((entry, index) => (
          // The files of one drop never change their order.
          <li key={`${entry.path} ${index}`} className={classes.entry}>
            {onChoose ? (
              <Checkbox
                className={classes.choose}
                size="small"
                color="primary"
                checked={entry.state !== 'skipped'}
                disabled={isFull && entry.state === 'skipped'}
                onChange={event => onChoose(index, event.target.checked)}
                inputProps={{
                  'aria-label': t('editor.import.choose', { file: entry.path }),
                }}
              />
            ) : (
              <Mark state={entry.state} />
            )}
            <div>
              <Typography variant="body2" className={classes.path}>
                {entry.path}
              </Typography>
              {entry.number === undefined ? (
                <Typography variant="body2" className={classes.quiet}>
                  {entry.error ?? t(`editor.import.state.${entry.state}`)}
                </Typography>
              ) : (
                <Typography variant="body2">
                  <Link to={link({ id: `PM-${entry.number}` })}>
                    {t('common.number', { number: String(entry.number) })}{' '}
                    {entry.title}
                  </Link>
                </Typography>
              )}
              <Warnings entry={entry} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
};
