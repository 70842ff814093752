// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { LIMITS } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';

/** The name and the category of a cause. */
export const CauseFields = (props: {
  id: string;
  name: string;
  category: string;
  onName: (name: string) => void;
  onCategory: (category: string) => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { causeCategories } = usePostmortemsConfig();
  const isGone =
    props.category !== '' &&
    !causeCategories.some(({ id }) => id === props.category);
  return (
    <>
      <TextField
        id={`${props.id}-name`}
        label={t('causes.form.name')}
        helperText={t('causes.form.nameHelp')}
        value={props.name}
        onChange={event => props.onName(event.target.value)}
        inputProps={{ maxLength: LIMITS.title }}
        variant="outlined"
        size="small"
        margin="dense"
        fullWidth
      />
      <TextField
        id={`${props.id}-category`}
        select
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
        label={t('causes.form.category')}
        value={props.category}
        onChange={event => props.onCategory(event.target.value)}
        variant="outlined"
        size="small"
        margin="dense"
        fullWidth
      >
        <option value="" disabled>
          {t('causes.form.choose')}
        </option>
        {isGone && <option value={props.category}>{props.category}</option>}
        {causeCategories.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </TextField>
    </>
  );
};
