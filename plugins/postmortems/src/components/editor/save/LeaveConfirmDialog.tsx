// SPDX-License-Identifier: Apache-2.0

import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { ReactNode } from 'react';
import { useLeaveGuard } from './useLeaveGuard';

/** The question of a `useLeaveGuard`, in the words of the page. */
export const LeaveConfirmDialog = (props: {
  /** Makes the ids of its parts. */
  id: string;
  guard: ReturnType<typeof useLeaveGuard>;
  words: { title: string; text: string; leave: string; stay: string };
  /** Another way, between leaving and staying. */
  children?: ReactNode;
}) => {
  const { id, words } = props;
  const { open, stay, leave } = props.guard;
  return (
    <Dialog
      open={open}
      onClose={stay}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
    >
      <DialogTitle id={`${id}-title`}>{words.title}</DialogTitle>
      <DialogContent>
        <DialogContentText id={`${id}-text`}>{words.text}</DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={leave}>{words.leave}</Button>
        {props.children}
        <Button onClick={stay} color="primary" variant="contained">
          {words.stay}
        </Button>
      </DialogActions>
    </Dialog>
  );
};
