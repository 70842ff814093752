// SPDX-License-Identifier: Apache-2.0

import { Occurrence, recurrencesOf, wasUnfinished } from './recurrence';

const PAYMENT = 'component:default/payment';

function occurrence(
  number: number,
  startedAt: string | null,
  changes: Partial<Occurrence> = {},
): Occurrence {
  return {
    id: `id-${number}`,
    number,
    startedAt: startedAt && `${startedAt}T10:00:00.000Z`,
    affectedSystems: [PAYMENT],
    causeIds: ['gate'],
    ...changes,
  };
}

const earlierOf = (one: Occurrence, others: Occurrence[]) =>
  Object.fromEntries(
    [...recurrencesOf(one, others, 365)].map(([cause, { earlier }]) => [
      cause,
      earlier.map(({ number }) => number),
    ]),
  );

describe('recurrencesOf', () => {
  const one = occurrence(9, '2026-01-01');

  it('finds earlier ones with the cause on the system, newest first', () => {
    expect(
      earlierOf(one, [
        one,
        occurrence(1, '2025-03-01'),
        occurrence(2, '2025-10-01', {
          affectedSystems: ['component:default/mail', PAYMENT],
        }),
        occurrence(3, '2025-10-01', {
          affectedSystems: ['component:default/mail'],
        }),
        occurrence(4, '2025-10-01', { causeIds: ['other'] }),
        occurrence(5, '2026-02-01'),
        occurrence(6, null),
      ]),
    ).toEqual({ gate: [2, 1] });
  });

  it('wants one of them within the days, and then counts all', () => {
    const old = occurrence(1, '2020-01-01');
    expect(earlierOf(one, [old])).toEqual({});
    expect(earlierOf(one, [old, occurrence(2, '2025-01-01')])).toEqual({
      gate: [2, 1],
    });
    expect(earlierOf(one, [old, occurrence(2, '2024-12-31')])).toEqual({});
  });

  it('counts on each system by itself', () => {
    const mail = 'component:default/mail';
    const both = { ...one, affectedSystems: [PAYMENT, mail] };
    const others = [
      occurrence(1, '2024-06-01', { affectedSystems: [mail] }),
      occurrence(2, '2025-06-01'),
      occurrence(3, '2020-06-01'),
    ];
    const cameBack = recurrencesOf(both, others, 365).get('gate')!;
    expect(cameBack.systems).toEqual([PAYMENT]);
    expect(cameBack.earlier.map(({ number }) => number)).toEqual([2, 3]);
  });

  it('takes the number where two start at the same instant', () => {
    const same = occurrence(10, '2026-01-01');
    expect(earlierOf(one, [same])).toEqual({});
    expect(earlierOf(same, [one])).toEqual({ gate: [9] });
  });

  it('finds nothing for what has no start or no confirmed cause', () => {
    const others = [occurrence(1, '2025-12-01')];
    expect(earlierOf({ ...one, startedAt: null }, others)).toEqual({});
    expect(earlierOf({ ...one, causeIds: [] }, others)).toEqual({});
  });
});

describe('wasUnfinished', () => {
  const at = '2026-02-01T10:00:00.000Z';
  const item = {
    status: 'open' as const,
    dueDate: null,
    doneAt: null,
    createdAt: '2026-01-01T00:00:00.000Z',
  };

  it('claims only what is known', () => {
    expect(wasUnfinished(item, at)).toBe(true);
    expect(wasUnfinished({ ...item, status: 'proposed' }, at)).toBe(false);
    expect(wasUnfinished({ ...item, status: 'wont-do' }, at)).toBe(false);
    const done = { ...item, status: 'done' as const };
    expect(
      wasUnfinished({ ...done, doneAt: '2026-02-02T00:00:00.000Z' }, at),
    ).toBe(true);
    expect(wasUnfinished({ ...done, doneAt: at }, at)).toBe(false);
    expect(wasUnfinished(done, at)).toBe(false);
  });

  it('counts what was written down later and due before', () => {
    const later = { ...item, createdAt: '2026-03-01T00:00:00.000Z' };
    expect(wasUnfinished(later, at)).toBe(false);
    expect(wasUnfinished({ ...later, dueDate: '2026-01-31' }, at)).toBe(true);
    expect(wasUnfinished({ ...later, dueDate: '2026-02-01' }, at)).toBe(false);
  });
});
