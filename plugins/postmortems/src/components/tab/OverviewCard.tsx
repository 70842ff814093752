import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { DurationStats, Overview } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { OverdueCount } from '../common/OverdueCount';
import { SectionCard } from '../common/SectionCard';
import { SeverityChip } from '../common/SeverityChip';
import { useFormat } from '../common/useFormat';
import { RequestState } from '../common/useRequest';

const useStyles = makeStyles(theme => ({
  // The height of the loaded card, so that nothing jumps.
  root: { minHeight: 172 },
  incidents: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.5, 1.5),
    marginBottom: theme.spacing(1.5),
    ...theme.typography.body2,
  },
  total: { fontSize: '2rem', lineHeight: 1, fontWeight: 600 },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontVariantNumeric: 'tabular-nums',
    ...theme.typography.body2,
    '& th': {
      textAlign: 'left',
      fontWeight: 'normal',
      color: theme.palette.text.secondary,
    },
    '& th, & td': { padding: theme.spacing(0.25, 1, 0.25, 0) },
    '& thead th': { fontSize: theme.typography.caption.fontSize },
    '& td, & thead th + th': { textAlign: 'right', whiteSpace: 'nowrap' },
    '& th:last-child, & td:last-child': { paddingRight: 0 },
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1),
    marginTop: theme.spacing(1.5),
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
}));

const DurationRow = (props: { label: string; stats: DurationStats }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { used, total, median, p90 } = props.stats;
  const show = (seconds: number | null) =>
    seconds === null ? '–' : format.duration(seconds);
  return (
    <tr>
      <th scope="row">{props.label}</th>
      <td>{show(median)}</td>
      <td>{show(p90)}</td>
      <td>
        {t('tab.overview.usedOfTotal', {
          used: format.number(used),
          total: format.number(total),
        })}
      </td>
    </tr>
  );
};

const Figures = (props: { overview: Overview }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { incidents, bySeverity, durations, actionItems } = props.overview;
  return (
    <>
      {incidents === 0 ? (
        <Typography variant="body2" gutterBottom>
          {t('tab.overview.noIncidents')}
        </Typography>
      ) : (
        <>
          <div className={classes.incidents}>
            <span>
              <span className={classes.total}>{format.number(incidents)}</span>{' '}
              {t('tab.overview.incidents', { count: incidents })}
            </span>
            {bySeverity.map(({ severity, count }) => (
              <span key={severity ?? ''}>
                <SeverityChip severity={severity} /> {format.number(count)}
              </span>
            ))}
          </div>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('tab.overview.figure')}</th>
                <th scope="col">{t('tab.overview.median')}</th>
                <Tooltip title={t('tab.overview.p90Help')}>
                  <th scope="col">{t('tab.overview.p90')}</th>
                </Tooltip>
                <Tooltip title={t('tab.overview.recordedHelp')}>
                  <th scope="col">{t('tab.overview.recorded')}</th>
                </Tooltip>
              </tr>
            </thead>
            <tbody>
              <DurationRow
                label={t('tab.overview.toDetect')}
                stats={durations.toDetect}
              />
              <DurationRow
                label={t('tab.overview.toResolve')}
                stats={durations.toResolve}
              />
            </tbody>
          </table>
        </>
      )}
      <Typography variant="body2" component="div" className={classes.actions}>
        <span>{t('tab.overview.actionItems')}</span>
        <strong>
          {t('tab.overview.open', { value: format.number(actionItems.open) })}
        </strong>
        <OverdueCount count={actionItems.overdue} />
      </Typography>
    </>
  );
};

/** Incidents of 12 months, how long they took, and what is still promised. */
export const OverviewCard = (props: { overview: RequestState<Overview> }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { value, error, retry } = props.overview;
  return (
    <SectionCard title={t('tab.overview.title')}>
      <div className={classes.root}>
        {error && (
          <ErrorState
            title={t('tab.overview.failed')}
            error={error}
            onRetry={retry}
          />
        )}
        {!error && value && <Figures overview={value} />}
        {!error && !value && (
          <>
            <Skeleton width="60%" height={40} />
            {[0, 1, 2, 3].map(row => (
              <Skeleton key={row} height={28} />
            ))}
          </>
        )}
      </div>
    </SectionCard>
  );
};
