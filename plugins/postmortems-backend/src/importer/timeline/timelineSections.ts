// SPDX-License-Identifier: Apache-2.0

import { Draft } from '../Draft';
import { putInstants } from '../fields/instants';
import { Section } from '../sections';
import { TimelineReader } from './TimelineReader';
import { toInstant } from '../time/localTimes';
import { readWhen } from '../time/times';
import { findZone, Zone, zoneNamed } from '../time/zones';

/**
 * Reads the timelines of a document into its entries and instants.
 *
 * @param sections - those of timelines, and the others whose headings may name
 * the day of a timeline below them
 */
export function readTimelines(draft: Draft, sections: readonly Section[]) {
  const reader = new TimelineReader(draft);
  const agreed = agreedZone(draft, sections);
  if (agreed) draft.zone = agreed;
  /** The heading above that names a day. */
  let above: Section | undefined;
  for (const section of sections) {
    const { heading, line, blocks, kind, level } = section;
    if (above && level <= above.level) {
      reader.endDay();
      above = undefined;
    }
    if (kind !== 'timeline') {
      const day = readWhen(heading)?.day;
      if (!day) continue;
      reader.beginDay(day);
      above = section;
      continue;
    }
    const zone = findZone(heading);
    const day = dayIn(heading);
    if (zone) reader.setZone(zone, line);
    if (day) reader.beginDay(day, line);
    reader.read(blocks);
  }
  // The zone may be the one that a Date/Time field names.
  draft.fields.timeZone ??= draft.zone.name;
  putInstants(draft, reader.entries);
  if (draft.assumedZoneAt !== undefined && !draft.zoneNamed)
    draft.warn(
      draft.assumedZoneAt,
      agreed
        ? `times without a time zone were read as ${agreed.name}, which the times above the timeline name`
        : 'no time zone is named; times without one were read as UTC',
    );
  draft.fields.timeline = reader.entries.map(
    ({ line, guessed, ...entry }) => entry,
  );
}

/** "All times in CET", "Times are UTC unless said otherwise". */
const OF_ALL_TIMES =
  /^[\s>*_([-]{0,20}(?:note[:,*_]{0,4} )?(?:all |the |all the )?(?:times|timestamps)\b/i;

/**
 * Reads the zone that a sentence above the first timeline gives for all times.
 * In a timeline itself, the timeline reads it.
 */
export function readStatedZone(draft: Draft, sections: readonly Section[]) {
  const end = sections.findIndex(({ kind }) => kind === 'timeline');
  for (const { blocks } of sections.slice(0, end < 0 ? undefined : end))
    for (const block of blocks) {
      if (block.type !== 'paragraph' && block.type !== 'quote') continue;
      for (let line = block.start; line < block.end; line++) {
        const text = draft.lines[line];
        const zone =
          text.length < 300 && OF_ALL_TIMES.test(text)
            ? findZone(text)
            : undefined;
        if (!zone) continue;
        draft.zone = zone;
        draft.zoneNamed = true;
        draft.doubt(zone, line);
        return;
      }
    }
}

/** The day that is written among the words of a heading, as year-month-day. */
export function dayIn(heading: string): string | undefined {
  const at = heading
    .slice(0, 300)
    .search(/(?<![\d/])\d{4}[-\u2010\u2011/]\d\d[-\u2010\u2011/]\d\d(?![\d/])/);
  return readWhen(at > 0 ? heading.slice(at) : heading)?.day;
}

const ZONED =
  /\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[ap]\.?m\b\.?)? ?\(?((?:UTC|GMT)[+-]\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|[A-Z][a-z]{1,20}\/[A-Za-z_]{1,30}|[A-Z]{1,5})\b/g;

/**
 * The one zone that the fields give their times in, where no time of the
 * timelines is given in another.
 */
function agreedZone(
  draft: Draft,
  sections: readonly Section[],
): Zone | undefined {
  if (draft.zoneNamed) return undefined;
  const [first, ...rest] = draft.instants
    .filter(({ field }) => field !== 'duration')
    .flatMap(({ value }) => readWhen(value)?.zone ?? []);
  if (!first) return undefined;
  // "PT" and "PDT" are the same in May.
  const noon = (zone: Zone) =>
    toInstant(draft.day ?? '2024-01-01', 12 * 3_600_000, zone).at;
  const isOther = (zone: Zone | undefined) =>
    zone !== undefined && noon(zone) !== noon(first);
  const inTimelines = sections
    .filter(({ kind }) => kind === 'timeline')
    .flatMap(({ start, end }) => draft.lines.slice(start, end))
    .flatMap(line => [...line.slice(0, 200).matchAll(ZONED)])
    .map(([, name]) => zoneNamed(name));
  return rest.some(isOther) || inTimelines.some(isOther) ? undefined : first;
}
