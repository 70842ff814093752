// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';
import { memo } from 'react';
import { SafeMarkdown } from './SafeMarkdown';
import { headingsBelow, isPlainText } from './text';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body1,
    maxWidth: '75ch',
    overflowWrap: 'anywhere',
    '& p': { margin: theme.spacing(0, 0, 1) },
    '& > :last-child': { marginBottom: 0 },
    '& ul, & ol': {
      margin: theme.spacing(0, 0, 1),
      paddingLeft: theme.spacing(3),
    },
    '& h1, & h2, & h3, & h4, & h5, & h6': {
      ...theme.typography.body1,
      fontWeight: 700,
      margin: theme.spacing(2, 0, 0.5),
    },
    '& > :first-child': { marginTop: 0 },
    '& blockquote': {
      margin: theme.spacing(0, 0, 1),
      paddingLeft: theme.spacing(1.5),
      borderLeft: `3px solid ${theme.palette.divider}`,
      color: theme.palette.text.secondary,
    },
    '& code': {
      fontSize: '0.875em',
      padding: '0 3px',
      borderRadius: 3,
      backgroundColor: theme.palette.action.hover,
    },
    '& pre': { overflowX: 'auto', margin: theme.spacing(0, 0, 1) },
    '& pre code': { display: 'block', padding: theme.spacing(1) },
    // A wide table scrolls by itself instead of widening the page.
    '& table': {
      display: 'block',
      overflowX: 'auto',
      border: 0,
      marginBottom: theme.spacing(1),
    },
    '&& th, && td': {
      padding: theme.spacing(0.5, 1),
      lineHeight: 1.4,
      borderBottom: `1px solid ${theme.palette.divider}`,
      verticalAlign: 'top',
    },
    '& img': { maxWidth: '100%' },
  },
}));

/**
 * What somebody wrote, as Markdown. HTML in it is made harmless. Drawn again
 * only when the text is another one: a page has hundreds.
 */
export const Prose = memo(
  (props: {
    text: string;
    className?: string;
    /** The level of the heading above; those in the text go below it. */
    below?: number;
  }) => {
    const classes = useStyles();
    const { text, className = '', below = 3 } = props;
    const allClasses = `${classes.root} ${className}`;
    if (isPlainText(text))
      return (
        <div className={allClasses}>
          <p>{text}</p>
        </div>
      );
    return (
      <SafeMarkdown
        className={allClasses}
        content={headingsBelow(text, below)}
      />
    );
  },
);
