// SPDX-License-Identifier: Apache-2.0

import {
  Postmortem,
  PostmortemDocument,
  sameValue,
} from 'backstage-plugin-postmortems-common';
import { checkDocument, gateOf, withoutBlankRows } from '../form/document';
import {
  ApiFailure,
  isPassing,
  isTurnedDown,
  KEY_LIFE_MS,
  mayBeDone,
} from './apiFailure';
import { Call, SaveState, Task } from './saveState';
import {
  accept,
  isUntouched,
  saved,
  saveIn,
  saveSoon,
  savesByItself,
  set,
  takeIn,
  takeInCauses,
  Turn,
} from './turn';

const RETRY_MS = 15_000;
/** How many texts without an answer are remembered. */
const REMEMBERED = 3;

const isAsked = (task: Task) =>
  task.kind !== 'save' || task.requests.length > 0;

function reply(turn: Turn, request: number, value: unknown) {
  turn.effects.push({ type: 'reply', request, value });
}

function start(turn: Turn, task: Task, call: Call, isLookedUp: boolean) {
  const { running, sent } = turn.state;
  if (call.kind !== 'causes') set(turn, { phase: 'saving' });
  if (call.kind !== 'causes' && call.kind !== 'publish')
    set(turn, { fields: [], message: undefined });
  // The next visit must know of it when this one ends before the answer.
  turn.copyIsDue = true;
  if (call.kind !== 'get' && call.kind !== 'create')
    set(turn, { sent: [...sent, call.body].slice(-REMEMBERED) });
  const typed = running?.typed ?? false;
  set(turn, { running: { task, call, typed, isLookedUp } });
  turn.effects.push({ type: 'call', call });
}

/** Begins with the next task when none is running. */
function proceed(turn: Turn) {
  const [task, ...queue] = turn.state.queue;
  if (!task || turn.state.running) return;
  set(turn, { queue });
  if (task.kind === 'causes' && turn.state.id !== undefined)
    changeCauses(turn, task);
  else saveText(turn, task);
}

function end(turn: Turn) {
  const { running, phase } = turn.state;
  set(turn, { running: undefined });
  // What was written meanwhile is saved next.
  if (running?.typed && phase !== 'saved' && phase !== 'offline')
    saveSoon(turn);
  proceed(turn);
}

export function enqueue(turn: Turn, task: Task) {
  const { queue } = turn.state;
  const waiting = queue.find(({ kind }) => kind === 'save');
  // One save does for all who ask while a call is on its way.
  if (task.kind === 'save' && waiting?.kind === 'save') {
    const requests = [...waiting.requests, ...task.requests];
    const joined = { ...waiting, requests };
    set(turn, {
      queue: queue.map(queued => (queued === waiting ? joined : queued)),
    });
  } else set(turn, { queue: [...queue, task] });
  proceed(turn);
}

/** Somebody wants it now, and wants to know what is wrong. */
export const requested = {
  saveRequested: true,
  problemsShown: true,
  autosavePaused: false,
};

/** Sends what the form holds, where it may be sent and is not there yet. */
function saveText(turn: Turn, task: Task, isLookedUp = false): void {
  const { id, version, published, base, sent, conflicts, closed } = turn.state;
  set(turn, { saveDelay: undefined });
  const isAllowed =
    savesByItself(turn.state) ||
    (isAsked(task) && !closed && conflicts.length === 0);
  if (!isAllowed) {
    if (turn.state.phase === 'saving') set(turn, { phase: 'unsaved' });
    textDone(turn, task, false);
    return;
  }
  if (id !== undefined && sent.length > 0 && !isLookedUp) {
    start(turn, task, { kind: 'get', id }, true);
    return;
  }
  turn.copyIsDue = true;
  const { document, issues } = checkDocument(turn.values);
  if (!document) {
    // Nothing but an empty form is not worth a complaint.
    const phase = isUntouched(turn) ? 'saved' : 'invalid';
    set(turn, { phase, fields: issues });
    textDone(turn, task, false);
    return;
  }
  if (base && sameValue(document, base)) {
    saved(turn);
    textDone(turn, task, true);
    return;
  }
  const { config } = turn.at;
  const unmet = published
    ? gateOf(withoutBlankRows(turn.values), { config, kept: base })
    : [];
  if (unmet.length > 0) {
    set(turn, { phase: 'invalid', fields: unmet });
    textDone(turn, task, false);
  } else if (id === undefined) create(turn, task, document);
  else {
    const call = {
      kind: 'save',
      id,
      version: version!,
      body: document,
    } as const;
    start(turn, task, call, isLookedUp);
  }
}

/** Whether the draft of this key is gone, or was made of another text. */
const isKeyUsed = ({ status, name, fields }: ApiFailure) =>
  (status === 404 && name === 'NotFoundError') ||
  fields.some(({ field }) => field === 'Idempotency-Key');

/** What became of the first try cannot be known any more. */
function cannotTell(turn: Turn) {
  const { idempotencyKey } = turn.state.creation;
  turn.copyIsDue = true;
  set(turn, {
    phase: 'refused',
    fields: [],
    maybeCreated: true,
    creation: { idempotencyKey, triedAt: 0 },
  });
}

/**
 * Creates the draft. Without an answer exactly the same is asked again, for as
 * long as the server knows the key; after that a person has to say so.
 */
function create(turn: Turn, task: Task, document: PostmortemDocument) {
  const { now, newKey } = turn.at;
  const { maybeCreated } = turn.state;
  let { creation } = turn.state;
  if (creation.triedAt !== undefined && now - creation.triedAt > KEY_LIFE_MS) {
    if (!maybeCreated || !isAsked(task)) {
      cannotTell(turn);
      textDone(turn, task, false);
      return;
    }
    creation = { idempotencyKey: newKey };
  }
  const { idempotencyKey, body = document, triedAt = now } = creation;
  set(turn, {
    creation: { idempotencyKey, body, triedAt },
    maybeCreated: false,
  });
  const isRepeated = creation.body !== undefined;
  start(
    turn,
    task,
    { kind: 'create', body, idempotencyKey, isRepeated },
    false,
  );
}

/** The text is saved, or will not be now: the rest of the task. */
function textDone(turn: Turn, task: Task, done: boolean) {
  if (isAsked(task)) {
    const { phase, published, saveRequested } = turn.state;
    if (phase !== 'offline') set(turn, { saveRequested: false });
    // Nobody tries again what was written on meanwhile.
    else if (published && !saveRequested) set(turn, { phase: 'unsaved' });
    else set(turn, { triedAt: turn.at.now });
  }
  if (task.kind === 'publish') {
    if (done) publish(turn, task);
    else publishDone(turn, task);
  } else if (task.kind === 'causes') changeCauses(turn, task);
  else {
    task.requests.forEach(request => reply(turn, request, done));
    end(turn);
  }
}

function publish(turn: Turn, task: Task) {
  const { id, version, base } = turn.state;
  const call = {
    kind: 'publish',
    id: id!,
    version: version!,
    body: base!,
  } as const;
  start(turn, task, call, false);
}

function publishDone(
  turn: Turn,
  task: Extract<Task, { kind: 'publish' }>,
  answer?: Postmortem,
) {
  const { phase, published } = turn.state;
  // Somebody saved in between, which went into the form: like a save that
  // meets it, publishing goes on with both. Once: who writes now may object.
  const goesOn = phase === 'saved' || (phase === 'unsaved' && !published);
  if (!answer && goesOn && !task.isSecondTry) {
    set(turn, requested);
    saveText(turn, { ...task, isSecondTry: true });
    return;
  }
  reply(turn, task.request, answer);
  end(turn);
}

function changeCauses(turn: Turn, task: Extract<Task, { kind: 'causes' }>) {
  const { id, base } = turn.state;
  const { request } = task;
  if (id === undefined) {
    reply(turn, request, undefined);
    end(turn);
  } else start(turn, task, { kind: 'causes', id, request, body: base! }, false);
}

export function answered(turn: Turn, answer: Postmortem) {
  const { running, published, version } = turn.state;
  if (!running) return;
  const { task, call } = running;
  switch (call.kind) {
    case 'get':
      if (answer.version !== version) takeIn(turn, answer);
      // It was published after all: nobody asked to save what is written since.
      if (!published && turn.state.published)
        textDone(turn, task, turn.state.phase === 'saved');
      else saveText(turn, task, true);
      break;
    case 'create':
      if (!turn.state.closed)
        turn.effects.push({ type: 'created', postmortem: answer });
      accept(turn, call.body, answer);
      // What was written since the first try.
      if (call.isRepeated) saveText(turn, task);
      else textDone(turn, task, turn.state.conflicts.length === 0);
      break;
    case 'save':
      accept(turn, call.body, answer);
      textDone(turn, task, turn.state.conflicts.length === 0);
      break;
    case 'publish':
      accept(turn, call.body, answer);
      publishDone(turn, task as Extract<Task, { kind: 'publish' }>, answer);
      break;
    default:
      takeInCauses(turn, answer);
      reply(turn, call.request, answer);
      end(turn);
  }
}

export function failed(turn: Turn, failure: ApiFailure, error: unknown) {
  const { running, sent, creation } = turn.state;
  if (!running) return;
  const { task, call } = running;
  if (call.kind === 'create' && isKeyUsed(failure)) {
    cannotTell(turn);
    textDone(turn, task, false);
    return;
  }
  if (call.kind === 'create') {
    const { idempotencyKey } = creation;
    if (isTurnedDown(failure, call.isRepeated))
      set(turn, { creation: { idempotencyKey } });
  } else if (call.kind !== 'get' && !mayBeDone(failure))
    set(turn, { sent: sent.slice(0, -1) });
  if (call.kind === 'causes') {
    turn.effects.push({ type: 'reply', request: call.request, error });
    end(turn);
    return;
  }
  refused(turn, call, failure);
  if (task.kind === 'publish' && call.kind === 'publish')
    publishDone(turn, task);
  else textDone(turn, task, false);
}

function refused(turn: Turn, call: Call, failure: ApiFailure) {
  const { status, name, message, fields, unmet, current } = failure;
  turn.copyIsDue = true;
  if (status === 409 && current) {
    takeIn(turn, current);
    return;
  }
  if (isPassing(failure)) {
    set(turn, { phase: 'offline', trouble: status !== undefined, message });
    saveIn(turn, RETRY_MS);
    return;
  }
  let lost: SaveState['lost'];
  // What stands before the server may know no such address either.
  if (status === 404 && name === 'NotFoundError') lost = 'gone';
  // A save is refused to whoever may not change it any more.
  else if (status === 403 && call.kind === 'save') lost = 'forbidden';
  set(turn, {
    phase: 'refused',
    lost: turn.state.id === undefined ? undefined : lost,
    message,
    fields: [...fields, ...unmet],
  });
}
