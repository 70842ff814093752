// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { FieldMessage, Postmortem } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { ModalDialog } from '../kit/ModalDialog';
import { Unmet } from './Unmet';

/** Says why it was not published, and leads to what is missing. */
export const RefusedDialog = (props: {
  postmortem: Postmortem;
  unmet: readonly FieldMessage[];
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { postmortem, unmet, onClose } = props;
  return (
    <ModalDialog
      id="postmortem-refused"
      title={t('postmortem.unmet.title', { count: unmet.length })}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('postmortem.unmet.close')}</Button>}
    >
      <Unmet postmortem={postmortem} unmet={unmet} />
    </ModalDialog>
  );
};
