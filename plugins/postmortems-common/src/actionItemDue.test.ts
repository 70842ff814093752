// SPDX-License-Identifier: Apache-2.0

import { actionFigures, dueOf, today } from './actionItemDue';
import { ActionItemStatus } from './model';

const TODAY = '2026-03-10';

describe('today', () => {
  it('is the day in the configured zone', () => {
    const now = new Date('2026-03-09T23:30:00Z');
    expect(today('UTC', now)).toBe('2026-03-09');
    expect(today('Europe/Copenhagen', now)).toBe('2026-03-10');
    expect(today('America/New_York', now)).toBe('2026-03-09');
    expect(today('UTC')).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe('dueOf', () => {
  it.each([
    ['open', '2026-03-09', 'overdue'],
    ['open', '2026-03-10', 'soon'],
    ['in-progress', '2026-03-17', 'soon'],
    ['open', '2026-03-18', 'later'],
    ['open', null, 'none'],
    ['done', '2026-03-09', 'later'],
    ['wont-do', '2026-03-09', 'later'],
    ['proposed', '2026-03-11', 'later'],
    ['proposed', null, 'none'],
  ] as const)('%s until %s is %s', (status, dueDate, due) => {
    expect(dueOf({ status, dueDate }, TODAY)).toBe(due);
  });
});

describe('actionFigures', () => {
  const row = (
    status: ActionItemStatus,
    dueDate: string | null,
    doneAt: string | null = null,
    createdAt = '2026-03-01T09:00:00.000Z',
  ) => ({ status, dueDate, doneAt, createdAt });

  it('has nothing to say about nothing', () => {
    expect(actionFigures([], TODAY)).toEqual({
      open: 0,
      overdue: 0,
      soon: 0,
      proposed: 0,
      done: 0,
      completion: { n: 0, total: 0 },
      onTime: { n: 0, total: 0 },
      openAge: { p50: null, p90: null },
    });
  });

  it('counts by the definitions of the design', () => {
    expect(
      actionFigures(
        [
          row('open', '2026-03-01', null, '2026-02-08T09:00:00.000Z'),
          row('open', '2026-03-12'),
          row('in-progress', '2026-06-01', null, '2026-03-10T23:00:00.000Z'),
          row('proposed', '2026-03-01'),
          row('wont-do', '2026-03-01'),
          row('done', '2026-03-05', '2026-03-05T23:59:59.000Z'),
          row('done', '2026-03-05', '2026-03-06T00:00:00.000Z'),
          row('done', '2026-03-05', null),
          row('done', '2026-06-01', '2026-03-05T12:00:00.000Z'),
        ],
        TODAY,
      ),
    ).toEqual({
      open: 3,
      overdue: 1,
      soon: 1,
      proposed: 1,
      done: 4,
      completion: { n: 4, total: 7 },
      // Overdue 1, done 3 with a due day that is over; one in time.
      onTime: { n: 1, total: 4 },
      openAge: { p50: 9, p90: 30 },
    });
  });

  it('ends a due day in the configured zone', () => {
    const late = [row('done', '2026-03-05', '2026-03-06T03:00:00.000Z')];
    expect(actionFigures(late, TODAY, 'America/New_York').onTime.n).toBe(1);
    expect(actionFigures(late, TODAY, 'Europe/Copenhagen').onTime.n).toBe(0);
  });
});
