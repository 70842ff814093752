// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import {
  ActionItem,
  ActionItemPatch,
  LIMITS,
} from 'backstage-plugin-postmortems-common';
import { KeyboardEvent, ReactNode, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
    '@media print': { display: 'none' },
  },
  wide: { flex: '1 1 240px' },
}));

/** A form within a line: Enter saves, Escape puts it away. */
const InlineForm = (props: {
  label: string;
  save: string;
  cancel: string;
  busy: boolean;
  onSave: () => void;
  onCancel: () => void;
  children: ReactNode;
}) => {
  const classes = useStyles();
  return (
    // What is pressed in one of its inputs is meant.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={classes.form}
      aria-label={props.label}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        props.onSave();
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        props.onCancel();
      }}
    >
      {props.children}
      <Button
        type="submit"
        size="small"
        variant="outlined"
        color="primary"
        disabled={props.busy}
      >
        {props.save}
      </Button>
      <Button size="small" onClick={props.onCancel}>
        {props.cancel}
      </Button>
    </form>
  );
};

/** A link that shows it is done, and the day on which it is asked about. */
export const EvidenceForm = (props: {
  item: ActionItem;
  busy: boolean;
  /** The day where there is none yet; absent: it is not asked any more. */
  firstDay?: string;
  onSave: (patch: ActionItemPatch) => void;
  onCancel: () => void;
}) => {
  const { item, firstDay } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [evidenceUrl, setEvidenceUrl] = useState(item.evidenceUrl);
  const [day, setDay] = useState(item.verifyOn ?? firstDay ?? '');
  return (
    <InlineForm
      label={t('actionItems.verify.formOf', {
        description: item.description || t('common.actionItem.noDescription'),
      })}
      save={t('actionItems.verify.save')}
      cancel={t('actionItems.verify.notNow')}
      busy={props.busy}
      onSave={() =>
        props.onSave({
          evidenceUrl,
          ...(firstDay !== undefined && { verifyOn: day || null }),
        })
      }
      onCancel={props.onCancel}
    >
      <TextField
        className={classes.wide}
        id={`postmortems-evidence-${item.id}`}
        type="url"
        label={t('actionItems.verify.evidenceLabel')}
        placeholder="https://"
        value={evidenceUrl}
        onChange={event => setEvidenceUrl(event.target.value)}
        inputProps={{ maxLength: LIMITS.url }}
        InputLabelProps={{ shrink: true }}
        variant="outlined"
        size="small"
      />
      {firstDay !== undefined && (
        <TextField
          id={`postmortems-verify-on-${item.id}`}
          type="date"
          label={t('actionItems.verify.dayLabel')}
          value={day}
          onChange={event => setDay(event.target.value)}
          InputLabelProps={{ shrink: true }}
          variant="outlined"
          size="small"
        />
      )}
    </InlineForm>
  );
};

/** What there is to say of a fix that did not work. */
export const DidNotWorkForm = (props: {
  /** Of the action item. */
  id: string;
  busy: boolean;
  onSave: (note: string) => void;
  onCancel: () => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [note, setNote] = useState('');
  return (
    <InlineForm
      label={t('common.verified.did-not-work')}
      save={t('actionItems.verify.saveNo')}
      cancel={t('common.cancel')}
      busy={props.busy}
      onSave={() => props.onSave(note.trim())}
      onCancel={props.onCancel}
    >
      <TextField
        // What was pressed is replaced by this.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        className={classes.wide}
        id={`postmortems-verified-note-${props.id}`}
        label={t('actionItems.verify.noteLabel')}
        value={note}
        onChange={event => setNote(event.target.value)}
        inputProps={{ maxLength: LIMITS.item }}
        variant="outlined"
        size="small"
      />
    </InlineForm>
  );
};
