// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  ActionItemPurpose,
  actionItemPurposeSchema,
  actionItemSchema,
  ActionItemStatus,
  actionItemStatusSchema,
  verifiedSchema,
} from 'backstage-plugin-postmortems-common';
import { plainName } from '../vocabulary/headings';
import { readWhen } from '../time/times';

const COLUMNS: Array<[Column, RegExp]> = [
  ['status', /^(?:status|state|progress|done)\b/],
  [
    'owner',
    /^(?:owners?|assignees?|assigned(?: to)?|responsible|who|dri|lead|accountable)\b/,
  ],
  [
    'dueDate',
    /^(?:due|due date|deadline|date|target date|target|by when|when|eta|completion date)\b/,
  ],
  [
    'ticketUrl',
    /^(?:tickets?|issues?|links?|bugs?|jira|tracking|url|reference|tracker|ticket link)\b/,
  ],
  ['purpose', /^(?:purpose|type|category|kind)\b/],
  // Only of our template: others mean something else by these.
  ['evidenceUrl', /^evidence$/],
  ['verifyOn', /^verify on$/],
  ['verified', /^verified$/],
  [
    'description',
    /^(?:actions?|action items?|descriptions?|items?|tasks?|what|todo|summary|follow up|title|improvement)\b/,
  ],
];
/** The fields that a column can hold. */
export type Column =
  | 'description'
  | 'owner'
  | 'dueDate'
  | 'status'
  | 'purpose'
  | 'ticketUrl'
  | 'evidenceUrl'
  | 'verifyOn'
  | 'verified';

/** The words of others for our states. */
const STATUSES: Record<string, ActionItemStatus> = {
  'to do': 'open',
  todo: 'open',
  new: 'open',
  'not started': 'open',
  planned: 'open',
  pending: 'open',
  backlog: 'open',
  accepted: 'open',
  doing: 'in-progress',
  started: 'in-progress',
  ongoing: 'in-progress',
  wip: 'in-progress',
  'in progress': 'in-progress',
  complete: 'done',
  completed: 'done',
  closed: 'done',
  finished: 'done',
  fixed: 'done',
  resolved: 'done',
  yes: 'done',
  '✅': 'done',
  '✓': 'done',
  'won’t do': 'wont-do',
  "won't do": 'wont-do',
  wontfix: 'wont-do',
  'wont fix': 'wont-do',
  'wont do': 'wont-do',
  'not doing': 'wont-do',
  declined: 'wont-do',
  dropped: 'wont-do',
  '☑️': 'done',
  '✔️': 'done',
  '🔄': 'in-progress',
  '🚧': 'in-progress',
  active: 'in-progress',
  merged: 'done',
  shipped: 'done',
  deployed: 'done',
  implemented: 'done',
  proposed: 'open',
  unstarted: 'open',
  tbd: 'open',
  "won't fix": 'wont-do',
  rejected: 'wont-do',
  cancelled: 'wont-do',
  canceled: 'wont-do',
};

/** Words that say more than the state which they come nearest to. */
const NEAR: Record<string, ActionItemStatus> = {
  'in review': 'in-progress',
  'on hold': 'open',
  blocked: 'open',
};

const PURPOSES: Record<string, ActionItemPurpose> = {
  prevention: 'prevent',
  preventive: 'prevent',
  preventative: 'prevent',
  detection: 'detect',
  monitoring: 'detect',
  mitigation: 'mitigate',
  repairs: 'repair',
  fix: 'repair',
  processes: 'process',
};

/** What a cell of a column must be, for the report of one that is not. */
export const WANTED: Record<Column, string> = {
  description: 'a description',
  owner: 'an entity ref like user:default/name',
  dueDate: 'a date that can be read in one way only',
  status: 'a known status',
  purpose: 'a known purpose',
  ticketUrl: 'only an address',
  evidenceUrl: 'only an address',
  verifyOn: 'a date that can be read in one way only',
  verified: '“worked” or “did-not-work”',
};

export function readColumns(
  header: readonly string[],
): Array<Column | undefined> {
  const taken = new Set<Column>();
  const result: Array<Column | undefined> = header.map(cell => {
    const name = plainName(cell);
    const column = COLUMNS.find(
      ([key, pattern]) => !taken.has(key) && pattern.test(name),
    )?.[0];
    if (column) taken.add(column);
    return column;
  });
  if (!taken.has('description')) {
    const free = result.findIndex(
      (column, index) =>
        !column && !/^(?:#|no|nr|id|number)?$/.test(plainName(header[index])),
    );
    if (free >= 0) result[free] = 'description';
  }
  return result;
}

/** `done 2026-01-31`, `wont-do: reason`, `In progress`. */
export function readStatus(item: Partial<ActionItem>, cell: string): boolean {
  const reason =
    /^(?:wont-do|won['’]t do|won['’]t fix)\s*[:–—-]\s*([^]+)$/i.exec(cell);
  if (reason) {
    item.status = 'wont-do';
    item.wontDoReason = reason[1];
    return true;
  }
  const done =
    /^(?:done|completed|closed|fixed)[\s:(]+(?:on )?(\d{4}-\d{2}-\d{2})\)?$/i.exec(
      cell,
    );
  const when = done && readWhen(done[1]);
  if (when?.day) {
    item.status = 'done';
    // Only the day is written: its middle is right in most time zones.
    item.doneAt = `${when.day}T12:00:00.000Z`;
    return true;
  }
  const name = cell
    .toLocaleLowerCase('en-US')
    // "✅ Done": the word says it.
    .replace(/^(?:\p{Extended_Pictographic}\uFE0F?\s*)+(?=\p{L})/u, '')
    .replace(/[*_~`]/g, '')
    .trim();
  const status = actionItemStatusSchema.safeParse(name.replace(/\s+/g, '-'));
  const known = status.success ? status.data : STATUSES[name];
  if (known ?? NEAR[name]) item.status = known ?? NEAR[name];
  return !!known;
}

/** `worked`, `did-not-work: note`. */
export function readVerified(item: Partial<ActionItem>, cell: string): boolean {
  const [, answer, note] = /^(\S+?)(?:: ([^]+))?$/.exec(cell) ?? [];
  const verified = verifiedSchema.safeParse(answer);
  if (!verified.success) return false;
  item.verified = verified.data;
  if (note) item.verifiedNote = note;
  return true;
}

/** The state that another cell ends with, in capitals and bold: `n/a **DONE**`. */
export function readMarker(cell: string): ActionItemStatus | undefined {
  const marker = /(?:^|\s)(\*\*|__)([A-Z][A-Z ’'-]{1,20})\1$/.exec(
    cell.slice(-40),
  );
  const item: Partial<ActionItem> = {};
  if (marker) readStatus(item, marker[2]);
  return item.status;
}

export function purposeNamed(text: string): ActionItemPurpose | undefined {
  const name = plainName(text);
  const exact = actionItemPurposeSchema.safeParse(name);
  return exact.success ? exact.data : PURPOSES[name];
}

export function ownerHint(text: string): string | undefined {
  const owner =
    /\(owner:\s?[^()]{1,80}\)|\b(?:owner|assignee|assigned to):\s?[^\s,;][^,;\n]{0,60}|(?<=^|[\s(])@[A-Za-z][\w.-]{1,60}|[—–]\s\p{L}[\p{L} .'-]{1,40}(?=,\s\d{4}-\d{2}-\d{2}\W?$)/iu.exec(
      text.slice(-300),
    );
  return owner?.[0].trim();
}

export function dueHint(text: string): string | undefined {
  const due =
    /(?:—|–|,|\(| by | due )\s?\(?(?:due:? ?|by )?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\)?[.\s]*$/i.exec(
      text.slice(-60),
    );
  return due?.[0].trim();
}

const OWNER_REF =
  /(?:\(owner:\s?|\bowner:\s?|\bassignee:\s?|@|[—–]\s?)((?:user|group):(?:[\w.-]{1,63}\/)?[\w.-]{1,63})\b/i;

export function refIn(text: string): string | undefined {
  const ref = OWNER_REF.exec(text.slice(-300));
  const result = ref && actionItemSchema.shape.owner.safeParse(ref[1]);
  return result?.success ? (result.data ?? undefined) : undefined;
}

/** Whether the words before a date at the end say what it means. */
export function saysDue(text: string): boolean {
  return /\b(?:due|due date|deadline|by):?\s\(?[\d-]{10}\)?[.)\s]*$/i.test(
    text.slice(-80),
  );
}

/** A day that stands behind "due", "by" or a dash at the end. */
export function dueIn(text: string): string | undefined {
  const due =
    /(?:\bdue:?\s|\bdue date:?\s|\bdeadline:?\s|\bby\s|[—–,]\s)\(?(\d{4}-\d{2}-\d{2})\)?[.)\s]*$/i.exec(
      text.slice(-80),
    );
  const when = due && readWhen(due[1]);
  return when?.day;
}
