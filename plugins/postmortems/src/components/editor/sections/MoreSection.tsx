// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { LIMITS, newId } from 'backstage-plugin-postmortems-common';
import { ReactNode, useState } from 'react';
import { useController, useFieldArray } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { helperText } from '../fields/FieldNote';
import { MarkdownInput } from '../fields/MarkdownInput';
import { NARROW } from '../fields/narrow';
import { PointList } from '../fields/PointList';
import { TextInput } from '../fields/TextInput';
import { useListNote } from '../fields/useListNote';
import { useDocumentForm, useFieldNote } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { useFocusAfterRender } from '../form/useFocusAfterRender';
import { Section } from './Section';

const useStyles = makeStyles(theme => ({
  part: { marginTop: theme.spacing(2) },
  link: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.5fr) 30px',
    gap: theme.spacing(1),
    alignItems: 'start',
    [NARROW]: {
      gridTemplateColumns: 'minmax(0, 1fr) 30px',
      '& > :first-child': { gridColumn: '1 / -1' },
    },
  },
  other: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 30px',
    gap: theme.spacing(1),
    alignItems: 'start',
    marginBottom: theme.spacing(1.5),
  },
  remove: { padding: 5, marginTop: theme.spacing(1) },
}));

const Part = (props: { title: string; children: ReactNode }) => (
  <div className={useStyles().part}>
    <Typography variant="h6" component="h3">
      {props.title}
    </Typography>
    {props.children}
  </div>
);

const Tags = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { control } = useDocumentForm();
  const { field, fieldState } = useController({ control, name: 'tags' });
  const note = useFieldNote('tags', fieldState.error?.message);
  const [text, setText] = useState('');
  return (
    <Autocomplete
      id={fieldId('tags')}
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
      onChange={(_, tags, reason) => {
        // A chip was removed: what is typed has nothing to do with it.
        if (reason !== 'remove-option') setText('');
        field.onChange([
          ...new Set(tags.map(tag => tag.trim()).filter(tag => tag !== '')),
        ]);
      }}
      openText={t('common.picker.open')}
      closeText={t('common.picker.close')}
      clearText={t('common.picker.clear')}
      renderInput={params => (
        <TextField
          {...params}
          label={t('editor.more.tags')}
          error={!!note.problem}
          helperText={helperText(note, t('editor.more.tagsHelp'))}
          variant="outlined"
          size="small"
          margin="dense"
          fullWidth
        />
      )}
    />
  );
};

const Links = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { control } = useDocumentForm();
  const { fields, append, remove } = useFieldArray({
    control,
    name: 'links',
    keyName: 'key',
  });
  const note = useListNote('links');
  const focusAfter = useFocusAfterRender();
  return (
    <div
      id={fieldId('links')}
      role="group"
      tabIndex={-1}
      aria-label={t('editor.more.links')}
      aria-describedby={note.describedBy}
    >
      {fields.map((field, index) => (
        <div key={field.id} className={classes.link}>
          <TextInput
            name={`links.${index}.title`}
            label={t('editor.more.linkTitle')}
            inRow={t('editor.more.linkTitleOf', {
              number: String(index + 1),
            })}
          />
          <TextInput
            name={`links.${index}.url`}
            type="url"
            label={t('editor.more.linkUrl')}
            inRow={t('editor.more.linkUrlOf', {
              number: String(index + 1),
            })}
            placeholder="https://"
          />
          <IconButton
            className={classes.remove}
            size="small"
            aria-label={t('editor.more.removeLink', {
              number: String(index + 1),
            })}
            onClick={() => {
              focusAfter(
                index > 0 ? `links.${fields[index - 1].id}.title` : 'links',
              );
              remove(index);
            }}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </div>
      ))}
      {note.element}
      <Button
        size="small"
        startIcon={<AddIcon />}
        disabled={fields.length >= LIMITS.links}
        onClick={() => {
          const link = { id: newId(), title: '', url: '' };
          focusAfter(`links.${link.id}.title`);
          append(link, { shouldFocus: false });
        }}
      >
        {t('editor.more.addLink')}
      </Button>
    </div>
  );
};

const OtherSections = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { control } = useDocumentForm();
  const { fields, append, remove } = useFieldArray({
    control,
    name: 'otherSections',
    keyName: 'key',
  });
  const note = useListNote('otherSections');
  const focusAfter = useFocusAfterRender();
  return (
    <div
      id={fieldId('otherSections')}
      role="group"
      tabIndex={-1}
      aria-label={t('editor.more.sections')}
      aria-describedby={note.describedBy}
    >
      {fields.map((field, index) => (
        <div key={field.id} className={classes.other}>
          <div>
            <TextInput
              name={`otherSections.${index}.heading`}
              label={t('editor.more.heading')}
              inRow={t('editor.more.headingOf', {
                number: String(index + 1),
              })}
            />
            <MarkdownInput
              name={`otherSections.${index}.body`}
              label={t('editor.more.body')}
              inRow={t('editor.more.bodyOf', {
                number: String(index + 1),
              })}
            />
          </div>
          <IconButton
            className={classes.remove}
            size="small"
            aria-label={t('editor.more.removeSection', {
              number: String(index + 1),
            })}
            onClick={() => {
              focusAfter(
                index > 0
                  ? `otherSections.${fields[index - 1].id}.heading`
                  : 'otherSections',
              );
              remove(index);
            }}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </div>
      ))}
      {note.element}
      <Button
        size="small"
        startIcon={<AddIcon />}
        disabled={fields.length >= LIMITS.otherSections}
        onClick={() => {
          const section = { id: newId(), heading: '', body: '' };
          focusAfter(`otherSections.${section.id}.heading`);
          append(section, { shouldFocus: false });
        }}
      >
        {t('editor.more.addSection')}
      </Button>
    </div>
  );
};

/** What the template has no section of its own for. */
export const MoreSection = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <Section id="more">
      <Part title={t('editor.more.factors')}>
        <PointList
          name="contributingFactors"
          label={t('editor.more.factors')}
          placeholder={t('editor.more.factorPlaceholder')}
        />
      </Part>
      <Part title={t('editor.more.links')}>
        <Links />
      </Part>
      <Part title={t('editor.more.tags')}>
        <Tags />
      </Part>
      <Part title={t('editor.more.sections')}>
        <OtherSections />
      </Part>
    </Section>
  );
};
