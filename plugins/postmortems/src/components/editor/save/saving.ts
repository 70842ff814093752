// SPDX-License-Identifier: Apache-2.0

import { Postmortem } from 'backstage-plugin-postmortems-common';
import { documentOf } from '../form/document';
import { BrowserCopy } from './BrowserCopies';
import { settled, withMineOfNow } from './merge';
import { SaveEffect, SaveEvent, SaveState, Surroundings } from './saveState';
import { answered, enqueue, failed, requested } from './tasks';
import {
  copySoon,
  isSaved,
  isUnsaved,
  isUntouched,
  saved,
  saveIn,
  saveSoon,
  savesByItself,
  set,
  takeIn,
  Turn,
  write,
} from './turn';

function typed(turn: Turn) {
  const { phase, copy, conflicts, published, running } = turn.state;
  const isNotTried =
    phase === 'saved' ||
    phase === 'invalid' ||
    (phase === 'offline' && published);
  set(turn, {
    phase: isNotTried ? 'unsaved' : phase,
    copy: copy === 'kept' ? 'soon' : copy,
    conflicts: withMineOfNow(conflicts, turn.values),
    saveRequested: false,
    autosavePaused: false,
  });
  copySoon(turn);
  if (running) set(turn, { running: { ...running, typed: true } });
  // A server that is away is asked at its own pace, however fast one types.
  else if (phase !== 'offline') saveSoon(turn);
}

/**
 * Takes up what this browser kept. Over a saved postmortem it waits there
 * until somebody goes on writing, so that it can still be dropped.
 */
function restored(turn: Turn, copy: BrowserCopy, postmortem?: Postmortem) {
  write(turn, copy.values);
  const { base, version } = copy;
  // Copies of an older release have one text there.
  const sent = [copy.sent ?? []].flat();
  if (!postmortem) {
    const { idempotencyKey } = turn.state.creation;
    // An older release created without a key.
    const unknown = sent.length > 0 && { idempotencyKey, triedAt: 0 };
    const creation = copy.creation ?? (unknown || undefined);
    if (creation) set(turn, { creation });
    typed(turn);
    return;
  }
  set(turn, { sent });
  set(turn, {
    phase: 'unsaved',
    autosavePaused: true,
    restoredFrom: copy.keptAt,
  });
  if (base && version !== postmortem.version) {
    set(turn, { base, version });
    takeIn(turn, postmortem);
  }
  // It reached the server after all; only the answer did not come back.
  if (turn.state.conflicts.length === 0 && isSaved(turn)) saved(turn);
}

/** What is only here is not kept, nor saved, any more. */
function forget(turn: Turn) {
  const { running } = turn.state;
  turn.clearsUnread = true;
  turn.unread = undefined;
  turn.copyIsDue = true;
  set(turn, {
    phase: 'saved',
    saveDelay: undefined,
    running: running && { ...running, typed: false },
  });
}

function discarded(turn: Turn) {
  const { current, base, version, initial } = turn.state;
  // In a conflict the server has more than what this text was begun on.
  const known = current ? documentOf(current) : base;
  write(turn, known ?? initial);
  forget(turn);
  set(turn, {
    base: known,
    version: current?.version ?? version,
    autosavePaused: false,
    maybeCreated: false,
    restoredFrom: undefined,
    fields: [],
    conflicts: [],
    current: undefined,
    message: undefined,
  });
}

function settle(turn: Turn, event: Extract<SaveEvent, { type: 'settled' }>) {
  const { conflicts: all, current } = turn.state;
  const conflict = all.find(({ path }) => path === event.path);
  if (!conflict || !current) return;
  const theirs = documentOf(current);
  const { choice } = event;
  write(turn, settled({ form: turn.values, theirs, conflict, choice }));
  turn.copyIsDue = true;
  const conflicts = all.filter(other => other !== conflict);
  set(turn, { conflicts });
  if (conflicts.length > 0) return;
  set(turn, {
    base: theirs,
    current: undefined,
    version: current.version,
    phase: 'unsaved',
    autosavePaused: false,
  });
  saveIn(turn, 0);
}

/** The page is closing: keeps the text, and saves a draft if it can. */
function closed(turn: Turn) {
  const { phase } = turn.state;
  turn.copyIsDue = true;
  if ((phase === 'unsaved' || phase === 'saving') && savesByItself(turn.state))
    enqueue(turn, { kind: 'save', requests: [] });
  set(turn, { closed: true });
}

function happen(turn: Turn, event: SaveEvent) {
  const { state } = turn;
  switch (event.type) {
    case 'typed':
      typed(turn);
      break;
    case 'unreadChanged':
      if (isUnsaved(state, turn.unread)) copySoon(turn);
      else turn.copyIsDue = true;
      break;
    case 'copyDue':
    case 'copyAsked':
      turn.copyIsDue = true;
      break;
    case 'copied':
      set(turn, { copy: event.ok ? 'kept' : 'failed' });
      break;
    case 'saveDue':
      set(turn, { saveDelay: undefined });
      if (savesByItself(state)) enqueue(turn, { kind: 'save', requests: [] });
      break;
    case 'saveAsked':
      set(turn, requested);
      enqueue(turn, { kind: 'save', requests: [event.request] });
      break;
    case 'publishAsked':
      set(turn, requested);
      enqueue(turn, { kind: 'publish', request: event.request });
      break;
    case 'causesAsked':
      if (state.id === undefined) set(turn, requested);
      enqueue(turn, { kind: 'causes', request: event.request });
      break;
    case 'answered':
      answered(turn, event.answer);
      break;
    case 'failed':
      failed(turn, event.failure, event.error);
      break;
    case 'settled':
      settle(turn, event);
      break;
    case 'online':
      if (state.phase === 'offline') saveIn(turn, 0);
      break;
    case 'restored':
      restored(turn, event.copy, event.postmortem);
      break;
    case 'discarded':
      discarded(turn);
      break;
    case 'handedOver':
      forget(turn);
      break;
    default:
      closed(turn);
  }
}

/** What the server may not have; `undefined` when nothing is worth keeping. */
function copyOf(turn: Turn): BrowserCopy | undefined {
  const { state, values, unread } = turn;
  if (!isUnsaved(state, unread)) return undefined;
  if (!unread && isUntouched(turn)) return undefined;
  const { id, number, version, base, sent, creation } = state;
  return {
    id,
    number,
    version,
    base,
    values,
    unread,
    sent,
    creation:
      id === undefined && creation.triedAt !== undefined ? creation : undefined,
    keptAt: turn.at.now,
  };
}

/**
 * What becomes of saving when something happens: the next state, and what is
 * to be done, in its order. Nothing else decides about the text, and nothing
 * here does anything.
 */
export function saving(
  state: SaveState,
  event: SaveEvent,
  at: Surroundings,
): [SaveState, SaveEffect[]] {
  const turn: Turn = {
    at,
    state,
    values: at.values,
    unread: at.unread,
    changes: {},
    clearsUnread: false,
    copyIsDue: false,
    effects: [],
  };
  happen(turn, event);
  const effects: SaveEffect[] = [];
  const { changes } = turn;
  if (Object.keys(changes).length > 0)
    effects.push({ type: 'writeForm', changes });
  if (turn.clearsUnread) effects.push({ type: 'clearUnread' });
  if (turn.copyIsDue) {
    const copy = copyOf(turn);
    set(turn, { copyDelay: undefined });
    if (copy) effects.push({ type: 'keepCopy', copy, ifThere: state.closed });
    else {
      set(turn, { copy: 'kept' });
      effects.push({ type: 'dropCopy' });
    }
  }
  if (turn.state.closed)
    set(turn, { saveDelay: undefined, copyDelay: undefined });
  return [turn.state, [...effects, ...turn.effects]];
}
