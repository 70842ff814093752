// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ArrowIcon from '@material-ui/icons/ArrowDropDown';
import LockIcon from '@material-ui/icons/LockOutlined';
import MoreIcon from '@material-ui/icons/MoreVert';
import { FieldMessage, Postmortem } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { editPostmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { SeverityChip } from '../common/SeverityChip';
import { StatusChip } from '../common/StatusChip';
import { LinkButton } from '../kit/Link';
import { ModalDialog } from '../kit/ModalDialog';
import { PageHeader } from '../kit/PageHeader';
import { ActionsMenu } from './ActionsMenu';
import { Authorship } from './Authorship';
import { DeleteDialog } from './DeleteDialog';
import { Recurrences } from './Recurrences';
import { Unmet } from './Unmet';
import { usePostmortemActions } from './usePostmortemActions';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    fontFamily: theme.typography.fontFamily,
  },
  text: { flex: '1 1 360px', minWidth: 0 },
  title: {
    ...theme.typography.h4,
    margin: 0,
    overflowWrap: 'anywhere',
  },
  number: {
    color: theme.palette.text.secondary,
    fontWeight: 400,
    whiteSpace: 'nowrap',
  },
  chips: {
    ...theme.typography.body1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    marginTop: theme.spacing(0.5),
    // On the page's own ground the theme's secondary text is too faint.
    '& > *': { color: theme.palette.text.primary },
  },
  authorship: {
    ...theme.typography.body2,
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    marginTop: theme.spacing(0.5),
    color: theme.palette.text.primary,
  },
  restricted: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    alignItems: 'center',
    alignSelf: 'flex-start',
    '@media print': { display: 'none' },
  },
}));

/** Says why it was not published, and leads to what is missing. */
const RefusedDialog = (props: {
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

/** The title, what kind of postmortem it is, and what one can do with it. */
export const PostmortemHeader = (props: {
  postmortem: Postmortem;
  reload: () => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const edit = useRouteRef(editPostmortemRouteRef);
  const { postmortem, reload } = props;
  const { can, status, title, visibility } = postmortem;
  const actions = usePostmortemActions(postmortem, reload);
  const [isDeleting, setDeleting] = useState(false);
  const id = String(postmortem.number);

  return (
    <>
      <PageHeader
        title={t('postmortem.heading', { number: id, title })}
        heading={
          <div className={classes.root}>
            <div className={classes.text}>
              <h2 className={classes.title}>
                <span className={classes.number}>{actions.number}</span> {title}
              </h2>
              <div className={classes.chips}>
                <SeverityChip severity={postmortem.severity} />
                <StatusChip status={status} />
                {visibility === 'restricted' && (
                  <Typography component="span" className={classes.restricted}>
                    <LockIcon fontSize="small" aria-hidden />
                    {t('postmortem.restricted')}
                  </Typography>
                )}
              </div>
              <Authorship
                postmortem={postmortem}
                className={classes.authorship}
              />
              <Recurrences recurrences={postmortem.recurrences} />
            </div>
            <div className={classes.actions}>
              {can.publish && status === 'draft' && (
                <Button
                  variant="contained"
                  color="primary"
                  disabled={actions.busy}
                  onClick={actions.publish}
                >
                  {t('postmortem.actions.publish')}
                </Button>
              )}
              {can.update && (
                <LinkButton
                  to={edit({ id })}
                  variant="outlined"
                  color="primary"
                >
                  {t('postmortem.actions.edit')}
                </LinkButton>
              )}
              <ActionsMenu
                id="postmortem-markdown"
                button={attributes => (
                  <Button
                    variant="outlined"
                    endIcon={<ArrowIcon />}
                    {...attributes}
                  >
                    {t('postmortem.actions.markdown')}
                  </Button>
                )}
                items={[
                  {
                    label: t('postmortem.actions.copy'),
                    onClick: actions.copy,
                  },
                  {
                    label: t('postmortem.actions.download'),
                    onClick: actions.download,
                  },
                ]}
              />
              <ActionsMenu
                id="postmortem-more"
                button={attributes => (
                  <IconButton
                    aria-label={t('postmortem.actions.more')}
                    {...attributes}
                  >
                    <MoreIcon />
                  </IconButton>
                )}
                items={[
                  {
                    label: t('postmortem.actions.print'),
                    onClick: () => window.print(),
                  },
                  can.publish &&
                    status === 'published' && {
                      label: t('postmortem.actions.unpublish'),
                      onClick: actions.unpublish,
                    },
                  can.delete && {
                    label: t('postmortem.actions.delete'),
                    onClick: () => setDeleting(true),
                  },
                ]}
              />
            </div>
          </div>
        }
      />
      {actions.refused && (
        <RefusedDialog
          postmortem={postmortem}
          unmet={actions.refused}
          onClose={actions.dismissRefused}
        />
      )}
      {isDeleting && (
        <DeleteDialog
          number={actions.number}
          title={title}
          onDelete={actions.remove}
          onCancel={() => setDeleting(false)}
        />
      )}
    </>
  );
};
