// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ActionItemsFilter } from 'backstage-plugin-postmortems-common';
import { useCallback, useMemo, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { ReadersContent } from '../common/ReadersContent';
import { useOwnership } from '../common/currentUser';
import { PageHeader } from '../kit/PageHeader';
import { useUrlFilters } from '../kit/useUrlFilters';
import { ActionItemChanges } from './ActionItemChanges';
import {
  ACTION_ITEM_FILTERS,
  ActionItemFilterBar,
} from './ActionItemFilterBar';
import { ActionItemGroupCard } from './ActionItemGroupCard';
import { ActionItemGroup, GROUPS } from './actionItemGroups';

const useStyles = makeStyles(theme => ({
  groups: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    marginTop: theme.spacing(2),
  },
}));

/** What I and my groups promised in postmortems, the overdue first. */
export const MyActionItemsPage = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { user } = useOwnership();
  const { filters, change, clear, isNarrowed } =
    useUrlFilters(ACTION_ITEM_FILTERS);
  const { show, owner, q, system } = filters;
  const groups = GROUPS[show];

  const filter: ActionItemsFilter = useMemo(
    () => ({
      owner: owner === 'me' ? 'me' : user,
      ...(q && { q }),
      ...(system && { system: [system], withParts: true }),
    }),
    [owner, user, q, system],
  );
  const [rows, setRows] = useState<
    ReadonlyMap<ActionItemGroup, number | undefined>
  >(new Map());
  const onRows = useCallback(
    (group: ActionItemGroup, count: number | undefined) =>
      setRows(before => new Map(before).set(group, count)),
    [],
  );
  const isAllEmpty = groups.every(group => rows.get(group) === 0);

  return (
    <ReadersContent>
      <PageHeader title={t('actionItems.title')} />
      <ActionItemFilterBar
        filters={filters}
        onChange={change}
        onClear={isNarrowed ? clear : undefined}
      />
      <ActionItemChanges>
        {filter.owner ? (
          <div className={classes.groups}>
            {groups.map(group => (
              <ActionItemGroupCard
                key={group.id}
                group={group}
                filter={filter}
                onRows={onRows}
                isAllEmpty={isAllEmpty}
              />
            ))}
            {isAllEmpty && (
              <div role="status">
                <Typography variant="h6" component="p">
                  {t(
                    isNarrowed
                      ? 'actionItems.empty.noMatch'
                      : `actionItems.empty.${show}`,
                  )}
                </Typography>
                {!isNarrowed && show === 'open' && (
                  <Typography color="textSecondary">
                    {t('actionItems.empty.openHelp')}
                  </Typography>
                )}
              </div>
            )}
          </div>
        ) : (
          <Progress />
        )}
      </ActionItemChanges>
    </ReadersContent>
  );
};
