// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import SvgIcon from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import BuildIcon from '@material-ui/icons/BuildOutlined';
import ResolvedIcon from '@material-ui/icons/CheckCircleOutline';
import ImplementedIcon from '@material-ui/icons/Done';
import HypothesisIcon from '@material-ui/icons/EmojiObjectsOutlined';
import OtherIcon from '@material-ui/icons/FiberManualRecordOutlined';
import RootCauseIcon from '@material-ui/icons/FindInPageOutlined';
import CommunicationIcon from '@material-ui/icons/ForumOutlined';
import MitigatedIcon from '@material-ui/icons/HealingOutlined';
import DetectedIcon from '@material-ui/icons/NotificationsActiveOutlined';
import PagedIcon from '@material-ui/icons/PhoneInTalkOutlined';
import AcknowledgedIcon from '@material-ui/icons/ThumbUpOutlined';
import {
  Postmortem,
  timelineGaps,
  TimelineKind,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from '../common/useFormat';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';
import { Prose } from '../common/Prose';
import { TimelineRow, timelineRows } from './timelineRows';
import { useShowAll } from './useShowAll';

const SHOWN_ROWS = 100;

/** The icon of each kind of entry; its word always stands beside it. */
const TIMELINE_ICONS: Record<TimelineKind, typeof SvgIcon> = {
  detected: DetectedIcon,
  paged: PagedIcon,
  acknowledged: AcknowledgedIcon,
  hypothesis: HypothesisIcon,
  'fix-attempt': BuildIcon,
  'root-cause-identified': RootCauseIcon,
  'fix-implemented': ImplementedIcon,
  mitigated: MitigatedIcon,
  resolved: ResolvedIcon,
  communication: CommunicationIcon,
  other: OtherIcon,
};

const useStyles = makeStyles(theme => ({
  rows: { listStyle: 'none', margin: 0, padding: 0 },
  day: {
    fontWeight: 600,
    color: theme.palette.text.secondary,
    padding: theme.spacing(1, 0, 0.5),
    '&:first-child': { paddingTop: 0 },
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '56px 24px minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    breakInside: 'avoid',
  },
  time: {
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
    lineHeight: '24px',
  },
  unknown: {
    color: theme.palette.text.secondary,
    fontSize: '0.75rem',
    lineHeight: 1.3,
    paddingTop: 3,
  },
  rail: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    color: theme.palette.text.secondary,
    '&::after': {
      content: '""',
      flex: 1,
      minHeight: theme.spacing(1),
      borderLeft: `1px solid ${theme.palette.divider}`,
    },
    '$row:last-child > &::after': { borderLeftColor: 'transparent' },
  },
  text: { paddingBottom: theme.spacing(1.5), minWidth: 0 },
  kind: {
    fontWeight: 600,
    fontSize: '0.8125rem',
    lineHeight: '24px',
    display: 'block',
  },
  icon: { fontSize: '1.125rem', margin: 3 },
  gapRail: {
    justifySelf: 'center',
    borderLeft: `3px dotted ${theme.palette.text.secondary}`,
    minHeight: 48,
  },
  gap: {
    alignSelf: 'center',
    fontStyle: 'italic',
    fontWeight: 600,
    color: theme.palette.text.secondary,
  },
}));

const Row = (props: { row: TimelineRow; zone: string }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { row, zone } = props;
  if (row.type === 'day')
    return (
      <li className={classes.day}>
        {t('postmortem.timeline.dayOf', {
          weekday: DateTime.fromISO(row.day, { zone }).toFormat('ccc'),
          day: format.day(row.day, zone),
        })}
      </li>
    );
  if (row.type === 'gap')
    return (
      <li className={classes.row}>
        <span />
        <span className={classes.gapRail} />
        <span className={classes.gap}>
          {t('postmortem.timeline.gap', {
            duration: format.duration(row.gap.seconds),
          })}
        </span>
      </li>
    );

  const { at, kind, text } = row.entry;
  const Icon = TIMELINE_ICONS[kind];
  return (
    <li className={classes.row}>
      {at ? (
        <time className={classes.time} dateTime={at}>
          {format.time(at, zone)}
        </time>
      ) : (
        <span className={`${classes.time} ${classes.unknown}`}>
          {t('postmortem.timeline.unknown')}
        </span>
      )}
      <span className={classes.rail}>
        <Icon className={classes.icon} aria-hidden />
      </span>
      <div className={classes.text}>
        <span className={classes.kind}>{t(`common.timelineKind.${kind}`)}</span>
        {text && <Prose text={text} />}
      </div>
    </li>
  );
};

/** What happened when, with the silences in between. */
export const Timeline = (props: {
  postmortem: Postmortem;
  /** IANA name of the zone that times are written in. */
  zone: string;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { gapMinutes } = usePostmortemsConfig().timeline;
  const { postmortem, zone } = props;
  const rows = useMemo(
    () =>
      timelineRows(
        postmortem.timeline,
        timelineGaps(postmortem, { gapMinutes }),
        zone,
      ),
    [postmortem, gapMinutes, zone],
  );
  const { shown, showAll, list } = useShowAll(rows, SHOWN_ROWS);

  if (postmortem.timeline.length === 0)
    return (
      <Typography color="textSecondary">
        {t('postmortem.empty.timeline')}
      </Typography>
    );
  return (
    <>
      <ol className={classes.rows} ref={list}>
        {shown.map(row => (
          <Row key={row.key} row={row} zone={zone} />
        ))}
      </ol>
      {showAll && (
        <Button variant="outlined" size="small" onClick={showAll}>
          {t('postmortem.timeline.showAll', {
            total: String(postmortem.timeline.length),
          })}
        </Button>
      )}
    </>
  );
};
