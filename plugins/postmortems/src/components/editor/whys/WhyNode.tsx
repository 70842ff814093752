// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { memo, useState } from 'react';
import { useController } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { FieldNote, noteProps } from '../fields/FieldNote';
import { GrowingTextarea } from '../fields/GrowingTextarea';
import { useInputStyles } from '../fields/useInputStyles';
import { isComposing } from '../../kit/isComposing';
import { useDocumentForm, useFieldNote, useHints } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { useFocusAfterRender } from '../form/useFocusAfterRender';

const useStyles = makeStyles(theme => ({
  node: {
    listStyle: 'none',
    borderLeft: `2px solid ${theme.palette.divider}`,
    padding: theme.spacing(0.5, 0, 0.5, 1),
    margin: theme.spacing(0.5, 0),
  },
  // The text, and the copies of it that make room and underline.
  question: { '& > div > *, & > div::after': { fontWeight: 600 } },
  answer: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(0.75),
    alignItems: 'center',
    marginTop: theme.spacing(0.5),
  },
  arrow: { color: theme.palette.text.secondary },
  evidence: { marginTop: theme.spacing(0.5) },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25),
    '& .MuiButton-root': { fontSize: '0.75rem', textTransform: 'none' },
  },
}));

/** How far a why is indented; deeper ones stay there, so that text has room. */
const STEPS = 6;

export const WhyNode = memo(
  (props: {
    id: string;
    index: number;
    depth: number;
    /** Its place as it is read, from 1. */
    place: number;
    onDeeper: (id: string) => void;
    onBeside: (id: string) => void;
    onRemove: (id: string) => void;
  }) => {
    const { id, index, depth } = props;
    const classes = useStyles();
    const input = useInputStyles();
    const { t } = useTranslationRef(postmortemsTranslationRef);
    const { control } = useDocumentForm();
    const question = useController({ control, name: `whys.${index}.question` });
    const answer = useController({ control, name: `whys.${index}.answer` });
    const evidence = useController({
      control,
      name: `whys.${index}.evidenceUrl`,
    });
    const [addsEvidence, setAddsEvidence] = useState(false);
    const withEvidence = addsEvidence || !!evidence.field.value;
    const number = String(props.place);
    const path = `whys.${id}`;
    const questionNote = useFieldNote(
      `${path}.question`,
      question.fieldState.error?.message,
    );
    const answerNote = useFieldNote(
      `${path}.answer`,
      answer.fieldState.error?.message,
    );
    const urlNote = useFieldNote(
      `${path}.evidenceUrl`,
      evidence.fieldState.error?.message,
    );
    const questionHints = useHints(`${path}.question`);
    const answerHints = useHints(`${path}.answer`);
    const focusAfter = useFocusAfterRender();
    const answerId = fieldId(`${path}.answer`);
    const noteId = (field: string) => `${fieldId(`${path}.${field}`)}-note`;

    return (
      <li
        className={classes.node}
        style={{ marginLeft: Math.min(depth, STEPS) * 18 }}
        aria-label={t('editor.whys.nth', { number, depth: String(depth + 1) })}
      >
        <div className={classes.question}>
          <GrowingTextarea
            id={fieldId(`${path}.question`)}
            aria-label={t('editor.whys.questionOf', { number })}
            placeholder={t('editor.whys.why')}
            value={question.field.value ?? ''}
            onChange={question.field.onChange}
            onBlur={question.field.onBlur}
            ref={question.field.ref}
            {...noteProps(noteId('question'), questionNote)}
            hints={questionHints}
            onKeyDown={event => {
              if (isComposing(event)) return;
              if (event.key === 'Enter' && !event.shiftKey) {
                event.preventDefault();
                document.getElementById(answerId)?.focus();
              }
            }}
          />
          <FieldNote id={noteId('question')} note={questionNote} />
        </div>
        <div className={classes.answer}>
          <span className={classes.arrow} aria-hidden>
            →
          </span>
          <GrowingTextarea
            id={answerId}
            aria-label={t('editor.whys.answerOf', { number })}
            placeholder={t('editor.whys.answerPlaceholder')}
            value={answer.field.value ?? ''}
            onChange={answer.field.onChange}
            onBlur={answer.field.onBlur}
            ref={answer.field.ref}
            {...noteProps(noteId('answer'), answerNote)}
            hints={answerHints}
            onKeyDown={event => {
              if (isComposing(event)) return;
              if (event.key === 'Enter' && !event.shiftKey) {
                event.preventDefault();
                props.onDeeper(id);
              }
            }}
          />
        </div>
        <FieldNote id={noteId('answer')} note={answerNote} />
        {withEvidence && (
          <div className={classes.evidence}>
            <input
              id={fieldId(`${path}.evidenceUrl`)}
              type="url"
              className={input.input}
              aria-label={t('editor.whys.evidenceOf', { number })}
              {...noteProps(noteId('evidenceUrl'), urlNote)}
              placeholder="https://"
              value={evidence.field.value ?? ''}
              onChange={evidence.field.onChange}
              onBlur={evidence.field.onBlur}
              ref={evidence.field.ref}
            />
            <FieldNote id={noteId('evidenceUrl')} note={urlNote} />
          </div>
        )}
        <div className={classes.actions}>
          <Button size="small" onClick={() => props.onDeeper(id)}>
            {t('editor.whys.deeper')}
          </Button>
          <Button size="small" onClick={() => props.onBeside(id)}>
            {t('editor.whys.beside')}
          </Button>
          {!withEvidence && (
            <Button
              size="small"
              onClick={() => {
                focusAfter(`${path}.evidenceUrl`);
                setAddsEvidence(true);
              }}
            >
              {t('editor.whys.evidence')}
            </Button>
          )}
          <Button
            size="small"
            aria-label={t('editor.whys.removeNth', { number })}
            onClick={() => props.onRemove(id)}
          >
            {t('editor.whys.remove')}
          </Button>
        </div>
      </li>
    );
  },
);
