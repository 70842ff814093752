// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { CausePicker } from '../causes/CausePicker';
import {
  AuthorFilter,
  OwnerFilter,
  SystemFilter,
} from '../common/EntityFilters';
import { Scope } from '../common/entities';
import { SeveritySelect } from '../common/SeveritySelect';
import {
  FilterBar,
  FilterGroup,
  FilterPicker,
  FilterSelect,
} from '../kit/FilterBar';
import { SearchField } from '../kit/SearchField';
import { useRequest } from '../kit/useRequest';
import { PERIODS, PostmortemFilters } from './postmortemFilters';

const useStyles = makeStyles(theme => ({
  // Where the table has no column of starts to sort by.
  narrow: { [theme.breakpoints.up('sm')]: { display: 'none' } },
}));

/** The cause that a list is narrowed to; the URL knows its id only. */
const CauseFilter = (props: {
  value?: string;
  onChange: (id: string | undefined) => void;
  scope?: Scope;
}) => {
  const { value: id } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const { value: known } = useRequest(
    async signal =>
      // A cause that was merged answers with the one that took it up.
      id ? { id, name: (await api.cause({ id }, { signal })).name } : undefined,
    [api, id],
  );
  return (
    <FilterPicker>
      <CausePicker
        label={t('causes.picker.label')}
        scope={props.scope}
        value={id ? { id, name: known?.id === id ? known.name : id } : null}
        onChange={cause => props.onChange(cause?.id)}
      />
    </FilterPicker>
  );
};

/** Search and filters of a list of postmortems. */
export const PostmortemFilterBar = (props: {
  filters: PostmortemFilters;
  onChange: (changes: Partial<PostmortemFilters>) => void;
  onClear?: () => void;
  /** Offer the affected system and its owner too. */
  withEntities?: boolean;
  /** Whose causes to choose from. */
  scope?: Scope;
}) => {
  const { filters, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const oldestFirst = filters.order === 'oldest';

  return (
    <FilterBar inCard>
      <SearchField
        label={t('tab.list.search')}
        value={filters.q}
        onChange={q => onChange({ q })}
      />
      {props.withEntities && (
        <>
          <SystemFilter
            value={filters.system}
            onChange={system => onChange({ system })}
          />
          <OwnerFilter
            value={filters.owner}
            onChange={owner => onChange({ owner })}
          />
          <AuthorFilter
            value={filters.author}
            onChange={author => onChange({ author })}
          />
        </>
      )}
      <CauseFilter
        scope={props.scope}
        value={filters.cause}
        onChange={cause => onChange({ cause })}
      />
      <FilterGroup onClear={props.onClear}>
        <SeveritySelect
          id="postmortems-severity"
          value={filters.severity}
          onChange={severity => onChange({ severity })}
        />
        <FilterSelect
          id="postmortems-status"
          label={t('tab.list.status')}
          value={filters.status}
          onChange={status => onChange({ status })}
          options={(['published', 'draft'] as const).map(value => ({
            value,
            title: t(`common.status.${value}`),
          }))}
        />
        <FilterSelect
          id="postmortems-when"
          label={t('tab.list.when')}
          value={filters.when}
          onChange={when => onChange({ when })}
          options={PERIODS.map(value => ({
            value,
            title: t(`tab.list.whenOptions.${value}`),
          }))}
        />
        <Button
          size="small"
          className={classes.narrow}
          onClick={() => onChange({ order: oldestFirst ? 'newest' : 'oldest' })}
        >
          {t(oldestFirst ? 'tab.list.oldestFirst' : 'tab.list.newestFirst')}
        </Button>
      </FilterGroup>
    </FilterBar>
  );
};
