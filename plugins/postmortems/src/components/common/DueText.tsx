// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import { ActionItem } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from './useFormat';
import { useOverdueClass } from './useOverdueClass';

const useStyles = makeStyles(theme => ({
  none: { color: theme.palette.text.secondary },
}));

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
  const { dueDate, status } = props.item;
  if (!dueDate)
    return <span className={classes.none}>{t('common.due.none')}</span>;
  const open = status === 'open' || status === 'in-progress';
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
