// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { memo, useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { FieldNote } from '../fields/FieldNote';
import { useField } from '../fields/useField';
import { GrowingTextarea } from '../fields/GrowingTextarea';
import { useInputStyles } from '../fields/useInputStyles';
import { isComposing } from '../../kit/isComposing';
import { useHints } from '../form/EditorContext';
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
    const question = useField(`whys.${index}.question`);
    const answer = useField(`whys.${index}.answer`);
    const evidence = useField(`whys.${index}.evidenceUrl`);
    const questionHints = useHints(question.path);
    const answerHints = useHints(answer.path);
    const [addsEvidence, setAddsEvidence] = useState(false);
    const withEvidence = addsEvidence || !!evidence.field.value;
    const number = String(props.place);
    const focusAfter = useFocusAfterRender();

    return (
      <li
        className={classes.node}
        style={{ marginLeft: Math.min(depth, STEPS) * 18 }}
        aria-label={t('editor.whys.nth', { number, depth: String(depth + 1) })}
      >
        <div className={classes.question}>
          <GrowingTextarea
            {...question.input}
            aria-label={t('editor.whys.questionOf', { number })}
            placeholder={t('editor.whys.why')}
            hints={questionHints}
            onKeyDown={event => {
              if (isComposing(event)) return;
              if (event.key === 'Enter' && !event.shiftKey) {
                event.preventDefault();
                document.getElementById(answer.id)?.focus();
              }
            }}
          />
          <FieldNote id={question.noteId} note={question.note} />
        </div>
        <div className={classes.answer}>
          <span className={classes.arrow} aria-hidden>
            →
          </span>
          <GrowingTextarea
            {...answer.input}
            aria-label={t('editor.whys.answerOf', { number })}
            placeholder={t('editor.whys.answerPlaceholder')}
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
        <FieldNote id={answer.noteId} note={answer.note} />
        {withEvidence && (
          <div className={classes.evidence}>
            <input
              {...evidence.input}
              type="url"
              className={input.input}
              aria-label={t('editor.whys.evidenceOf', { number })}
              placeholder="https://"
            />
            <FieldNote id={evidence.noteId} note={evidence.note} />
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
                focusAfter(evidence.path);
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
