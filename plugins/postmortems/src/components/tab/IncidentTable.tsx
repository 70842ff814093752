// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { IncidentPoint } from 'backstage-plugin-postmortems-common';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { DurationText } from '../common/DurationText';
import { SeverityChip } from '../common/SeverityChip';
import { useFormat } from '../common/useFormat';
import { Link } from '../kit/Link';

const useStyles = makeStyles(theme => ({
  // As high as the chart.
  root: { maxHeight: 176 },
  table: {
    '& th': { whiteSpace: 'nowrap' },
    '& th, & td': { padding: theme.spacing(0.5, 1), lineHeight: 1.4 },
  },
  figure: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
}));

/** The chart's incidents in words and numbers. */
export const IncidentTable = (props: { points: IncidentPoint[] }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const postmortem = useRouteRef(postmortemRouteRef);
  return (
    // A scrolling area must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <TableContainer className={classes.root} tabIndex={0}>
      <Table
        className={classes.table}
        size="small"
        stickyHeader
        aria-label={t('tab.chart.title')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('tab.list.columns.started')}</TableCell>
            <TableCell>{t('tab.list.columns.severity')}</TableCell>
            <TableCell>{t('tab.list.columns.title')}</TableCell>
            <TableCell align="right">
              {t('tab.list.columns.duration')}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.points.map(point => {
            const number = t('common.number', { number: String(point.number) });
            return (
              <TableRow key={point.id}>
                <TableCell className={classes.figure}>
                  {format.day(point.startedAt)}
                </TableCell>
                <TableCell>
                  <SeverityChip severity={point.severity} />
                </TableCell>
                <TableCell>
                  <Link to={postmortem({ id: `PM-${point.number}` })}>
                    {number} {point.title}
                  </Link>
                </TableCell>
                <TableCell className={classes.figure} align="right">
                  <DurationText seconds={point.toResolve} />
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
};
