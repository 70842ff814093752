// SPDX-License-Identifier: Apache-2.0

import {
  CauseRef,
  FieldMessage,
  Postmortem,
  PostmortemDocument,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { documentOf } from '../form/document';
import { ApiFailure } from './apiFailure';
import { BrowserCopy } from './BrowserCopies';
import { Choice, Conflict } from './merge';

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

/**
 * How a new draft is created. The server answers the same key and body again
 * without creating another draft.
 */
export type Creation = {
  idempotencyKey: string;
  /** Sent, with no answer so far. */
  body?: PostmortemDocument;
  /** Epoch milliseconds of the first try that had no answer. */
  triedAt?: number;
};

/** A delay that runs; a new object starts it anew. */
export type Delay = { ms: number; since?: number };

/** What is done one after the other, since each needs the version of the last. */
export type Task =
  | { kind: 'save'; requests: number[] }
  | { kind: 'publish'; request: number; isSecondTry?: boolean }
  | { kind: 'causes'; request: number };

/** A call to the server. */
export type Call =
  | { kind: 'get'; id: string }
  | {
      kind: 'create';
      body: PostmortemDocument;
      idempotencyKey: string;
      isRepeated: boolean;
    }
  | { kind: 'save'; id: string; version: number; body: PostmortemDocument }
  | { kind: 'publish'; id: string; version: number; body: PostmortemDocument }
  | { kind: 'causes'; id: string; request: number; body: PostmortemDocument };

export type SaveState = {
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
  /** What the server has, as far as this form knows; in normal form. */
  base?: PostmortemDocument;
  /** Sent, with no answer so far: the server may have one of these. */
  sent: PostmortemDocument[];
  /** Of a draft that has no id yet. */
  creation: Creation;

  phase: SavePhase;
  /** While `offline`: the server answers, and has a problem. */
  trouble: boolean;
  /** While `offline`: when somebody last asked for a save that failed. */
  triedAt?: number;
  /** Why no save will do: it is not there (for this writer), or not theirs. */
  lost?: 'gone' | 'forbidden';
  /** When the text of an earlier visit that is in the form was kept. */
  restoredFrom?: number;
  /** It may have been created, and the server cannot tell any more. */
  maybeCreated: boolean;
  /** What is wrong, by field. */
  fields: FieldMessage[];
  /** Whether what is wrong is shown: somebody asked for this save. */
  problemsShown: boolean;
  /** Why the server refused, in its words. */
  message?: string;
  /** Where somebody else changed the same, and what the server has. */
  conflicts: Conflict[];
  current?: Postmortem;
  /**
   * The browser's copy of what is not on the server: it holds the text as it
   * stands, will in a moment, or could not be written.
   */
  copy: 'kept' | 'soon' | 'failed';

  /** What the form began with. */
  initial: PostmortemDocument;
  /** Somebody asked for a save of what the form holds, and it is not done. */
  saveRequested: boolean;
  /** Text of an earlier visit that nobody has touched yet. */
  autosavePaused: boolean;
  /** The page has gone; what is on its way is still brought to an end. */
  closed: boolean;
  running?: {
    task: Task;
    call: Call;
    /** Somebody went on writing since it began. */
    typed: boolean;
    /** The server was asked what became of calls without an answer. */
    isLookedUp: boolean;
  };
  queue: Task[];
  saveDelay?: Delay;
  copyDelay?: Delay;
};

export type SaveEvent =
  | { type: 'typed' }
  /** Text that cannot be read stands in an input, or no longer does. */
  | { type: 'unreadChanged' }
  | { type: 'saveDue' }
  | { type: 'copyDue' }
  /** The text should be in the browser's copy now. */
  | { type: 'copyAsked' }
  | { type: 'copied'; ok: boolean }
  /** `request`: whom to reply to. */
  | { type: 'saveAsked'; request: number }
  | { type: 'publishAsked'; request: number }
  | { type: 'causesAsked'; request: number }
  | { type: 'answered'; answer: Postmortem }
  | { type: 'failed'; failure: ApiFailure; error: unknown }
  | { type: 'settled'; path: string; choice: Choice }
  | { type: 'online' }
  /** Text of an earlier visit; over `postmortem`, if it was saved before. */
  | { type: 'restored'; copy: BrowserCopy; postmortem?: Postmortem }
  | { type: 'discarded' }
  /** The text goes on as a new draft elsewhere. */
  | { type: 'handedOver' }
  | { type: 'closed' };

/** In the order in which they are carried out. */
export type SaveEffect =
  | { type: 'writeForm'; changes: Partial<PostmortemDocument> }
  | { type: 'clearUnread' }
  /** `ifThere`: only over a copy that nobody has taken up since. */
  | { type: 'keepCopy'; copy: BrowserCopy; ifThere: boolean }
  | { type: 'dropCopy' }
  | { type: 'call'; call: Call }
  | { type: 'created'; postmortem: Postmortem }
  | { type: 'reply'; request: number; value?: unknown; error?: unknown };

/** What an event meets: the form, the time, and a source of new keys. */
export type Surroundings = {
  values: PostmortemDocument;
  /** What stands in inputs and is not in `values`. */
  unread?: Record<string, string>;
  now: number;
  /** Used for at most one key. */
  newKey: string;
  config: Pick<PostmortemsConfig, 'severities'>;
};

/** What is known before anything has been written. */
export function initialState(options: {
  /** Absent for a new one. */
  postmortem?: Postmortem;
  initial: PostmortemDocument;
  idempotencyKey: string;
}): SaveState {
  const { postmortem, initial, idempotencyKey } = options;
  return {
    id: postmortem?.id,
    number: postmortem?.number,
    version: postmortem?.version,
    published: postmortem?.status === 'published',
    mayPublish: postmortem?.can.publish ?? true,
    causes: postmortem?.causes ?? [],
    base: postmortem && documentOf(postmortem),
    sent: [],
    creation: { idempotencyKey },
    phase: 'saved',
    trouble: false,
    maybeCreated: false,
    fields: [],
    problemsShown: false,
    conflicts: [],
    copy: 'kept',
    initial,
    saveRequested: false,
    autosavePaused: false,
    closed: false,
    queue: [],
  };
}

/** What the parts of the editor know of saving. */
export interface Saver {
  readonly getState: () => SaveState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Whether leaving now would leave text behind in this browser only. */
  readonly unsaved: boolean;
  /** The form has changed. */
  changed(): void;
  /** Writes the browser's copy now. */
  keep(): void;
  /**
   * Saves now; `true` when the server has what the form held then. What is
   * written meanwhile is saved later.
   */
  save(): Promise<boolean>;
  /**
   * Publishes; `undefined` when it was refused. What is written meanwhile
   * stays in the form, unsaved.
   */
  publish(): Promise<Postmortem | undefined>;
  /**
   * Changes the causes on the server, which are no part of the text. What has
   * no id yet is saved first.
   *
   * @returns `undefined` when the text could not be saved
   * @throws what `change` rejects with
   */
  changeCauses(
    change: (id: string) => Promise<Postmortem>,
  ): Promise<Postmortem | undefined>;
  /** Settles one conflict; the form then holds what shall be. */
  settle(path: string, choice: Choice): void;
  /** Forgets what is only here and goes back to what the server has. */
  discard(): void;
  /**
   * Moves the text under another key of this browser, for a new postmortem;
   * nothing of it is left here to save. `false` when there is no room.
   */
  handOver(key: string): boolean;
}
