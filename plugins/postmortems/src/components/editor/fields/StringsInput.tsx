// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { FieldOfKind } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { helperText } from './FieldNote';
import { useField } from './useField';

/** A list of short texts, each typed and confirmed. */
export const StringsInput = (props: {
  name: FieldOfKind<'strings'>;
  help?: string;
}) => {
  const { name, help } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { field, id, note } = useField(name);
  const [text, setText] = useState('');
  return (
    <Autocomplete
      id={id}
      multiple
      freeSolo
      autoSelect
      size="small"
      options={[] as string[]}
      value={field.value}
      inputValue={text}
      onInputChange={(_, next, reason) => {
        // It would take back what is typed whenever it is drawn anew.
        if (reason !== 'reset') setText(next);
      }}
      onChange={(_, texts, reason) => {
        // A chip was removed: what is typed has nothing to do with it.
        if (reason !== 'remove-option') setText('');
        field.onChange([
          ...new Set(
            texts.map(typed => typed.trim()).filter(typed => typed !== ''),
          ),
        ]);
      }}
      openText={t('common.picker.open')}
      closeText={t('common.picker.close')}
      clearText={t('common.picker.clear')}
      renderInput={params => (
        <TextField
          {...params}
          label={t(`postmortem.field.${name}`)}
          error={!!note.problem}
          helperText={helperText(note, help)}
          variant="outlined"
          size="small"
          margin="dense"
          fullWidth
        />
      )}
    />
  );
};
