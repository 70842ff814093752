// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cause, CauseRef } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { ConfirmDialog } from '../kit/ModalDialog';
import { CausePicker } from './CausePicker';

/** Merges a cause into another one, which takes up its postmortems. */
export const MergeCauseDialog = (props: {
  cause: Cause;
  onMerged: (into: string) => void;
  onCancel: () => void;
}) => {
  const { cause } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const [into, setInto] = useState<Pick<CauseRef, 'id' | 'name'> | null>(null);
  return (
    <ConfirmDialog
      id="cause-merge"
      title={t('causes.merge.title', { name: cause.name })}
      text={t('causes.merge.text', { count: cause.postmortems })}
      size="sm"
      confirm={t('causes.merge.confirm')}
      destructive
      disabled={!into}
      onConfirm={async () => {
        if (!into) return;
        await api.mergeCause({ id: cause.id, body: { into: into.id } });
        props.onMerged(into.id);
      }}
      explain={error => t('causes.failed', { reason: reasonOf(error, t) })}
      onClose={props.onCancel}
    >
      <CausePicker
        label={t('causes.merge.into')}
        value={into}
        except={[cause.id]}
        onChange={setInto}
      />
    </ConfirmDialog>
  );
};
