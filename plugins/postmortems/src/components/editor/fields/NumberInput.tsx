import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { useEffect, useState } from 'react';
import { useController } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { useDocumentForm, useFieldNote } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { useUnread } from '../form/useUnread';
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
  const [text, setText] = useState(shown);
  const [unreadable, setUnreadable] = useState(false);
  const note = useFieldNote(
    name,
    unreadable ? t('editor.number.unreadable') : fieldState.error?.message,
  );
  useUnread(
    name,
    unreadable ? t('editor.unread.of', { label, text }) : undefined,
  );

  useEffect(() => setText(shown), [shown]);

  const commit = () => {
    const digits = text.replace(/[\s.,_'’]/g, '');
    const readable = /^\d{0,15}$/.test(digits);
    setUnreadable(!readable);
    if (!readable) return;
    field.onChange(digits === '' ? null : Number(digits));
    setText(digits);
  };

  return (
    <TextField
      id={fieldId(name)}
      label={label}
      value={text}
      onChange={event => {
        setText(event.target.value);
        setUnreadable(false);
      }}
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
