// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { Cause } from 'backstage-plugin-postmortems-common';
import { ReactNode } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { EntityLinks } from '../common/EntityLinks';
import { PagedTable } from '../common/PagedTable';
import { useFormat } from '../common/useFormat';
import { OverdueCount, useOverdueClass } from '../common/OverdueCount';
import { useUnknownEntities } from '../common/useKnownEntities';
import { PagesState } from '../kit/usePages';
import { CausePreview } from './CausePreview';
import { CauseLink } from '../common/links';
import { useCategoryTitle } from '../common/useCategoryTitle';

/** Named in a row; the catalog is asked about no more. */
const MAX_SYSTEMS = 2;

const useStyles = makeStyles(theme => ({
  category: {
    ...theme.typography.caption,
    color: theme.palette.text.secondary,
  },
}));

/** A page of the list of causes, each of which opens in place. */
export const CauseTable = (props: {
  pages: PagesState<Cause>;
  /** Narrowed to systems or owners. */
  narrowed?: boolean;
  empty: ReactNode;
}) => {
  const { pages, narrowed } = props;
  const classes = useStyles();
  const overdue = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const titleOf = useCategoryTitle();
  const unknown = useUnknownEntities(
    (pages.value?.items ?? []).flatMap(({ systems }) =>
      systems.slice(0, MAX_SYSTEMS),
    ),
  );
  const times = ({ times: count }: Cause) =>
    count > 0 && t('causes.times', { count });
  const recurrences = ({ recurrences: count }: Cause) =>
    count > 0 && (
      <span className={overdue}>{t('causes.list.recurred', { count })}</span>
    );
  const overdueItems = ({ overdueActionItems: count }: Cause) =>
    count > 0 && <OverdueCount count={count} />;
  return (
    <PagedTable
      label={t('causes.list.title')}
      pages={pages}
      failed={t('causes.list.failed')}
      empty={props.empty}
      rowId={cause => cause.id}
      columns={[
        {
          id: 'name',
          label: t('causes.list.columns.name'),
          look: 'main',
          cell: cause => (
            <>
              <CauseLink cause={cause} />
              <div className={classes.category}>{titleOf(cause.category)}</div>
            </>
          ),
        },
        {
          id: 'times',
          label: t('causes.list.columns.times'),
          look: 'figure',
          from: 'sm',
          cell: cause => (
            <>
              <div>{times(cause) || '–'}</div>
              {recurrences(cause)}
            </>
          ),
        },
        {
          id: 'last',
          label: t('causes.list.columns.last'),
          look: 'figure',
          from: 'md',
          cell: ({ lastAt }) =>
            lastAt ? <time dateTime={lastAt}>{format.day(lastAt)}</time> : '–',
        },
        {
          id: 'systems',
          label: t('tab.list.columns.systems'),
          from: 'md',
          minWidth: 170,
          cell: ({ systems }) => (
            <EntityLinks refs={systems} unknown={unknown} max={MAX_SYSTEMS} />
          ),
        },
        {
          id: 'actions',
          label: t('tab.list.columns.actions'),
          look: 'figure',
          from: 'sm',
          cell: cause => (
            <>
              <div>
                {cause.openActionItems > 0
                  ? t('tab.list.openActions', { count: cause.openActionItems })
                  : '–'}
              </div>
              {overdueItems(cause)}
            </>
          ),
        },
      ]}
      narrow={cause => (
        <>
          {cause.times > 0 && <span>{times(cause)}</span>}
          {recurrences(cause)}
          {cause.openActionItems > 0 && (
            <span>
              {t('tab.list.openActionsLong', { count: cause.openActionItems })}
            </span>
          )}
          {overdueItems(cause)}
        </>
      )}
      expansion={{
        label: ({ name }) => t('causes.list.inPlace', { name }),
        content: cause => <CausePreview cause={cause} narrowed={narrowed} />,
      }}
    />
  );
};
