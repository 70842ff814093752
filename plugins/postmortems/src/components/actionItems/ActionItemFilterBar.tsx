// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles, Theme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { actionItemDueSchema } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { OwnerFilter, SystemFilter, TeamFilter } from '../common/EntityFilters';
import { SeveritySelect } from '../common/SeveritySelect';
import { FilterBar, FilterGroup, FilterSelect } from '../kit/FilterBar';
import { SearchField } from '../kit/SearchField';
import { ActionItemFilters, AGES, WHOSE } from './actionItemFilters';
import { SHOWS } from './actionItemGroups';

const useStyles = makeStyles(theme => ({
  toggle: {
    height: 40,
    textTransform: 'none',
    color: theme.palette.text.primary,
    '&.Mui-selected': {
      color: theme.palette.text.primary,
      fontWeight: 700,
      boxShadow: `inset 0 -3px ${theme.palette.primary.main}`,
    },
  },
  more: { marginTop: theme.spacing(1) },
}));

/** A few choices side by side, one of them taken. */
const Toggle = <T extends string>(props: {
  label: string;
  value: T;
  options: Array<readonly [value: T, text: string]>;
  onChange: (value: T) => void;
}) => {
  const classes = useStyles();
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={props.label}
      value={props.value}
      // A click on what is taken already says null.
      onChange={(_, value: T | null) => value && props.onChange(value)}
    >
      {props.options.map(([value, label]) => (
        <ToggleButton key={value} value={value} className={classes.toggle}>
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};

type FilterBarProps = {
  filters: ActionItemFilters;
  onChange: (changes: Partial<ActionItemFilters>) => void;
};

/** What is asked for less often. */
const MoreFilters = ({ filters, onChange }: FilterBarProps) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { whose, owner } = filters;
  const isNobodys = owner === 'none' || owner === 'gone';
  return (
    <FilterBar label={t('actionItems.filters.more')}>
      <FilterSelect
        id="postmortems-action-due"
        label={t('actionItems.filters.due')}
        value={filters.due}
        onChange={due => onChange({ due, show: 'open' })}
        options={actionItemDueSchema.options.map(value => ({
          value,
          title: t(`actionItems.groups.${value}`),
        }))}
      />
      {whose !== 'mine' && (
        <>
          <FilterSelect
            id="postmortems-action-nobody"
            label={t('actionItems.filters.ownerState')}
            value={isNobodys ? owner : undefined}
            onChange={value => onChange({ owner: value })}
            options={(['none', 'gone'] as const).map(value => ({
              value,
              title: t(`actionItems.filters.owner.${value}`),
            }))}
          />
          <OwnerFilter
            value={isNobodys ? undefined : owner}
            onChange={value => onChange({ owner: value })}
          />
        </>
      )}
      {whose === 'all' && (
        <TeamFilter
          value={filters.team}
          onChange={team => onChange({ team })}
        />
      )}
      <SystemFilter
        label={t('actionItems.system')}
        value={filters.system}
        onChange={system => onChange({ system })}
      />
      <FilterSelect
        id="postmortems-action-postmortem"
        label={t('actionItems.filters.postmortem')}
        value={filters.status}
        onChange={status => onChange({ status })}
        options={(['published', 'draft'] as const).map(value => ({
          value,
          title: t(`common.status.${value}`),
        }))}
      />
      <FilterSelect
        id="postmortems-action-age"
        label={t('actionItems.filters.age')}
        value={filters.age}
        onChange={age => onChange({ age })}
        options={AGES.map(value => ({
          value,
          title: t('actionItems.filters.days', { days: value }),
        }))}
      />
    </FilterBar>
  );
};

/** Whose action items, which of them, and what to look for. */
export const ActionItemFilterBar = (
  props: FilterBarProps & { onClear?: () => void },
) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const classes = useStyles();
  const { filters, onChange, onClear } = props;
  const { q, show, whose, severity, ...hidden } = filters;
  const count = Object.values(hidden).filter(value => value?.length).length;
  const isNarrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'));
  // What narrows the list is seen, unless it leaves no room for the list.
  const [wanted, setWanted] = useState<boolean>();
  const isOpen = wanted ?? (count > 0 && !isNarrow);
  return (
    <>
      <FilterBar>
        <Toggle
          label={t('actionItems.whose.label')}
          value={whose}
          options={WHOSE.map(each => [each, t(`actionItems.whose.${each}`)])}
          onChange={value =>
            // Without those of the filters that are not offered there.
            onChange({
              whose: value,
              ...(value !== 'all' && { team: undefined }),
              ...(value === 'mine' && { owner: undefined }),
            })
          }
        />
        <Toggle
          label={t('actionItems.show.label')}
          value={show}
          options={SHOWS.map(each => [each, t(`actionItems.show.${each}`)])}
          onChange={value =>
            onChange({
              show: value,
              ...(value === 'done' && { due: undefined }),
            })
          }
        />
        <SearchField
          label={t('actionItems.search')}
          value={q}
          onChange={value => onChange({ q: value })}
        />
        <SeveritySelect
          id="postmortems-action-severity"
          value={severity}
          onChange={value => onChange({ severity: value })}
        />
        <Button
          size="small"
          aria-expanded={isOpen}
          onClick={() => setWanted(!isOpen)}
        >
          {count > 0
            ? t('actionItems.filters.moreCount', { count })
            : t('actionItems.filters.more')}
        </Button>
        {onClear && <FilterGroup onClear={onClear} />}
      </FilterBar>
      {isOpen && (
        <div className={classes.more}>
          <MoreFilters filters={filters} onChange={onChange} />
        </div>
      )}
    </>
  );
};
