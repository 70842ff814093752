// SPDX-License-Identifier: Apache-2.0

import TextField from '@material-ui/core/TextField';
import { helperText } from './FieldNote';
import { useField } from './useField';

/** A field of the form that holds a day. */
export const DayInput = (props: {
  name: `actionItems.${number}.${'dueDate' | 'verifyOn'}`;
  label: string;
}) => {
  const { field, id, note } = useField(props.name);
  return (
    <TextField
      id={id}
      type="date"
      label={props.label}
      value={field.value ?? ''}
      onChange={event => field.onChange(event.target.value || null)}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={!!note.problem}
      helperText={helperText(note)}
      InputLabelProps={{ shrink: true }}
      variant="outlined"
      size="small"
      margin="dense"
      fullWidth
    />
  );
};
