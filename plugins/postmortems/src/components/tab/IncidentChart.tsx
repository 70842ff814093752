import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { IncidentPoint, Overview } from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  CartesianGrid,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  XAxis,
  YAxis,
} from 'recharts';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from '../common/useFormat';
import { useSeverities } from '../common/usePostmortemsConfig';
import { IncidentMark } from './IncidentMark';

const LANE = 40;
const SMALLEST = 8;
const LARGEST = 26;

const useStyles = makeStyles(theme => ({
  help: {
    color: theme.palette.text.secondary,
    textAlign: 'right',
    display: 'block',
  },
}));

type Mark = {
  point: IncidentPoint;
  /** Its place in the order of time. */
  index: number;
  rank: number;
  /** Milliseconds. */
  x: number;
  /** The lane. */
  y: number;
  /** Pixels; recharts keeps `size` for itself. */
  pixels: number;
};

/** The first instant of each month between two instants, in milliseconds. */
function months(from: number, to: number): number[] {
  const ticks = [];
  let month = DateTime.fromMillis(from).startOf('month').plus({ months: 1 });
  while (month.toMillis() <= to) {
    ticks.push(month.toMillis());
    month = month.plus({ months: 1 });
  }
  return ticks;
}

/** A January is called by its year. */
function monthName(tick: number): string {
  const month = DateTime.fromMillis(tick);
  return month.toFormat(month.month === 1 ? 'yyyy' : 'LLL');
}

/**
 * One mark per incident, in a lane per severity. The area of a mark grows with
 * the time to resolve. One stop of the Tab key; arrows move inside.
 */
export const IncidentChart = (props: { overview: Overview }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const theme = useTheme();
  const navigate = useNavigate();
  const postmortem = useRouteRef(postmortemRouteRef);
  const severities = useSeverities();
  const root = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const { since, until } = props.overview;

  const points = useMemo(
    () =>
      [...props.overview.points].sort((a, b) =>
        a.startedAt.localeCompare(b.startedAt, 'en'),
      ),
    [props.overview.points],
  );
  const rankOf = (point: IncidentPoint) =>
    severities.findIndex(one => one.id === point.severity);
  const unranked = points.some(point => rankOf(point) < 0);
  const lanes = [
    ...severities.map(one => one.id),
    ...(unranked ? [t('common.severity.short')] : []),
  ];
  const longest = Math.max(1, ...points.map(point => point.toResolve ?? 0));
  const from = Date.parse(since);
  const to = Date.parse(until);

  const data = points.map((point, index): Mark => {
    const rank = rankOf(point);
    return {
      point,
      index,
      rank,
      x: Date.parse(point.startedAt),
      y: rank < 0 ? severities.length : rank,
      pixels:
        SMALLEST +
        (LARGEST - SMALLEST) * Math.sqrt((point.toResolve ?? 0) / longest),
    };
  });

  const open = (point: IncidentPoint) =>
    navigate(
      postmortem({ id: t('common.number', { number: String(point.number) }) }),
    );
  const focus = (index: number) => {
    setCurrent(index);
    root.current
      ?.querySelector<SVGGElement>(`[data-incident="${index}"]`)
      ?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = points.length - 1;
    const target = {
      ArrowRight: Math.min(current + 1, last),
      ArrowLeft: Math.max(current - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    focus(target);
  };

  const tick = { fill: theme.palette.text.secondary, fontSize: 12 };
  return (
    <div
      ref={root}
      role="group"
      aria-label={t('tab.chart.label', {
        from: format.day(since),
        to: format.day(until),
      })}
      onKeyDown={onKeyDown}
    >
      <ResponsiveContainer
        width="100%"
        height={lanes.length * LANE + 34}
        // For the first frame, and where nothing has a size (tests).
        initialDimension={{ width: 600, height: lanes.length * LANE + 34 }}
      >
        <ScatterChart
          margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke={theme.palette.divider} />
          <XAxis
            type="number"
            dataKey="x"
            domain={[from, to]}
            ticks={months(from, to)}
            tickFormatter={monthName}
            tick={tick}
            stroke={theme.palette.divider}
            minTickGap={8}
          />
          <YAxis
            type="number"
            dataKey="y"
            domain={[-0.5, lanes.length - 0.5]}
            ticks={lanes.map((_, lane) => lane)}
            tickFormatter={lane => lanes[lane] ?? ''}
            reversed
            width={44}
            tick={tick}
            axisLine={false}
            tickLine={false}
          />
          <Scatter
            data={data}
            isAnimationActive={false}
            shape={(drawn: unknown) => {
              // recharts hands over the datum with its place on the screen.
              const mark = drawn as Mark & { cx: number; cy: number };
              return (
                <IncidentMark
                  point={mark.point}
                  index={mark.index}
                  rank={mark.rank}
                  size={mark.pixels}
                  cx={mark.cx}
                  cy={mark.cy}
                  tabbable={mark.index === current}
                  onFocus={() => setCurrent(mark.index)}
                  onOpen={() => open(mark.point)}
                />
              );
            }}
          />
        </ScatterChart>
      </ResponsiveContainer>
      <Typography variant="caption" className={classes.help}>
        {t('tab.chart.help')}
      </Typography>
    </div>
  );
};
