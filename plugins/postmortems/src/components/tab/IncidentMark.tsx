import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import { IncidentPoint } from 'backstage-plugin-postmortems-common';
import { KeyboardEvent } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { SeverityMark } from '../common/SeverityShape';
import { useFormat } from '../common/useFormat';

const useStyles = makeStyles(theme => ({
  root: {
    cursor: 'pointer',
    outline: 'none',
    '& > .ring': { fill: 'none', stroke: 'none' },
    '&:focus-visible > .ring, &:hover > .ring': {
      stroke: theme.palette.text.primary,
      strokeWidth: 1.5,
    },
  },
}));

/** One incident in the chart: hover or focus tells about it, a click opens it. */
export const IncidentMark = (props: {
  point: IncidentPoint;
  index: number;
  rank: number;
  size: number;
  cx: number;
  cy: number;
  tabbable: boolean;
  onFocus: () => void;
  onOpen: () => void;
}) => {
  const { point, cx, cy, size } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const number = t('common.number', { number: String(point.number) });
  const severity = point.severity
    ? t('common.severity.label', { id: point.severity })
    : t('common.severity.none');
  const start = format.instant(point.startedAt);
  const duration =
    point.toResolve === null
      ? t('tab.chart.durationUnknown')
      : t('tab.chart.durationOf', {
          duration: format.duration(point.toResolve),
        });
  const draft = point.status === 'draft';
  return (
    <Tooltip
      title={
        <>
          {number} {point.title}
          <br />
          {severity} · {start}
          <br />
          {duration}
          {draft && ` · ${t('common.status.draft')}`}
        </>
      }
    >
      <g
        role="link"
        tabIndex={props.tabbable ? 0 : -1}
        data-incident={props.index}
        className={classes.root}
        aria-label={t('tab.chart.mark', {
          number,
          title: point.title,
          severity,
          start,
          duration,
        })}
        onFocus={props.onFocus}
        onClick={props.onOpen}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter') props.onOpen();
        }}
      >
        <circle className="ring" cx={cx} cy={cy} r={size / 2 + 6} />
        <SeverityMark
          rank={props.rank}
          cx={cx}
          cy={cy}
          size={size}
          hollow={draft}
        />
      </g>
    </Tooltip>
  );
};
