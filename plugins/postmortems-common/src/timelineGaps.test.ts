// SPDX-License-Identifier: Apache-2.0

import { createDocument } from './model';
import { timelineGaps } from './timelineGaps';

const at = (time: string) => `2026-01-31T${time}:00.000Z`;
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

function gaps(
  times: Array<string | null>,
  instants: { startedAt?: string; resolvedAt?: string } = {},
  gapMinutes?: number,
) {
  const document = createDocument({
    title: 'Payment service timed out',
    ...instants,
    timeline: times.map((time, index) => ({
      id: id(index),
      at: time && at(time),
    })),
  });
  return timelineGaps(document, gapMinutes ? { gapMinutes } : undefined);
}

describe('timelineGaps', () => {
  it('finds the 45 minutes before the page, and the 20 before the alert', () => {
    expect(
      gaps(['02:20', '03:05', '03:10', '03:20', '03:30'], {
        startedAt: at('02:00'),
        resolvedAt: at('03:40'),
      }),
    ).toEqual([
      {
        after: null,
        before: id(0),
        from: at('02:00'),
        to: at('02:20'),
        seconds: 20 * 60,
      },
      {
        after: id(0),
        before: id(1),
        from: at('02:20'),
        to: at('03:05'),
        seconds: 45 * 60,
      },
    ]);
  });

  it('wants more than the minutes and more than a tenth of the incident', () => {
    const short = { startedAt: at('02:00'), resolvedAt: at('02:30') };
    expect(gaps(['02:15'], short)).toEqual([]);
    expect(gaps(['02:16'], short)).toHaveLength(1);
    const long = { startedAt: at('00:00'), resolvedAt: at('20:00') };
    // Hourly entries are close together against 20 hours, ten without are not.
    const hourly = Array.from({ length: 9 }, (_, hour) => `0${hour + 1}:00`);
    expect(gaps([...hourly, '10:00'], long)).toEqual([
      expect.objectContaining({ after: id(9), before: null, seconds: 36_000 }),
    ]);
    expect(gaps(['02:16'], short, 20)).toEqual([]);
  });

  it('ends a gap with the resolution, and ignores what lies outside', () => {
    expect(
      gaps(['01:00', '02:05', '02:10', '09:00'], {
        startedAt: at('02:00'),
        resolvedAt: at('03:00'),
      }),
    ).toEqual([
      expect.objectContaining({
        after: id(2),
        before: null,
        seconds: 50 * 60,
      }),
    ]);
  });

  it('names the entry that stands at the very start or end', () => {
    expect(
      gaps(['02:00', '03:00'], {
        startedAt: at('02:00'),
        resolvedAt: at('03:00'),
      }),
    ).toEqual([expect.objectContaining({ after: id(0), before: id(1) })]);
  });

  it('does without instants, and an unknown time ends no gap', () => {
    expect(gaps(['02:00', null, '03:00'])).toEqual([
      expect.objectContaining({ after: id(0), before: id(2), seconds: 3600 }),
    ]);
    expect(gaps([])).toEqual([]);
    expect(gaps([null])).toEqual([]);
    expect(gaps(['02:00'])).toEqual([]);
  });
});
