// SPDX-License-Identifier: Apache-2.0

import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { ReactNode } from 'react';
import { Helmet } from 'react-helmet';

const useStyles = makeStyles(theme => ({
  root: {
    // Where the page of the legacy frontend system has its content.
    gridArea: 'pageContent',
    minWidth: 0,
  },
  padded: {
    padding: theme.spacing(3, 2),
    [theme.breakpoints.up('sm')]: { padding: theme.spacing(3) },
  },
}));

export type PageContentProps = {
  /** On a page of somebody else's, which has its own margins and title. */
  embedded?: boolean;
  className?: string;
  children: ReactNode;
};

const PortalTitle = () => {
  const config = useApi(configApiRef);
  const portal = config.getOptionalString('app.title') ?? 'Backstage';
  return <Helmet titleTemplate={`%s | ${portal.replace(/%s/g, '')}`} />;
};

/** What stands below the header of a page. */
export const PageContent = (props: PageContentProps) => {
  const { embedded, className, children } = props;
  const classes = useStyles();
  return (
    <article
      className={classNames(
        classes.root,
        !embedded && classes.padded,
        className,
      )}
    >
      {!embedded && <PortalTitle />}
      {children}
    </article>
  );
};
