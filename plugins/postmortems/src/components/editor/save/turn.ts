// SPDX-License-Identifier: Apache-2.0

import {
  Postmortem,
  PostmortemDocument,
  sameValue,
} from 'backstage-plugin-postmortems-common';
import { checkDocument, documentOf } from '../form/document';
import { hasAllOf, reconcile } from './merge';
import { Delay, SaveEffect, SaveState, Surroundings } from './saveState';

/** Somebody who types without a pause is saved, and has a copy, this often. */
const SAVE_DELAY = { afterMs: 3_000, atLatestMs: 15_000 };
const COPY_DELAY = { afterMs: 300, atLatestMs: 2_000 };

/** A transition in the making. */
export type Turn = Pick<Surroundings, 'values' | 'unread'> & {
  readonly at: Surroundings;
  state: SaveState;
  changes: Partial<PostmortemDocument>;
  clearsUnread: boolean;
  /** The browser's copy has to be brought up to date. */
  copyIsDue: boolean;
  /** What follows when the form and the copy are as they should be. */
  effects: SaveEffect[];
};

export function set(turn: Turn, change: Partial<SaveState>) {
  turn.state = { ...turn.state, ...change };
}

export function write(turn: Turn, changes: Partial<PostmortemDocument>) {
  turn.changes = { ...turn.changes, ...changes };
  turn.values = { ...turn.values, ...changes };
}

/** Whether leaving now would leave text behind in this browser only. */
export const isUnsaved = (
  { phase }: SaveState,
  unread: Surroundings['unread'],
) => phase !== 'saved' || unread !== undefined;

/** Whether nobody has written anything so far, and nothing is saved. */
export const isUntouched = ({ state, values }: Turn) =>
  !state.base && sameValue(values, state.initial);

/** Whether the form says what the server has, as far as this form knows. */
export function isSaved({ state, values }: Turn): boolean {
  const { document } = checkDocument(values);
  return document !== undefined && sameValue(document, state.base);
}

/**
 * A published text changes for its readers only when somebody says so: what
 * they said it of is tried again, what was written since is not.
 */
export const savesByItself = (state: SaveState) =>
  (!state.published || state.saveRequested) &&
  !state.autosavePaused &&
  !state.lost &&
  state.conflicts.length === 0;

function delayed(
  delay: Delay | undefined,
  { afterMs, atLatestMs }: typeof SAVE_DELAY,
  now: number,
): Delay {
  const since = delay?.since ?? now;
  const left = Math.max(0, since + atLatestMs - now);
  return { since, ms: Math.min(afterMs, left) };
}

export const saveSoon = (turn: Turn) =>
  set(turn, {
    saveDelay: delayed(turn.state.saveDelay, SAVE_DELAY, turn.at.now),
  });

export const saveIn = (turn: Turn, ms: number) =>
  set(turn, { saveDelay: { ms, since: turn.state.saveDelay?.since } });

export const copySoon = (turn: Turn) =>
  set(turn, {
    copyDelay: delayed(turn.state.copyDelay, COPY_DELAY, turn.at.now),
  });

/** The server has what the form holds. */
export function saved(turn: Turn) {
  turn.copyIsDue = true;
  set(turn, {
    phase: 'saved',
    autosavePaused: false,
    fields: [],
    problemsShown: false,
    maybeCreated: false,
    restoredFrom: undefined,
    triedAt: undefined,
    lost: undefined,
    message: undefined,
  });
}

/** What every answer says, also where its text cannot be taken in. */
const statusOf = ({ status, can, causes }: Postmortem) => ({
  // Somebody may have published it: then readers see what is saved.
  published: status === 'published',
  mayPublish: can.publish,
  causes,
});

/** The server took `body`; it may have merged what others saved into it. */
export function accept(
  turn: Turn,
  body: PostmortemDocument,
  answer: Postmortem,
) {
  const theirs = documentOf(answer);
  const { changes, conflicts } = reconcile(body, turn.values, theirs);
  write(turn, changes);
  turn.copyIsDue = true;
  set(turn, {
    ...statusOf(answer),
    id: answer.id,
    number: answer.number,
    savedAt: turn.at.now,
    sent: [],
    lost: undefined,
    maybeCreated: false,
  });
  if (conflicts.length > 0) {
    set(turn, { base: body, phase: 'conflict', conflicts, current: answer });
    return;
  }
  set(turn, { base: theirs, version: answer.version });
  if (isSaved(turn)) {
    saved(turn);
    return;
  }
  set(turn, { phase: 'unsaved' });
  saveSoon(turn);
}

/**
 * The server has what this form does not know of: theirs goes into the form
 * where mine did not. What was sent without an answer is mine.
 */
export function takeIn(turn: Turn, current: Postmortem) {
  const theirs = documentOf(current);
  const { base } = turn.state;
  // Publishing and causes send what the server has: no text arrived with them.
  const sent = turn.state.sent.filter(document => !sameValue(document, base));
  const arrived =
    base && sent.findLast(document => hasAllOf(theirs, document, base));
  set(turn, arrived ? { base: arrived, sent: [] } : { sent });
  const { changes, conflicts } = reconcile(
    turn.state.base ?? theirs,
    turn.values,
    theirs,
  );
  write(turn, changes);
  turn.copyIsDue = true;
  set(turn, statusOf(current));
  if (conflicts.length > 0) {
    set(turn, { phase: 'conflict', conflicts, current });
    return;
  }
  set(turn, { base: theirs, phase: 'unsaved', version: current.version });
  if (isSaved(turn)) saved(turn);
  else saveIn(turn, 0);
}

/** The server has a newer version, for another reason than this text. */
export function takeInCauses(turn: Turn, answer: Postmortem) {
  set(turn, statusOf(answer));
  const { base, conflicts: open } = turn.state;
  const theirs = documentOf(answer);
  const merged = reconcile(base ?? theirs, turn.values, theirs);
  // The next save tells of the conflict.
  if (merged.conflicts.length > 0 || open.length > 0) return;
  write(turn, merged.changes);
  turn.copyIsDue = true;
  set(turn, { base: theirs, sent: [], version: answer.version });
}
