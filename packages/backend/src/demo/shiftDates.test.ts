// SPDX-License-Identifier: Apache-2.0

import { createDocument } from 'backstage-plugin-postmortems-common';
import { shiftDates } from './shiftDates';

const id = (n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

it('moves every date and keeps the time of day where it happened', () => {
  const winter = createDocument({
    title: 'Checkout is slow',
    timeZone: 'Europe/Copenhagen',
    startedAt: '2026-01-10T13:05:00Z', // 14:05 in Copenhagen
    detectedAt: '2026-01-10T13:14:00Z',
    acknowledgedAt: '2026-01-10T13:18:00Z',
    mitigatedAt: '2026-01-10T13:59:00Z',
    resolvedAt: '2026-01-10T14:25:00Z',
    timeline: [
      { id: id(1), at: '2026-01-10T13:05:00Z', text: 'deploy' },
      { id: id(2), at: null, text: 'somebody looked' },
    ],
    actionItems: [
      {
        id: id(3),
        dueDate: '2026-01-31',
        status: 'done',
        doneAt: '2026-01-20T09:00:00Z',
      },
      { id: id(4) },
    ],
  });

  // to the summer: 14:05 in Copenhagen is 12:05 in UTC
  const summer = shiftDates(winter, 181);
  expect(summer).toEqual({
    ...winter,
    startedAt: '2026-07-10T12:05:00.000Z',
    detectedAt: '2026-07-10T12:14:00.000Z',
    acknowledgedAt: '2026-07-10T12:18:00.000Z',
    mitigatedAt: '2026-07-10T12:59:00.000Z',
    resolvedAt: '2026-07-10T13:25:00.000Z',
    timeline: [
      { ...winter.timeline[0], at: '2026-07-10T12:05:00.000Z' },
      winter.timeline[1],
    ],
    actionItems: [
      {
        ...winter.actionItems[0],
        dueDate: '2026-07-31',
        doneAt: '2026-07-20T08:00:00.000Z',
      },
      winter.actionItems[1],
    ],
  });
  expect(shiftDates(summer, -181)).toEqual(winter);
});

it('keeps durations when the clock jumps during the incident', () => {
  const document = createDocument({
    title: 'At night',
    timeZone: 'Europe/Copenhagen',
    startedAt: '2026-03-28T01:30:00Z',
    detectedAt: '2026-03-28T02:10:00Z',
  });
  // 02:30 does not exist on the next day
  const next = shiftDates(document, 1);
  expect(Date.parse(next.detectedAt!) - Date.parse(next.startedAt!)).toBe(
    40 * 60 * 1000,
  );
});

it('moves a draft in which nothing has happened yet', () => {
  const draft = createDocument({
    title: 'Draft',
    actionItems: [{ id: id(1), dueDate: '2026-02-28' }],
  });
  expect(shiftDates(draft, 2).actionItems[0].dueDate).toBe('2026-03-02');
});
