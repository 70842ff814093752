// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import { KeyboardEvent, memo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useController } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { isComposing } from '../../kit/isComposing';
import { useDocumentForm, useFieldNote, useHints } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { formatClock } from '../time/parseTime';
import { useTimeInput } from '../time/useTimeInput';
import { FieldNote, noteProps } from '../fields/FieldNote';
import { useField } from '../fields/useField';
import { GrowingTextarea } from '../fields/GrowingTextarea';
import { useInputStyles } from '../fields/useInputStyles';
import { NARROW_SECTION } from '../sections/EditorSection';
import { KINDS, readKind } from './timelineKinds';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    gridTemplateColumns: '84px 150px minmax(0, 1fr) 30px',
    gridTemplateAreas: '"time kind text remove"',
    columnGap: theme.spacing(0.75),
    alignItems: 'start',
    padding: theme.spacing(0.375, 0),
    listStyle: 'none',
    // Rows out of sight cost nothing.
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 40px',
    [NARROW_SECTION]: {
      gridTemplateColumns: '84px minmax(0, 1fr) 30px',
      gridTemplateAreas: '"time kind remove" "text text text"',
      rowGap: theme.spacing(0.5),
      paddingBottom: theme.spacing(1),
    },
  },
  // "02:30 +01:00", or something that is no time.
  long: {
    gridTemplateColumns: '120px 150px minmax(0, 1fr) 30px',
    [NARROW_SECTION]: { gridTemplateColumns: '120px minmax(0, 1fr) 30px' },
  },
  clock: { gridArea: 'time', fontVariantNumeric: 'tabular-nums' },
  kind: { gridArea: 'kind' },
  text: { gridArea: 'text', minWidth: 0 },
  remove: { gridArea: 'remove', padding: 5 },
  day: {
    ...theme.typography.caption,
    display: 'block',
    fontWeight: 600,
    color: theme.palette.text.secondary,
    padding: theme.spacing(1, 0, 0.25),
    listStyle: 'none',
  },
  gap: {
    ...theme.typography.caption,
    display: 'block',
    listStyle: 'none',
    margin: theme.spacing(0.5, 0, 0.5, 1.5),
    padding: theme.spacing(0.25, 0, 0.25, 1.5),
    borderLeft: `2px dashed ${theme.palette.text.secondary}`,
    color: theme.palette.text.secondary,
  },
}));

export const useTimelineStyles = useStyles;

export type TimelineRowProps = {
  id: string;
  index: number;
  timeZone: string;
  /** Shown above the first entry of a day. */
  day?: string;
  /** A stretch without an entry before this one, in words. */
  gap?: string;
  /** The instants that a time without a date is near to, and comes after. */
  aroundOf: (id: string) => { near: string | null; before: string | null };
  onNext: (id: string) => void;
  onRemove: (id: string) => void;
  onMove: (id: string, by: 1 | -1) => void;
  /** The row has been left. */
  onSettled: () => void;
};

/**
 * One entry of the timeline. Made for the keyboard: the text comes next to the
 * time there, and the kind, which stands between them, behind the text.
 */
export const TimelineRow = memo((props: TimelineRowProps) => {
  const { id, index, timeZone } = props;
  const classes = useStyles();
  const input = useInputStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { control } = useDocumentForm();
  const at = useController({ control, name: `timeline.${index}.at` });
  const kind = useController({ control, name: `timeline.${index}.kind` });
  const text = useField(`timeline.${index}.text`);
  const value = text.field.value ?? '';
  const number = String(index + 1);
  const timeLabel = t('editor.timeline.timeOf', { number });
  const time = useTimeInput({
    path: `timeline.${id}.at`,
    label: timeLabel,
    at: at.field.value ?? null,
    timeZone,
    unknown: value.trim() === '' ? '' : '??',
    around: () => props.aroundOf(id),
    format: formatClock,
    onChange: at.field.onChange,
  });
  const atNote = useFieldNote(
    `timeline.${id}.at`,
    time.problem ?? at.fieldState.error?.message,
  );
  const hints = useHints(text.path);
  const atNoteId = `${fieldId(`timeline.${id}.at`)}-note`;

  const tookNow = useRef(false);
  const onTimeKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event)) return;
    // Whoever writes out "now" has it since the "n".
    if (tookNow.current && (event.key === 'o' || event.key === 'w')) {
      event.preventDefault();
      return;
    }
    tookNow.current = false;
    const { selectionStart, selectionEnd, value: typed } = event.currentTarget;
    const replaces =
      typed.trim() === '' ||
      typed === '??' ||
      (selectionStart === 0 && selectionEnd === typed.length);
    if (event.key === 'n' && replaces && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const now = event.currentTarget;
      flushSync(() => time.take('now'));
      tookNow.current = true;
      // What is typed next stands in place of it.
      now.select();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (time.commit()) document.getElementById(text.id)?.focus();
    }
  };

  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (!event.altKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      props.onMove(id, event.key === 'ArrowDown' ? 1 : -1);
    }
  };

  const onTextKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      props.onNext(id);
    } else if (
      event.key === 'Backspace' &&
      value === '' &&
      at.field.value === null &&
      time.text.trim() === ''
    ) {
      event.preventDefault();
      props.onRemove(id);
    }
  };

  return (
    <>
      {props.gap && <li className={classes.gap}>{props.gap}</li>}
      {props.day && <li className={classes.day}>{props.day}</li>}
      <li
        className={`${classes.row} ${time.text.length > 8 ? classes.long : ''}`}
        onBlur={event => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null))
            props.onSettled();
        }}
      >
        <input
          id={fieldId(`timeline.${id}.at`)}
          className={`${input.input} ${classes.clock}`}
          aria-label={timeLabel}
          {...noteProps(atNoteId, atNote)}
          placeholder={t('editor.timeline.timePlaceholder')}
          autoComplete="off"
          value={time.text}
          onChange={event => time.type(event.target.value)}
          onFocus={event => event.target.select()}
          onBlur={() => {
            time.commit();
            at.field.onBlur();
          }}
          onKeyDown={event => {
            onTimeKey(event);
            onKey(event);
          }}
          ref={at.field.ref}
        />
        <div className={classes.text}>
          <GrowingTextarea
            {...text.input}
            aria-label={t('editor.timeline.textOf', { number })}
            hints={hints}
            placeholder={t('editor.timeline.textPlaceholder')}
            onChange={event => {
              const read = readKind(event.target.value);
              if (read) kind.field.onChange(read.kind);
              text.field.onChange(read ? read.text : event.target.value);
            }}
            onKeyDown={event => {
              onTextKey(event);
              onKey(event);
            }}
          />
          <FieldNote id={atNoteId} note={atNote} />
          <FieldNote id={text.noteId} note={text.note} />
        </div>
        <select
          className={`${input.input} ${classes.kind}`}
          aria-label={t('editor.timeline.kindOf', { number })}
          value={kind.field.value ?? 'other'}
          onChange={kind.field.onChange}
          onBlur={kind.field.onBlur}
          ref={kind.field.ref}
        >
          {KINDS.map(option => (
            <option key={option} value={option}>
              {t(`common.timelineKind.${option}`)}
            </option>
          ))}
        </select>
        <IconButton
          className={classes.remove}
          size="small"
          aria-label={t('editor.timeline.remove', { number })}
          onClick={() => props.onRemove(id)}
        >
          <DeleteIcon fontSize="small" />
        </IconButton>
      </li>
    </>
  );
});
