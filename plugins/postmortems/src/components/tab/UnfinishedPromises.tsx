// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import {
  brokenPromises,
  isOpen,
  plainText,
  RecurringCauseSummary,
  Unfinished,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { useDoneOn } from '../common/ActionItemFacts';
import { Scope } from '../common/entities';
import { PostmortemLink } from '../common/links';
import { useFormat } from '../common/useFormat';
import { useOverdueClass } from '../common/OverdueCount';
import { ErrorState } from '../common/ErrorState';
import { useRequest } from '../kit/useRequest';

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

/**
 * The promises of earlier occurrences that were open when it recurred: the
 * first at once, the others when somebody asks for them.
 */
export const UnfinishedPromises = (props: {
  cause: RecurringCauseSummary;
  /** Among which systems it recurred. */
  scope: Scope;
}) => {
  const { cause, scope } = props;
  const { items, totalItems } = cause.unfinished;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const [all, setAll] = useState(false);
  const isMissing = all && items.length < totalItems;
  const whole = useRequest(
    async signal =>
      isMissing
        ? api.causeRecurrence({ id: cause.cause.id, query: scope }, { signal })
        : undefined,
    [api, isMissing, cause],
  );
  if (totalItems === 0) return null;
  const promises =
    isMissing && whole.value ? brokenPromises(whole.value.occurrences) : items;
  const shown = all ? promises : promises.slice(0, SHOWN);
  const hidden = totalItems - shown.length;
  return (
    <>
      <ul className={classes.list}>
        {shown.map(item => (
          <PromiseLine key={item.id} item={item} />
        ))}
      </ul>
      {whole.error && (
        <ErrorState
          title={t('causes.tab.moreFailed')}
          error={whole.error}
          onRetry={whole.retry}
        />
      )}
      {!all && hidden > 0 && (
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
