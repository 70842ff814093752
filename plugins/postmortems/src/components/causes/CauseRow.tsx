// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import OpenIcon from '@material-ui/icons/ExpandMore';
import { Cause } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { EntityRefsOf } from '../common/EntityRefs';
import { useFormat } from '../common/useFormat';
import { useOverdueClass } from '../common/useOverdueClass';
import { CauseInPlace } from './CauseInPlace';
import { CauseLink } from './CauseLink';
import { useCategoryTitle } from './useCategoryTitle';

/** Named in a row; the catalog is asked about no more. */
export const MAX_SYSTEMS = 2;

const useStyles = makeStyles(theme => ({
  // The name takes what the others leave.
  name: { width: '60%', overflowWrap: 'anywhere' },
  head: { display: 'flex', alignItems: 'flex-start', gap: theme.spacing(0.5) },
  toggle: { padding: 2, margin: theme.spacing(-0.25, 0, 0, -1) },
  turned: { transform: 'rotate(180deg)' },
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
  inPlace: {
    // More than the table says of a first cell.
    '&&&': {
      paddingTop: 0,
      paddingLeft: theme.spacing(4),
      [theme.breakpoints.down('xs')]: { paddingLeft: theme.spacing(2) },
    },
  },
  // As wide as the row, and never what makes a column wide: on a small screen
  // it spans columns that are not there.
  fit: { width: 0, minWidth: '100%' },
}));

/**
 * A cause in the list. It opens in place, and nothing of that is kept: a link
 * to the list shows it as it was found.
 */
export const CauseRow = (props: {
  cause: Cause;
  unknown: ReadonlySet<string>;
  /** Every other row, whether or not one between is open. */
  shaded: boolean;
  /** The list is narrowed to systems or owners. */
  narrowed?: boolean;
}) => {
  const { cause, shaded, narrowed } = props;
  const [open, setOpen] = useState(false);
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
  const count = cause.openActionItems;
  const late = cause.overdueActionItems > 0 && (
    <span className={overdue}>
      {t('tab.overview.overdue', {
        value: format.number(cause.overdueActionItems),
      })}
    </span>
  );
  const ground = shaded ? classes.shaded : classes.plain;
  const id = `cause-${cause.id}`;
  return (
    <>
      <TableRow hover className={ground}>
        <TableCell className={classes.name}>
          <div className={classes.head}>
            <IconButton
              size="small"
              className={classes.toggle}
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              aria-label={t('causes.list.inPlace', { name: cause.name })}
              onClick={() => setOpen(!open)}
            >
              <OpenIcon
                fontSize="small"
                className={open ? classes.turned : undefined}
              />
            </IconButton>
            <div>
              <CauseLink cause={cause} />
              <div className={classes.under}>{titleOf(cause.category)}</div>
              <div className={classes.narrow}>
                {times && <span>{times}</span>}
                {cameBack}
                {count > 0 && (
                  <span>{t('tab.list.openActionsLong', { count })}</span>
                )}
                {late}
              </div>
            </div>
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
          <EntityRefsOf
            refs={cause.systems}
            unknown={props.unknown}
            max={MAX_SYSTEMS}
          />
        </TableCell>
        <TableCell className={`${classes.figure} ${classes.roomy}`}>
          <div>{count > 0 ? t('tab.list.openActions', { count }) : '–'}</div>
          {late}
        </TableCell>
      </TableRow>
      {open && (
        <TableRow className={ground}>
          <TableCell colSpan={5} className={classes.inPlace}>
            <div
              id={id}
              className={classes.fit}
              role="group"
              aria-label={t('causes.list.inPlace', { name: cause.name })}
            >
              <CauseInPlace cause={cause} narrowed={narrowed} />
            </div>
          </TableCell>
        </TableRow>
      )}
    </>
  );
};
