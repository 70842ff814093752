// SPDX-License-Identifier: Apache-2.0

import {
  PostmortemDocument,
  postmortemInputSchema,
  TimelineEntry,
  timelineKindSchema,
} from '../model';
import { isDelimiter, splitRow } from './lines';
import { readInstant } from './localTime';

/** Reads the zone and the table of a timeline; `false` for anything else. */
export function readTimeline(
  lines: readonly string[],
  document: PostmortemDocument,
  newId: () => string,
): boolean {
  const [first, second, ...rest] = lines.filter(line => line.trim() !== '');
  if (first === undefined) return true;
  const zone = /^All times in (\S{1,64})\.$/.exec(first)?.[1];
  if (!zone) return readTable([first, second, ...rest], document, newId);
  const { success } = postmortemInputSchema.shape.timeZone.safeParse(zone);
  // Front matter may have named another.
  if (!success || ![zone, 'UTC'].includes(document.timeZone)) return false;
  document.timeZone = zone;
  return second === undefined || readTable([second, ...rest], document, newId);
}

function readTable(
  [header, delimiter = '', ...rows]: string[],
  document: PostmortemDocument,
  newId: () => string,
): boolean {
  if (splitRow(header).join() !== 'Time,Event' || !isDelimiter(delimiter))
    return false;
  return rows.every(row => {
    const [time = '', event = '', ...more] = splitRow(row);
    if (!row.startsWith('|') || more.length > 0) return false;
    const at = time ? readInstant(time, document.timeZone) : null;
    if (at === undefined) return false;
    if (time || event) document.timeline.push(readEvent(event, at, newId()));
    return true;
  });
}

function readEvent(event: string, at: string | null, id: string) {
  const text = event.replace(/<br>/g, '\n');
  const [label = '', name = ''] = /^\*\*([\w -]+):\*\* ?/.exec(text) ?? [];
  const kind = timelineKindSchema.safeParse(
    name.toLowerCase().replace(/ /g, '-'),
  );
  const entry: TimelineEntry = kind.success
    ? { id, at, kind: kind.data, text: text.slice(label.length) }
    : { id, at, kind: 'other', text };
  return entry;
}
