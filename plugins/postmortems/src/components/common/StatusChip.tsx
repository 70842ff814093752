// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import LockIcon from '@material-ui/icons/LockOutlined';
import {
  PostmortemStatus,
  Visibility,
} from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    fontFamily: theme.typography.fontFamily,
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
  },
  draft: {
    border: `1px dashed ${theme.palette.text.secondary}`,
    borderRadius: 4,
    padding: '0 6px',
  },
  lock: { fontSize: '1rem' },
}));

/** Draft or published, and whether only some may read it. */
export const StatusChip = (props: {
  status: PostmortemStatus;
  visibility?: Visibility;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <span className={classes.root}>
      <span className={props.status === 'draft' ? classes.draft : undefined}>
        {t(`common.status.${props.status}`)}
      </span>
      {props.visibility === 'restricted' && (
        <Tooltip title={t('common.visibility.restricted')}>
          <LockIcon
            className={classes.lock}
            titleAccess={t('common.visibility.restricted')}
          />
        </Tooltip>
      )}
    </span>
  );
};
