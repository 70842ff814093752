// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { PostmortemsFilter } from 'backstage-plugin-postmortems-common';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { Scope } from '../common/entities';
import { SectionCard } from '../kit/SectionCard';
import { useFormat } from '../common/useFormat';
import { usePages } from '../kit/usePages';
import { useUrlFilters } from '../kit/useUrlFilters';
import { NoPostmortems } from './NoPostmortems';
import { PostmortemTable } from './PostmortemTable';
import { PostmortemFilterBar } from './PostmortemFilterBar';
import { POSTMORTEM_FILTERS, toPostmortemsFilter } from './postmortemFilters';

const LIMIT = 20;

/** Postmortems with search, filters, order and pages. */
export const PostmortemList = (props: {
  /** What the list is of, whatever the filters say. */
  scope?: Scope;
  /** Offer filters for the affected system and its owner. */
  withEntityFilters?: boolean;
  /** Show which systems were affected. */
  withSystems?: boolean;
  /** Grows when something on the page has changed: the list is asked again. */
  round?: number;
}) => {
  const { scope, withEntityFilters = false, round = 0 } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const format = useFormat();
  const { filters, change, clear, isNarrowed } =
    useUrlFilters(POSTMORTEM_FILTERS);
  const filter: PostmortemsFilter = {
    ...toPostmortemsFilter(filters),
    ...scope,
  };

  const pages = usePages(
    (cursor, signal) =>
      api.list({ query: { ...filter, limit: LIMIT, cursor } }, { signal }),
    { limit: LIMIT, deps: [filter, round] },
  );
  const { value } = pages;

  return (
    <SectionCard
      title={t('tab.list.title')}
      noPadding
      action={
        <Typography variant="body2" color="textSecondary" component="div">
          <span aria-live="polite">
            {value && t('tab.list.total', { count: value.totalItems })}
          </span>
          {!!value?.totalItems &&
            ` · ${t('tab.list.zone', { zone: format.zone })}`}
        </Typography>
      }
    >
      <PostmortemFilterBar
        filters={filters}
        onChange={change}
        onClear={isNarrowed ? clear : undefined}
        withEntities={withEntityFilters}
        scope={scope}
      />
      <PostmortemTable
        label={t('tab.list.title')}
        pages={pages}
        oldestFirst={filters.order === 'oldest'}
        onOrder={oldestFirst =>
          change({ order: oldestFirst ? 'oldest' : 'newest' })
        }
        withSystems={props.withSystems ?? false}
        empty={
          isNarrowed ? (
            <Typography>{t('tab.list.noMatch')}</Typography>
          ) : (
            <NoPostmortems system={scope?.system?.[0]} />
          )
        }
      />
    </SectionCard>
  );
};
