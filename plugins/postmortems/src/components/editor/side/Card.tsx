// SPDX-License-Identifier: Apache-2.0

import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  wants: { borderLeft: `4px solid ${theme.palette.warning.main}` },
  card: { padding: theme.spacing(1.5, 2, 2), marginBottom: theme.spacing(2) },
}));

/** A part of the side panel. */
export const Card = (props: {
  title: string;
  /** It says what must be done before one can go on. */
  wants?: boolean;
  /** Where it can be gone to. */
  id?: string;
  children: ReactNode;
}) => {
  const classes = useStyles();
  return (
    <Paper
      component="section"
      id={props.id}
      tabIndex={props.id ? -1 : undefined}
      className={`${classes.card} ${props.wants ? classes.wants : ''}`}
      aria-label={props.title}
    >
      <Typography variant="subtitle1" component="h2">
        {props.title}
      </Typography>
      {props.children}
    </Paper>
  );
};
