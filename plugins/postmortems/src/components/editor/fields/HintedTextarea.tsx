// SPDX-License-Identifier: Apache-2.0

import { InputBaseComponentProps } from '@material-ui/core/InputBase';
import { makeStyles } from '@material-ui/core/styles';
import TextareaAutosize, {
  TextareaAutosizeProps,
} from '@material-ui/core/TextareaAutosize';
import { useForkRef } from '@material-ui/core/utils';
import { Ref, useEffect, useRef } from 'react';
import { Marked, TextMarks } from './TextMarks';

const useStyles = makeStyles({
  root: { position: 'relative', width: '100%' },
  marks: { position: 'absolute', top: 0, left: 0, height: '100%' },
});

type Props = Omit<TextareaAutosizeProps, 'ref'> & {
  value: string;
  inputRef: Ref<HTMLTextAreaElement>;
  /** What is underlined. */
  hints?: readonly Marked[];
};

/**
 * Material's multiline input, with underlines; for its `inputComponent`. Takes
 * the `hints`, and how many rows there are, from its `inputProps`.
 */
export const HintedTextarea = (props: InputBaseComponentProps) => {
  const { inputRef, hints = [], ...rest } = props as Props;
  const classes = useStyles();
  const textarea = useRef<HTMLTextAreaElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  const ref = useForkRef(inputRef, textarea);
  const hasMarks = hints.length > 0;

  useEffect(() => {
    const input = textarea.current;
    const layer = marks.current;
    if (!hasMarks || !input || !layer) return undefined;
    // A high text scrolls, and its scroll bar takes room.
    const follow = () => {
      layer.style.width = `${input.clientWidth}px`;
      layer.style.padding = getComputedStyle(input).padding;
      layer.scrollTop = input.scrollTop;
    };
    follow();
    input.addEventListener('scroll', follow, { passive: true });
    const observer =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(follow);
    observer?.observe(input);
    return () => {
      input.removeEventListener('scroll', follow);
      observer?.disconnect();
    };
  }, [hasMarks]);

  return (
    <div className={classes.root}>
      <TextareaAutosize {...rest} ref={ref} />
      {hasMarks && (
        <TextMarks
          ref={marks}
          className={classes.marks}
          text={rest.value}
          hints={hints}
        />
      )}
    </div>
  );
};
