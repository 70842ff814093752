// SPDX-License-Identifier: Apache-2.0

import { ReactNode } from 'react';
import { Note } from '../form/EditorContext';
import { useInputStyles } from './useInputStyles';

/**
 * What stands below one of Material's inputs: what is wrong, or its help and
 * below that what else is said of it.
 */
export function helperText(note: Note, help?: string): ReactNode {
  if (note.problem) return note.problem;
  if (note.lines.length === 0) return help;
  return [help, ...note.lines].filter(Boolean).map(line => (
    <span key={line} style={{ display: 'block' }}>
      {line}
    </span>
  ));
}

/** The same below an input of ours, which it describes by its id. */
export const FieldNote = (props: { id: string; note: Note }) => {
  const { id, note } = props;
  const classes = useInputStyles();
  if (note.lines.length === 0) return null;
  return (
    <div id={id} className={note.problem ? classes.problem : classes.note}>
      {note.lines.map(line => (
        <p key={line} className={classes.line}>
          {line}
        </p>
      ))}
    </div>
  );
};

/** What an input is called invalid by, and described by. */
export function noteProps(id: string, note: Note) {
  return {
    'aria-invalid': note.problem ? true : undefined,
    'aria-describedby': note.lines.length > 0 ? id : undefined,
  };
}
