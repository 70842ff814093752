// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';
import { Helmet } from 'react-helmet';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  },
  heading: { flex: '1 1 auto', minWidth: 0 },
  title: { marginBottom: 0 },
  // Where the buttons wrap they keep their distance.
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
}));

/** What a page shows, also in the browser's title, and what one can do there. */
export const PageHeader = (props: {
  title: string;
  /** In place of the title as a heading. */
  heading?: ReactNode;
  children?: ReactNode;
}) => {
  const classes = useStyles();
  const { title, heading, children } = props;
  return (
    <div className={classes.root}>
      <Helmet title={title} />
      <div className={classes.heading}>
        {heading ?? (
          <Typography variant="h4" component="h2" className={classes.title}>
            {title}
          </Typography>
        )}
      </div>
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
};
