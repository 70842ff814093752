// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';
import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { useController } from 'react-hook-form';
import { EntityPicker } from '../../common/EntityPicker';
import {
  useDocumentForm,
  useFieldNote,
  useFieldPath,
} from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { helperText } from './FieldNote';

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
  const { control } = useDocumentForm();
  const { field, fieldState } = useController<PostmortemDocument>({
    control,
    name,
  });
  const path = useFieldPath(name);
  const note = useFieldNote(path, fieldState.error?.message);
  const ref = field.value as string | null;
  return (
    <EntityPicker
      {...rest}
      className={classes.field}
      id={fieldId(path)}
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
  const { control } = useDocumentForm();
  const { field, fieldState } = useController({ control, name });
  const note = useFieldNote(name, fieldState.error?.message);
  return (
    <EntityPicker
      {...rest}
      className={classes.field}
      id={fieldId(name)}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      problem={note.problem}
      help={helperText(note, help)}
    />
  );
};
