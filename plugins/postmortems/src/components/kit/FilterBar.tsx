// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import classNames from 'classnames';
import { ReactNode } from 'react';
import { postmortemsTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => {
  const row = {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  } as const;
  return {
    root: row,
    inCard: { padding: theme.spacing(1, 2) },
    // The theme's secondary text is too faint there.
    onGround: { '& label': { color: theme.palette.text.primary } },
    // They stay together: none goes to another row alone.
    group: {
      ...row,
      [theme.breakpoints.down('xs')]: { flexBasis: '100%' },
    },
    picker: {
      flex: '1 1 180px',
      maxWidth: 320,
      [theme.breakpoints.down('xs')]: { flexBasis: '100%', maxWidth: 'none' },
    },
    select: {
      flex: '0 1 auto',
      minWidth: 110,
      maxWidth: 200,
      [theme.breakpoints.down('xs')]: { flexGrow: 1, maxWidth: 'none' },
    },
    option: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) },
  };
});

/** What narrows a list, above it. */
export const FilterBar = (props: {
  /** Within the list's card, rather than on the page's own ground. */
  inCard?: boolean;
  /** Tells it from another one on the page. */
  label?: string;
  children: ReactNode;
}) => {
  const classes = useStyles();
  return (
    <div
      role="search"
      aria-label={props.label}
      className={classNames(
        classes.root,
        props.inCard ? classes.inCard : classes.onGround,
      )}
    >
      {props.children}
    </div>
  );
};

/** A place for something that one picks from very many. */
export const FilterPicker = (props: { children: ReactNode }) => (
  <div className={useStyles().picker}>{props.children}</div>
);

/** The last filters of a bar, and the way back to all. */
export const FilterGroup = (props: {
  /** Clears the filters; absent where there is nothing to clear. */
  onClear?: () => void;
  children?: ReactNode;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <div className={classes.group}>
      {props.children}
      {props.onClear && (
        <Button size="small" onClick={props.onClear}>
          {t('common.filters.clear')}
        </Button>
      )}
    </div>
  );
};

/** A labeled choice among a few. */
export const FilterSelect = <T extends string>(props: {
  id: string;
  label: string;
  value: T | undefined;
  onChange: (value: T | undefined) => void;
  options: ReadonlyArray<{ value: T; title: string; icon?: ReactNode }>;
  /** There is no "Any". */
  required?: boolean;
  /** The browser's own select, which has no icons. */
  native?: boolean;
}) => {
  const { id, label, options, native = false } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const any = t('common.filters.any');
  return (
    <TextField
      select
      id={id}
      className={classes.select}
      size="small"
      variant="outlined"
      label={label}
      value={props.value ?? ''}
      onChange={event =>
        props.onChange((event.target.value || undefined) as T | undefined)
      }
      {...(native
        ? { SelectProps: { native }, InputLabelProps: { shrink: true } }
        : {
            SelectProps: { labelId: `${id}-label` },
            InputLabelProps: { htmlFor: undefined, id: `${id}-label` },
          })}
    >
      {!props.required &&
        (native ? (
          <option value="">{any}</option>
        ) : (
          <MenuItem value="">{any}</MenuItem>
        ))}
      {options.map(({ value, title, icon }) =>
        native ? (
          <option key={value} value={value}>
            {title}
          </option>
        ) : (
          <MenuItem key={value} value={value}>
            <span className={classes.option}>
              {icon}
              {title}
            </span>
          </MenuItem>
        ),
      )}
    </TextField>
  );
};
