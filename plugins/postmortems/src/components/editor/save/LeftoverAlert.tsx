// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert, { AlertProps } from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import {
  newId,
  PostmortemDocument,
  renderMarkdown,
} from 'backstage-plugin-postmortems-common';
import { useNavigate } from 'react-router-dom';
import { newPostmortemRouteRef } from '../../../routes';
import { postmortemsTranslationRef } from '../../../translation';
import { copyText } from '../../common/copyText';
import { useAlerts } from '../../kit/useAlerts';
import { checkDocument, withoutBlankRows } from '../form/document';

const useStyles = makeStyles(theme => ({
  root: {
    margin: theme.spacing(0, 0, 2),
    '@media print': { display: 'none' },
  },
}));

/** What one can do with text that only this browser has. */
export type LeftoverAction = { label: string; onClick: () => void };

/** Tells of text that only this browser has. */
export const LeftoverAlert = (
  props: Pick<AlertProps, 'severity' | 'onClose' | 'children'> & {
    title?: string;
    actions: LeftoverAction[];
  },
) => {
  const { severity = 'info', title, actions, onClose, children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <Alert
      severity={severity}
      className={classes.root}
      onClose={onClose}
      closeText={t('editor.restore.close')}
      action={
        actions.length > 0 && (
          <>
            {actions.map(({ label, onClick }) => (
              <Button
                key={label}
                size="small"
                color="inherit"
                onClick={onClick}
              >
                {label}
              </Button>
            ))}
          </>
        )
      }
    >
      {title && <AlertTitle>{title}</AlertTitle>}
      {children}
    </Alert>
  );
};

/** What the page of a new postmortem is told to continue. */
export type ContinueState = { continueCopy?: string };

/** The ways out for text that can no longer be saved where it belongs. */
export function useWaysOut() {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const alerts = useAlerts();
  const navigate = useNavigate();
  const newLink = useRouteRef(newPostmortemRouteRef);

  const copyMarkdown = async (values: PostmortemDocument) => {
    const document = checkDocument(values).document ?? withoutBlankRows(values);
    const copied = await copyText(Promise.resolve(renderMarkdown(document)));
    alerts.post(
      copied
        ? {
            message: t('editor.restore.copied'),
            severity: 'success',
            display: 'transient',
          }
        : {
            message: t('editor.restore.copyRefused', {
              continueNew: t('editor.restore.continueNew'),
            }),
            severity: 'warning',
          },
    );
  };

  /** `moveTo`: moves it under another key; `false` when it could not. */
  return (options: {
    read: () => PostmortemDocument;
    moveTo: (key: string) => boolean | Promise<boolean>;
  }): LeftoverAction[] => [
    {
      label: t('editor.restore.copy'),
      onClick: () => copyMarkdown(options.read()),
    },
    {
      label: t('editor.restore.continueNew'),
      onClick: async () => {
        const key = newId();
        if (!(await options.moveTo(key))) return;
        const state: ContinueState = { continueCopy: key };
        navigate(newLink(), { state });
      },
    },
  ];
}
