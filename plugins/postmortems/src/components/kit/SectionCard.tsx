// SPDX-License-Identifier: Apache-2.0

import { InfoCard } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  // On a phone the buttons go below the title.
  header: { padding: theme.spacing(1.25, 2), flexWrap: 'wrap' },
  action: { margin: 0, alignSelf: 'center' },
}));

/** An `InfoCard` with a low header, for pages that show many of them. */
export const SectionCard = (props: {
  title: string;
  /** A quiet text or a small button at the right of the title. */
  action?: ReactNode;
  noPadding?: boolean;
  children: ReactNode;
}) => {
  const classes = useStyles();
  return (
    <InfoCard
      noPadding={props.noPadding}
      // A heading, so that one can jump from section to section.
      title={
        <Typography variant="h6" component="h3">
          {props.title}
        </Typography>
      }
      headerProps={{
        disableTypography: true,
        classes: { root: classes.header, action: classes.action },
        action: props.action || undefined,
      }}
    >
      {props.children}
    </InfoCard>
  );
};
