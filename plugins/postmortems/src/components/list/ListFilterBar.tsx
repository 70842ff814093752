// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';
import { ReactNode } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { EntityPicker } from '../common/EntityPicker';
import { Scope } from '../common/scope';
import { SearchField } from '../common/SearchField';
import { SeverityShape } from '../common/SeverityShape';
import { useSeverities } from '../common/usePostmortemsConfig';
import { CauseFilter } from './CauseFilter';
import { useListFilters, WHEN, When } from './useListFilters';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2),
  },
  // Room for what it says it searches.
  search: { flex: '2 1 240px' },
  entity: {
    flex: '1 1 180px',
    maxWidth: 320,
    [theme.breakpoints.down('xs')]: { flexBasis: '100%', maxWidth: 'none' },
  },
  // They stay together: none goes to another row alone.
  choices: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    [theme.breakpoints.down('xs')]: { flexBasis: '100%' },
  },
  choice: {
    flex: '0 1 auto',
    minWidth: 110,
    maxWidth: 200,
    [theme.breakpoints.down('xs')]: { flexGrow: 1, maxWidth: 'none' },
  },
  option: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) },
  // Where the table has no column of starts to sort by.
  narrow: { [theme.breakpoints.up('sm')]: { display: 'none' } },
}));

/** A labelled choice among a few; '' stands for any. */
const Choice = (props: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <TextField
      select
      id={props.id}
      className={classes.choice}
      size="small"
      variant="outlined"
      label={props.label}
      value={props.value}
      onChange={event => props.onChange(event.target.value)}
      InputLabelProps={{ htmlFor: undefined, id: `${props.id}-label` }}
      SelectProps={{ labelId: `${props.id}-label` }}
    >
      <MenuItem value="">{t('tab.list.any')}</MenuItem>
      {props.children}
    </TextField>
  );
};

/** Search and filters of a list of postmortems; all of them in the URL. */
export const ListFilterBar = (props: {
  /** Offer the affected system and its owner too. */
  withEntities?: boolean;
  /** Whose causes to choose from. */
  scope?: Scope;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const severities = useSeverities();
  const { filters, change, clear, active } = useListFilters();
  // A link may name several, or one that the configuration lost.
  const severity = filters.severity.join(', ');

  return (
    <div className={classes.root} role="search">
      <SearchField
        className={classes.search}
        label={t('tab.list.search')}
        value={filters.q}
        onChange={q => change({ q })}
      />
      {props.withEntities && (
        <>
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
        </>
      )}
      <CauseFilter
        className={classes.entity}
        scope={props.scope}
        value={filters.cause}
        onChange={cause => change({ cause })}
      />
      <div className={classes.choices}>
        <Choice
          id="postmortems-severity"
          label={t('tab.list.severity')}
          value={severity}
          onChange={one => change({ severity: one ? [one] : [] })}
        >
          {severity && !severities.some(({ id }) => id === severity) && (
            <MenuItem value={severity}>
              <span className={classes.option}>
                <SeverityShape rank={-1} />
                {severity}
              </span>
            </MenuItem>
          )}
          {severities.map(({ id, title }, rank) => (
            <MenuItem key={id} value={id}>
              <span className={classes.option}>
                <SeverityShape rank={rank} />
                {title}
              </span>
            </MenuItem>
          ))}
        </Choice>
        <Choice
          id="postmortems-status"
          label={t('tab.list.status')}
          value={filters.status ?? ''}
          onChange={status =>
            change({ status: (status || undefined) as typeof filters.status })
          }
        >
          <MenuItem value="published">{t('common.status.published')}</MenuItem>
          <MenuItem value="draft">{t('common.status.draft')}</MenuItem>
        </Choice>
        <Choice
          id="postmortems-when"
          label={t('tab.list.when')}
          value={filters.when ?? ''}
          onChange={when =>
            change({ when: (when || undefined) as When | undefined })
          }
        >
          {(Object.keys(WHEN) as When[]).map(when => (
            <MenuItem key={when} value={when}>
              {t(`tab.list.whenOptions.${when}`)}
            </MenuItem>
          ))}
        </Choice>
        <Button
          size="small"
          className={classes.narrow}
          onClick={() => change({ oldestFirst: !filters.oldestFirst })}
        >
          {t(
            filters.oldestFirst
              ? 'tab.list.oldestFirst'
              : 'tab.list.newestFirst',
          )}
        </Button>
        {active && (
          <Button size="small" onClick={clear}>
            {t('tab.list.clear')}
          </Button>
        )}
      </div>
    </div>
  );
};
