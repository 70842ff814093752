// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CauseRef } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { ConfirmDialog } from '../kit/ModalDialog';
import { CausePicker } from './CausePicker';

type Chosen = Pick<CauseRef, 'id' | 'name'>;

/** Asks which known cause it is. */
export const ChooseCauseDialog = (props: {
  /** Rejects when it was not confirmed. */
  onChoose: (cause: Chosen) => Promise<void>;
  onCancel: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [cause, setCause] = useState<Chosen | null>(null);
  return (
    <ConfirmDialog
      id="cause-choose"
      title={t('causes.possible.chooseTitle')}
      size="xs"
      confirm={t('causes.possible.confirm')}
      disabled={!cause}
      onConfirm={async () => {
        if (cause) await props.onChoose(cause);
      }}
      explain={error => t('causes.failed', { reason: reasonOf(error, t) })}
      onClose={props.onCancel}
    >
      <CausePicker
        label={t('causes.possible.knownCause')}
        value={cause}
        onChange={setCause}
      />
    </ConfirmDialog>
  );
};
