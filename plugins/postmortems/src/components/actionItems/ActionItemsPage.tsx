// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useCallback, useMemo, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { ReadersContent } from '../common/ReadersContent';
import { useOwnership } from '../common/currentUser';
import { HeaderActions } from '../kit/HeaderActions';
import { PageHeader } from '../kit/PageHeader';
import { useUrlFilters } from '../kit/useUrlFilters';
import { ActionItemChanges } from './ActionItemChanges';
import { ActionItemFilterBar } from './ActionItemFilterBar';
import { ACTION_ITEM_FILTERS, toActionItemsFilter } from './actionItemFilters';
import { ActionItemGroupCard } from './ActionItemGroupCard';
import { ActionItemGroup, GROUPS, TO_VERIFY } from './actionItemGroups';
import { ActionItemsExport } from './ActionItemsExport';
import { ActionItemTotals } from './ActionItemTotals';
import { PoliciesCard } from '../policies/PoliciesCard';
import { GoneOwnersCard } from './GoneOwnersCard';

const useStyles = makeStyles(theme => ({
  groups: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    marginTop: theme.spacing(2),
  },
}));

/** What was promised in postmortems, the overdue first: mine, or everybody's. */
export const ActionItemsPage = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { user } = useOwnership();
  const { filters, change, clear, isNarrowed } =
    useUrlFilters(ACTION_ITEM_FILTERS);
  const { show, whose } = filters;
  // What is done is due no more.
  const due = show === 'done' ? undefined : filters.due;
  const groups = useMemo(
    () => GROUPS[show].filter(group => !due || group.due === due),
    [show, due],
  );
  const filter = useMemo(() => toActionItemsFilter(filters), [filters]);
  const systems = { system: filter.system, withParts: filter.withParts };
  // These cards know of no other filters: beside some they would mislead.
  const isOfWhole =
    whose !== 'mine' &&
    show === 'open' &&
    (!filters.owner || filters.owner === 'gone') &&
    !filters.q &&
    !due &&
    !filters.status &&
    !filters.age &&
    filters.severity.length === 0;
  const [round, setRound] = useState(0);
  const onChange = useCallback(() => setRound(n => n + 1), []);
  const [rows, setRows] = useState<
    ReadonlyMap<ActionItemGroup, number | undefined>
  >(new Map());
  const onRows = useCallback(
    (group: ActionItemGroup, count: number | undefined) =>
      setRows(before => new Map(before).set(group, count)),
    [],
  );
  // Others are asked by their own page.
  const isAsked = whose !== 'all' && show === 'open' && !due;
  const [overdue, ...later] = groups;
  const shown = isAsked ? [overdue, TO_VERIFY, ...later] : groups;
  const isAllEmpty = shown.every(group => rows.get(group) === 0);
  // What is handed over is in many rows: all of them are asked for anew.
  const [handedOver, setHandedOver] = useState(0);

  return (
    <ReadersContent>
      <HeaderActions>
        <ActionItemsExport filter={filter} groups={groups} />
      </HeaderActions>
      <PageHeader title={t('actionItems.pageTitle')} />
      <ActionItemFilterBar
        filters={filters}
        onChange={change}
        onClear={isNarrowed ? clear : undefined}
      />
      <ActionItemChanges>
        {user ? (
          <>
            <ActionItemTotals
              filter={filter}
              areMine={whose === 'mine'}
              round={round}
              onNarrow={change}
            />
            <div className={classes.groups}>
              {isOfWhole && (
                <GoneOwnersCard
                  filter={{ team: filter.team, ...systems }}
                  round={round}
                  onHandedOver={() => {
                    onChange();
                    setHandedOver(n => n + 1);
                  }}
                />
              )}
              {shown.map(group => (
                <ActionItemGroupCard
                  key={`${group.id} ${handedOver}`}
                  group={group}
                  filter={filter}
                  onRows={onRows}
                  onChanged={onChange}
                  isAllEmpty={isAllEmpty}
                />
              ))}
              {isOfWhole && !filters.owner && (
                <PoliciesCard
                  query={{ team: filter.team, ...systems }}
                  round={round}
                />
              )}
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
          </>
        ) : (
          <Progress />
        )}
      </ActionItemChanges>
    </ReadersContent>
  );
};
