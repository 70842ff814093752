// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';
import { ActionItemRow } from 'backstage-plugin-postmortems-common';
import {
  ActionItemDescription,
  ActionItemOwner,
  DueText,
  MovedText,
  useDoneOn,
} from '../common/ActionItemFacts';
import { EntityLinks } from '../common/EntityLinks';
import { PostmortemLink } from '../common/links';
import { StatusChip } from '../common/StatusChip';
import { useFormat } from '../common/useFormat';
import { useUnknownEntities } from '../common/useKnownEntities';
import { AssignButton } from './AssignButton';
import { CreateTicketButton } from '../tickets/CreateTicketButton';
import { TicketLink } from '../tickets/TicketLink';
import { ActionItemStatusSelect } from './ActionItemStatusSelect';
import { Verification } from './Verification';

/** Named in a row; the catalog is asked about no more. */
const MAX_SYSTEMS = 2;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    ...theme.typography.body2,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 160px 130px',
    gridTemplateAreas: '"text due status"',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 2),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      gridTemplateAreas: '"text text" "due status"',
      alignItems: 'center',
    },
  },
  // In a small card the status stands below the day.
  compact: {
    [theme.breakpoints.up('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr) 140px',
      gridTemplateAreas: '"text due" "text status"',
      gridTemplateRows: 'auto 1fr',
    },
  },
  text: { gridArea: 'text', minWidth: 0, overflowWrap: 'anywhere' },
  description: { ...theme.typography.body1 },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1.5),
    color: theme.palette.text.secondary,
    marginTop: theme.spacing(0.25),
    // Every row has the same lines: the postmortem, then where and who.
    '& > :first-child': { flexBasis: '100%' },
  },
  postmortem: {
    minWidth: 0,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    '& > a': {
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
  },
  due: { gridArea: 'due', whiteSpace: 'nowrap' },
  day: { display: 'block', color: theme.palette.text.secondary },
  moved: {
    display: 'block',
    whiteSpace: 'normal',
    color: theme.palette.text.secondary,
  },
  status: { gridArea: 'status' },
}));

const isNobodys = ({ owner, ownerGone }: ActionItemRow) =>
  owner === null || ownerGone;
const isUnfinished = ({ status }: ActionItemRow) =>
  status !== 'done' && status !== 'wont-do';

const Row = (props: {
  item: ActionItemRow;
  unknown: ReadonlySet<string>;
  compact: boolean;
  onChanged: (row: ActionItemRow) => void;
}) => {
  const classes = useStyles();
  const format = useFormat();
  const { item, unknown, compact, onChanged } = props;
  const { dueDate, postmortem } = item;
  const doneOn = useDoneOn()(item);
  return (
    <li className={`${classes.row} ${compact ? classes.compact : ''}`}>
      <div className={classes.text}>
        <ActionItemDescription item={item} className={classes.description} />
        <div className={classes.facts}>
          <span className={classes.postmortem}>
            <PostmortemLink postmortem={postmortem} withTitle />
            {/* The figures of the tab do not count it. */}
            {postmortem.status === 'draft' && <StatusChip status="draft" />}
          </span>
          <span>
            <EntityLinks
              refs={postmortem.affectedSystems}
              unknown={unknown}
              max={MAX_SYSTEMS}
            />
          </span>
          <span>
            <ActionItemOwner item={item} unknown={unknown} />
          </span>
          {item.ticketUrl && (
            <TicketLink url={item.ticketUrl} ticket={item.ticket} />
          )}
          {!compact && item.can.update && postmortem.status === 'published' && (
            <CreateTicketButton item={item} onCreated={onChanged} />
          )}
          {item.can.update && isUnfinished(item) && isNobodys(item) && (
            <AssignButton item={item} onChanged={props.onChanged} />
          )}
        </div>
        <Verification
          item={item}
          canUpdate={item.can.update}
          onChanged={onChanged}
        />
      </div>
      <div className={classes.due}>
        {doneOn ? (
          <time dateTime={item.doneAt!}>{doneOn}</time>
        ) : (
          <>
            <DueText item={item} />
            {dueDate && (
              <span className={classes.day}>{format.day(dueDate)}</span>
            )}
          </>
        )}
        <MovedText item={item} className={classes.moved} />
      </div>
      <div className={classes.status}>
        <ActionItemStatusSelect
          item={item}
          canUpdate={item.can.update}
          onChanged={onChanged}
        />
      </div>
    </li>
  );
};

/** Action items of many postmortems, each with a status to change. */
export const ActionItemRows = (props: {
  items: readonly ActionItemRow[];
  /** Of the list. */
  label: string;
  /** For a card on a page of cards. */
  compact?: boolean;
  onChanged: (row: ActionItemRow) => void;
}) => {
  const classes = useStyles();
  const { items, label, compact = false, onChanged } = props;
  const unknown = useUnknownEntities(
    items.flatMap(({ owner, postmortem }) => [
      ...(owner ? [owner] : []),
      ...postmortem.affectedSystems.slice(0, MAX_SYSTEMS),
    ]),
  );
  return (
    <ul className={classes.list} aria-label={label}>
      {items.map(item => (
        <Row
          key={item.id}
          item={item}
          unknown={unknown}
          compact={compact}
          onChanged={onChanged}
        />
      ))}
    </ul>
  );
};
