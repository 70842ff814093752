// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  LIMITS,
  plainText,
  PostmortemRef,
} from 'backstage-plugin-postmortems-common';
import { useEffect, useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { CauseFields } from '../../causes/CauseFields';
import { cutText } from '../../common/text';
import { useDocumentForm } from '../form/EditorContext';
import { Answers } from './useSimilar';

const ID = 'seen-before-new';

/** The first sentence of the root cause, to name the cause by. */
function firstSentence(rootCause: string): string {
  const [sentence = ''] = plainText(rootCause)
    .trim()
    .split(/(?<=[.!?])\s|\n/);
  return cutText(sentence.replace(/[.\s]+$/, ''), LIMITS.title);
}

/** Names a cause, and confirms it. */
export const NewCause = (props: {
  /** An earlier postmortem that has the same cause. */
  also?: PostmortemRef;
  answers: Answers;
  onClose: () => void;
}) => {
  const { also, answers, onClose } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { getValues } = useDocumentForm();
  const [name, setName] = useState(() => firstSentence(getValues('rootCause')));
  const [category, setCategory] = useState('');
  // It may open far below what was clicked.
  useEffect(() => document.getElementById(`${ID}-name`)?.focus(), [also]);
  const create = async () => {
    if (await answers.create({ name: name.trim(), category }, also?.id))
      onClose();
  };
  return (
    <>
      {also && (
        <Typography variant="body2" color="textSecondary">
          {t('causes.seen.nameFor', {
            number: t('common.number', { number: String(also.number) }),
          })}
        </Typography>
      )}
      <CauseFields
        id={ID}
        name={name}
        category={category}
        onName={setName}
        onCategory={setCategory}
      />
      <Button
        size="small"
        variant="outlined"
        disabled={answers.busy || !name.trim() || !category}
        onClick={create}
      >
        {t('causes.form.create')}
      </Button>{' '}
      <Button size="small" onClick={onClose}>
        {t('common.cancel')}
      </Button>
    </>
  );
};
