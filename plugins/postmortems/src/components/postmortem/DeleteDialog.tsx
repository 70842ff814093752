// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { ConfirmDialog } from '../kit/ModalDialog';

/** Asks before a postmortem is deleted. */
export const DeleteDialog = (props: {
  /** `PM-12` */
  number: string;
  title: string;
  /** Rejects when it is still there. */
  onDelete: () => Promise<void>;
  onCancel: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { number, title } = props;
  return (
    <ConfirmDialog
      id="postmortem-delete"
      title={t('postmortem.delete.title', { number })}
      text={t('postmortem.delete.text', { title })}
      confirm={t('postmortem.delete.confirm')}
      destructive
      onConfirm={props.onDelete}
      explain={error =>
        t('postmortem.delete.failed', { reason: reasonOf(error, t) })
      }
      onClose={props.onCancel}
    />
  );
};
