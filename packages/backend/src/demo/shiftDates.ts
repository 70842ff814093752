// SPDX-License-Identifier: Apache-2.0

import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';

/**
 * Moves a whole postmortem by a number of days, so that a demo never grows old.
 *
 * The incident keeps its time of day in its own time zone, over a change to
 * summer time too. All instants move by the same amount, so that no duration
 * changes.
 */
export function shiftDates(
  document: PostmortemDocument,
  days: number,
): PostmortemDocument {
  const from = firstInstant(document);
  const moved = from
    ? DateTime.fromISO(from, { zone: document.timeZone }).plus({ days })
    : undefined;
  const milliseconds = moved
    ? moved.diff(DateTime.fromISO(from!)).toMillis()
    : days * 24 * 60 * 60 * 1000;

  const instant = (at: string | null) =>
    at && DateTime.fromISO(at, { zone: 'utc' }).plus({ milliseconds }).toISO();
  const day = (date: string | null) => date && shiftDay(date, days);

  return {
    ...document,
    startedAt: instant(document.startedAt),
    detectedAt: instant(document.detectedAt),
    acknowledgedAt: instant(document.acknowledgedAt),
    mitigatedAt: instant(document.mitigatedAt),
    resolvedAt: instant(document.resolvedAt),
    timeline: document.timeline.map(entry => ({
      ...entry,
      at: instant(entry.at),
    })),
    actionItems: document.actionItems.map(item => ({
      ...item,
      dueDate: day(item.dueDate),
      doneAt: instant(item.doneAt),
      verifyOn: day(item.verifyOn),
    })),
  };
}

/** A day, `YYYY-MM-DD`, moved by a number of days. */
export function shiftDay(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!;
}

/** When the incident began, as far as the document tells. */
export function firstInstant(document: PostmortemDocument): string | null {
  return (
    document.startedAt ??
    document.detectedAt ??
    document.timeline.find(entry => entry.at)?.at ??
    document.resolvedAt
  );
}
