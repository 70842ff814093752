// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { EntityPicker } from '../common/EntityPicker';
import { SearchField } from '../common/SearchField';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';
import { CauseOrder, useCauseFilters } from './useCauseFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2),
  },
  search: { flex: '2 1 200px' },
  entity: {
    flex: '1 1 160px',
    maxWidth: 320,
    [theme.breakpoints.down('xs')]: { flexBasis: '100%', maxWidth: 'none' },
  },
  choice: {
    flex: '0 1 auto',
    minWidth: 130,
    maxWidth: 175,
    [theme.breakpoints.down('xs')]: { flexGrow: 1, maxWidth: 'none' },
  },
  // They stay together: none goes to another row alone.
  choices: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    [theme.breakpoints.down('xs')]: { flexBasis: '100%' },
  },
}));

/** Search and filters of the list of causes; all of them in the URL. */
export const CauseFilterBar = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { causeCategories } = usePostmortemsConfig();
  const { filters, change, clear, active } = useCauseFilters();
  // A link may be older than the configuration.
  const isKnown = causeCategories.some(({ id }) => id === filters.category);
  const choice = {
    className: classes.choice,
    select: true,
    SelectProps: { native: true },
    InputLabelProps: { shrink: true },
    size: 'small',
    variant: 'outlined',
  } as const;
  return (
    <div className={classes.root} role="search">
      <SearchField
        className={classes.search}
        label={t('causes.list.search')}
        value={filters.q}
        onChange={q => change({ q })}
      />
      <TextField
        {...choice}
        id="causes-category"
        label={t('causes.form.category')}
        value={filters.category ?? ''}
        onChange={event =>
          change({ category: event.target.value || undefined })
        }
      >
        <option value="">{t('tab.list.any')}</option>
        {causeCategories.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
        {filters.category && !isKnown && (
          <option value={filters.category}>{filters.category}</option>
        )}
      </TextField>
      <EntityPicker
        className={classes.entity}
        label={t('tab.list.system')}
        kinds={AFFECTED_KINDS}
        single
        value={filters.system ? [filters.system] : []}
        onChange={([system]) => change({ system })}
      />
      <EntityPicker
        className={classes.entity}
        label={t('tab.list.owner')}
        kinds={['group', 'user']}
        single
        value={filters.owner ? [filters.owner] : []}
        onChange={([owner]) => change({ owner })}
      />
      <div className={classes.choices}>
        <TextField
          {...choice}
          id="causes-order"
          label={t('causes.list.order')}
          value={filters.order}
          onChange={event =>
            change({ order: event.target.value as CauseOrder })
          }
        >
          <option value="last">{t('causes.list.orders.last')}</option>
          <option value="times">{t('causes.list.orders.times')}</option>
          <option value="name">{t('causes.list.orders.name')}</option>
        </TextField>
        <FormControlLabel
          control={
            <Checkbox
              size="small"
              color="primary"
              checked={filters.recurring}
              onChange={event => change({ recurring: event.target.checked })}
            />
          }
          label={t('causes.list.recurring')}
        />
        {active && (
          <Button size="small" onClick={clear}>
            {t('tab.list.clear')}
          </Button>
        )}
      </div>
    </div>
  );
};
