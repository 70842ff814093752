// SPDX-License-Identifier: Apache-2.0

import {
  TimelineEntry,
  TimelineGap,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';

/** A line of the drawn timeline. */
export type TimelineRow =
  | { type: 'day'; key: string; day: string }
  | { type: 'entry'; key: string; entry: TimelineEntry }
  | { type: 'gap'; key: string; gap: TimelineGap };

/**
 * The entries in their order, with a line where a new day begins in `zone`
 * and one where nothing was written for long. Entries without a time stay
 * where they are, so a gap is drawn right before the entry that ends it.
 */
export function timelineRows(
  timeline: readonly TimelineEntry[],
  gaps: readonly TimelineGap[],
  zone: string,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  const left = new Set(gaps);
  const draw = (gap: TimelineGap) => {
    rows.push({ type: 'gap', key: `gap ${gap.from}`, gap });
    left.delete(gap);
  };
  let lastDay: string | null = null;

  for (const entry of timeline) {
    for (const gap of [...left]) {
      // One that ends with the incident stands before what came afterwards.
      const isOver =
        gap.before === null && entry.at !== null && entry.at > gap.to;
      if (gap.before === entry.id || isOver) draw(gap);
    }
    if (entry.at) {
      const day = DateTime.fromISO(entry.at, { zone }).toISODate();
      if (day && day !== lastDay)
        rows.push({ type: 'day', key: `day ${day} ${entry.id}`, day });
      lastDay = day;
    }
    rows.push({ type: 'entry', key: entry.id, entry });
  }
  left.forEach(draw);
  return rows;
}
