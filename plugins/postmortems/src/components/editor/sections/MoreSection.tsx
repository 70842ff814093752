// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import { FieldWith, LIMITS, newId } from 'backstage-plugin-postmortems-common';
import { ComponentType, ReactNode } from 'react';
import { useFieldArray } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { MarkdownInput } from '../fields/MarkdownInput';
import { PointList } from '../fields/PointList';
import { StringsInput } from '../fields/StringsInput';
import { TextInput } from '../fields/TextInput';
import { useListNote } from '../fields/useListNote';
import { useDocumentForm } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { useFocusAfterRender } from '../form/useFocusAfterRender';
import { EditorSection, NARROW_SECTION } from './EditorSection';

const useStyles = makeStyles(theme => ({
  part: { marginTop: theme.spacing(2) },
  link: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1.5fr) 30px',
    gap: theme.spacing(1),
    alignItems: 'start',
    [NARROW_SECTION]: {
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
      aria-label={t('postmortem.field.links')}
      aria-describedby={note.describedBy}
    >
      {fields.map((field, index) => (
        <div key={field.id} className={classes.link}>
          <TextInput
            name={`links.${index}.title`}
            label={t('postmortem.itemField.title')}
            inRow={t('editor.more.linkTitleOf', {
              number: String(index + 1),
            })}
          />
          <TextInput
            name={`links.${index}.url`}
            type="url"
            label={t('postmortem.itemField.url')}
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
      aria-label={t('postmortem.field.otherSections')}
      aria-describedby={note.describedBy}
    >
      {fields.map((field, index) => (
        <div key={field.id} className={classes.other}>
          <div>
            <TextInput
              name={`otherSections.${index}.heading`}
              label={t('postmortem.itemField.heading')}
              inRow={t('editor.more.headingOf', {
                number: String(index + 1),
              })}
            />
            <MarkdownInput
              name={`otherSections.${index}.body`}
              label={t('postmortem.itemField.body')}
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

const Factors = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <PointList
      name="contributingFactors"
      label={t('postmortem.field.contributingFactors')}
      placeholder={t('editor.more.factorPlaceholder')}
    />
  );
};

const Tags = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return <StringsInput name="tags" help={t('editor.more.tagsHelp')} />;
};

/** The input of each field of this section, in their order. */
const INPUTS: Record<FieldWith<'section', 'more'>, ComponentType> = {
  contributingFactors: Factors,
  links: Links,
  tags: Tags,
  otherSections: OtherSections,
};

/** What the template has no section of its own for. */
export const MoreSection = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <EditorSection id="more">
      {Object.entries(INPUTS).map(([name, Input]) => (
        <Part
          key={name}
          title={t(`postmortem.field.${name as keyof typeof INPUTS}`)}
        >
          <Input />
        </Part>
      ))}
    </EditorSection>
  );
};
