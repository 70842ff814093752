// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, Theme, useTheme } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import {
  Instant,
  instantHints,
  Postmortem,
} from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { useFieldText } from '../common/useFieldText';
import { useFormat } from '../common/useFormat';
import { incidentSteps, IncidentStep } from './incidentSteps';

/** From red, nobody knows, to green, it is over; the words say the same. */
const COLORS: Record<Instant, Record<Theme['palette']['type'], string>> = {
  startedAt: { light: '#b3261e', dark: '#ff9d94' },
  detectedAt: { light: '#a85c00', dark: '#ffb74d' },
  acknowledgedAt: { light: '#856a00', dark: '#ffe082' },
  mitigatedAt: { light: '#1f63a8', dark: '#81c4ff' },
  resolvedAt: { light: '#2e7d32', dark: '#a5d6a7' },
};

const useStyles = makeStyles(theme => ({
  steps: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    [theme.breakpoints.down('sm')]: { flexDirection: 'column' },
  },
  step: {
    // No narrower than its longest word.
    minWidth: 'min-content',
    [theme.breakpoints.down('sm')]: {
      display: 'grid',
      gridTemplateColumns: '16px 1fr',
      gridTemplateRows: 'auto 1fr',
      columnGap: theme.spacing(1),
      flex: 'none !important',
    },
  },
  line: {
    display: 'flex',
    alignItems: 'center',
    height: 24,
    [theme.breakpoints.down('sm')]: {
      flexDirection: 'column',
      height: 'auto',
      gridRow: '1 / 3',
      paddingTop: 3,
    },
  },
  dot: { flex: 'none', width: 14, height: 14 },
  // Borders, since browsers do not print backgrounds.
  bar: {
    flex: 1,
    borderTop: '3px solid',
    [theme.breakpoints.down('sm')]: {
      borderTop: 0,
      borderLeft: '3px solid',
      minHeight: 16,
    },
  },
  took: {
    padding: theme.spacing(0, 1),
    fontWeight: 600,
    whiteSpace: 'nowrap',
  },
  tookWide: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  tookNarrow: {
    padding: theme.spacing(0.5, 0, 1),
    [theme.breakpoints.up('md')]: { display: 'none' },
  },
  text: { display: 'block', minWidth: 112, paddingRight: theme.spacing(1.5) },
  name: { fontWeight: 600, display: 'block' },
  at: { color: theme.palette.text.secondary, fontSize: '0.8125rem' },
  below: {
    ...theme.typography.body2,
    color: theme.palette.text.secondary,
    marginTop: theme.spacing(1.5),
  },
  durations: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 3),
    margin: theme.spacing(1.5, 0, 0),
    '& div': { display: 'flex', gap: theme.spacing(0.75) },
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, fontWeight: 600 },
  },
  notRecorded: {
    color: theme.palette.text.secondary,
    fontWeight: 'normal !important' as 'normal',
  },
  hint: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    margin: theme.spacing(1, 0, 0),
  },
}));

/** What of the bar a step takes: longer is longer, yet all can be read. */
function shareOf(step: IncidentStep, all: readonly IncidentStep[]): number {
  const longest = Math.max(
    ...all.map(({ secondsToNext }) => secondsToNext ?? 0),
    1,
  );
  return 0.25 + (step.secondsToNext ?? 0) / longest;
}

const Step = (props: {
  step: IncidentStep;
  share: number;
  withDay: boolean;
  zone: string;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { step, share, withDay, zone } = props;
  const color = COLORS[step.instant][useTheme().palette.type];
  const took =
    step.secondsToNext === null ? null : format.duration(step.secondsToNext);
  return (
    <li
      className={classes.step}
      style={{ flex: took === null ? '0 1 auto' : `${share} 1 0` }}
    >
      <span className={classes.line} style={{ color }}>
        <svg className={classes.dot} viewBox="0 0 14 14" aria-hidden="true">
          <circle cx="7" cy="7" r="6" fill="currentColor" />
        </svg>
        {took !== null && (
          <>
            <span className={classes.bar} />
            <span className={`${classes.took} ${classes.tookWide}`}>
              {took}
            </span>
            <span className={`${classes.bar} ${classes.tookWide}`} />
          </>
        )}
      </span>
      <span className={classes.text}>
        <span className={classes.name}>
          {t(`postmortem.bar.${step.instant}`)}
        </span>
        <time className={classes.at} dateTime={step.at}>
          {withDay ? format.instant(step.at, zone) : format.time(step.at, zone)}
        </time>
        {step.fromTimeline && (
          <span className={classes.at}>
            {' · '}
            {t('postmortem.bar.fromTimeline')}
          </span>
        )}
      </span>
      {took !== null && (
        <span className={`${classes.took} ${classes.tookNarrow}`}>{took}</span>
      )}
    </li>
  );
};

/** The way from the start of the incident to its end, with every duration. */
export const IncidentBar = (props: {
  postmortem: Postmortem;
  /** IANA name of the zone that times are written in. */
  zone: string;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { postmortem, zone } = props;
  const { steps, missing } = incidentSteps(postmortem);
  const textOf = useFieldText();
  const hints = instantHints(postmortem);
  if (steps.length === 0)
    return <p className={classes.below}>{t('postmortem.bar.none')}</p>;

  return (
    <div>
      <ol className={classes.steps} aria-label={t('postmortem.bar.label')}>
        {steps.map((step, index) => (
          <Step
            key={step.instant}
            step={step}
            share={shareOf(step, steps)}
            // The day is said once, and again when it is another one.
            withDay={
              index === 0 ||
              format.day(step.at, zone) !==
                format.day(steps[index - 1].at, zone)
            }
            zone={zone}
          />
        ))}
      </ol>
      <dl className={classes.durations}>
        {(
          ['toDetect', 'toAcknowledge', 'toMitigate', 'toResolve'] as const
        ).map(name => (
          <div key={name}>
            <dt>{t(`postmortem.bar.${name}`)}</dt>
            <dd
              className={
                postmortem.durations[name] === null
                  ? classes.notRecorded
                  : undefined
              }
            >
              {format.recordedDuration(postmortem.durations[name])}
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.below}>
        {t('postmortem.bar.zone', { zone })}
        {missing.length > 0 &&
          `. ${t('postmortem.bar.missing', {
            instants: missing
              .map(instant => t(`postmortem.bar.${instant}`))
              .join(', '),
          })}`}
      </div>
      {hints.map(hint => (
        <p key={hint.field} className={classes.hint}>
          <WarningIcon fontSize="small" aria-hidden />
          {textOf(hint)}
        </p>
      ))}
    </div>
  );
};
