// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { useController } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { useDocumentForm, useFieldNote } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { useTypedText } from '../form/useTypedText';
import { helperText } from './FieldNote';

/** A whole number: `1200`, `1,200` and `1 200` are the same. */
export const NumberInput = (props: {
  name: 'usersAffected';
  label: string;
}) => {
  const { name, label } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { control } = useDocumentForm();
  const { field, fieldState } = useController({ control, name });
  const shown = field.value === null ? '' : String(field.value);
  const typed = useTypedText({ path: name, label, shown });
  const { text, unread } = typed;
  const note = useFieldNote(
    name,
    unread === undefined
      ? fieldState.error?.message
      : t('editor.number.unreadable'),
  );

  const commit = () => {
    const digits = text.replace(/[\s.,_'’]/g, '');
    if (!/^\d{0,15}$/.test(digits)) {
      typed.cannotRead(text);
      return;
    }
    typed.read();
    field.onChange(digits === '' ? null : Number(digits));
  };

  return (
    <TextField
      id={fieldId(name)}
      label={label}
      value={text}
      onChange={event => typed.type(event.target.value)}
      onBlur={() => {
        commit();
        field.onBlur();
      }}
      inputRef={field.ref}
      inputProps={{ inputMode: 'numeric', autoComplete: 'off' }}
      error={!!note.problem}
      helperText={helperText(note)}
      variant="outlined"
      size="small"
      margin="dense"
      fullWidth
    />
  );
};
