import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Skeleton from '@material-ui/lab/Skeleton';
import { Cause } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { EntityRefsOf } from '../common/EntityRefs';
import { useFormat } from '../common/useFormat';
import { useOverdueClass } from '../common/useOverdueClass';
import { useUnknownEntities } from '../common/useUnknownEntities';
import { CauseLink } from './CauseLink';
import { useCategoryTitle } from './useCategoryTitle';

const useStyles = makeStyles(theme => ({
  table: {
    '& th': { whiteSpace: 'nowrap' },
    '& th, & td': { padding: theme.spacing(0.75, 1), lineHeight: 1.4 },
    '& th:first-child, & td:first-child': { paddingLeft: theme.spacing(2) },
    '& th:last-child, & td:last-child': { paddingRight: theme.spacing(2) },
  },
  // The name takes what the others leave.
  name: { width: '60%', overflowWrap: 'anywhere' },
  figure: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  systems: { minWidth: 170 },
  under: { ...theme.typography.caption, color: theme.palette.text.secondary },
  wide: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  roomy: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  // What the hidden columns say, under the name on a small screen.
  narrow: {
    display: 'none',
    [theme.breakpoints.down('xs')]: {
      ...theme.typography.caption,
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1.5),
    },
  },
  stale: { opacity: 0.6 },
}));

const CauseRow = (props: { cause: Cause; unknown: ReadonlySet<string> }) => {
  const { cause } = props;
  const classes = useStyles();
  const overdue = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const titleOf = useCategoryTitle();
  const times = cause.times > 0 && t('causes.times', { count: cause.times });
  const cameBack = cause.recurrences > 0 && (
    <span className={overdue}>
      {t('causes.list.cameBack', { count: cause.recurrences })}
    </span>
  );
  const open =
    cause.openActionItems > 0 &&
    t('tab.list.openActions', { count: cause.openActionItems });
  const late = cause.overdueActionItems > 0 && (
    <span className={overdue}>
      {t('tab.overview.overdue', {
        value: format.number(cause.overdueActionItems),
      })}
    </span>
  );
  return (
    <TableRow hover>
      <TableCell className={classes.name}>
        <CauseLink cause={cause} />
        <div className={classes.under}>{titleOf(cause.category)}</div>
        <div className={classes.narrow}>
          {times && <span>{times}</span>}
          {cameBack}
          {open && <span>{open}</span>}
          {late}
        </div>
      </TableCell>
      <TableCell className={`${classes.figure} ${classes.roomy}`}>
        <div>{times || '–'}</div>
        {cameBack}
      </TableCell>
      <TableCell className={`${classes.figure} ${classes.wide}`}>
        {cause.lastAt ? (
          <time dateTime={cause.lastAt}>{format.day(cause.lastAt)}</time>
        ) : (
          '–'
        )}
      </TableCell>
      <TableCell className={`${classes.systems} ${classes.wide}`}>
        <EntityRefsOf refs={cause.systems} unknown={props.unknown} max={2} />
      </TableCell>
      <TableCell className={`${classes.figure} ${classes.roomy}`}>
        <div>{open || '–'}</div>
        {late}
      </TableCell>
    </TableRow>
  );
};

/** The rows of the list of causes, or their shape while they are loading. */
export const CauseTable = (props: { items?: Cause[]; loading: boolean }) => {
  const { items, loading } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const unknown = useUnknownEntities(
    (items ?? []).flatMap(({ systems }) => systems),
  );
  return (
    <Table
      size="small"
      className={classes.table}
      aria-label={t('causes.list.title')}
      aria-busy={loading}
    >
      <TableHead>
        <TableRow>
          <TableCell>{t('causes.list.columns.name')}</TableCell>
          <TableCell className={classes.roomy}>
            {t('causes.list.columns.times')}
          </TableCell>
          <TableCell className={classes.wide}>
            {t('causes.list.columns.last')}
          </TableCell>
          <TableCell className={classes.wide}>
            {t('tab.list.columns.systems')}
          </TableCell>
          <TableCell className={classes.roomy}>
            {t('tab.list.columns.actions')}
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody className={items && loading ? classes.stale : undefined}>
        {items
          ? items.map(cause => (
              <CauseRow key={cause.id} cause={cause} unknown={unknown} />
            ))
          : [0, 1, 2, 3].map(row => (
              <TableRow key={row}>
                <TableCell colSpan={5}>
                  <Skeleton height={20} />
                </TableCell>
              </TableRow>
            ))}
      </TableBody>
    </Table>
  );
};
