// SPDX-License-Identifier: Apache-2.0

import TextField from '@material-ui/core/TextField';
import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { FieldPath, useController } from 'react-hook-form';
import {
  useDocumentForm,
  useFieldNote,
  useFieldPath,
} from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { helperText } from './FieldNote';

/** One line of text. */
export const TextInput = (props: {
  name: FieldPath<PostmortemDocument>;
  label: string;
  /** What is read out where rows repeat a label; holds the label's words. */
  inRow?: string;
  help?: string;
  type?: 'text' | 'url';
  placeholder?: string;
}) => {
  const { name, label, inRow, help, type = 'text', placeholder } = props;
  const { control, clearErrors } = useDocumentForm();
  const { field, fieldState } = useController({ control, name });
  // Read in any case: what is read first when it is shown may be out of date.
  const { error } = fieldState;
  // Nothing typed yet is not wrong yet; saving and publishing ask for it.
  const wrong = field.value ? error?.message : undefined;
  const path = useFieldPath(name);
  const note = useFieldNote(path, wrong);
  return (
    <TextField
      id={fieldId(path)}
      label={label}
      type={type}
      value={field.value ?? ''}
      onChange={event => {
        // Judged again when it is left.
        if (error) clearErrors(name);
        field.onChange(event);
      }}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={!!note.problem}
      helperText={helperText(note, help)}
      placeholder={placeholder}
      inputProps={inRow ? { 'aria-label': inRow } : undefined}
      InputLabelProps={placeholder ? { shrink: true } : undefined}
      variant="outlined"
      size="small"
      margin="dense"
      fullWidth
    />
  );
};
