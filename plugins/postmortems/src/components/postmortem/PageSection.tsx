// SPDX-License-Identifier: Apache-2.0

import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import LinkIcon from '@material-ui/icons/Link';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { postmortemsTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    // Room above a section that a link jumps to.
    scrollMarginTop: `${theme.spacing(2)}px`,
    minWidth: 0,
    breakInside: 'auto',
    // Firefox does not go on to the next sheet within a box that hides what
    // does not fit, or that is flexible.
    '@media print': {
      '& .MuiCard-root': { display: 'block', overflow: 'visible' },
    },
  },
  header: { padding: theme.spacing(1.25, 2) },
  action: { margin: 0, alignSelf: 'center' },
  title: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) },
  heading: { font: 'inherit', margin: 0 },
  anchor: {
    display: 'inline-flex',
    padding: theme.spacing(0.5),
    color: theme.palette.text.secondary,
    opacity: 0,
    '&:focus-visible': { opacity: 1 },
    '$root:hover &': { opacity: 1 },
    '@media (hover: none)': { opacity: 0.6 },
    '@media print': { display: 'none' },
  },
}));

/** A part of the page with a heading that can be linked to. */
export const PageSection = (props: {
  /** The fragment of the link. */
  id: string;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { id, title, action, children } = props;
  return (
    <section id={id} className={classes.root} aria-labelledby={`${id}-title`}>
      <InfoCard
        title={
          <span className={classes.title}>
            <h3 id={`${id}-title`} className={classes.heading}>
              {title}
            </h3>
            <Link
              to={{ hash: id }}
              replace
              className={classes.anchor}
              aria-label={t('postmortem.linkTo', { section: title })}
            >
              <LinkIcon fontSize="small" />
            </Link>
          </span>
        }
        titleTypographyProps={{ variant: 'h6', component: 'div' }}
        headerProps={{
          classes: { root: classes.header, action: classes.action },
          action: action || undefined,
        }}
      >
        {children}
      </InfoCard>
    </section>
  );
};
