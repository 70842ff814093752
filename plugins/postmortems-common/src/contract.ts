// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import {
  actionItemHistorySchema,
  actionItemListSchema,
  actionItemPatchSchema,
  actionItemRowSchema,
  actionItemsCsvQuerySchema,
  actionItemsQuerySchema,
  actionItemTotalsQuerySchema,
  actionItemTotalsSchema,
  AFFECTED_KINDS,
  causeDetailsSchema,
  causeIdsSchema,
  causeInputSchema,
  causeListSchema,
  causeRecurrenceQuerySchema,
  causeMergeSchema,
  causePatchSchema,
  causeSchema,
  causesQuerySchema,
  entityPathSchema,
  factsQuerySchema,
  goneOwnerListSchema,
  goneOwnersQuerySchema,
  handOverResultSchema,
  handOverSchema,
  importRequestSchema,
  importResultSchema,
  metricsQuerySchema,
  metricsSchema,
  overviewQuerySchema,
  overviewSchema,
  policiesQuerySchema,
  policiesSchema,
  partsSchema,
  possibleRecurrencesSchema,
  postmortemInputSchema,
  postmortemListSchema,
  postmortemSchema,
  postmortemsQuerySchema,
  recurringCauseSchema,
  reviewAgendaQuerySchema,
  reviewAgendaSchema,
  reviewDecisionInputSchema,
  reviewItemSchema,
  reviewListSchema,
  reviewSchema,
  reviewsQuerySchema,
  reviewStartSchema,
  savedPostmortemSchema,
  searchDocumentListSchema,
  searchDocumentsQuerySchema,
  similarDraftSchema,
  similarQuerySchema,
  similarSchema,
  similarToQuerySchema,
  systemFactsListSchema,
  ticketRequestSchema,
  trackerListSchema,
  trackersQuerySchema,
} from './model';

/**
 * A call of the HTTP contract.
 *
 * @public
 */
export type Call = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Under `/api/postmortems`, with `{name}` for what varies. */
  path: `/${string}`;
  summary: string;
  /** Checks what varies in the path, where that is more than a string. */
  params?: z.ZodType;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** A string is a media type of text. Absent: nothing, with status 204. */
  answer?: z.ZodType | `text/${string}`;
  /** Of the answer; default: 200. */
  status?: 201;
  /** With `dryRun: true` in the body it writes nothing: 200, described here. */
  dryRun?: string;
  /** Whether `If-Match: "<version>"` is required, or honored when sent. */
  ifMatch?: 'required' | 'optional';
  /** Whether `Idempotency-Key` is honored: the same request creates nothing twice. */
  idempotencyKey?: true;
  /** For how long the client waits for the answer, in milliseconds; default: 30 seconds. */
  timeLimitMs?: number;
  /** Tells the audit log; every write has it. */
  audit?: {
    what: 'postmortem' | 'action-item' | 'cause' | 'review';
    actionType: string;
    /** Default: `medium`. */
    severity?: 'low';
    /** What of the path is logged, by which name; default: all of it. */
    meta?: (params: Record<string, string>) => Record<string, string>;
  };
};

const publishing = {
  method: 'post',
  answer: postmortemSchema,
  ifMatch: 'optional',
} as const;

/**
 * Every call of the HTTP contract, by the name that it has in the client. The
 * client, the router and the OpenAPI document are made of this table.
 *
 * @public
 */
export const contract = {
  list: {
    method: 'get',
    path: '/postmortems',
    summary: 'List postmortems',
    query: postmortemsQuerySchema,
    answer: postmortemListSchema,
  },
  create: {
    method: 'post',
    path: '/postmortems',
    summary: 'Create a draft',
    body: postmortemInputSchema,
    answer: savedPostmortemSchema,
    status: 201,
    idempotencyKey: true,
    audit: { what: 'postmortem', actionType: 'create' },
  },
  get: {
    method: 'get',
    path: '/postmortems/{id}',
    summary: 'Read a postmortem',
    answer: postmortemSchema,
  },
  save: {
    method: 'put',
    path: '/postmortems/{id}',
    summary: 'Save the whole document; what others changed since is merged',
    body: postmortemInputSchema,
    answer: savedPostmortemSchema,
    ifMatch: 'required',
    // The form saves by itself while somebody writes.
    audit: { what: 'postmortem', actionType: 'save', severity: 'low' },
  },
  delete: {
    method: 'delete',
    path: '/postmortems/{id}',
    summary: 'Delete a postmortem',
    ifMatch: 'optional',
    audit: { what: 'postmortem', actionType: 'delete' },
  },
  publish: {
    ...publishing,
    path: '/postmortems/{id}/publish',
    summary: 'What the publishing gate wants is said in `error.unmet`',
    audit: { what: 'postmortem', actionType: 'publish' },
  },
  unpublish: {
    ...publishing,
    path: '/postmortems/{id}/unpublish',
    summary: 'Make it a draft again',
    audit: { what: 'postmortem', actionType: 'unpublish' },
  },
  markdown: {
    method: 'get',
    path: '/postmortems/{id}/markdown',
    summary: 'Read a postmortem as Markdown, in the template',
    answer: 'text/markdown',
  },
  setCauses: {
    method: 'put',
    path: '/postmortems/{id}/causes',
    summary: 'Confirm exactly these causes, which is a save of it',
    body: causeIdsSchema,
    answer: postmortemSchema,
    ifMatch: 'optional',
    audit: { what: 'postmortem', actionType: 'set-causes' },
  },
  /** The cause is not suggested again for this postmortem. */
  rejectCause: {
    method: 'post',
    path: '/postmortems/{id}/causes/{causeId}/reject',
    summary: 'Never suggest this cause for it again',
    audit: { what: 'postmortem', actionType: 'reject-cause' },
  },
  similar: {
    method: 'get',
    path: '/postmortems/{id}/similar',
    summary: 'What is similar to it, and why',
    query: similarQuerySchema,
    answer: similarSchema,
  },
  /** The pair is not suggested again, either way. */
  rejectSimilar: {
    method: 'post',
    path: '/postmortems/{id}/similar/{otherId}/reject',
    summary: 'Never suggest these two for each other again',
    audit: { what: 'postmortem', actionType: 'reject-similar' },
  },
  /** The same as `similar` for text that is not saved. */
  similarTo: {
    method: 'post',
    path: '/similar',
    summary: 'What is similar to a draft that is not saved',
    query: similarToQuerySchema,
    body: similarDraftSchema,
    answer: similarSchema,
  },
  causes: {
    method: 'get',
    path: '/causes',
    summary: 'List causes with their counts',
    query: causesQuerySchema,
    answer: causeListSchema,
  },
  /** A name that is taken is refused with 409; `error.current` is that cause. */
  createCause: {
    method: 'post',
    path: '/causes',
    summary: 'Create a cause; 409 when its name is taken',
    body: causeInputSchema,
    answer: causeSchema,
    status: 201,
    audit: { what: 'cause', actionType: 'create' },
  },
  cause: {
    method: 'get',
    path: '/causes/{id}',
    summary: 'Read a cause with its postmortems and its history',
    answer: causeDetailsSchema,
  },
  causeRecurrence: {
    method: 'get',
    path: '/causes/{id}/recurrence',
    summary: 'How a cause came back among systems, and what was promised',
    query: causeRecurrenceQuerySchema,
    answer: recurringCauseSchema,
  },
  updateCause: {
    method: 'patch',
    path: '/causes/{id}',
    summary: 'Rename, describe or recategorise a cause',
    body: causePatchSchema,
    answer: causeSchema,
    audit: { what: 'cause', actionType: 'update' },
  },
  /** Answers the cause that stays, which now has the postmortems of both. */
  mergeCause: {
    method: 'post',
    path: '/causes/{id}/merge',
    summary: 'Move everything to another cause',
    body: causeMergeSchema,
    answer: causeSchema,
    audit: {
      what: 'cause',
      actionType: 'merge',
      // The `id` that is logged in the end is that of the cause that stays.
      meta: ({ id }) => ({ merged: id }),
    },
  },
  import: {
    method: 'post',
    path: '/import',
    summary: 'Make a draft of a Markdown document',
    body: importRequestSchema,
    answer: importResultSchema,
    status: 201,
    idempotencyKey: true,
    dryRun: 'Nothing was written: it was a `dryRun`',
    timeLimitMs: 120_000,
    audit: { what: 'postmortem', actionType: 'import' },
  },
  actionItems: {
    method: 'get',
    path: '/action-items',
    summary: 'List action items',
    query: actionItemsQuerySchema,
    answer: actionItemListSchema,
  },
  actionItemTotals: {
    method: 'get',
    path: '/action-items/totals',
    summary: 'How many action items there are',
    query: actionItemTotalsQuerySchema,
    answer: actionItemTotalsSchema,
  },
  actionItemsCsv: {
    method: 'get',
    path: '/action-items/csv',
    summary: 'The action items of a list as CSV, all of its pages',
    query: actionItemsCsvQuerySchema,
    answer: 'text/csv',
    timeLimitMs: 120_000,
  },
  updateActionItem: {
    method: 'patch',
    path: '/action-items/{id}',
    summary: 'Change an action item, which is a save of its postmortem',
    body: actionItemPatchSchema,
    answer: actionItemRowSchema,
    ifMatch: 'optional',
    audit: { what: 'action-item', actionType: 'update' },
  },
  actionItemHistory: {
    method: 'get',
    path: '/action-items/{id}/history',
    summary: 'What changed on an action item since it was first published',
    answer: actionItemHistorySchema,
  },
  goneOwners: {
    method: 'get',
    path: '/gone-owners',
    summary: 'Whom the catalog no longer has, and what was theirs',
    query: goneOwnersQuerySchema,
    answer: goneOwnerListSchema,
  },
  /** What the caller may not change is listed, and stays. */
  handOver: {
    method: 'post',
    path: '/hand-over',
    summary: 'Give what one user or group has to another',
    body: handOverSchema,
    answer: handOverResultSchema,
    dryRun: 'Nothing was written: it was a `dryRun`',
    timeLimitMs: 120_000,
    audit: { what: 'action-item', actionType: 'hand-over' },
  },
  reviews: {
    method: 'get',
    path: '/reviews',
    summary: 'List the team reviews of a group',
    query: reviewsQuerySchema,
    answer: reviewListSchema,
  },
  startReview: {
    method: 'post',
    path: '/reviews',
    summary: 'Begin a team review, or go on with the unfinished one',
    body: reviewStartSchema,
    answer: reviewSchema,
    audit: { what: 'review', actionType: 'start' },
  },
  review: {
    method: 'get',
    path: '/reviews/{id}',
    summary: 'Read a team review, with what recurred since the one before',
    answer: reviewSchema,
  },
  reviewAgenda: {
    method: 'get',
    path: '/reviews/{id}/agenda',
    summary: 'Its action items in their order, with what was decided',
    query: reviewAgendaQuerySchema,
    answer: reviewAgendaSchema,
  },
  /** A change of the item is a save of its postmortem. */
  decideInReview: {
    method: 'post',
    path: '/reviews/{id}/agenda/{itemId}/decisions',
    summary: 'Change, split or skip an action item, and record it',
    body: reviewDecisionInputSchema,
    answer: reviewItemSchema,
    audit: {
      what: 'review',
      actionType: 'decide',
      // The `id` that is logged in the end is that of the action item.
      meta: ({ id }) => ({ review: id }),
    },
  },
  undoReviewDecision: {
    method: 'post',
    path: '/reviews/{id}/decisions/{decisionId}/undo',
    summary: 'Take a decision back, with what it changed',
    answer: reviewItemSchema,
    audit: {
      what: 'review',
      actionType: 'undo',
      meta: ({ id, decisionId }) => ({ review: id, decision: decisionId }),
    },
  },
  endReview: {
    method: 'post',
    path: '/reviews/{id}/end',
    summary: 'End a team review',
    answer: reviewSchema,
    audit: { what: 'review', actionType: 'end' },
  },
  /** Where there is one already, nothing is created. */
  createTicket: {
    method: 'post',
    path: '/action-items/{id}/ticket',
    summary: 'Create its ticket in an issue tracker; one, however often',
    body: ticketRequestSchema,
    answer: actionItemRowSchema,
    timeLimitMs: 90_000,
    audit: { what: 'action-item', actionType: 'create-ticket' },
  },
  trackers: {
    method: 'get',
    path: '/trackers',
    summary: 'The issue trackers in which action items have tickets',
    query: trackersQuerySchema,
    answer: trackerListSchema,
  },
  policies: {
    method: 'get',
    path: '/policies',
    summary: 'How the configured policies are kept',
    query: policiesQuerySchema,
    answer: policiesSchema,
  },
  systemOverview: {
    method: 'get',
    path: '/systems/{kind}/{namespace}/{name}/overview',
    summary: 'The figures of an affected system',
    params: entityPathSchema(...AFFECTED_KINDS),
    query: overviewQuerySchema,
    answer: overviewSchema,
  },
  ownerOverview: {
    method: 'get',
    path: '/owners/{kind}/{namespace}/{name}/overview',
    summary: 'The figures of what a user or group owns',
    params: entityPathSchema('user', 'group'),
    answer: overviewSchema,
  },
  systemPossibleRecurrences: {
    method: 'get',
    path: '/systems/{kind}/{namespace}/{name}/possible-recurrences',
    summary: 'What may have come back, unconfirmed',
    params: entityPathSchema(...AFFECTED_KINDS),
    query: overviewQuerySchema,
    answer: possibleRecurrencesSchema,
  },
  ownerPossibleRecurrences: {
    method: 'get',
    path: '/owners/{kind}/{namespace}/{name}/possible-recurrences',
    summary: 'The same for what a user or group owns',
    params: entityPathSchema('user', 'group'),
    answer: possibleRecurrencesSchema,
  },
  metrics: {
    method: 'get',
    path: '/metrics',
    summary: 'The same figures over a filter',
    query: metricsQuerySchema,
    answer: metricsSchema,
  },
  systemParts: {
    method: 'get',
    path: '/systems/{kind}/{namespace}/{name}/parts',
    summary: 'The system and everything that is part of it',
    params: entityPathSchema(...AFFECTED_KINDS),
    answer: partsSchema,
  },
  ownerParts: {
    method: 'get',
    path: '/owners/{kind}/{namespace}/{name}/parts',
    summary: 'What a user or group owns',
    params: entityPathSchema('user', 'group'),
    answer: partsSchema,
  },
  facts: {
    method: 'get',
    path: '/facts',
    summary: 'Figures of every affected system, for scorecards: not restricted',
    query: factsQuerySchema,
    answer: systemFactsListSchema,
  },
  searchDocuments: {
    method: 'get',
    path: '/search-documents',
    summary: 'What a search index holds: published, and not restricted',
    query: searchDocumentsQuerySchema,
    answer: searchDocumentListSchema,
  },
  openapi: {
    method: 'get',
    path: '/openapi.json',
    summary: 'This description',
    answer: z.looseObject({}),
  },
} satisfies Record<string, Call>;

/** @public */
export type Contract = typeof contract;
/** @public */
export type CallName = keyof Contract;

/** All names, in the order of the table. @public */
export const callNames = Object.keys(contract) as CallName[];
