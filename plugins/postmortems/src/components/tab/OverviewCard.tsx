// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  DurationStats,
  Overview,
  Ratio,
  RecurrenceFigures,
} from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { OverdueCount, useOverdueClass } from '../common/OverdueCount';
import { SectionCard } from '../kit/SectionCard';
import { SeverityChip } from '../common/SeverityChip';
import { useFormat } from '../common/useFormat';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';
import { RequestState } from '../kit/useRequest';

/** In seconds. */
const DAY = 86_400;

const useStyles = makeStyles(theme => ({
  // The height of the loaded card, so that nothing jumps.
  root: { minHeight: 216 },
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
  lines: {
    marginTop: theme.spacing(1.5),
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  line: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0, 1) },
}));

const DurationRow = (props: {
  label: string;
  help?: string;
  stats: DurationStats;
  /** How a value is written. */
  write: (value: number) => string;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { used, total, median, p90 } = props.stats;
  const show = (value: number | null) =>
    value === null ? '–' : props.write(value);
  return (
    <tr>
      <Tooltip title={props.help ?? ''}>
        <th scope="row">{props.label}</th>
      </Tooltip>
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

/** "2 of 8 recurred", and how many of those a promised fix should have kept away. */
const RecurrenceLine = (props: { recurrence: RecurrenceFigures }) => {
  const { rate, withUnfinishedPrevent: unfinished } = props.recurrence;
  const classes = useStyles();
  const overdue = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { withinDays } = usePostmortemsConfig().recurrence;
  const ratio = ({ n, total }: Ratio) => ({
    n: format.number(n),
    total: format.number(total),
  });
  return (
    <div className={classes.line}>
      <Tooltip
        title={t('tab.overview.recurredHelp', {
          days: t('causes.days', { count: withinDays }),
        })}
      >
        <strong>{t('tab.overview.recurred', ratio(rate))}</strong>
      </Tooltip>
      {unfinished.total > 0 && (
        <Tooltip title={t('tab.overview.unfinishedFixHelp')}>
          <span className={unfinished.n > 0 ? overdue : undefined}>
            {t('tab.overview.unfinishedFix', ratio(unfinished))}
          </span>
        </Tooltip>
      )}
    </div>
  );
};

const Figures = (props: { overview: Overview; ofOwner: boolean }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { incidents, bySeverity, durations, actionItems, recurrence } =
    props.overview;
  const { daysBetween } = recurrence;
  // Hours say something about what recurs at once, and nothing about the rest.
  const days = (value: number) =>
    format.duration((value < 2 ? value : Math.round(value)) * DAY);
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
                write={format.duration}
              />
              <DurationRow
                label={t('tab.overview.toResolve')}
                stats={durations.toResolve}
                write={format.duration}
              />
              {daysBetween.mean !== null && (
                <DurationRow
                  label={t('tab.overview.toRecur')}
                  help={t('tab.overview.toRecurHelp', {
                    mean: days(daysBetween.mean),
                  })}
                  stats={daysBetween}
                  write={days}
                />
              )}
            </tbody>
          </table>
        </>
      )}
      <Typography variant="body2" component="div" className={classes.lines}>
        {incidents > 0 && <RecurrenceLine recurrence={recurrence} />}
        <div className={classes.line}>
          <span>
            {t(
              props.ofOwner
                ? 'tab.overview.actionItemsOfAll'
                : 'tab.overview.actionItems',
            )}
          </span>
          <strong>
            {t('tab.overview.open', { value: format.number(actionItems.open) })}
          </strong>
          <OverdueCount count={actionItems.overdue} />
        </div>
      </Typography>
    </>
  );
};

/**
 * Incidents of 12 months, how long they took, how many recurred, and what is
 * still promised.
 */
export const OverviewCard = (props: {
  overview: RequestState<Overview>;
  /** It is about what somebody owns, so whose the action items are is not plain. */
  ofOwner: boolean;
}) => {
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
        {!error && value && (
          <Figures overview={value} ofOwner={props.ofOwner} />
        )}
        {!error && !value && (
          <>
            <Skeleton width="60%" height={40} />
            {[0, 1, 2, 3, 4].map(row => (
              <Skeleton key={row} height={28} />
            ))}
          </>
        )}
      </div>
    </SectionCard>
  );
};
