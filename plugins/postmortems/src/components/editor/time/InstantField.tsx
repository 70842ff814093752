// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import InputAdornment from '@material-ui/core/InputAdornment';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { Instant, INSTANTS } from 'backstage-plugin-postmortems-common';
import { useController, useWatch } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { isComposing } from '../../kit/isComposing';
import { useFieldText } from '../../common/useFieldText';
import {
  useChecks,
  useDocumentForm,
  useFieldNote,
} from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { helperText } from '../fields/FieldNote';
import { formatDateTime } from './parseTime';
import { useTimeInput } from './useTimeInput';

const useStyles = makeStyles({ now: { minWidth: 0 } });

/** One of the incident's instants, in its time zone. */
export const InstantField = (props: { name: Instant }) => {
  const { name } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const form = useDocumentForm();
  const { control } = form;
  const timeZone = useWatch({ control, name: 'timeZone' });
  const { field, fieldState } = useController({ control, name });
  const textOf = useFieldText();
  const hint = useChecks(checks =>
    checks.instantHints.find(other => other.field === name),
  );
  const label = t(`postmortem.field.${name}`);
  const input = useTimeInput({
    path: name,
    label,
    at: field.value,
    timeZone,
    unknown: '',
    format: formatDateTime,
    // Its own, or the nearest instant that is known, looking back first.
    around: () => {
      const place = INSTANTS.indexOf(name);
      const known = (names: readonly Instant[]) =>
        form.getValues([...names]).find(at => at !== null) ?? null;
      const before = known(INSTANTS.slice(0, place).reverse());
      return {
        before,
        near: field.value ?? before ?? known(INSTANTS.slice(place)),
      };
    },
    onChange: field.onChange,
  });
  const note = useFieldNote(name, input.problem ?? fieldState.error?.message);
  return (
    <TextField
      id={fieldId(name)}
      label={label}
      value={input.text}
      onChange={event => input.type(event.target.value)}
      onBlur={() => {
        input.commit();
        field.onBlur();
      }}
      onKeyDown={event => {
        if (event.key === 'Enter' && !isComposing(event)) input.commit();
      }}
      inputRef={field.ref}
      error={!!note.problem}
      helperText={helperText(note, hint && textOf(hint))}
      placeholder={t('editor.time.placeholder')}
      InputLabelProps={{ shrink: true }}
      InputProps={{
        endAdornment: (
          <InputAdornment position="end">
            <Button
              size="small"
              className={classes.now}
              aria-label={t('editor.time.nowFor', { label })}
              onClick={() => input.take('now')}
            >
              {t('editor.time.now')}
            </Button>
          </InputAdornment>
        ),
      }}
      inputProps={{ autoComplete: 'off' }}
      variant="outlined"
      size="small"
      margin="dense"
      fullWidth
    />
  );
};
