// SPDX-License-Identifier: Apache-2.0

import TextField from '@material-ui/core/TextField';
import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { FieldPath } from 'react-hook-form';
import { helperText } from './FieldNote';
import { useField } from './useField';

/**
 * One of a few values, by the browser's own select: light, and known to every
 * keyboard and screen reader. The empty option stands for `null`.
 */
export const SelectInput = (props: {
  name: FieldPath<PostmortemDocument>;
  label: string;
  options: ReadonlyArray<{ value: string; title: string }>;
  help?: string;
  /** The form's value of an option's, where it is not the string itself. */
  toValue?: (option: string) => unknown;
}) => {
  const {
    name,
    label,
    options,
    help,
    toValue = value => value || null,
  } = props;
  const { field, id, note } = useField(name);
  return (
    <TextField
      id={id}
      select
      SelectProps={{ native: true }}
      label={label}
      InputLabelProps={{ shrink: true }}
      value={field.value === null ? '' : String(field.value)}
      onChange={event => field.onChange(toValue(event.target.value))}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={!!note.problem}
      helperText={helperText(note, help)}
      variant="outlined"
      size="small"
      margin="dense"
      fullWidth
    >
      {options.map(({ value, title }) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </TextField>
  );
};
