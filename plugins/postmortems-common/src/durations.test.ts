// SPDX-License-Identifier: Apache-2.0

import {
  durationsOf,
  durationStats,
  effectiveInstants,
  fillInstants,
  formatDuration,
  instantHints,
} from './durations';
import { createDocument, TimelineKind } from './model';

const at = (time: string) => `2026-01-31T${time}:00.000Z`;

/** The reference's incident: a payment service down for two hours. */
function payment(
  entries: Array<[string | null, TimelineKind]>,
  instants: Record<string, string> = {},
) {
  return createDocument({
    title: 'Payment service timed out',
    startedAt: at('02:00'),
    timeZone: 'Europe/Copenhagen',
    ...instants,
    timeline: entries.map(([time, kind], index) => ({
      id: `00000000-0000-4000-8000-00000000000${index}`,
      at: time && at(time),
      kind,
      text: kind,
    })),
  });
}

const WHOLE: Array<[string | null, TimelineKind]> = [
  ['02:20', 'detected'],
  ['02:22', 'paged'],
  ['02:27', 'acknowledged'],
  ['03:30', 'mitigated'],
  ['03:40', 'detected'],
  ['03:45', 'resolved'],
  ['04:00', 'resolved'],
];

describe('effectiveInstants', () => {
  it('fills empty instants from the first entries and the last resolved', () => {
    const document = payment(WHOLE);
    expect(effectiveInstants(document)).toEqual({
      startedAt: at('02:00'),
      detectedAt: at('02:20'),
      acknowledgedAt: at('02:27'),
      mitigatedAt: at('03:30'),
      resolvedAt: at('04:00'),
    });
    expect(fillInstants(document)).toEqual({
      ...document,
      ...effectiveInstants(document),
    });
  });

  it('leaves what is said, and does not invent a start or a time', () => {
    const document = payment(
      [
        ['01:50', 'detected'],
        [null, 'mitigated'],
        ['02:40', 'resolved'],
      ],
      { resolvedAt: at('03:00') },
    );
    expect(effectiveInstants(document)).toEqual({
      startedAt: at('02:00'),
      detectedAt: null,
      acknowledgedAt: null,
      mitigatedAt: null,
      resolvedAt: at('03:00'),
    });
    expect(effectiveInstants({ ...document, startedAt: null })).toMatchObject({
      startedAt: null,
      detectedAt: at('01:50'),
    });
  });
});

describe('durationsOf', () => {
  it('counts seconds from the start', () => {
    expect(durationsOf(payment(WHOLE))).toEqual({
      toDetect: 20 * 60,
      toAcknowledge: 27 * 60,
      toMitigate: 90 * 60,
      toResolve: 2 * 60 * 60,
    });
  });

  it('is null where an instant is missing or before the start', () => {
    expect(
      durationsOf({
        startedAt: at('02:00'),
        detectedAt: at('01:59'),
        acknowledgedAt: null,
        mitigatedAt: at('02:00'),
        resolvedAt: null,
      }),
    ).toEqual({
      toDetect: null,
      toAcknowledge: null,
      toMitigate: 0,
      toResolve: null,
    });
    expect(durationsOf({ ...payment(WHOLE), startedAt: null })).toEqual({
      toDetect: null,
      toAcknowledge: null,
      toMitigate: null,
      toResolve: null,
    });
  });
});

describe('instantHints', () => {
  it('says where instants and timeline disagree, in the zone of the incident', () => {
    expect(instantHints(payment(WHOLE, { detectedAt: at('02:05') }))).toEqual([
      {
        field: 'detectedAt',
        code: 'timeline-differs',
        values: {
          kind: 'detected',
          at: '2026-01-31 03:20',
          instant: '2026-01-31 03:05',
        },
        message:
          'The timeline says detected at 2026-01-31 03:20, not 2026-01-31 03:05.',
      },
    ]);
    expect(instantHints(payment([['01:50', 'detected']]))).toEqual([
      {
        field: 'detectedAt',
        code: 'timeline-before-start',
        values: { kind: 'detected', at: '2026-01-31 02:50' },
        message:
          'The timeline says detected at 2026-01-31 02:50, which is before the incident started.',
      },
    ]);
  });

  it('is quiet when they agree to the minute, with any entry of the kind', () => {
    expect(instantHints(payment(WHOLE))).toEqual([]);
    expect(
      instantHints(
        payment(WHOLE, {
          detectedAt: '2026-01-31T03:40:31.000Z',
          resolvedAt: at('03:45'),
        }),
      ),
    ).toEqual([]);
    expect(
      instantHints(payment([[null, 'detected']], { detectedAt: at('02:05') })),
    ).toEqual([]);
  });
});

describe('durationStats', () => {
  it('says how many it used and never makes an end up', () => {
    expect(durationStats([])).toEqual({
      used: 0,
      total: 0,
      median: null,
      p90: null,
      mean: null,
    });
    expect(durationStats([null, null])).toMatchObject({
      used: 0,
      total: 2,
      median: null,
    });
    expect(durationStats([100, null, 20, 10])).toEqual({
      used: 3,
      total: 4,
      median: 20,
      p90: 100,
      mean: 43,
    });
    expect(durationStats([1, 2, 3, 4])).toMatchObject({ median: 3, p90: 4 });
  });

  it('takes p90 by nearest rank', () => {
    const values = Array.from({ length: 10 }, (_, index) => (10 - index) * 60);
    expect(durationStats(values)).toMatchObject({ median: 330, p90: 540 });
    expect(durationStats([...values, 660])).toMatchObject({ p90: 600 });
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [59.7, '1 min'],
    [9 * 60, '9 min'],
    [59 * 60 + 40, '1 h'],
    [80 * 60, '1 h 20 min'],
    [23 * 3600 + 59 * 60 + 59, '1 d'],
    [51 * 3600, '2 d 3 h'],
    [47 * 3600 + 45 * 60, '2 d'],
  ])('%d is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
