// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import MuiLink from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  ActionItem,
  ActionItemRow,
  MovedActionItem,
  Postmortem,
  TicketOfActionItem,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { ActionItemHistory } from '../actionItems/ActionItemHistory';
import { ActionItemChanges } from '../actionItems/ActionItemChanges';
import { ActionItemStatusSelect } from '../actionItems/ActionItemStatusSelect';
import { Verification } from '../actionItems/Verification';
import {
  ActionItemOwner,
  DueText,
  MovedText,
  useDoneOn,
} from '../common/ActionItemFacts';
import { useOwnership } from '../common/currentUser';
import { Prose } from '../common/Prose';
import { CreateTicketButton } from '../tickets/CreateTicketButton';
import { TicketLink } from '../tickets/TicketLink';
import { useShowAll } from './useShowAll';

const SHOWN_ITEMS = 50;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    display: 'grid',
    gridTemplateColumns: '120px minmax(0, 1fr)',
    columnGap: theme.spacing(1),
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    breakInside: 'avoid',
    '&:first-child': { borderTop: 0, paddingTop: 0 },
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  facts: {
    ...theme.typography.body2,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 2),
    color: theme.palette.text.secondary,
    marginTop: theme.spacing(0.25),
  },
  reason: { ...theme.typography.body2, marginTop: theme.spacing(0.5) },
  history: { verticalAlign: 'baseline', '@media print': { display: 'none' } },
  noOwner: { fontWeight: 600, color: theme.palette.text.primary },
}));

const Facts = (props: {
  item: ActionItem;
  /** Where its due date was moved. */
  moved?: MovedActionItem;
  ticket?: TicketOfActionItem;
  /** Where the reader may create one. */
  onTicket?: (row: ActionItemRow) => void;
  hasHistory: boolean;
  unknown: ReadonlySet<string>;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { item, moved, ticket, onTicket, hasHistory, unknown } = props;
  const [isHistoryOpen, setHistoryOpen] = useState(false);
  const { status, purpose, ticketUrl, wontDoReason } = item;
  const doneOn = useDoneOn()(item);
  return (
    <>
      <div className={classes.facts}>
        <span>
          <ActionItemOwner
            item={item}
            unknown={unknown}
            noneClassName={classes.noOwner}
          />
        </span>
        {doneOn ? (
          <time dateTime={item.doneAt!}>{doneOn}</time>
        ) : (
          <span>
            <DueText item={item} exact />
          </span>
        )}
        {moved && <MovedText item={moved} />}
        {purpose && (
          <span>{t(`postmortem.actionItems.purposes.${purpose}`)}</span>
        )}
        {ticketUrl && <TicketLink url={ticketUrl} ticket={ticket} />}
        {onTicket && <CreateTicketButton item={item} onCreated={onTicket} />}
        {hasHistory && (
          <MuiLink
            component="button"
            type="button"
            className={classes.history}
            aria-expanded={isHistoryOpen}
            aria-label={t('postmortem.actionItems.history.of', {
              description:
                item.description || t('common.actionItem.noDescription'),
            })}
            onClick={() => setHistoryOpen(!isHistoryOpen)}
          >
            {t('postmortem.actionItems.history.label')}
          </MuiLink>
        )}
      </div>
      {isHistoryOpen && <ActionItemHistory item={item} />}
      {status === 'wont-do' && wontDoReason && (
        <Prose
          className={classes.reason}
          text={t('postmortem.actionItems.wontDo', { reason: wontDoReason })}
        />
      )}
    </>
  );
};

/** The promised fixes, with a status that changes in place. */
export const ActionItems = (props: {
  postmortem: Postmortem;
  /** Refs that the catalog does not know. */
  unknown: ReadonlySet<string>;
  onSaved: (row: ActionItemRow) => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { refs: mine } = useOwnership();
  const { postmortem, unknown, onSaved } = props;
  const { actionItems, noActionReason } = postmortem;
  const moved = new Map(
    postmortem.movedActionItems.map(each => [each.id, each]),
  );
  const tickets = new Map(postmortem.tickets.map(each => [each.id, each]));
  const mayUpdate = ({ owner }: ActionItem) =>
    postmortem.can.update || (owner !== null && mine.has(owner));
  const isPublished = postmortem.status === 'published';
  const outcomes = new Map(postmortem.fixOutcomes.map(each => [each.id, each]));
  const { shown, showAll, list } = useShowAll(actionItems, SHOWN_ITEMS);

  if (actionItems.length === 0)
    return noActionReason ? (
      <>
        <Typography color="textSecondary">
          {t('postmortem.actionItems.none')}
        </Typography>
        <Prose text={noActionReason} />
      </>
    ) : (
      <Typography color="textSecondary">
        {t('postmortem.empty.actionItems')}
      </Typography>
    );
  return (
    <ActionItemChanges>
      <ul className={classes.list} ref={list}>
        {shown.map(item => (
          <li
            key={item.id}
            id={`action-item-${item.id}`}
            className={classes.item}
          >
            <div>
              <ActionItemStatusSelect
                item={item}
                canUpdate={mayUpdate(item)}
                onChanged={onSaved}
              />
            </div>
            <div>
              {item.description ? (
                <Prose text={item.description} />
              ) : (
                <Typography color="textSecondary">
                  {t('common.actionItem.noDescription')}
                </Typography>
              )}
              <Facts
                item={item}
                moved={moved.get(item.id)}
                ticket={tickets.get(item.id)}
                onTicket={isPublished && mayUpdate(item) ? onSaved : undefined}
                hasHistory={isPublished}
                unknown={unknown}
              />
              <Verification
                item={item}
                canUpdate={mayUpdate(item)}
                outcome={outcomes.get(item.id)}
                followUpIn={postmortem.can.update ? postmortem : undefined}
                onChanged={onSaved}
              />
            </div>
          </li>
        ))}
      </ul>
      {showAll && (
        <Button variant="outlined" size="small" onClick={showAll}>
          {t('postmortem.actionItems.showAll', {
            total: String(actionItems.length),
          })}
        </Button>
      )}
    </ActionItemChanges>
  );
};
