// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { AFFECTED_KINDS, INSTANTS } from 'backstage-plugin-postmortems-common';
import { useWatch } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { EntitiesField, EntityField } from '../fields/EntityField';
import { MarkdownInput } from '../fields/MarkdownInput';
import { NumberInput } from '../fields/NumberInput';
import { SelectInput } from '../fields/SelectInput';
import { TextInput } from '../fields/TextInput';
import { useDocumentForm, useEditor } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { InstantField } from '../time/InstantField';
import { TimeZoneField } from '../time/TimeZoneField';
import { EditorSection, NARROW_SECTION } from './EditorSection';
import { VisibilityField } from './VisibilityField';

const useStyles = makeStyles(theme => ({
  two: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    columnGap: theme.spacing(2),
    alignItems: 'start',
    [NARROW_SECTION]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  commander: { position: 'relative' },
  me: { textTransform: 'none', fontSize: '0.75rem' },
}));

const USER = ['user'];

const SeverityField = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { config } = useEditor();
  const { control } = useDocumentForm();
  const chosen = useWatch({ control, name: 'severity' });
  const known = config.severities.find(({ id }) => id === chosen);
  const options = [
    { value: '', title: t('editor.summary.noSeverity') },
    ...config.severities.map(({ id, title }) => ({
      value: id,
      title: title === id ? id : `${id} · ${title}`,
    })),
    // An imported one that is not configured here.
    ...(chosen && !known ? [{ value: chosen, title: chosen }] : []),
  ];
  return (
    <SelectInput
      name="severity"
      label={t('postmortem.field.severity')}
      options={options}
      help={known?.description ?? t('editor.summary.severityHelp')}
    />
  );
};

const CommanderField = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { userEntityRef } = useEditor();
  const { control, setValue } = useDocumentForm();
  const commander = useWatch({ control, name: 'incidentCommander' });
  const isUser = userEntityRef.startsWith('user:');
  return (
    <div className={classes.commander}>
      <EntityField
        name="incidentCommander"
        kinds={USER}
        label={t('postmortem.field.incidentCommander')}
      />
      {commander === null && isUser && (
        <Button
          size="small"
          color="primary"
          className={classes.me}
          onClick={() => {
            setValue('incidentCommander', userEntityRef, { shouldDirty: true });
            // The button goes; whoever pressed it stays at the field.
            document.getElementById(fieldId('incidentCommander'))?.focus();
          }}
        >
          {t('editor.summary.me')}
        </Button>
      )}
    </div>
  );
};

/** What a reader must know in a minute. */
export const SummarySection = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <EditorSection id="summary">
      <TextInput
        name="title"
        label={t('postmortem.field.title')}
        help={t('editor.summary.titleHelp')}
      />
      <div className={classes.two}>
        <EntitiesField
          name="affectedSystems"
          kinds={AFFECTED_KINDS}
          label={t('postmortem.field.affectedSystems')}
        />
        <SeverityField />
      </div>
      <div className={classes.two}>
        {INSTANTS.map(name => (
          <InstantField key={name} name={name} />
        ))}
        <div>
          <TimeZoneField />
        </div>
      </div>
      <div className={classes.two}>
        <CommanderField />
        <EntitiesField
          name="participants"
          kinds={USER}
          label={t('postmortem.field.participants')}
        />
      </div>
      <MarkdownInput
        name="summary"
        label={t('postmortem.field.summary')}
        help={t('editor.summary.summaryHelp')}
      />
      <MarkdownInput
        name="impact"
        label={t('postmortem.field.impact')}
        help={t('editor.summary.impactHelp')}
        rows={2}
      />
      <div className={classes.two}>
        <NumberInput
          name="usersAffected"
          label={t('postmortem.field.usersAffected')}
        />
        <SelectInput
          name="slaBreached"
          label={t('postmortem.field.slaBreached')}
          options={[
            { value: '', title: t('editor.summary.slaUnknown') },
            { value: 'true', title: t('editor.summary.slaYes') },
            { value: 'false', title: t('editor.summary.slaNo') },
          ]}
          toValue={option => (option === '' ? null : option === 'true')}
        />
      </div>
      <VisibilityField />
    </EditorSection>
  );
};
