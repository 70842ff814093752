// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import Alert from '@material-ui/lab/Alert';
import { ReactNode, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { useAttempt } from './useAttempt';

type ModalDialogProps = {
  /** The DOM id of its title. */
  id: string;
  title: string;
  /** Its full width; absent: as wide as what it holds. */
  size?: 'xs' | 'sm';
  onClose: () => void;
  actions: ReactNode;
  children: ReactNode;
};

/** A dialog with a title, which is there while it is rendered. */
export const ModalDialog = (props: ModalDialogProps) => {
  const { id, size } = props;
  return (
    <Dialog
      open
      fullWidth={size !== undefined}
      maxWidth={size}
      onClose={props.onClose}
      aria-labelledby={id}
    >
      <DialogTitle id={id}>{props.title}</DialogTitle>
      <DialogContent>{props.children}</DialogContent>
      <DialogActions>{props.actions}</DialogActions>
    </Dialog>
  );
};

/** A dialog that carries something out, or says why it was not done. */
export const ConfirmDialog = (
  props: Omit<ModalDialogProps, 'actions' | 'children'> & {
    /** What it is about, above everything else. */
    text?: string;
    children?: ReactNode;
    /** The words on the button. */
    confirm: string;
    /** It takes something away: the button does not invite. */
    destructive?: boolean;
    disabled?: boolean;
    /** Rejects when it was not done. Whoever shows the dialog closes it. */
    onConfirm: () => void | Promise<void>;
    /** Why it was not done, as a sentence. */
    explain?: (error: unknown) => string;
  },
) => {
  const { text, children, confirm, destructive, disabled, ...rest } = props;
  const { onConfirm, explain = String, ...dialog } = rest;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [problem, setProblem] = useState<string>();
  const { busy, attempt } = useAttempt();
  return (
    <ModalDialog
      {...dialog}
      actions={
        <>
          <Button onClick={dialog.onClose}>{t('common.cancel')}</Button>
          <Button
            onClick={() =>
              attempt(onConfirm, error => setProblem(explain(error)))
            }
            disabled={busy || disabled}
            {...(destructive
              ? { variant: 'outlined' }
              : { variant: 'contained', color: 'primary' })}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {text && (
        <DialogContentText color="textPrimary">{text}</DialogContentText>
      )}
      {children}
      {problem && <Alert severity="error">{problem}</Alert>}
    </ModalDialog>
  );
};
