// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import Tooltip from '@material-ui/core/Tooltip';
import Skeleton from '@material-ui/lab/Skeleton';
import { PostmortemListItem } from 'backstage-plugin-postmortems-common';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { EntityRefsOf } from '../common/EntityRefs';
import { SeverityChip } from '../common/SeverityChip';
import { StatusChip } from '../common/StatusChip';
import { useFormat } from '../common/useFormat';
import { useUnknownEntities } from '../common/useUnknownEntities';
import { Link } from '../kit/Link';

/** Named in a row; the catalog is asked about no more. */
const MAX_SYSTEMS = 1;

const useStyles = makeStyles(theme => ({
  table: {
    '& th': { whiteSpace: 'nowrap' },
    '& th, & td': { padding: theme.spacing(0.75, 1), lineHeight: 1.4 },
    '& th:first-child, & td:first-child': { paddingLeft: theme.spacing(2) },
    '& th:last-child, & td:last-child': { paddingRight: theme.spacing(2) },
  },
  // The title takes what the others leave.
  title: { width: '60%', overflowWrap: 'anywhere' },
  number: {
    color: theme.palette.text.secondary,
    fontVariantNumeric: 'tabular-nums',
    flex: 'none',
    minWidth: '3.4em',
    marginRight: theme.spacing(1),
  },
  // A long title hangs beside its number, not under it.
  link: {
    display: 'inline-flex',
    [theme.breakpoints.down('xs')]: { display: 'inline' },
  },
  figure: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  systems: { minWidth: 150 },
  quiet: { color: theme.palette.text.secondary },
  wide: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  roomy: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  // What the hidden columns say, under the title on a small screen.
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
}));

/** Seconds from start to resolution, or `null`. */
function toResolve(item: PostmortemListItem): number | null {
  if (!item.startedAt || !item.resolvedAt) return null;
  return (Date.parse(item.resolvedAt) - Date.parse(item.startedAt)) / 1000;
}

const PostmortemRow = (props: {
  item: PostmortemListItem;
  unknown: ReadonlySet<string>;
  withSystems: boolean;
}) => {
  const { item } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const postmortem = useRouteRef(postmortemRouteRef);
  const number = t('common.number', { number: String(item.number) });
  const seconds = toResolve(item);

  const started = item.startedAt ? (
    <Tooltip title={format.zoned(item.startedAt)}>
      <time dateTime={item.startedAt}>{format.instant(item.startedAt)}</time>
    </Tooltip>
  ) : (
    <span className={classes.quiet}>{t('tab.list.notStarted')}</span>
  );
  const duration = seconds === null ? '–' : format.duration(seconds);
  const count = item.openActionItems;
  const status = (
    <StatusChip status={item.status} visibility={item.visibility} />
  );
  return (
    <TableRow hover>
      <TableCell className={classes.title}>
        <Link
          to={postmortem({ id: `PM-${item.number}` })}
          className={classes.link}
        >
          <span className={classes.number}>{number}</span> {item.title}
        </Link>
        <div className={classes.narrow}>
          <SeverityChip severity={item.severity} />
          <span>{started}</span>
          {seconds !== null && (
            <span>{t('tab.chart.durationOf', { duration })}</span>
          )}
          {count > 0 && <span>{t('tab.list.openActionsLong', { count })}</span>}
          {status}
        </div>
      </TableCell>
      <TableCell className={classes.roomy}>
        <SeverityChip severity={item.severity} />
      </TableCell>
      <TableCell className={`${classes.figure} ${classes.roomy}`}>
        {started}
      </TableCell>
      <TableCell className={`${classes.figure} ${classes.roomy}`} align="right">
        {duration}
      </TableCell>
      {props.withSystems && (
        <TableCell className={`${classes.systems} ${classes.wide}`}>
          <EntityRefsOf
            refs={item.affectedSystems}
            unknown={props.unknown}
            max={MAX_SYSTEMS}
          />
        </TableCell>
      )}
      <TableCell className={`${classes.figure} ${classes.roomy}`}>
        {count > 0 ? t('tab.list.openActions', { count }) : '–'}
      </TableCell>
      <TableCell className={classes.roomy}>{status}</TableCell>
    </TableRow>
  );
};

/** The rows of a list of postmortems, or their shape while they are loading. */
export const PostmortemTable = (props: {
  items?: PostmortemListItem[];
  loading: boolean;
  oldestFirst: boolean;
  onOrder: (oldestFirst: boolean) => void;
  withSystems: boolean;
  label: string;
}) => {
  const { items, oldestFirst, withSystems } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const unknown = useUnknownEntities(
    withSystems
      ? (items ?? []).flatMap(item =>
          item.affectedSystems.slice(0, MAX_SYSTEMS),
        )
      : [],
  );
  const columns = withSystems ? 7 : 6;
  return (
    <Table
      size="small"
      className={classes.table}
      aria-label={props.label}
      aria-busy={props.loading}
    >
      <TableHead>
        <TableRow>
          <TableCell>{t('tab.list.columns.title')}</TableCell>
          <TableCell className={classes.roomy}>
            {t('tab.list.columns.severity')}
          </TableCell>
          <TableCell
            className={classes.roomy}
            sortDirection={oldestFirst ? 'asc' : 'desc'}
          >
            <TableSortLabel
              active
              direction={oldestFirst ? 'asc' : 'desc'}
              onClick={() => props.onOrder(!oldestFirst)}
              title={t(
                oldestFirst ? 'tab.list.oldestFirst' : 'tab.list.newestFirst',
              )}
            >
              {t('tab.list.columns.started')}
            </TableSortLabel>
          </TableCell>
          <TableCell className={classes.roomy} align="right">
            {t('tab.list.columns.duration')}
          </TableCell>
          {withSystems && (
            <TableCell className={classes.wide}>
              {t('tab.list.columns.systems')}
            </TableCell>
          )}
          <TableCell className={classes.roomy}>
            {t('tab.list.columns.actions')}
          </TableCell>
          <TableCell className={classes.roomy}>
            {t('tab.list.columns.status')}
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody className={items && props.loading ? classes.stale : undefined}>
        {items
          ? items.map(item => (
              <PostmortemRow
                key={item.id}
                item={item}
                unknown={unknown}
                withSystems={withSystems}
              />
            ))
          : [0, 1, 2, 3, 4].map(row => (
              <TableRow key={row}>
                <TableCell colSpan={columns}>
                  <Skeleton height={20} />
                </TableCell>
              </TableRow>
            ))}
      </TableBody>
    </Table>
  );
};
