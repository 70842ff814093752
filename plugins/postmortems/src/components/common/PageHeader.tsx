import { ContentHeader } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  // Where the buttons wrap they keep their distance.
  root: {
    '& > div': { rowGap: theme.spacing(1) },
    '& > div > :last-child': { gap: theme.spacing(1) },
  },
}));

/** A `ContentHeader` for narrow screens too. */
export const PageHeader = (props: { title: string; children?: ReactNode }) => {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <ContentHeader title={props.title}>{props.children}</ContentHeader>
    </div>
  );
};
