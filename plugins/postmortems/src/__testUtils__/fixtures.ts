import {
  ActionItemRow,
  IncidentPoint,
  Overview,
  PostmortemListItem,
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
  updatedAt: '2026-11-13T09:00:00.000Z',
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
  id: 'a1',
  number: 12,
  title: 'Checkout was slow',
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
  since: '2025-11-24T00:00:00.000Z',
  until: '2026-11-24T00:00:00.000Z',
  includes: ['component:default/payment'],
  totalPostmortems: 9,
  points: [
    point(),
    point({
      id: 'a2',
      number: 9,
      title: 'Certificate expired',
      severity: 'P1',
      startedAt: '2026-03-02T06:00:00.000Z',
      toResolve: null,
    }),
  ],
  ...values,
});

/** A list of one page. */
export const pageOf = <T>(...items: T[]) => ({
  items,
  totalItems: items.length,
});
