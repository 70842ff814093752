// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import {
  ActionItemRow,
  LIMITS,
  saysSomething,
  today,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { FormEvent, KeyboardEvent, ReactNode, useRef, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { EntityPicker } from '../common/EntityPicker';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';
import { isComposing } from '../kit/isComposing';
import { NewDecision } from './useReviewSession';

const OWNERS = ['user', 'group'];

const useStyles = makeStyles(theme => ({
  form: {
    display: 'grid',
    gap: theme.spacing(2),
    maxWidth: 560,
    minWidth: 0,
  },
  row: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

type Seen = Extract<NewDecision, { seen: unknown }>['seen'];

type FormProps = {
  item: ActionItemRow;
  seen: Seen;
  busy: boolean;
  onDecide: (decision: NewDecision) => void;
  onCancel: () => void;
};

/** A form in the place of the buttons: Ctrl+Enter saves, Esc goes back to them. */
const ReviewForm = (props: {
  label: string;
  busy: boolean;
  /** Absent: it is saved by a choice. */
  onSave?: () => void;
  onCancel: () => void;
  children: ReactNode;
}) => {
  const { busy, onSave, onCancel } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    onSave?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isComposing(event)) return;
    // What is on its way may be refused: it is not dropped before.
    if (event.key === 'Escape') {
      if (!busy) onCancel();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
      onSubmit(event);
  };
  return (
    // A form takes the keys of what is in it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={classes.form}
      aria-label={props.label}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      noValidate
    >
      {props.children}
      <div className={classes.row}>
        {onSave && (
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={busy}
          >
            {t('review.form.save')}
          </Button>
        )}
        <Button onClick={onCancel} disabled={busy}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
};

const focused = new WeakSet<Element>();
function focusOnce(element: Element | null) {
  if (!element || focused.has(element)) return;
  focused.add(element);
  element.querySelector<HTMLElement>('input, textarea')?.focus();
}

/** Focuses the first field inside: the picker has no property for it. */
const AutoFocus = (props: { children: ReactNode }) => (
  <div ref={element => focusOnce(element)}>{props.children}</div>
);

/** Gives the item to somebody, as soon as that is chosen. */
export const AssignForm = (props: FormProps) => {
  const { item, seen, onDecide } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [chosen, setChosen] = useState<string[]>([]);
  // The field gives a refused choice back when it is escaped from or left.
  const tried = useRef<string>();
  const decide = (owner: string) => {
    tried.current = owner;
    onDecide({ kind: 'changed', seen, patch: { owner } });
  };
  return (
    <ReviewForm
      {...props}
      label={t('review.actions.assign')}
      // What was not saved is sent again.
      onSave={chosen[0] ? () => decide(chosen[0]) : undefined}
    >
      <AutoFocus>
        <EntityPicker
          id={`review-owner-${item.id}`}
          label={t('review.form.owner')}
          kinds={OWNERS}
          single
          value={chosen}
          help={t('review.form.ownerHelp')}
          onChange={refs => {
            setChosen(refs);
            if (refs[0] && refs[0] !== tried.current) decide(refs[0]);
          }}
        />
      </AutoFocus>
    </ReviewForm>
  );
};

/** Sets the day on which it is to be done. */
export const DateForm = (props: FormProps) => {
  const { item, seen, onDecide } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { timeZone } = usePostmortemsConfig();
  const [day, setDay] = useState(item.dueDate ?? '');
  const [problem, setProblem] = useState<string>();
  const now = today(timeZone);
  const save = (dueDate: string) => {
    setDay(dueDate);
    if (!dueDate) setProblem(t('review.form.noDay'));
    else if (dueDate < now) setProblem(t('review.form.passed'));
    else onDecide({ kind: 'changed', seen, patch: { dueDate } });
  };
  const after = (span: { weeks?: number; months?: number }) => () =>
    save(DateTime.fromISO(now).plus(span).toISODate()!);
  return (
    <ReviewForm
      {...props}
      label={t('review.actions.date')}
      onSave={() => save(day)}
    >
      <TextField
        // Opened to type a day.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        id={`review-date-${item.id}`}
        type="date"
        label={t('review.form.date')}
        value={day}
        onChange={event => {
          setDay(event.target.value);
          setProblem(undefined);
        }}
        error={!!problem}
        helperText={problem ?? t('review.form.dateHelp')}
        InputLabelProps={{ shrink: true }}
        inputProps={{ min: now }}
        variant="outlined"
        size="small"
      />
      <div className={classes.row}>
        <Button size="small" onClick={after({ weeks: 1 })}>
          {t('review.form.week')}
        </Button>
        <Button size="small" onClick={after({ weeks: 2 })}>
          {t('review.form.twoWeeks')}
        </Button>
        <Button size="small" onClick={after({ months: 1 })}>
          {t('review.form.month')}
        </Button>
      </div>
    </ReviewForm>
  );
};

/** Says why it will not be done. */
export const WontDoForm = (props: FormProps) => {
  const { item, seen, onDecide } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [reason, setReason] = useState(item.wontDoReason);
  const [problem, setProblem] = useState<string>();
  const save = () => {
    const wontDoReason = reason.trim();
    if (saysSomething(wontDoReason))
      onDecide({
        kind: 'changed',
        seen,
        patch: { status: 'wont-do', wontDoReason },
      });
    else setProblem(t('common.fieldMessage.reason-says-nothing'));
  };
  return (
    <ReviewForm {...props} label={t('review.actions.wont-do')} onSave={save}>
      <TextField
        // Opened to write exactly this.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        multiline
        minRows={2}
        fullWidth
        id={`review-reason-${item.id}`}
        label={t('review.form.reason')}
        value={reason}
        onChange={event => {
          setReason(event.target.value);
          setProblem(undefined);
        }}
        error={!!problem}
        helperText={problem ?? t('review.form.reasonHelp')}
        inputProps={{ maxLength: LIMITS.item }}
        variant="outlined"
        size="small"
      />
    </ReviewForm>
  );
};

/** Makes two of it. */
export const SplitForm = (props: FormProps) => {
  const { item, seen, onDecide } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [first, setFirst] = useState(item.description);
  const [second, setSecond] = useState('');
  const [owner, setOwner] = useState(item.owner ? [item.owner] : []);
  const { timeZone } = usePostmortemsConfig();
  const now = today(timeZone);
  const [day, setDay] = useState(
    item.dueDate !== null && item.dueDate >= now ? item.dueDate : '',
  );
  const [problem, setProblem] = useState<string>();
  const save = () => {
    if (!first.trim() || !second.trim()) setProblem(t('review.form.empty'));
    else if (day && day < now) setProblem(t('review.form.passed'));
    else
      onDecide({
        kind: 'split',
        seen,
        description: first.trim(),
        second: {
          description: second.trim(),
          owner: owner[0] ?? null,
          dueDate: day || null,
        },
      });
  };
  const text = (field: {
    id: string;
    label: string;
    value: string;
    onChange: (value: string) => void;
    autoFocus?: boolean;
  }) => (
    <TextField
      // Opened to write these two.
      // eslint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={field.autoFocus}
      multiline
      fullWidth
      id={`review-${field.id}-${item.id}`}
      label={field.label}
      value={field.value}
      onChange={event => {
        field.onChange(event.target.value);
        setProblem(undefined);
      }}
      error={!!problem && !field.value.trim()}
      inputProps={{ maxLength: LIMITS.item }}
      variant="outlined"
      size="small"
    />
  );
  return (
    <ReviewForm {...props} label={t('review.actions.split')} onSave={save}>
      {text({
        id: 'first',
        label: t('review.form.first'),
        value: first,
        onChange: setFirst,
        autoFocus: true,
      })}
      {text({
        id: 'second',
        label: t('review.form.second'),
        value: second,
        onChange: setSecond,
      })}
      <EntityPicker
        id={`review-second-owner-${item.id}`}
        label={t('review.form.secondOwner')}
        kinds={OWNERS}
        single
        value={owner}
        onChange={setOwner}
      />
      <TextField
        id={`review-second-date-${item.id}`}
        type="date"
        label={t('review.form.secondDate')}
        value={day}
        onChange={event => {
          setDay(event.target.value);
          setProblem(undefined);
        }}
        inputProps={{ min: now }}
        InputLabelProps={{ shrink: true }}
        variant="outlined"
        size="small"
      />
      <Typography
        variant="caption"
        color={problem ? 'error' : 'textSecondary'}
        role={problem ? 'alert' : undefined}
      >
        {problem ?? t('review.form.saveHelp')}
      </Typography>
    </ReviewForm>
  );
};
