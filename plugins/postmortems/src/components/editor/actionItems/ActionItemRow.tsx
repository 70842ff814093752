// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import {
  actionItemPurposeSchema,
  actionItemStatusSchema,
} from 'backstage-plugin-postmortems-common';
import { memo } from 'react';
import { useWatch } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { useFieldText } from '../../common/useFieldText';
import { isComposing } from '../../kit/isComposing';
import { EntityField } from '../fields/EntityField';
import { DayInput } from '../fields/DayInput';
import { FieldNote } from '../fields/FieldNote';
import { GrowingTextarea } from '../fields/GrowingTextarea';
import { NARROW_SECTION } from '../sections/EditorSection';
import { SelectInput } from '../fields/SelectInput';
import { TextInput } from '../fields/TextInput';
import { useField } from '../fields/useField';
import { useDocumentForm, useItemHint } from '../form/EditorContext';
import { useHintAtRest } from './useHintAtRest';

const useStyles = makeStyles(theme => ({
  row: {
    listStyle: 'none',
    padding: theme.spacing(1, 0, 1.25),
    borderBottom: `1px solid ${theme.palette.divider}`,
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 150px',
  },
  first: {
    display: 'grid',
    gridTemplateColumns: '1.5em minmax(0, 1fr) 30px',
    gap: theme.spacing(0.75),
    alignItems: 'start',
  },
  number: {
    color: theme.palette.text.secondary,
    textAlign: 'right',
    paddingTop: theme.spacing(0.75),
    fontVariantNumeric: 'tabular-nums',
  },
  details: {
    display: 'grid',
    gridTemplateColumns:
      'minmax(140px, 1.2fr) minmax(142px, 1fr) minmax(134px, 1fr)',
    columnGap: theme.spacing(1),
    marginTop: theme.spacing(0.5),
    paddingLeft: `calc(1.5em + ${theme.spacing(0.75)}px)`,
    [NARROW_SECTION]: { gridTemplateColumns: 'minmax(0, 1fr)', paddingLeft: 0 },
  },
  // The longest of what it says needs more than one column.
  purpose: { gridColumn: 'span 2', [NARROW_SECTION]: { gridColumn: 'auto' } },
  wide: { gridColumn: '1 / -1' },
  remove: { padding: 5 },
}));

const OWNER_KINDS = ['user', 'group'];

export type ActionItemRowProps = {
  index: number;
  onNext: (index: number) => void;
  onRemove: (index: number) => void;
  /** Runs something when nothing is pressed: see `useAfterClick`. */
  afterClick: (run: () => void) => void;
};

/** One action item: what, who, until when. */
export const ActionItemRow = memo((props: ActionItemRowProps) => {
  const { index } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { control, getValues } = useDocumentForm();
  const name = `actionItems.${index}` as const;
  const what = useField(`${name}.description`);
  const status = useWatch({ control, name: `${name}.status` });
  const textOf = useFieldText();
  const itemHint = useItemHint(what.path.split('.')[1]);
  const { hint, onFocus, onBlur } = useHintAtRest(itemHint, props.afterClick);
  const hintId = `${what.id}-hint`;
  const number = String(index + 1);

  return (
    <li
      className={classes.row}
      aria-label={t('editor.actions.nth', { number })}
    >
      <div className={classes.first}>
        <span className={classes.number} aria-hidden>
          {number}
        </span>
        <div>
          <GrowingTextarea
            {...what.input}
            aria-describedby={
              [what.input['aria-describedby'], hint && hintId]
                .filter(Boolean)
                .join(' ') || undefined
            }
            onFocus={onFocus}
            onBlur={() => {
              what.field.onBlur();
              onBlur();
            }}
            aria-label={t('editor.actions.descriptionOf', { number })}
            placeholder={t('editor.actions.placeholder')}
            onKeyDown={event => {
              if (isComposing(event)) return;
              if (event.key === 'Enter' && !event.shiftKey) {
                event.preventDefault();
                props.onNext(index);
              } else if (event.key === 'Backspace' && what.field.value === '') {
                const { owner, ticketUrl, wontDoReason } = getValues(name);
                if (owner || ticketUrl || wontDoReason) return;
                event.preventDefault();
                props.onRemove(index);
              }
            }}
          />
          <FieldNote id={what.noteId} note={what.note} />
        </div>
        <IconButton
          className={classes.remove}
          size="small"
          aria-label={t('editor.actions.remove', { number })}
          onClick={() => props.onRemove(index)}
        >
          <DeleteIcon fontSize="small" />
        </IconButton>
      </div>
      <div className={classes.details}>
        <EntityField
          name={`${name}.owner`}
          kinds={OWNER_KINDS}
          label={t('postmortem.itemField.owner')}
        />
        <DayInput
          name={`${name}.dueDate`}
          label={t('postmortem.itemField.dueDate')}
        />
        <SelectInput
          name={`${name}.status`}
          label={t('postmortem.itemField.status')}
          options={actionItemStatusSchema.options.map(value => ({
            value,
            title: t(`common.actionStatus.${value}`),
          }))}
        />
        <TextInput
          name={`${name}.ticketUrl`}
          type="url"
          label={t('postmortem.itemField.ticketUrl')}
          placeholder="https://"
        />
        <div className={classes.purpose}>
          <SelectInput
            name={`${name}.purpose`}
            label={t('postmortem.itemField.purpose')}
            options={[
              { value: '', title: t('editor.actions.noPurpose') },
              ...actionItemPurposeSchema.options.map(value => ({
                value,
                title: t(`editor.purpose.${value}`),
              })),
            ]}
          />
        </div>
        {status === 'done' && (
          <>
            <div className={classes.purpose}>
              <TextInput
                name={`${name}.evidenceUrl`}
                type="url"
                label={t('postmortem.itemField.evidenceUrl')}
                placeholder="https://"
              />
            </div>
            <DayInput
              name={`${name}.verifyOn`}
              label={t('postmortem.itemField.verifyOn')}
            />
          </>
        )}
        {status === 'wont-do' && (
          <div className={classes.wide}>
            <TextInput
              name={`${name}.wontDoReason`}
              label={t('postmortem.itemField.wontDoReason')}
            />
          </div>
        )}
        {hint && (
          <div className={classes.wide}>
            <FieldNote id={hintId} note={{ lines: [textOf(hint)] }} />
          </div>
        )}
      </div>
    </li>
  );
});
