// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import { SeverityConfig } from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { memo } from 'react';
import {
  CartesianGrid,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  XAxis,
  YAxis,
} from 'recharts';
import { postmortemsTranslationRef } from '../../translation';
import { Mark } from './incidentMarks';
import { IncidentMark } from './IncidentMark';

const LANE = 52;
const AXIS = 34;

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

/** recharts hands over the datum with its place on the screen. */
function drawMark(drawn: unknown) {
  const { cx, cy, ...mark } = drawn as Mark & { cx: number; cy: number };
  return <IncidentMark mark={mark} cx={cx} cy={cy} />;
}

/**
 * The drawing itself. recharts makes its marks anew whenever it draws, which
 * would take the focus from one: so it draws only when the incidents change.
 */
export const IncidentPlot = memo(
  (props: {
    marks: Mark[];
    severities: SeverityConfig[];
    /** Instants: the ends of the time axis. */
    since: string;
    until: string;
  }) => {
    const { marks, severities } = props;
    const { t } = useTranslationRef(postmortemsTranslationRef);
    const { palette } = useTheme();
    const from = Date.parse(props.since);
    const to = Date.parse(props.until);
    const lanes = severities.map(({ id }) => id);
    if (marks.some(mark => mark.rank < 0))
      lanes.push(t('common.severity.short'));
    const height = lanes.length * LANE + AXIS;
    const tick = { fill: palette.text.secondary, fontSize: 12 };
    return (
      <ResponsiveContainer
        width="100%"
        height={height}
        // For the first frame, before the width is known.
        initialDimension={{ width: 600, height }}
      >
        <ScatterChart
          margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke={palette.divider} />
          <XAxis
            type="number"
            dataKey="x"
            domain={[from, to]}
            ticks={months(from, to)}
            tickFormatter={monthName}
            tick={tick}
            stroke={palette.divider}
            minTickGap={8}
          />
          <YAxis
            type="number"
            dataKey="y"
            domain={[-0.5, lanes.length - 0.5]}
            ticks={lanes.map((_, lane) => lane)}
            tickFormatter={lane => lanes[lane] ?? ''}
            interval={0}
            reversed
            width={44}
            tick={tick}
            axisLine={false}
            tickLine={false}
          />
          <Scatter data={marks} isAnimationActive={false} shape={drawMark} />
        </ScatterChart>
      </ResponsiveContainer>
    );
  },
);
