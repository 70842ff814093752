// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';
import { EntityPicker } from '../../common/EntityPicker';
import { helperText } from './FieldNote';
import { useField } from './useField';

// As Material UI's dense fields beside it.
const useStyles = makeStyles(theme => ({
  field: { margin: theme.spacing(1, 0, 0.5) },
}));

type Common = {
  label: string;
  kinds: readonly string[];
  help?: string;
};

/** A field of the form that holds one entity ref. */
export const EntityField = (
  props: Common & { name: 'incidentCommander' | `actionItems.${number}.owner` },
) => {
  const { name, help, ...rest } = props;
  const classes = useStyles();
  const { field, id, note } = useField(name);
  const ref = field.value;
  return (
    <EntityPicker
      {...rest}
      className={classes.field}
      id={id}
      single
      value={ref ? [ref] : []}
      onChange={refs => field.onChange(refs[0] ?? null)}
      onBlur={field.onBlur}
      problem={note.problem}
      help={helperText(note, help)}
    />
  );
};

/** A field of the form that holds entity refs. */
export const EntitiesField = (
  props: Common & { name: 'affectedSystems' | 'participants' | 'readers' },
) => {
  const { name, help, ...rest } = props;
  const classes = useStyles();
  const { field, id, note } = useField(name);
  return (
    <EntityPicker
      {...rest}
      className={classes.field}
      id={id}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      problem={note.problem}
      help={helperText(note, help)}
    />
  );
};
