// SPDX-License-Identifier: Apache-2.0

import {
  CauseRef,
  FieldMessage,
  Postmortem,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { UnreadTexts } from '../form/UnreadTexts';
import { Conflict } from './conflicts';

/** Where the text is, as shown to the person who writes it. */
export type SavePhase =
  /** The form is what the server has (or still empty). */
  | 'saved'
  /** There is text that will be, or must be, saved. */
  | 'unsaved'
  | 'saving'
  /** The server cannot be reached, or cannot save; tried again by itself. */
  | 'offline'
  /** Fields must be put right first. */
  | 'invalid'
  /** The server does not take it. */
  | 'refused'
  | 'conflict';

export type SaveState = {
  phase: SavePhase;
  id?: string;
  number?: number;
  version?: number;
  published: boolean;
  /** Whether the writer may publish it; true for one that is new. */
  mayPublish: boolean;
  /** Confirmed causes, as far as this form knows. */
  causes: CauseRef[];
  /** Epoch milliseconds of the last save on the server. */
  savedAt?: number;
  /** While `offline`: the server answers, and has a problem. */
  trouble: boolean;
  /** While `offline`: when somebody last asked for a save that failed. */
  triedAt?: number;
  /** Why no save will do: it is not there (for this writer), or not theirs. */
  lost?: 'gone' | 'forbidden';
  /**
   * The browser's copy of what is not on the server: it holds the text as it
   * stands, will in a moment, or could not be written.
   */
  copy: 'kept' | 'soon' | 'failed';
  /** What is wrong, by field. */
  fields: FieldMessage[];
  /** Whether somebody asked for this save: then what is wrong is shown. */
  asked: boolean;
  /** Text of an earlier visit that nobody has touched yet. */
  held: boolean;
  /** Why the server refused, in its words. */
  message?: string;
  /** Where somebody else changed the same, and what the server has. */
  conflicts: Conflict[];
  current?: Postmortem;
};

/** What is known before anything has been written; absent for a new one. */
export function initialState(postmortem?: Postmortem): SaveState {
  return {
    phase: 'saved',
    id: postmortem?.id,
    number: postmortem?.number,
    version: postmortem?.version,
    published: postmortem?.status === 'published',
    mayPublish: postmortem?.can.publish ?? true,
    causes: postmortem?.causes ?? [],
    trouble: false,
    copy: 'kept',
    asked: false,
    held: false,
    fields: [],
    conflicts: [],
  };
}

export type FormAccess = {
  read(): PostmortemDocument;
  write(changes: Partial<PostmortemDocument>): void;
  /** What stands in its inputs and is not in what is read of it. */
  unread?: Pick<UnreadTexts, 'all' | 'clear'>;
};
