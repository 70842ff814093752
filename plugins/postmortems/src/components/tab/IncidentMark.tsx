// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import { createContext, KeyboardEvent, useContext } from 'react';
import { useNavigate } from 'react-router-dom';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { isComposing } from '../kit/isComposing';
import { SeverityMark } from '../common/SeverityShape';
import { useFormat } from '../common/useFormat';
import { Mark } from './incidentMarks';

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

/** Which mark the Tab key stops at. */
export const CurrentMark = createContext<{
  index: number;
  setIndex: (index: number) => void;
  /** Moves to another mark. */
  onKeyDown: (event: KeyboardEvent) => void;
}>({ index: 0, setIndex: () => {}, onKeyDown: () => {} });

/** One incident in the chart: hover or focus tells about it, a click opens it. */
export const IncidentMark = (props: { mark: Mark; cx: number; cy: number }) => {
  const { cx, cy } = props;
  const { point, index, rank, pixels } = props.mark;
  const current = useContext(CurrentMark);
  const navigate = useNavigate();
  const postmortem = useRouteRef(postmortemRouteRef);
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
  const open = () => navigate(postmortem({ id: `PM-${point.number}` }));
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
        tabIndex={index === current.index ? 0 : -1}
        data-incident={index}
        className={classes.root}
        aria-label={t('tab.chart.mark', {
          number,
          title: point.title,
          severity,
          start,
          duration,
        })}
        onFocus={() => current.setIndex(index)}
        onClick={open}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter' && !isComposing(event)) open();
          else current.onKeyDown(event);
        }}
      >
        <circle className="ring" cx={cx} cy={cy} r={pixels / 2 + 6} />
        <SeverityMark
          rank={rank}
          cx={cx}
          cy={cy}
          size={pixels}
          hollow={draft}
        />
      </g>
    </Tooltip>
  );
};
