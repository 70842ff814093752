// SPDX-License-Identifier: Apache-2.0

import {
  ActionItemRow,
  ActionItemTotals,
  Cause,
  CauseDetails,
  IncidentPoint,
  Overview,
  PossibleRecurrence,
  PostmortemListItem,
  PostmortemRef,
  Promised,
  RecurringCauseSummary,
  SimilarPostmortem,
  Unfinished,
} from 'backstage-plugin-postmortems-common';

export const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payment', namespace: 'default' },
};

export const listItem = (
  item: Partial<PostmortemListItem> = {},
): PostmortemListItem => ({
  id: 'a1',
  number: 12,
  title: 'Checkout was slow',
  status: 'published',
  severity: 'P2',
  visibility: 'internal',
  startedAt: '2026-11-12T14:05:00.000Z',
  resolvedAt: '2026-11-12T15:25:00.000Z',
  affectedSystems: ['component:default/payment'],
  openActionItems: 2,
  createdBy: 'user:default/ada',
  createdAt: '2026-11-12T17:00:00.000Z',
  updatedBy: 'user:default/ada',
  updatedAt: '2026-11-13T09:00:00.000Z',
  publishedAt: '2026-11-13T09:00:00.000Z',
  firstPublishedAt: '2026-11-13T09:00:00.000Z',
  ...item,
});

export const actionItem = (
  item: Partial<ActionItemRow> = {},
): ActionItemRow => ({
  id: 'b1',
  description: 'Add a pool-size gate',
  owner: 'group:default/team-payments',
  dueDate: '2020-01-31',
  status: 'open',
  purpose: 'prevent',
  ticketUrl: '',
  wontDoReason: '',
  doneAt: null,
  evidenceUrl: '',
  verifyOn: null,
  verified: null,
  verifiedNote: '',
  firstDueDate: '2020-01-31',
  dueDateMoves: 0,
  ownerGone: false,
  ticket: null,
  createdAt: '2019-11-13T09:00:00.000Z',
  updatedAt: '2019-11-13T09:00:00.000Z',
  due: 'overdue',
  postmortem: {
    id: 'a1',
    number: 12,
    version: 3,
    title: 'Checkout was slow',
    status: 'published',
    severity: 'P2',
    affectedSystems: ['component:default/payment'],
  },
  can: { update: true },
  ...item,
});

export const point = (item: Partial<IncidentPoint> = {}): IncidentPoint => ({
  number: 12,
  status: 'published',
  severity: 'P2',
  startedAt: '2026-11-12T14:05:00.000Z',
  toResolve: 4800,
  ...item,
});

const none = { used: 0, total: 0, median: null, p90: null, mean: null };

export const overview = (values: Partial<Overview> = {}): Overview => ({
  incidents: 7,
  bySeverity: [
    { severity: 'P1', count: 2 },
    { severity: 'P2', count: 5 },
  ],
  durations: {
    toDetect: { used: 5, total: 7, median: 540, p90: 1200, mean: 600 },
    toAcknowledge: none,
    toMitigate: none,
    toResolve: { used: 6, total: 7, median: 4800, p90: 14700, mean: 6000 },
  },
  actionItems: {
    open: 5,
    overdue: 2,
    soon: 1,
    proposed: 0,
    done: 3,
    completion: { n: 3, total: 8 },
    onTime: { n: 2, total: 5 },
    openAge: { p50: 20, p90: 60 },
  },
  recurrence: {
    rate: { n: 0, total: 7 },
    daysBetween: none,
    withUnfinishedPrevent: { n: 0, total: 0 },
  },
  recurringCauses: [],
  moreRecurringCauses: 0,
  quietFixes: [],
  since: '2025-11-24T00:00:00.000Z',
  until: '2026-11-24T00:00:00.000Z',
  totalPostmortems: 9,
  points: [
    point(),
    point({
      number: 9,
      severity: 'P1',
      startedAt: '2026-03-02T06:00:00.000Z',
      toResolve: null,
    }),
  ],
  months: [],
  ...values,
});

/** A list of one page. */
export const pageOf = <T>(...items: T[]) => ({
  items,
  totalItems: items.length,
});

export const postmortemRef = (
  values: Partial<PostmortemRef> = {},
): PostmortemRef => ({
  id: 'a1',
  number: 12,
  title: 'Checkout was slow',
  status: 'published',
  severity: 'P2',
  startedAt: '2026-10-12T14:05:00.000Z',
  affectedSystems: ['component:default/payment'],
  ...values,
});

export const causeRef = {
  id: 'c1',
  name: 'No performance gate',
  category: 'process-gap',
};

export const promised = (values: Partial<Promised> = {}): Promised => ({
  id: 'b1',
  description: 'Add a pool-size gate',
  owner: 'group:default/team-payments',
  dueDate: '2020-01-31',
  status: 'open',
  purpose: 'prevent',
  doneAt: null,
  due: 'overdue',
  ...values,
});

export const unfinished = (values: Partial<Unfinished> = {}): Unfinished => ({
  ...promised(),
  postmortem: { id: 'a1', number: 12, title: 'Checkout was slow' },
  daysOverdue: 7,
  ...values,
});

/** Seen in PM-12, recurred in PM-19 while its action item was open. */
export const recurringCause = (
  values: Partial<RecurringCauseSummary> = {},
): RecurringCauseSummary => ({
  cause: causeRef,
  times: 2,
  firstAt: '2026-10-12T14:05:00.000Z',
  lastAt: '2026-11-12T14:05:00.000Z',
  meanDaysBetween: 31,
  systems: ['component:default/payment'],
  totalSystems: 1,
  occurrences: [
    { number: 19, title: 'Checkout slow again' },
    { number: 12, title: 'Checkout was slow' },
  ],
  unfinished: { items: [unfinished()], totalItems: 1 },
  ...values,
});

export const possibleRecurrence = (
  values: Partial<PossibleRecurrence> = {},
): PossibleRecurrence => ({
  postmortem: postmortemRef({
    id: 'a4',
    number: 31,
    title: 'Vouchers took the pool',
  }),
  earlier: postmortemRef(),
  score: 0.46,
  parts: [
    { kind: 'text', score: 0.31, terms: ['pool', 'exhaust'] },
    { kind: 'system', score: 0.15, terms: ['component:default/payment'] },
  ],
  causes: [{ ...causeRef, of: 'earlier' }],
  can: { updateLater: true, updateEarlier: true },
  ...values,
});

export const similarPostmortem = (
  values: Partial<SimilarPostmortem> = {},
): SimilarPostmortem => ({
  postmortem: postmortemRef(),
  score: 0.46,
  parts: possibleRecurrence().parts,
  rootCause: 'The checklist has no gate.',
  causes: [],
  actionItems: [promised()],
  ...values,
});

export const cause = (values: Partial<Cause> = {}): Cause => ({
  ...causeRef,
  description: 'Nothing stops a slow release.',
  createdBy: 'user:default/ada',
  createdAt: '2026-10-13T08:00:00.000Z',
  updatedBy: 'user:default/ada',
  updatedAt: '2026-10-13T08:00:00.000Z',
  postmortems: 3,
  times: 2,
  recurrences: 1,
  firstAt: '2026-10-12T14:05:00.000Z',
  lastAt: '2026-11-12T14:05:00.000Z',
  meanDaysBetween: 31,
  systems: ['component:default/payment'],
  openActionItems: 2,
  overdueActionItems: 1,
  ...values,
});

export const causeDetails = (
  values: Partial<CauseDetails> = {},
): CauseDetails => ({
  ...cause(),
  occurrences: [
    {
      postmortem: postmortemRef({
        id: 'a3',
        number: 19,
        title: 'Checkout slow again',
        startedAt: '2026-11-12T14:05:00.000Z',
      }),
      recurrence: true,
      confirmedBy: 'user:default/ada',
      confirmedAt: '2026-11-13T08:00:00.000Z',
      actionItems: [],
    },
    {
      postmortem: postmortemRef(),
      recurrence: false,
      confirmedBy: 'user:default/bo',
      confirmedAt: '2026-10-13T08:00:00.000Z',
      actionItems: [promised()],
    },
  ],
  history: [
    {
      at: '2026-10-13T08:00:00.000Z',
      actor: 'user:default/ada',
      kind: 'created',
      changes: {},
      merged: null,
    },
  ],
  can: { manage: true },
  ...values,
});

export const totals = (
  changes: Partial<ActionItemTotals> = {},
): ActionItemTotals => ({
  open: 2,
  overdue: 1,
  soon: 0,
  noDate: 0,
  noOwner: 0,
  ownerGone: 0,
  moved: 0,
  proposed: 0,
  done: 1,
  wontDo: 0,
  onTime: { n: 1, total: 2 },
  ...changes,
});
