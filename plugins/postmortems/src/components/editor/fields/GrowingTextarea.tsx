// SPDX-License-Identifier: Apache-2.0

import { makeStyles } from '@material-ui/core/styles';
import { forwardRef, TextareaHTMLAttributes } from 'react';
import { useInputStyles } from './useInputStyles';
import { Marked, TextMarks } from './TextMarks';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    minWidth: 0,
    // A hidden copy of the text makes the room: no measuring while typing.
    '&::after': {
      content: 'attr(data-text) " "',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
      visibility: 'hidden',
      gridArea: '1 / 1',
      minWidth: 0,
    },
    '& > textarea': {
      gridArea: '1 / 1',
      resize: 'none',
      overflow: 'hidden',
      overflowWrap: 'anywhere',
    },
  },
});

type Props = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  value: string;
  /** What is underlined. */
  hints?: readonly Marked[];
};

/** A textarea as high as its text, light enough to have hundreds of. */
export const GrowingTextarea = forwardRef<HTMLTextAreaElement, Props>(
  ({ hints = [], ...props }, ref) => {
    const classes = useStyles();
    const input = useInputStyles();
    return (
      <div className={`${classes.root} ${input.after}`} data-text={props.value}>
        <textarea {...props} ref={ref} rows={1} className={input.input} />
        {hints.length > 0 && (
          <TextMarks className={input.marks} text={props.value} hints={hints} />
        )}
      </div>
    );
  },
);
