// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Skeleton from '@material-ui/lab/Skeleton';
import { ActionItemRow } from 'backstage-plugin-postmortems-common';
import { postmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { ActionItemStatusSelect } from '../actionItems/ActionItemStatusSelect';
import { CompactMarkdown } from '../common/CompactMarkdown';
import { DueText } from '../common/DueText';
import { EntityRefsOf } from '../common/EntityRefs';
import { StatusChip } from '../common/StatusChip';
import { useUnknownEntities } from '../common/useUnknownEntities';
import { Link } from '../kit/Link';

/** Named in a row; the catalog is asked about no more. */
const MAX_SYSTEMS = 1;

const useStyles = makeStyles(theme => ({
  table: {
    '& th': { whiteSpace: 'nowrap' },
    '& th, & td': { padding: theme.spacing(0.5, 1), lineHeight: 1.4 },
    '& th:first-child, & td:first-child': { paddingLeft: theme.spacing(2) },
    '& th:last-child, & td:last-child': { paddingRight: theme.spacing(2) },
  },
  due: { whiteSpace: 'nowrap' },
  description: { width: '60%', overflowWrap: 'anywhere' },
  owner: { minWidth: 150 },
  // As wide as the longest status.
  status: { minWidth: 140, fontSize: 'inherit' },
  closed: {
    color: theme.palette.text.secondary,
    textDecoration: 'line-through',
  },
  roomy: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  // What the hidden columns say, above and below the text on a small screen.
  narrow: {
    display: 'none',
    [theme.breakpoints.down('xs')]: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1.5),
      color: theme.palette.text.secondary,
      fontSize: theme.typography.caption.fontSize,
    },
  },
  stale: { opacity: 0.6 },
}));

const isClosed = (item: ActionItemRow) =>
  item.status === 'done' || item.status === 'wont-do';

const ActionItemTableRow = (props: {
  item: ActionItemRow;
  ofOwner: boolean;
  unknown: ReadonlySet<string>;
  onChanged: (row: ActionItemRow) => void;
}) => {
  const { item } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const postmortem = useRouteRef(postmortemRouteRef);
  const number = t('common.number', {
    number: String(item.postmortem.number),
  });
  const from = (
    <>
      <Link
        to={postmortem({ id: `PM-${item.postmortem.number}` })}
        title={item.postmortem.title}
      >
        {number}
      </Link>{' '}
      {/* The figures above do not count it. */}
      {item.postmortem.status === 'draft' && <StatusChip status="draft" />}
    </>
  );
  const owner = item.owner ? (
    <EntityRefsOf refs={[item.owner]} unknown={props.unknown} />
  ) : (
    t('tab.actions.noOwner')
  );
  const whose = props.ofOwner ? (
    <EntityRefsOf
      refs={item.postmortem.affectedSystems}
      unknown={props.unknown}
      max={MAX_SYSTEMS}
    />
  ) : (
    owner
  );
  return (
    <TableRow hover>
      <TableCell className={`${classes.due} ${classes.roomy}`}>
        <DueText item={item} />
      </TableCell>
      <TableCell className={classes.description}>
        <CompactMarkdown
          className={isClosed(item) ? classes.closed : undefined}
          content={item.description || t('tab.actions.noDescription')}
        />
        <div className={classes.narrow}>
          <DueText item={item} />
          <span>{from}</span>
          <span>{whose}</span>
        </div>
      </TableCell>
      <TableCell className={`${classes.due} ${classes.roomy}`}>
        {from}
      </TableCell>
      <TableCell className={`${classes.owner} ${classes.roomy}`}>
        {whose}
      </TableCell>
      <TableCell className={classes.status}>
        <ActionItemStatusSelect
          item={item}
          canUpdate={item.can.update}
          onChanged={props.onChanged}
        />
      </TableCell>
    </TableRow>
  );
};

/** Action items as rows, or their shape while they are loading. */
export const ActionItemTable = (props: {
  items?: ActionItemRow[];
  label: string;
  /** All of one owner: what was affected stands in the owner's place. */
  ofOwner: boolean;
  loading: boolean;
  onChanged: (row: ActionItemRow) => void;
}) => {
  const { items, loading, ofOwner } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const unknown = useUnknownEntities(
    (items ?? []).flatMap(item => {
      if (ofOwner) return item.postmortem.affectedSystems.slice(0, MAX_SYSTEMS);
      return item.owner ? [item.owner] : [];
    }),
  );
  return (
    <Table
      size="small"
      className={classes.table}
      aria-label={props.label}
      aria-busy={loading}
    >
      <TableHead>
        <TableRow>
          <TableCell className={classes.roomy}>
            {t('tab.actions.due')}
          </TableCell>
          <TableCell>{t('tab.actions.description')}</TableCell>
          <TableCell className={classes.roomy}>
            {t('tab.actions.postmortem')}
          </TableCell>
          <TableCell className={classes.roomy}>
            {t(ofOwner ? 'tab.list.columns.systems' : 'tab.actions.owner')}
          </TableCell>
          <TableCell>{t('tab.actions.status')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody className={items && loading ? classes.stale : undefined}>
        {items
          ? items.map(item => (
              <ActionItemTableRow
                key={item.id}
                item={item}
                ofOwner={ofOwner}
                unknown={unknown}
                onChanged={props.onChanged}
              />
            ))
          : [0, 1, 2].map(row => (
              <TableRow key={row}>
                <TableCell colSpan={5}>
                  <Skeleton height={28} />
                </TableCell>
              </TableRow>
            ))}
      </TableBody>
    </Table>
  );
};
