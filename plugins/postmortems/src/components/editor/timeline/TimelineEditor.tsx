// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import {
  effectiveInstants,
  INSTANTS,
  LIMITS,
  newId,
  sortTimeline,
  TimelineEntry,
  sameValue,
} from 'backstage-plugin-postmortems-common';
import { Fragment, useCallback, useMemo } from 'react';
import { useFieldArray } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { useFormat } from '../../common/useFormat';
import { useChecks, useDocumentForm, useEditor } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { useAfterClick } from '../form/useAfterClick';
import { useFocusAfterRender } from '../form/useFocusAfterRender';
import { useListNote } from '../fields/useListNote';
import { useRemovedRow } from '../fields/useRemovedRow';
import { formatDay } from '../time/parseTime';
import { TimelineRow, useTimelineStyles } from './TimelineRow';

const useStyles = makeStyles({ list: { margin: 0, padding: 0 } });

const newEntry = (at: string | null): TimelineEntry => ({
  id: newId(),
  at,
  kind: 'other',
  text: '',
});

/** The days and gaps to show between the entries, by the entry's id. */
function useBetween() {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const gaps = useChecks(checks => checks.gaps);
  const times = useChecks(checks => checks.times);
  const timeZone = useChecks(checks => checks.timeZone);
  return useMemo(() => {
    const days = new Map<string, string>();
    let last: string | undefined;
    for (const { id, at } of times) {
      const day = at ? formatDay(at, timeZone) : last;
      if (day && day !== last) days.set(id, day);
      last = day;
    }
    const inWords = (seconds: number) =>
      t('editor.timeline.gap', { duration: format.duration(seconds) });
    return {
      timeZone,
      days,
      gaps: new Map(gaps.map(gap => [gap.before, inWords(gap.seconds)])),
    };
  }, [gaps, times, timeZone, t, format]);
}

/** The timeline: entries sorted by time, with days and gaps between them. */
export const TimelineEditor = () => {
  const classes = useStyles();
  const rowClasses = useTimelineStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const form = useDocumentForm();
  const { getValues, setValue, control } = form;
  const { unread } = useEditor();
  const { fields, insert, remove, append } = useFieldArray({
    control,
    name: 'timeline',
    keyName: 'key',
  });
  const { days, gaps, timeZone } = useBetween();
  const focusAfter = useFocusAfterRender();
  const note = useListNote('timeline');

  const { remember, forget, lineAt } = useRemovedRow<TimelineEntry>({
    rows: fields,
    text: t('editor.timeline.removed'),
    onUndo: (place, entry) => {
      focusAfter(`timeline.${entry.id}.text`);
      insert(place, entry, { shouldFocus: false });
    },
  });

  const placeOf = useCallback(
    (id: string) => getValues('timeline').findIndex(entry => entry.id === id),
    [getValues],
  );

  const aroundOf = useCallback(
    (id: string) => {
      const timeline = getValues('timeline');
      const place = placeOf(id);
      const timed = (entry: TimelineEntry) => entry.at !== null;
      const [startedAt, detectedAt] = getValues(['startedAt', 'detectedAt']);
      const before =
        timeline.slice(0, place).reverse().find(timed)?.at ??
        startedAt ??
        detectedAt;
      const after = timeline.slice(place + 1).find(timed)?.at;
      // Who corrects the minutes of an entry does not mean another day.
      return { near: timeline[place]?.at ?? before ?? after ?? null, before };
    },
    [getValues, placeOf],
  );

  const onNext = useCallback(
    (id: string) => {
      const place = placeOf(id) + 1;
      if (getValues('timeline').length >= LIMITS.timeline) return;
      forget();
      const entry = newEntry(null);
      focusAfter(`timeline.${entry.id}.at`);
      insert(place, entry, { shouldFocus: false });
    },
    [placeOf, getValues, forget, focusAfter, insert],
  );

  const onRemove = useCallback(
    (id: string) => {
      const place = placeOf(id);
      const timeline = getValues('timeline');
      const [entry, next] = timeline.slice(place);
      const isBlank =
        entry.at === null &&
        entry.text.trim() === '' &&
        unread.get().get(`timeline.${id}.at`)?.text === undefined;
      if (isBlank)
        focusAfter(
          place > 0 ? `timeline.${timeline[place - 1].id}.text` : 'timeline',
        );
      else remember(entry, next);
      remove(place);
    },
    [placeOf, getValues, unread, focusAfter, remember, remove],
  );

  const onMove = useCallback(
    (id: string, by: 1 | -1) => {
      const to = getValues('timeline')[placeOf(id) + by];
      document.getElementById(fieldId(`timeline.${to?.id}.at`))?.focus();
    },
    [getValues, placeOf],
  );

  const afterClick = useAfterClick();
  const settle = useCallback(() => {
    const values = getValues();
    const sorted = sortTimeline(values.timeline);
    if (
      !sameValue(
        sorted.map(({ id }) => id),
        values.timeline.map(({ id }) => id),
      )
    )
      setValue('timeline', sorted, { shouldDirty: true });
    const filled = effectiveInstants(values);
    for (const name of INSTANTS)
      if (values[name] === null && filled[name] !== null)
        setValue(name, filled[name], { shouldDirty: true });
  }, [getValues, setValue]);
  const onSettled = useCallback(() => afterClick(settle), [afterClick, settle]);

  const addLast = (at: string | null) => {
    forget();
    const entry = newEntry(at);
    focusAfter(`timeline.${entry.id}.${at ? 'text' : 'at'}`);
    append(entry, { shouldFocus: false });
  };
  const full = fields.length >= LIMITS.timeline;
  const lastGap = gaps.get(null);

  return (
    <>
      <ol
        className={classes.list}
        id={fieldId('timeline')}
        tabIndex={-1}
        aria-label={t('editor.timeline.label', { zone: timeZone })}
        aria-describedby={note.describedBy}
      >
        {fields.map((field, index) => (
          <Fragment key={field.id}>
            {lineAt(index)}
            <TimelineRow
              id={field.id}
              index={index}
              timeZone={timeZone}
              day={days.get(field.id)}
              gap={gaps.get(field.id)}
              aroundOf={aroundOf}
              onNext={onNext}
              onRemove={onRemove}
              onMove={onMove}
              onSettled={onSettled}
            />
          </Fragment>
        ))}
        {lineAt(fields.length)}
        {lastGap && fields.length > 0 && (
          <li className={rowClasses.gap}>{lastGap}</li>
        )}
      </ol>
      {note.element}
      <Box display="flex" flexWrap="wrap" gridGap={8} marginTop={0.5}>
        <Button
          size="small"
          startIcon={<AddIcon />}
          disabled={full}
          onClick={() => addLast(null)}
        >
          {t('editor.timeline.add')}
        </Button>
        <Button
          size="small"
          disabled={full}
          onClick={() => addLast(new Date().toISOString())}
        >
          {t('editor.timeline.addNow')}
        </Button>
      </Box>
    </>
  );
};
