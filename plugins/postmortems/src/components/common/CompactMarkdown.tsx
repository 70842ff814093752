// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';
import { SafeMarkdown } from './SafeMarkdown';

const useStyles = makeStyles({
  root: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 3,
    overflow: 'hidden',
    lineHeight: 1.4,
    '& p, & ul, & ol': { margin: 0 },
    '& p, & li, & code': { fontSize: 'inherit', lineHeight: 'inherit' },
  },
});

/** Markdown in a row of a table: no margins, at most three lines. */
export const CompactMarkdown = (props: {
  content: string;
  className?: string;
}) => {
  const classes = useStyles();
  return (
    <SafeMarkdown
      content={props.content}
      linkTarget="_blank"
      className={[classes.root, props.className].filter(Boolean).join(' ')}
    />
  );
};
