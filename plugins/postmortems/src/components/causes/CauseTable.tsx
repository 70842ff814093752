// SPDX-License-Identifier: Apache-2.0

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
import { useUnknownEntities } from '../common/useUnknownEntities';
import { CauseRow, MAX_SYSTEMS } from './CauseRow';

const useStyles = makeStyles(theme => ({
  table: {
    '& th': { whiteSpace: 'nowrap' },
    '& th, & td': { padding: theme.spacing(0.75, 1), lineHeight: 1.4 },
    '& th:first-child, & td:first-child': { paddingLeft: theme.spacing(2) },
    '& th:last-child, & td:last-child': { paddingRight: theme.spacing(2) },
  },
  wide: { [theme.breakpoints.down('sm')]: { display: 'none' } },
  roomy: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  stale: { opacity: 0.6 },
}));

/** The rows of the list of causes, or their shape while they are loading. */
export const CauseTable = (props: {
  items?: Cause[];
  loading: boolean;
  /** Narrowed to systems or owners. */
  narrowed?: boolean;
}) => {
  const { items, loading, narrowed } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const unknown = useUnknownEntities(
    (items ?? []).flatMap(({ systems }) => systems.slice(0, MAX_SYSTEMS)),
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
          ? items.map((cause, index) => (
              <CauseRow
                key={cause.id}
                cause={cause}
                unknown={unknown}
                shaded={index % 2 === 0}
                narrowed={narrowed}
              />
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
