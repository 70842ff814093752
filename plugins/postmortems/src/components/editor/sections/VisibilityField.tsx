// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useController } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { EntitiesField } from '../fields/EntityField';
import { useDocumentForm } from '../form/EditorContext';
import { fieldId } from '../form/fields';

const useStyles = makeStyles(theme => ({
  root: { marginTop: theme.spacing(1.5) },
  option: { alignItems: 'flex-start' },
  radio: { padding: theme.spacing(0.5, 1) },
  explained: { color: theme.palette.text.secondary, display: 'block' },
}));

const READERS = ['user', 'group'];

/** Who may read it, with what each choice means. */
export const VisibilityField = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { control } = useDocumentForm();
  const { field } = useController({ control, name: 'visibility' });
  return (
    <>
      <FormControl component="fieldset" className={classes.root}>
        <FormLabel component="legend">
          {t('postmortem.field.visibility')}
        </FormLabel>
        <RadioGroup value={field.value} onChange={field.onChange}>
          {(['internal', 'restricted'] as const).map((value, index) => (
            <FormControlLabel
              key={value}
              value={value}
              className={classes.option}
              control={
                <Radio
                  size="small"
                  color="primary"
                  className={classes.radio}
                  id={index === 0 ? fieldId('visibility') : undefined}
                />
              }
              label={
                <span>
                  {t(`editor.visibility.${value}`)}
                  <Typography
                    variant="caption"
                    component="span"
                    className={classes.explained}
                  >
                    {t(`editor.visibility.${value}Help`)}
                  </Typography>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </FormControl>
      {field.value === 'restricted' && (
        <EntitiesField
          name="readers"
          kinds={READERS}
          label={t('postmortem.field.readers')}
          help={t('editor.visibility.readersHelp')}
        />
      )}
    </>
  );
};
