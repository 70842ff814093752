// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';
import { BlamelessHint } from 'backstage-plugin-postmortems-common';
import { forwardRef } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    boxSizing: 'border-box',
    color: 'transparent',
    forcedColorAdjust: 'none',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    pointerEvents: 'none',
    userSelect: 'none',
    whiteSpace: 'pre-wrap',
    // Generated, so that the text is on the page only once.
    '& > *::before': { content: 'attr(data-text)' },
    // A line break at the end is a line.
    '&::after': { content: '" "' },
  },
  marked: {
    textDecoration: 'underline wavy',
    textDecorationColor: theme.palette.warning.main,
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '3px',
  },
}));

export type Marked = Pick<BlamelessHint, 'start' | 'end' | 'text'>;

/** A text in pieces; words that moved since they were found are found again. */
function piecesOf(text: string, hints: readonly Marked[]) {
  const pieces: Array<{ text: string; marked: boolean }> = [];
  let from = 0;
  for (const hint of hints) {
    const back = text.lastIndexOf(hint.text, hint.start);
    const on = text.indexOf(hint.text, hint.start);
    const start =
      on < 0 || (back >= 0 && hint.start - back < on - hint.start) ? back : on;
    if (start < from) continue;
    const end = start + hint.text.length;
    pieces.push({ text: text.slice(from, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    from = end;
  }
  pieces.push({ text: text.slice(from), marked: false });
  return pieces;
}

/**
 * The underlines of a textarea, which can have none itself: its text once
 * more, unseen and over it, with a line below what the hints point at. It must
 * have the same font, width and padding.
 */
export const TextMarks = forwardRef<
  HTMLDivElement,
  { text: string; hints: readonly Marked[]; className: string }
>((props, ref) => {
  const classes = useStyles();
  return (
    <div ref={ref} className={`${classes.root} ${props.className}`} aria-hidden>
      {piecesOf(props.text, props.hints).map(({ text, marked }, index) =>
        marked ? (
          <u key={index} className={classes.marked} data-text={text} />
        ) : (
          <span key={index} data-text={text} />
        ),
      )}
    </div>
  );
});
