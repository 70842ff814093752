// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Button from '@material-ui/core/Button';
import {
  ActionItemsFilter,
  ActionItemTotals as Totals,
} from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from '../common/useFormat';
import { useOverdueClass } from '../common/OverdueCount';
import { useRequest } from '../kit/useRequest';
import { ActionItemFilters } from './actionItemFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1),
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    listStyle: 'none',
    ...theme.typography.body2,
  },
  button: {
    textTransform: 'none',
    fontSize: 'inherit',
    fontWeight: 400,
    padding: theme.spacing(0.25, 0.75),
  },
  number: { fontWeight: 700 },
  plain: { padding: theme.spacing(0.25, 0.75) },
}));

/** What is a number of items. */
type Count = Exclude<keyof Totals, 'onTime'>;

/** What of the totals narrows the list to it. */
const NARROWING: Partial<Record<Count, Partial<ActionItemFilters>>> = {
  overdue: { show: 'open', due: 'overdue' },
  soon: { show: 'open', due: 'soon' },
  noDate: { show: 'open', due: 'none' },
  noOwner: { show: 'open', owner: 'none', due: undefined },
  ownerGone: { show: 'open', owner: 'gone', due: undefined },
};

/** How many action items there are, of all pages; a number narrows to its own. */
export const ActionItemTotals = (props: {
  filter: ActionItemsFilter;
  /** Whether they are only the reader's own, which all have an owner. */
  areMine: boolean;
  /** Grows when something has changed. */
  round: number;
  onNarrow: (changes: Partial<ActionItemFilters>) => void;
}) => {
  const { filter, areMine, round, onNarrow } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const classes = useStyles();
  const overdueClass = useOverdueClass();
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const { value } = useRequest(
    signal => api.actionItemTotals({ query: filter }, { signal }),
    [api, JSON.stringify(filter), round],
  );
  const names: Count[] = [
    'open',
    'overdue',
    'soon',
    'noDate',
    ...(areMine ? [] : (['noOwner', 'ownerGone'] as const)),
    'moved',
    'done',
  ];
  return (
    <ul className={classes.root} aria-label={t('actionItems.totals.label')}>
      {value &&
        names.map(name => {
          const count = value[name];
          const changes = NARROWING[name];
          const text = (
            <>
              <span
                className={`${classes.number} ${
                  count > 0 && (name === 'overdue' || name === 'ownerGone')
                    ? overdueClass
                    : ''
                }`}
              >
                {format.number(count)}
              </span>{' '}
              {t(`actionItems.totals.${name}`)}
            </>
          );
          return (
            <li key={name}>
              {changes && count > 0 ? (
                <Button
                  size="small"
                  className={classes.button}
                  onClick={() => onNarrow(changes)}
                >
                  <span>{text}</span>
                </Button>
              ) : (
                <span className={classes.plain}>{text}</span>
              )}
            </li>
          );
        })}
    </ul>
  );
};
