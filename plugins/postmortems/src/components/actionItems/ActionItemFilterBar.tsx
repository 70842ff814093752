// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { EntityPicker } from '../common/EntityPicker';
import { SearchField } from '../common/SearchField';
import { SHOWS } from './actionItemGroups';
import { ActionItemFilters } from './useActionItemFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  search: { flex: '2 1 200px' },
  system: {
    flex: '1 1 200px',
    maxWidth: 320,
    // On the page's own ground the theme's secondary text is too faint.
    '& label': { color: theme.palette.text.primary },
  },
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
      {props.options.map(([value, text]) => (
        <ToggleButton key={value} value={value} className={classes.toggle}>
          {text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};

/** Whose action items, which of them, and the words and system to look for. */
export const ActionItemFilterBar = (props: {
  filters: ActionItemFilters;
  onChange: (change: Partial<ActionItemFilters>) => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { filters, onChange } = props;
  return (
    <div className={classes.root} role="search">
      <Toggle
        label={t('actionItems.show.label')}
        value={filters.show}
        options={SHOWS.map(one => [one, t(`actionItems.show.${one}`)])}
        onChange={show => onChange({ show })}
      />
      <Toggle
        label={t('actionItems.whose.label')}
        value={filters.owner}
        options={(['me', 'mine'] as const).map(one => [
          one,
          t(`actionItems.whose.${one}`),
        ])}
        onChange={owner => onChange({ owner })}
      />
      <SearchField
        className={classes.search}
        label={t('actionItems.search')}
        value={filters.q}
        onChange={q => onChange({ q })}
      />
      <EntityPicker
        className={classes.system}
        label={t('actionItems.system')}
        kinds={AFFECTED_KINDS}
        single
        value={filters.system ? [filters.system] : []}
        onChange={([system]) => onChange({ system })}
      />
      {(filters.q || filters.system) && (
        <Button
          size="small"
          onClick={() => onChange({ q: '', system: undefined })}
        >
          {t('actionItems.clear')}
        </Button>
      )}
    </div>
  );
};
