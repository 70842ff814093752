// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import {
  FieldOfKind,
  LIMITS,
  newId,
  Point,
} from 'backstage-plugin-postmortems-common';
import { Fragment, memo, useCallback } from 'react';
import { useFieldArray } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { isComposing } from '../../kit/isComposing';
import { useDocumentForm, useHints } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { useFocusAfterRender } from '../form/useFocusAfterRender';
import { GrowingTextarea } from './GrowingTextarea';
import { FieldNote } from './FieldNote';
import { useField } from './useField';
import { useListNote } from './useListNote';
import { useRemovedRow } from './useRemovedRow';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 30px',
    columnGap: theme.spacing(0.75),
    alignItems: 'start',
    listStyle: 'none',
    padding: theme.spacing(0.375, 0),
  },
  remove: { padding: 5 },
}));

export type PointListName = FieldOfKind<'points'>;

const PointRow = memo(
  (props: {
    name: PointListName;
    index: number;
    label: string;
    placeholder: string;
    onNext: (index: number) => void;
    onRemove: (index: number) => void;
  }) => {
    const { name, index, label } = props;
    const classes = useStyles();
    const { t } = useTranslationRef(postmortemsTranslationRef);
    const text = useField(`${name}.${index}.text`);
    const hints = useHints(text.path);
    const what = t('editor.points.nth', { label, number: String(index + 1) });
    return (
      <li className={classes.row}>
        <div>
          <GrowingTextarea
            {...text.input}
            aria-label={what}
            placeholder={props.placeholder}
            hints={hints}
            onKeyDown={event => {
              if (isComposing(event)) return;
              if (event.key === 'Enter' && !event.shiftKey) {
                event.preventDefault();
                props.onNext(index);
              } else if (event.key === 'Backspace' && text.field.value === '') {
                event.preventDefault();
                props.onRemove(index);
              }
            }}
          />
          <FieldNote id={text.noteId} note={text.note} />
        </div>
        <IconButton
          className={classes.remove}
          size="small"
          aria-label={t('editor.points.remove', { what })}
          onClick={() => props.onRemove(index)}
        >
          <DeleteIcon fontSize="small" />
        </IconButton>
      </li>
    );
  },
);

/** A list of sentences: Enter begins the next one. */
export const PointList = (props: {
  name: PointListName;
  label: string;
  placeholder: string;
}) => {
  const { name, label, placeholder } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { control, getValues } = useDocumentForm();
  const { fields, insert, remove } = useFieldArray({
    control,
    name,
    keyName: 'key',
  });
  const focusAfter = useFocusAfterRender();
  const note = useListNote(name);
  const full = fields.length >= LIMITS.points;

  const { remember, forget, lineAt } = useRemovedRow<Point>({
    rows: fields,
    text: t('editor.points.removed'),
    onUndo: (index, point) => {
      focusAfter(`${name}.${point.id}.text`);
      insert(index, point, { shouldFocus: false });
    },
  });

  const add = useCallback(
    (index: number) => {
      forget();
      const point = { id: newId(), text: '' };
      focusAfter(`${name}.${point.id}.text`);
      insert(index, point, { shouldFocus: false });
    },
    [focusAfter, forget, insert, name],
  );
  const onNext = useCallback(
    (index: number) => {
      if (!full) add(index + 1);
    },
    [add, full],
  );
  const onRemove = useCallback(
    (index: number) => {
      const points = getValues(name);
      const [point, next] = points.slice(index);
      if (point.text.trim() !== '') remember(point, next);
      else
        focusAfter(index > 0 ? `${name}.${points[index - 1].id}.text` : name);
      remove(index);
    },
    [focusAfter, getValues, name, remember, remove],
  );

  return (
    <>
      <ul
        className={classes.list}
        id={fieldId(name)}
        tabIndex={-1}
        aria-label={label}
        aria-describedby={note.describedBy}
      >
        {fields.map((field, index) => (
          <Fragment key={field.id}>
            {lineAt(index)}
            <PointRow
              name={name}
              index={index}
              label={label}
              placeholder={placeholder}
              onNext={onNext}
              onRemove={onRemove}
            />
          </Fragment>
        ))}
        {lineAt(fields.length)}
      </ul>
      {note.element}
      <Button
        size="small"
        startIcon={<AddIcon />}
        disabled={full}
        onClick={() => add(fields.length)}
      >
        {t('editor.points.add')}
      </Button>
    </>
  );
};
