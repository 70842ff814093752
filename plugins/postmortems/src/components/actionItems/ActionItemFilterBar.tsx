// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { postmortemsTranslationRef } from '../../translation';
import { SystemFilter } from '../common/EntityFilters';
import { FilterBar, FilterGroup } from '../kit/FilterBar';
import { SearchField } from '../kit/SearchField';
import { FilterValues, id, text, view } from '../kit/useUrlFilters';
import { SHOWS } from './actionItemGroups';

const OWNERS = ['me', 'mine'] as const;

/** What the page is narrowed to, by its names in the URL. */
export const ACTION_ITEM_FILTERS = {
  show: view(SHOWS),
  /** `me`: mine and my groups'. */
  owner: view(OWNERS),
  q: text,
  /** An entity ref. */
  system: id,
};

type ActionItemFilters = FilterValues<typeof ACTION_ITEM_FILTERS>;

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

/** Whose action items, which of them, and the words and system to look for. */
export const ActionItemFilterBar = (props: {
  filters: ActionItemFilters;
  onChange: (changes: Partial<ActionItemFilters>) => void;
  onClear?: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { filters, onChange, onClear } = props;
  return (
    <FilterBar>
      <Toggle
        label={t('actionItems.show.label')}
        value={filters.show}
        options={SHOWS.map(show => [show, t(`actionItems.show.${show}`)])}
        onChange={show => onChange({ show })}
      />
      <Toggle
        label={t('actionItems.whose.label')}
        value={filters.owner}
        options={OWNERS.map(owner => [owner, t(`actionItems.whose.${owner}`)])}
        onChange={owner => onChange({ owner })}
      />
      <SearchField
        label={t('actionItems.search')}
        value={filters.q}
        onChange={q => onChange({ q })}
      />
      <SystemFilter
        label={t('actionItems.system')}
        value={filters.system}
        onChange={system => onChange({ system })}
      />
      {onClear && <FilterGroup onClear={onClear} />}
    </FilterBar>
  );
};
