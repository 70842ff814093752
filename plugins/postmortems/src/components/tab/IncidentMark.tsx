// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import { createContext, KeyboardEvent, ReactNode, useContext } from 'react';
import { useNavigate } from 'react-router-dom';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { isComposing } from '../kit/isComposing';
import { SeverityMark } from '../common/SeverityShape';
import { useFormat } from '../common/useFormat';
import { Mark } from './incidentMarks';

const useStyles = makeStyles(theme => ({
  link: { cursor: 'pointer' },
  root: {
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

/** By number, once they are known: they are asked for when one is looked at. */
export const IncidentTitles = createContext<ReadonlyMap<number, string>>(
  new Map(),
);

/** What is said of a mark, on hover and to a screen reader. */
function useMarkText({ point, month }: Mark): {
  label: string;
  tooltip: NonNullable<ReactNode>;
} {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const titles = useContext(IncidentTitles);
  const id = (point ?? month).severity;
  const severity = id
    ? t('common.severity.label', { id })
    : t('common.severity.none');
  if (month) {
    const label = t('tab.chart.month', {
      count: month.count,
      month: format.month(month.month),
      severity,
    });
    return { label, tooltip: label };
  }
  const number = t('common.number', { number: String(point.number) });
  const title = titles.get(point.number);
  const start = format.instant(point.startedAt);
  const duration =
    point.toResolve === null
      ? t('tab.chart.durationUnknown')
      : t('tab.chart.durationOf', {
          duration: format.duration(point.toResolve),
        });
  return {
    label: title
      ? t('tab.chart.mark', { number, title, severity, start, duration })
      : t('tab.chart.untitledMark', { number, severity, start, duration }),
    tooltip: (
      <>
        {number} {title}
        <br />
        {severity} · {start}
        <br />
        {duration}
        {point.status === 'draft' && ` · ${t('common.status.draft')}`}
      </>
    ),
  };
}

/**
 * One mark of the chart: hover or focus tells about it. An incident is opened
 * by a click.
 */
export const IncidentMark = (props: { mark: Mark; cx: number; cy: number }) => {
  const { cx, cy } = props;
  const { point, index, rank, pixels } = props.mark;
  const current = useContext(CurrentMark);
  const navigate = useNavigate();
  const postmortem = useRouteRef(postmortemRouteRef);
  const classes = useStyles();
  const { label, tooltip } = useMarkText(props.mark);
  const open = () =>
    point && navigate(postmortem({ id: `PM-${point.number}` }));
  return (
    <Tooltip title={tooltip}>
      <g
        role={point ? 'link' : 'img'}
        tabIndex={index === current.index ? 0 : -1}
        data-incident={index}
        className={point ? `${classes.root} ${classes.link}` : classes.root}
        aria-label={label}
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
          hollow={point?.status === 'draft'}
        />
      </g>
    </Tooltip>
  );
};
