// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { postmortemsTranslationRef } from '../../translation';
import { OwnerFilter, SystemFilter } from '../common/EntityFilters';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';
import { FilterBar, FilterGroup, FilterSelect } from '../kit/FilterBar';
import { SearchField } from '../kit/SearchField';
import { CAUSE_ORDERS, CauseFilters } from './causeFilters';

/** Search and filters of the list of causes. */
export const CauseFilterBar = (props: {
  filters: CauseFilters;
  onChange: (changes: Partial<CauseFilters>) => void;
  onClear?: () => void;
}) => {
  const { filters, onChange } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const categories = usePostmortemsConfig().causeCategories.map(
    ({ id, title }) => ({ value: id, title }),
  );
  const { category } = filters;
  // A link may be older than the configuration.
  if (category && !categories.some(({ value }) => value === category))
    categories.push({ value: category, title: category });
  return (
    <FilterBar inCard>
      <SearchField
        label={t('causes.list.search')}
        value={filters.q}
        onChange={q => onChange({ q })}
      />
      <FilterSelect
        native
        id="causes-category"
        label={t('causes.form.category')}
        value={category}
        onChange={value => onChange({ category: value })}
        options={categories}
      />
      <SystemFilter
        value={filters.system}
        onChange={system => onChange({ system })}
      />
      <OwnerFilter
        value={filters.owner}
        onChange={owner => onChange({ owner })}
      />
      <FilterGroup onClear={props.onClear}>
        <FilterSelect
          native
          required
          id="causes-order"
          label={t('causes.list.order')}
          value={filters.order}
          onChange={order => onChange({ order })}
          options={CAUSE_ORDERS.map(value => ({
            value,
            title: t(`causes.list.orders.${value}`),
          }))}
        />
        <FormControlLabel
          control={
            <Checkbox
              size="small"
              color="primary"
              checked={filters.recurring}
              onChange={event => onChange({ recurring: event.target.checked })}
            />
          }
          label={t('causes.list.recurring')}
        />
      </FilterGroup>
    </FilterBar>
  );
};
