// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { FieldMessage, Postmortem } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
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
    <Dialog open onClose={onClose} aria-labelledby="postmortem-refused">
      <DialogTitle id="postmortem-refused">
        {t('postmortem.unmet.title', { count: unmet.length })}
      </DialogTitle>
      <DialogContent>
        <Unmet postmortem={postmortem} unmet={unmet} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('postmortem.unmet.close')}</Button>
      </DialogActions>
    </Dialog>
  );
};
