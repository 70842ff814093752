// SPDX-License-Identifier: Apache-2.0

import {
  TimelineEntry,
  timelineGaps,
} from 'backstage-plugin-postmortems-common';
import { timelineRows } from './timelineRows';

const entry = (id: string, at: string | null): TimelineEntry => ({
  id,
  at,
  kind: 'other',
  text: id,
});

function rowsOf(
  timeline: TimelineEntry[],
  instants: { startedAt?: string; resolvedAt?: string } = {},
  zone = 'UTC',
) {
  const gaps = timelineGaps({
    startedAt: null,
    detectedAt: null,
    acknowledgedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    ...instants,
    timeline,
  });
  return timelineRows(timeline, gaps, zone).map(row => {
    if (row.type === 'entry') return row.entry.id;
    return row.type === 'day' ? row.day : `gap of ${row.gap.seconds / 60}`;
  });
}

describe('timelineRows', () => {
  it('names days in the zone and puts a gap before the entry that ends it', () => {
    const timeline = [
      entry('alert', '2026-05-01T21:50:00Z'),
      entry('somebody looked', null),
      entry('page', '2026-05-01T22:20:00Z'),
    ];
    expect(rowsOf(timeline)).toEqual([
      '2026-05-01',
      'alert',
      'somebody looked',
      'gap of 30',
      'page',
    ]);
    expect(rowsOf(timeline, {}, 'Europe/Copenhagen')).toEqual([
      '2026-05-01',
      'alert',
      'somebody looked',
      'gap of 30',
      '2026-05-02',
      'page',
    ]);
  });

  it('draws gaps at the start, at the end and without any entry', () => {
    const instants = {
      startedAt: '2026-05-01T10:00:00Z',
      resolvedAt: '2026-05-01T12:00:00Z',
    };
    expect(
      rowsOf(
        [
          entry('alert', '2026-05-01T11:00:00Z'),
          entry('afterwards', '2026-05-01T13:00:00Z'),
        ],
        instants,
      ),
    ).toEqual(['gap of 60', '2026-05-01', 'alert', 'gap of 60', 'afterwards']);
    expect(rowsOf([], instants)).toEqual(['gap of 120']);
  });
});
