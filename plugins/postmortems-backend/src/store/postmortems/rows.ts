// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  Postmortem,
  PostmortemDocument,
  PostmortemStatus,
  toInput,
  Visibility,
} from 'backstage-plugin-postmortems-common';
import { toDate, toInstant } from '../sql';
import { wordsColumn } from '../search/words';

/** A postmortem as it is stored: without what is computed for the reader. */
export type StoredPostmortem = PostmortemDocument &
  Pick<
    Postmortem,
    | 'id'
    | 'number'
    | 'version'
    | 'status'
    | 'createdBy'
    | 'createdAt'
    | 'updatedBy'
    | 'updatedAt'
    | 'publishedAt'
    | 'firstPublishedAt'
    | 'imported'
    | 'causeIds'
  >;

/** Instants come as dates from PostgreSQL and as milliseconds from SQLite. */
type Instant = Date | number;

/** `content` is the truth; the other columns are there to be asked for. */
export type PostmortemRow = {
  number: number;
  id: string;
  version: number;
  status: PostmortemStatus;
  visibility: Visibility;
  title: string;
  severity: string | null;
  started_at: Instant | null;
  detected_at: Instant | null;
  acknowledged_at: Instant | null;
  mitigated_at: Instant | null;
  resolved_at: Instant | null;
  content: string;
  created_by: string;
  created_at: Instant;
  updated_by: string;
  updated_at: Instant;
  published_at: Instant | null;
  first_published_at: Instant | null;
  /** A boolean in PostgreSQL, 0 or 1 in SQLite. */
  imported: boolean | number;
  sort_at: Instant;
};

const NOT_VERIFIED = {
  evidenceUrl: '',
  verifyOn: null,
  verified: null,
  verifiedNote: '',
} satisfies Partial<ActionItem>;

export function toDocument(
  row: Pick<PostmortemRow, 'content'>,
): PostmortemDocument {
  return withLaterFields(JSON.parse(row.content));
}

/** What an earlier release wrote, with what there is since. */
export function withLaterFields(
  document: PostmortemDocument,
): PostmortemDocument {
  return {
    ...document,
    actionItems: document.actionItems.map(item => ({
      ...NOT_VERIFIED,
      ...item,
    })),
  };
}

export function toStored(
  row: PostmortemRow,
  causeIds: string[],
): StoredPostmortem {
  return {
    ...toDocument(row),
    causeIds,
    id: row.id,
    number: row.number,
    version: row.version,
    status: row.status,
    createdBy: row.created_by,
    createdAt: toInstant(row.created_at)!,
    updatedBy: row.updated_by,
    updatedAt: toInstant(row.updated_at)!,
    publishedAt: toInstant(row.published_at),
    firstPublishedAt: toInstant(row.first_published_at),
    imported: Boolean(row.imported),
  };
}

export function toRow(
  postmortem: Omit<StoredPostmortem, 'number'>,
): Omit<PostmortemRow, 'number'> {
  return {
    id: postmortem.id,
    version: postmortem.version,
    status: postmortem.status,
    visibility: postmortem.visibility,
    title: postmortem.title,
    severity: postmortem.severity,
    started_at: toDate(postmortem.startedAt),
    detected_at: toDate(postmortem.detectedAt),
    acknowledged_at: toDate(postmortem.acknowledgedAt),
    mitigated_at: toDate(postmortem.mitigatedAt),
    resolved_at: toDate(postmortem.resolvedAt),
    content: JSON.stringify(toInput(postmortem)),
    created_by: postmortem.createdBy,
    created_at: new Date(postmortem.createdAt),
    updated_by: postmortem.updatedBy,
    updated_at: new Date(postmortem.updatedAt),
    published_at: toDate(postmortem.publishedAt),
    first_published_at: toDate(postmortem.firstPublishedAt),
    imported: postmortem.imported,
    sort_at: new Date(postmortem.startedAt ?? postmortem.createdAt),
  };
}

export type VersionRow = {
  postmortem_id: string;
  version: number;
  status: PostmortemStatus;
  document: string;
  causes: string | null;
  actor: string;
  at: Instant;
  session_at: Instant;
  /** A boolean in PostgreSQL, 0 or 1 in SQLite. */
  superseded: boolean | number;
};

export type ActionItemDbRow = {
  id: string;
  postmortem_id: string;
  position: number;
  description: string;
  owner: string | null;
  due_date: string | null;
  status: ActionItem['status'];
  purpose: ActionItem['purpose'];
  ticket_url: string;
  wont_do_reason: string;
  done_at: Instant | null;
  evidence_url: string;
  verify_on: string | null;
  verified: ActionItem['verified'];
  verified_note: string;
  first_due_date: string | null;
  due_date_moves: number;
  /** JSON: the item in the last published version; `null` before the first. */
  published: string | null;
  words: string;
  created_at: Instant;
  updated_at: Instant;
  updated_by: string;
};

export function toActionItem(row: ActionItemDbRow): ActionItem {
  return {
    id: row.id,
    description: row.description,
    owner: row.owner,
    dueDate: row.due_date,
    status: row.status,
    purpose: row.purpose,
    ticketUrl: row.ticket_url,
    wontDoReason: row.wont_do_reason,
    doneAt: toInstant(row.done_at),
    evidenceUrl: row.evidence_url,
    verifyOn: row.verify_on,
    verified: row.verified,
    verifiedNote: row.verified_note,
  };
}

/** The columns that say what the item is, without those about the row. */
export function toActionItemColumns(item: ActionItem) {
  return {
    description: item.description,
    owner: item.owner,
    due_date: item.dueDate,
    status: item.status,
    purpose: item.purpose,
    ticket_url: item.ticketUrl,
    wont_do_reason: item.wontDoReason,
    done_at: toDate(item.doneAt),
    evidence_url: item.evidenceUrl,
    verify_on: item.verifyOn,
    verified: item.verified,
    verified_note: item.verifiedNote,
    words: wordsColumn(item.description),
  };
}

/** Who may read it when it is restricted, and as what. */
export function readersOf(
  postmortem: StoredPostmortem,
): Array<{ entity_ref: string; role: string }> {
  const refsAs = (role: string, refs: ReadonlyArray<string | null>) =>
    [...new Set(refs)].flatMap(ref =>
      ref === null ? [] : { entity_ref: ref, role },
    );
  return [
    ...refsAs('author', [postmortem.createdBy]),
    ...refsAs('commander', [postmortem.incidentCommander]),
    ...refsAs('participant', postmortem.participants),
    ...refsAs(
      'owner',
      postmortem.actionItems.map(item => item.owner),
    ),
    ...refsAs('reader', postmortem.readers),
  ];
}
