// SPDX-License-Identifier: Apache-2.0

import { useTheme } from '@material-ui/core/styles';

/** The drawn shape of a severity; severities without a rank get a ring. */
type Shape = 'diamond' | 'square' | 'triangle' | 'circle' | 'ring';

const SHAPES: Shape[] = ['diamond', 'square', 'circle', 'triangle'];

// At least 4.5:1 on the paper of Backstage's themes.
const COLORS = {
  light: ['#b3261e', '#9a5b00', '#1f63a8', '#4a6b2a', '#5f6368'],
  dark: ['#ff9d94', '#ffb74d', '#81c4ff', '#aed581', '#bdbdbd'],
};

/** Shape and colour of the severity at `rank` (0 is the worst, -1 unknown). */
export function useSeverityLook(): (rank: number) => {
  shape: Shape;
  color: string;
} {
  const colors = COLORS[useTheme().palette.type];
  return rank =>
    rank < 0
      ? { shape: 'ring', color: colors[4] }
      : { shape: SHAPES[rank % 4], color: colors[Math.min(rank, 4)] };
}

/**
 * The shape around (`cx`, `cy`) inside an SVG. `size` is the area's square
 * root, so that all shapes of one size weigh the same to the eye.
 */
export const SeverityMark = (props: {
  rank: number;
  cx: number;
  cy: number;
  size: number;
  /** Drawn as an outline: a draft. */
  hollow?: boolean;
}) => {
  const { shape, color } = useSeverityLook()(props.rank);
  const { cx, cy, size, hollow = false } = props;
  const paint = {
    fill: color,
    fillOpacity: hollow || shape === 'ring' ? 0.15 : 0.75,
    stroke: color,
    strokeWidth: 1.5,
  };
  const half = size / 2;
  switch (shape) {
    case 'diamond': {
      const r = size / Math.SQRT2;
      return (
        <path
          d={`M${cx} ${cy - r}L${cx + r} ${cy}L${cx} ${cy + r}L${cx - r} ${cy}Z`}
          {...paint}
        />
      );
    }
    case 'square':
      return (
        <rect
          x={cx - half}
          y={cy - half}
          width={size}
          height={size}
          {...paint}
        />
      );
    case 'triangle': {
      const r = size * 0.76;
      return (
        <path
          d={`M${cx} ${cy - r}L${cx + r} ${cy + r * 0.75}L${cx - r} ${cy + r * 0.75}Z`}
          {...paint}
        />
      );
    }
    default:
      return <circle cx={cx} cy={cy} r={size * 0.564} {...paint} />;
  }
};

/** The shape alone, for a legend or a chip. Decorative: its text is beside it. */
export const SeverityShape = (props: {
  rank: number;
  size?: number;
  /** Drawn as an outline: a draft. */
  hollow?: boolean;
}) => {
  const { size = 14, hollow } = props;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 14 14"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <SeverityMark
        rank={props.rank}
        cx={7}
        cy={7}
        size={8.4}
        hollow={hollow}
      />
    </svg>
  );
};
