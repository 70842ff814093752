import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { memo, useState } from 'react';
import { useController } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { GrowingTextarea } from '../fields/GrowingTextarea';
import { useInputStyles } from '../fields/inputStyles';
import { useDocumentForm, useFieldProblem } from '../form/EditorContext';
import { fieldId } from '../form/fields';

const useStyles = makeStyles(theme => ({
  node: {
    listStyle: 'none',
    borderLeft: `2px solid ${theme.palette.divider}`,
    padding: theme.spacing(0.5, 0, 0.5, 1),
    margin: theme.spacing(0.5, 0),
  },
  question: { '& textarea': { fontWeight: 600 } },
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
    const [asked, setAsked] = useState(false);
    const withEvidence = asked || !!evidence.field.value;
    const number = String(props.place);
    const questionProblem = useFieldProblem(`whys.${index}.question`);
    const answerProblem = useFieldProblem(`whys.${index}.answer`);
    const urlProblem = useFieldProblem(`whys.${index}.evidenceUrl`);
    const urlWrong = urlProblem ?? evidence.fieldState.error?.message;
    const problem =
      questionProblem ??
      answerProblem ??
      question.fieldState.error?.message ??
      answer.fieldState.error?.message;

    return (
      <li
        className={classes.node}
        style={{ marginLeft: Math.min(depth, STEPS) * 18 }}
        aria-label={t('editor.whys.nth', { number, depth: String(depth + 1) })}
      >
        <div className={classes.question}>
          <GrowingTextarea
            id={fieldId(`whys.${index}.question`)}
            aria-label={t('editor.whys.questionOf', { number })}
            placeholder={t('editor.whys.why')}
            value={question.field.value ?? ''}
            onChange={question.field.onChange}
            onBlur={question.field.onBlur}
            ref={question.field.ref}
          />
        </div>
        <div className={classes.answer}>
          <span className={classes.arrow} aria-hidden>
            →
          </span>
          <GrowingTextarea
            id={fieldId(`whys.${index}.answer`)}
            aria-label={t('editor.whys.answerOf', { number })}
            placeholder={t('editor.whys.answerPlaceholder')}
            value={answer.field.value ?? ''}
            onChange={answer.field.onChange}
            onBlur={answer.field.onBlur}
            ref={answer.field.ref}
            onKeyDown={event => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Enter' && !event.shiftKey) {
                event.preventDefault();
                props.onDeeper(id);
              }
            }}
          />
        </div>
        {withEvidence && (
          <div className={classes.evidence}>
            <input
              id={fieldId(`whys.${index}.evidenceUrl`)}
              type="url"
              className={input.input}
              aria-label={t('editor.whys.evidenceOf', { number })}
              aria-invalid={!!urlWrong || undefined}
              placeholder="https://"
              value={evidence.field.value ?? ''}
              onChange={evidence.field.onChange}
              onBlur={evidence.field.onBlur}
              ref={evidence.field.ref}
            />
            {urlWrong && <p className={input.problem}>{urlWrong}</p>}
          </div>
        )}
        {problem && <p className={input.problem}>{problem}</p>}
        <div className={classes.actions}>
          <Button size="small" onClick={() => props.onDeeper(id)}>
            {t('editor.whys.deeper')}
          </Button>
          <Button size="small" onClick={() => props.onBeside(id)}>
            {t('editor.whys.beside')}
          </Button>
          {!withEvidence && (
            <Button size="small" onClick={() => setAsked(true)}>
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
