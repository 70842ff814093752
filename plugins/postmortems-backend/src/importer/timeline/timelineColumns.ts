// SPDX-License-Identifier: Apache-2.0

import { plainName } from '../vocabulary/headings';
import { bare } from './timelineText';
import { readWhen } from '../time/times';
import { findZone, Zone, zoneNamed } from '../time/zones';

/** Which column of a timeline's table holds what; -1 where none does. */
export type TimelineColumns = {
  time: number;
  date: number;
  kind: number;
  text: number;
  /** The zone that the column of the times names. */
  zone: Zone | undefined;
};

const TIME = /\b(?:time|when|timestamp|at|clock|hour)\b/;
const DATE = /^(?:date|day)\b/;
const KIND = /^(?:kind|type|category|phase)$/;
const TEXT =
  /^(?:events?|descriptions?|what|what happened|actions?|details?|comments?|activity|notes?|summary|entry)$/;

/** Finds the columns by their names, and those of times by their zone. */
export function readTimelineColumns(
  header: readonly string[],
  first: readonly string[] = [],
): TimelineColumns {
  const names = header.map(plainName);
  const find = (pattern: RegExp) => names.findIndex(name => pattern.test(name));
  const date = find(DATE);
  const kind = find(KIND);
  let time = find(TIME);
  // A column may be named by its zone alone: "UTC".
  const zones = header.map((cell, index) =>
    readWhen(bare(first[index] ?? ''))?.time === undefined
      ? undefined
      : zoneNamed(bare(cell)),
  );
  if (time < 0) time = zones.findIndex(zone => zone?.name === 'UTC');
  if (time < 0) time = zones.findIndex(Boolean);
  if (time < 0) time = date >= 0 ? date : 0;
  let text = find(TEXT);
  if (text < 0 || text === time)
    text = names.findIndex((_, index) => ![time, date, kind].includes(index));
  return { time, date, kind, text, zone: findZone(header[time]) };
}
