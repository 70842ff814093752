// SPDX-License-Identifier: Apache-2.0

import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import OpenIcon from '@material-ui/icons/ExpandMore';
import Skeleton from '@material-ui/lab/Skeleton';
import classNames from 'classnames';
import { ReactNode, useState } from 'react';

const SKELETON_ROWS = [0, 1, 2, 3];

const useStyles = makeStyles(theme => ({
  table: {
    '& th': { whiteSpace: 'nowrap' },
    '& th, & td': { padding: theme.spacing(0.75, 1), lineHeight: 1.4 },
  },
  dense: { '& th, & td': { padding: theme.spacing(0.5, 1) } },
  // The card around it has no padding of its own.
  toTheEdge: {
    '& th:first-child, & td:first-child': { paddingLeft: theme.spacing(2) },
    '& th:last-child, & td:last-child': { paddingRight: theme.spacing(2) },
  },
  main: { width: '60%', overflowWrap: 'anywhere' },
  figure: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  fromMd: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  fromSm: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  narrow: {
    display: 'none',
    [theme.breakpoints.down('xs')]: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.25, 1.5),
      color: theme.palette.text.secondary,
      fontSize: theme.typography.caption.fontSize,
    },
  },
  stale: { opacity: 0.6 },
  withToggle: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
  },
  toggle: { padding: 2, margin: theme.spacing(-0.25, 0, 0, -1) },
  turned: { transform: 'rotate(180deg)' },
  // By hand: an open row is a row of its own and would shift the stripes.
  shaded: {
    '&&': { backgroundColor: theme.palette.background.default },
    '&&.MuiTableRow-hover:hover': {
      backgroundColor: theme.palette.action.hover,
    },
  },
  plain: {
    '&&': { backgroundColor: theme.palette.background.paper },
    '&&.MuiTableRow-hover:hover': {
      backgroundColor: theme.palette.action.hover,
    },
  },
  details: {
    // Wins over the padding of a first cell.
    '&&&': {
      paddingTop: 0,
      paddingLeft: theme.spacing(4),
      [theme.breakpoints.down('xs')]: { paddingLeft: theme.spacing(2) },
    },
  },
  // As wide as the row without widening a column: on a small screen it spans
  // columns that are not shown.
  fit: { width: 0, minWidth: '100%' },
}));

/** A column of a {@link DataTable}. */
export type Column<Row> = {
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /**
   * `main`: takes the width that the others leave, and holds the toggle and
   * what narrow screens show instead of the other columns. `figure`: never
   * wraps, and its digits are aligned.
   */
  look?: 'main' | 'figure';
  align?: 'right';
  /** Pixels. */
  minWidth?: number;
  /** Hidden on screens that are narrower than this. */
  from?: 'sm' | 'md';
  /** The table is sorted by it. */
  sort?: {
    direction: 'asc' | 'desc';
    /** Says the direction in words. */
    title: string;
    onToggle: () => void;
  };
};

type Expansion<Row> = {
  /** Names the toggle and what it opens. */
  label: (row: Row) => string;
  content: (row: Row) => ReactNode;
};

export type DataTableProps<Row> = {
  /** The accessible name of the table. */
  label: string;
  columns: ReadonlyArray<Column<Row>>;
  /** `undefined` until they are known: placeholders are shown. */
  rows?: readonly Row[];
  rowId: (row: Row) => string;
  /** A newer answer is on its way. */
  loading?: boolean;
  /** What the hidden columns say, within the main one on a small screen. */
  narrow?: (row: Row) => ReactNode;
  /** What a row opens below itself. Whether it is open is not kept. */
  expansion?: Expansion<Row>;
  dense?: boolean;
  /** Pixels, within which it scrolls below its header; it has no card of its own. */
  maxHeight?: number;
};

type RowProps<Row> = Pick<
  DataTableProps<Row>,
  'columns' | 'narrow' | 'expansion'
> & { row: Row; id: string; shaded: boolean };

function useCellClass() {
  const classes = useStyles();
  return ({ look, from }: { look?: 'main' | 'figure'; from?: 'sm' | 'md' }) =>
    classNames(
      look && classes[look],
      from === 'sm' && classes.fromSm,
      from === 'md' && classes.fromMd,
    );
}

function DataRow<Row>(props: RowProps<Row>) {
  const { row, columns, narrow, expansion } = props;
  const classes = useStyles();
  const cellClass = useCellClass();
  const [open, setOpen] = useState(false);
  const domId = `row-${props.id}`;
  const ground = expansion && (props.shaded ? classes.shaded : classes.plain);

  const main = (column: Column<Row>) => (
    <>
      {column.cell(row)}
      {narrow && <div className={classes.narrow}>{narrow(row)}</div>}
    </>
  );
  const content = (column: Column<Row>) => {
    if (column.look !== 'main') return column.cell(row);
    if (!expansion) return main(column);
    return (
      <div className={classes.withToggle}>
        <IconButton
          size="small"
          className={classes.toggle}
          aria-expanded={open}
          aria-controls={open ? domId : undefined}
          aria-label={expansion.label(row)}
          onClick={() => setOpen(!open)}
        >
          <OpenIcon
            fontSize="small"
            className={open ? classes.turned : undefined}
          />
        </IconButton>
        <div>{main(column)}</div>
      </div>
    );
  };
  return (
    <>
      <TableRow hover className={ground}>
        {columns.map(column => (
          <TableCell
            key={column.id}
            className={cellClass(column)}
            align={column.align}
            style={{ minWidth: column.minWidth }}
          >
            {content(column)}
          </TableCell>
        ))}
      </TableRow>
      {expansion && open && (
        <TableRow className={ground}>
          <TableCell colSpan={columns.length} className={classes.details}>
            <div
              id={domId}
              className={classes.fit}
              role="group"
              aria-label={expansion.label(row)}
            >
              {expansion.content(row)}
            </div>
          </TableCell>
        </TableRow>
      )}
    </>
  );
}

/** A table that fits a card from edge to edge, and a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, loading = false } = props;
  const classes = useStyles();
  const cellClass = useCellClass();
  const scrolls = props.maxHeight !== undefined;
  const table = (
    <Table
      size="small"
      stickyHeader={scrolls}
      className={classNames(
        classes.table,
        props.dense && classes.dense,
        !scrolls && classes.toTheEdge,
      )}
      aria-label={props.label}
      aria-busy={loading}
    >
      <TableHead>
        <TableRow>
          {columns.map(({ id, label, align, sort, from }) => (
            <TableCell
              key={id}
              className={cellClass({ from })}
              align={align}
              sortDirection={sort?.direction}
            >
              {sort ? (
                <TableSortLabel
                  active
                  direction={sort.direction}
                  onClick={sort.onToggle}
                  title={sort.title}
                >
                  {label}
                </TableSortLabel>
              ) : (
                label
              )}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody className={rows && loading ? classes.stale : undefined}>
        {rows
          ? rows.map((row, index) => (
              <DataRow
                key={rowId(row)}
                id={rowId(row)}
                row={row}
                columns={columns}
                narrow={props.narrow}
                expansion={props.expansion}
                shaded={index % 2 === 0}
              />
            ))
          : SKELETON_ROWS.map(row => (
              <TableRow key={row}>
                <TableCell colSpan={columns.length}>
                  <Skeleton height={20} />
                </TableCell>
              </TableRow>
            ))}
      </TableBody>
    </Table>
  );
  if (!scrolls) return table;
  return (
    // A scrolling area must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <TableContainer style={{ maxHeight: props.maxHeight }} tabIndex={0}>
      {table}
    </TableContainer>
  );
}
