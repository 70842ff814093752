// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import {
  ActionItem,
  isOpen,
  MovedActionItem,
} from 'backstage-plugin-postmortems-common';
import classNames from 'classnames';
import { postmortemsTranslationRef } from '../../translation';
import { CompactMarkdown } from './CompactMarkdown';
import { EntityLinks } from './EntityLinks';
import { useFormat } from './useFormat';
import { useOverdueClass } from './OverdueCount';

const useStyles = makeStyles(theme => ({
  quiet: { color: theme.palette.text.secondary },
  closed: {
    color: theme.palette.text.secondary,
    textDecoration: 'line-through',
  },
}));

/** What is to be done, struck out when nobody has to any more. */
export const ActionItemDescription = (props: {
  item: Pick<ActionItem, 'description' | 'status'>;
  className?: string;
}) => {
  const { description, status } = props.item;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const isClosed = status === 'done' || status === 'wont-do';
  return (
    <CompactMarkdown
      className={classNames(props.className, isClosed && classes.closed)}
      content={description || t('common.actionItem.noDescription')}
    />
  );
};

/** Whose an action item is, as a link. */
export const ActionItemOwner = (props: {
  item: Pick<ActionItem, 'owner'>;
  /** Refs that the catalog does not know. */
  unknown: ReadonlySet<string>;
  /** Of the words that it has none. */
  noneClassName?: string;
}) => {
  const { owner } = props.item;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return owner ? (
    <EntityLinks refs={[owner]} unknown={props.unknown} />
  ) : (
    <span className={props.noneClassName}>
      {t('common.actionItem.noOwner')}
    </span>
  );
};

/** When an action item is due, seen from today; the exact day on hover. */
export const DueText = (props: {
  item: Pick<ActionItem, 'dueDate' | 'status'>;
  /** Show the exact day beside the relative one. */
  exact?: boolean;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const overdueClass = useOverdueClass();
  const format = useFormat();
  const { dueDate } = props.item;
  if (!dueDate)
    return <span className={classes.quiet}>{t('common.due.none')}</span>;
  const open = isOpen(props.item);
  const text = format.due(dueDate, open);
  const overdue = open && text !== format.due(dueDate, false);
  const exact = format.day(dueDate);
  return (
    <Tooltip title={exact}>
      <time dateTime={dueDate} className={overdue ? overdueClass : undefined}>
        {props.exact ? `${text} · ${exact}` : text}
      </time>
    </Tooltip>
  );
};

/** The first day that was promised, where it was moved since. */
export const MovedText = (props: {
  item: Pick<MovedActionItem, 'firstDueDate' | 'dueDateMoves'>;
  className?: string;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { firstDueDate, dueDateMoves: count } = props.item;
  return firstDueDate !== null && count > 0 ? (
    <span className={props.className}>
      {t('common.actionItem.moved', { day: format.day(firstDueDate), count })}
    </span>
  ) : null;
};

/** The day an action item was done; `undefined` of one that is not. */
export function useDoneOn(): (
  item: Pick<ActionItem, 'status' | 'doneAt'>,
) => string | undefined {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  return ({ status, doneAt }) =>
    status === 'done' && doneAt
      ? t('common.actionItem.doneOn', { day: format.day(doneAt) })
      : undefined;
}
