// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { postmortemsTranslationRef } from '../../translation';
import { ModalDialog } from '../kit/ModalDialog';
import { keyName, REVIEW_ACTIONS, REVIEW_KEYS } from './reviewKeys';

const useStyles = makeStyles(theme => ({
  table: {
    ...theme.typography.body2,
    marginTop: theme.spacing(1),
    '& th': { textAlign: 'left', fontWeight: 600 },
    '& th, & td': { padding: theme.spacing(0.25, 2, 0.25, 0) },
  },
}));

/** Which key does what in a review. */
export const KeysDialog = (props: { onClose: () => void }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <ModalDialog
      id="review-keys"
      title={t('review.keys.title')}
      onClose={props.onClose}
      actions={
        // It came by a key and goes by one.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        <Button autoFocus disableFocusRipple onClick={props.onClose}>
          {t('review.keys.ok')}
        </Button>
      }
    >
      <Typography variant="body2">{t('review.keys.text')}</Typography>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('review.keys.name')}</th>
            <th scope="col">{t('review.keys.does')}</th>
          </tr>
        </thead>
        <tbody>
          {REVIEW_ACTIONS.map(action => (
            <tr key={action}>
              <td>{REVIEW_KEYS[action].map(keyName).join(' ')}</td>
              <td>{t(`review.keys.${action}`)}</td>
            </tr>
          ))}
          <tr>
            <td>Esc</td>
            <td>{t('review.keys.close')}</td>
          </tr>
        </tbody>
      </table>
    </ModalDialog>
  );
};
