// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import {
  ActionItem,
  dueDateFor,
  LIMITS,
  newActionItem,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { Fragment, useCallback, useEffect, useRef } from 'react';
import { useFieldArray } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { TextInput } from '../fields/TextInput';
import { useListNote } from '../fields/useListNote';
import { useRemovedRow } from '../fields/useRemovedRow';
import { useChecks, useDocumentForm, useEditor } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { useAfterClick } from '../form/useAfterClick';
import { useFocusAfterRender } from '../form/useFocusAfterRender';
import { ActionItemRow } from './ActionItemRow';
import { useFollowUp } from './useFollowUp';

const useStyles = makeStyles({ list: { margin: 0, padding: 0 } });

/** Action items; a new one is due as its severity says. */
export const ActionItemsEditor = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { config } = useEditor();
  const { control, getValues, setValue } = useDocumentForm();
  const { fields, insert, remove } = useFieldArray({
    control,
    name: 'actionItems',
    keyName: 'key',
  });
  const focusAfter = useFocusAfterRender();
  const afterClick = useAfterClick();
  const note = useListNote('actionItems');
  const severity = useChecks(checks => checks.severity);
  // The dates that were filled in here and not by a person.
  const prefilled = useRef(new Map<string, string | null>());

  const dueFor = useCallback(
    (forSeverity: string | null) =>
      dueDateFor(
        forSeverity,
        DateTime.now().setZone(config.timeZone).toISODate()!,
        config,
      ),
    [config],
  );

  useEffect(() => {
    getValues('actionItems').forEach((item, index) => {
      const filled = prefilled.current.get(item.id);
      if (filled === undefined || item.dueDate !== filled) return;
      const dueDate = dueFor(severity);
      prefilled.current.set(item.id, dueDate);
      if (dueDate !== item.dueDate)
        setValue(`actionItems.${index}.dueDate`, dueDate);
    });
  }, [severity, dueFor, getValues, setValue]);

  const { remember, forget, lineAt } = useRemovedRow<ActionItem>({
    rows: fields,
    text: t('editor.actions.removed'),
    onUndo: (index, item) => {
      focusAfter(`actionItems.${item.id}.description`);
      insert(index, item, { shouldFocus: false });
    },
  });

  const add = useCallback(
    (index: number, begun: Partial<ActionItem> = {}) => {
      if (getValues('actionItems').length >= LIMITS.actionItems) return;
      const item: ActionItem = {
        ...newActionItem(),
        dueDate: dueFor(getValues('severity')),
        ...begun,
      };
      prefilled.current.set(item.id, item.dueDate);
      forget();
      focusAfter(`actionItems.${item.id}.description`);
      insert(index, item, { shouldFocus: false });
    },
    [dueFor, focusAfter, forget, getValues, insert],
  );
  useFollowUp(add);
  const onNext = useCallback((index: number) => add(index + 1), [add]);
  const onRemove = useCallback(
    (index: number) => {
      const items = getValues('actionItems');
      const [item, next] = items.slice(index);
      const { description, owner, ticketUrl, wontDoReason } = item;
      if (description.trim() || owner || ticketUrl || wontDoReason)
        remember(item, next);
      else
        focusAfter(
          index > 0
            ? `actionItems.${items[index - 1].id}.description`
            : 'actionItems',
        );
      remove(index);
    },
    [focusAfter, getValues, remember, remove],
  );

  return (
    <>
      <ol
        className={classes.list}
        id={fieldId('actionItems')}
        tabIndex={-1}
        aria-label={t('postmortem.field.actionItems')}
        aria-describedby={note.describedBy}
      >
        {fields.map((field, index) => (
          <Fragment key={field.id}>
            {lineAt(index)}
            <ActionItemRow
              index={index}
              onNext={onNext}
              onRemove={onRemove}
              afterClick={afterClick}
            />
          </Fragment>
        ))}
        {lineAt(fields.length)}
      </ol>
      {note.element}
      <Button
        size="small"
        startIcon={<AddIcon />}
        disabled={fields.length >= LIMITS.actionItems}
        onClick={() => add(fields.length)}
      >
        {t('editor.actions.add')}
      </Button>
      {fields.length === 0 && (
        <TextInput
          name="noActionReason"
          label={t('postmortem.field.noActionReason')}
          help={t('editor.actions.noneHelp')}
        />
      )}
    </>
  );
};
