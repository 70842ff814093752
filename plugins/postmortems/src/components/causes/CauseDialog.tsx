// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { Cause, LIMITS } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { ConfirmDialog } from '../kit/ModalDialog';
import { CauseFields } from './CauseFields';

type Fields = Pick<Cause, 'name' | 'category' | 'description'>;

/** Names, categorizes and describes a cause: a new one, or `cause`. */
export const CauseDialog = (props: {
  title: string;
  cause?: Fields;
  /** Rejects when it was not saved. */
  onSave: (fields: Fields) => Promise<void>;
  onCancel: () => void;
}) => {
  const { cause } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [name, setName] = useState(cause?.name ?? '');
  const [category, setCategory] = useState(cause?.category ?? '');
  const [description, setDescription] = useState(cause?.description ?? '');
  return (
    <ConfirmDialog
      id="cause-dialog"
      title={props.title}
      size="sm"
      confirm={t(cause ? 'causes.form.save' : 'causes.form.create')}
      disabled={!name.trim() || !category}
      onConfirm={() =>
        props.onSave({ name: name.trim(), category, description })
      }
      explain={error => t('causes.failed', { reason: reasonOf(error, t) })}
      onClose={props.onCancel}
    >
      <CauseFields
        id="cause-dialog"
        name={name}
        category={category}
        onName={setName}
        onCategory={setCategory}
      />
      <TextField
        id="cause-dialog-description"
        label={t('causes.form.description')}
        value={description}
        onChange={event => setDescription(event.target.value)}
        inputProps={{ maxLength: LIMITS.item }}
        multiline
        minRows={3}
        variant="outlined"
        size="small"
        margin="dense"
        fullWidth
      />
    </ConfirmDialog>
  );
};
