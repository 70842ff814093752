// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import {
  isOpen,
  plainText,
  RecurringCause,
  Unfinished,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { PostmortemLink } from '../common/links';
import { useDoneOn } from '../common/ActionItemFacts';
import { useFormat } from '../common/useFormat';
import { useOverdueClass } from '../common/overdue';

const SHOWN = 2;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(0.25, 0, 0), padding: 0 },
  // Red without weight: several causes, each with its lines, are loud enough.
  item: {
    display: 'flex',
    gap: theme.spacing(0.75),
    overflowWrap: 'anywhere',
    '&&': { fontWeight: 'normal' },
  },
  icon: { fontSize: '1.1rem', flex: 'none', marginTop: 2 },
  open: { fontWeight: 600 },
  since: { color: theme.palette.text.secondary },
  more: { marginLeft: theme.spacing(2.5) },
}));

/**
 * Each promise once, as of the last time it was broken. The most telling come
 * first: those that are still open, and of these the longest overdue.
 */
function promisesOf(cause: RecurringCause): Unfinished[] {
  const byId = new Map<string, Unfinished>();
  for (const { unfinished } of cause.occurrences)
    for (const item of unfinished)
      if (!byId.has(item.id)) byId.set(item.id, item);
  return [...byId.values()].sort(
    (one, other) =>
      Number(isOpen(other)) - Number(isOpen(one)) ||
      (other.daysOverdue ?? 0) - (one.daysOverdue ?? 0),
  );
}

const PromiseLine = (props: { item: Unfinished }) => {
  const { item } = props;
  const classes = useStyles();
  const overdue = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const isOverdue = isOpen(item) && item.due === 'overdue' && item.dueDate;
  const doneOn = useDoneOn()(item);
  const now = () => {
    if (item.status === 'done') return doneOn ?? t('causes.tab.still.done');
    return isOverdue
      ? t('causes.tab.still.openOverdue', { due: format.due(isOverdue, true) })
      : t('causes.tab.still.open');
  };
  return (
    <li className={`${classes.item} ${overdue}`}>
      <WarningIcon className={classes.icon} aria-hidden />
      <span>
        {t('causes.tab.recurredWhile', {
          postmortem: <PostmortemLink postmortem={item.postmortem} />,
          action:
            plainText(item.description) || t('common.actionItem.noDescription'),
        })}{' '}
        {/* How long it is overdue now says more, where it still is. */}
        {item.daysOverdue !== null &&
          item.daysOverdue > 0 &&
          !isOverdue &&
          `${t('causes.tab.overdueThen', { count: item.daysOverdue })} `}
        <span className={isOpen(item) ? classes.open : classes.since}>
          {t('causes.tab.still.state', { state: now() })}
        </span>
      </span>
    </li>
  );
};

/** The promises of earlier occurrences that were open when it came back. */
export const UnfinishedPromises = (props: { cause: RecurringCause }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [all, setAll] = useState(false);
  const promises = promisesOf(props.cause);
  if (promises.length === 0) return null;
  const hidden = all ? 0 : Math.max(0, promises.length - SHOWN);
  return (
    <>
      <ul className={classes.list}>
        {promises.slice(0, promises.length - hidden).map(item => (
          <PromiseLine key={item.id} item={item} />
        ))}
      </ul>
      {hidden > 0 && (
        <Button
          size="small"
          className={classes.more}
          onClick={() => setAll(true)}
        >
          {t('causes.tab.more', { count: hidden })}
        </Button>
      )}
    </>
  );
};
