// SPDX-License-Identifier: Apache-2.0

import {
  isPlaceholder,
  join,
  LIMITS,
  TimelineEntry,
  TimelineKind,
} from 'backstage-plugin-postmortems-common';
import { Block, dedent, Item, readItems, readRows } from '../text/blocks';
import { Draft } from '../Draft';
import { kindNamed, kindOfText } from '../vocabulary/kinds';
import { paragraphs } from '../text/text';
import { TimelineClock } from './TimelineClock';
import { readTimelineColumns } from './timelineColumns';
import { TimelineDays, TIMELINE_NOTES } from './TimelineDays';
import {
  codeLines,
  hasTimes,
  readKind,
  startsOf,
  timeOf,
} from './timelineBlocks';
import { bare, splitTime, unknownTime } from './timelineText';
import { readWhen } from '../time/times';
import { findZone, Zone } from '../time/zones';

/** An entry, with where it was written and how its kind is known. */
export type ParsedEntry = TimelineEntry & {
  line: number;
  /** Whether the kind was concluded from the words of the text. */
  guessed: boolean;
};

/** Reads the blocks of a timeline section. */
export class TimelineReader {
  readonly entries: ParsedEntry[] = [];
  readonly #draft: Draft;
  readonly #clock: TimelineClock;
  readonly #days: TimelineDays;

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#clock = new TimelineClock(draft);
    this.#days = new TimelineDays(draft, this.#clock);
  }

  read(blocks: readonly Block[]) {
    const { lines } = this.#draft;
    const isLog = blocks.some(block => hasTimes(block, lines));
    for (let index = 0; index < blocks.length; index++) {
      const block = blocks[index];
      if (block.type === 'heading') index = this.#heading(blocks, index);
      else if (block.type === 'table') this.#table(block);
      else if (block.type === 'list' || block.type === 'ordered')
        this.#list(block);
      else if (block.type === 'paragraph') this.#paragraph(block);
      else if (block.type === 'code' && !isLog) this.#code(block);
      else if (block.type === 'quote') this.#quote(block);
      else if (block.type !== 'rule') this.#days.keep(block.start, block.end);
    }
    this.#days.end();
  }

  /** The day that words above this part of the timeline name. */
  beginDay(day: string, line?: number) {
    this.#days.begin(day, line);
  }

  /** Back to the day that the rest of the document names. */
  endDay() {
    this.#clock.reset();
  }

  /** A zone that the words above the times name. */
  setZone(zone: Zone, line: number) {
    this.#draft.zone = zone;
    this.#draft.zoneNamed = true;
    this.#draft.doubt(zone, line);
  }

  #table(table: Block) {
    const [header, ...rows] = readRows(table, this.#draft.lines);
    const columns = readTimelineColumns(header.cells, rows[0]?.cells);
    const { time, date, kind, text, zone } = columns;
    if (zone) this.setZone(zone, header.line);
    for (const { line, cells } of rows) {
      if (this.#isFull(line, table.end)) return;
      const when = [date !== time ? cells[date] : '', cells[time]]
        .filter(Boolean)
        .join(' ');
      const named = kind >= 0 ? kindNamed(cells[kind] ?? '') : undefined;
      const more = cells.flatMap((cell, index) => {
        if ([time, date, text].includes(index) || !cell) return [];
        if (index === kind && named) return [];
        const name = header.cells[index];
        return [name ? `${name}: ${cell}` : cell];
      });
      const event = cells[text] ?? '';
      const empty = !event && more.length === 0;
      if (empty && this.#days.read(bare(when), { start: line, end: line + 1 }))
        continue;
      this.#add(when, paragraphs(event, more.join('\n')), line, named);
    }
  }

  #list(list: Block) {
    for (const item of readItems(list, this.#draft.lines)) {
      if (this.#isFull(item.block.start, list.end)) return;
      this.#item(item);
    }
  }

  /** Keeps what is beyond the limit, from a line of a block on. */
  #isFull(line: number, end: number): boolean {
    if (this.entries.length < LIMITS.timeline) return false;
    this.#draft.keep(TIMELINE_NOTES, this.#draft.source(line, end), line);
    this.#draft.warn(
      line,
      `a timeline has at most ${LIMITS.timeline} entries; the rest is kept under "${TIMELINE_NOTES}"`,
    );
    return true;
  }

  #item(item: Item) {
    const text = join(item.lines);
    if (!text || this.#dayItem(item)) return;
    const { when, rest } = splitTime(text);
    this.#add(when, rest, item.block.start);
  }

  /** An item that is a day, and the lists below it, if it is one. */
  #dayItem({ block, lines }: Item): boolean {
    const lists = block.children.filter(
      ({ type }) => type === 'list' || type === 'ordered',
    );
    const last = lists.at(-1);
    if (!last || last.end < block.start + lines.length) return false;
    const { start } = lists[0];
    const above = join(lines.slice(0, start - block.start));
    if (!this.#days.read(bare(above), { start: block.start, end: start }))
      return false;
    for (const list of lists)
      for (const item of readItems(list, lines, block.start)) {
        if (this.#isFull(item.block.start, list.end)) break;
        this.#item(item);
      }
    return true;
  }

  /** Code whose lines all begin with a time, where nothing else does. */
  #code(block: Block) {
    const rows = codeLines(block, this.#draft.lines);
    if (
      rows.length === 0 ||
      rows.some(({ text }) => timeOf(text) === undefined)
    ) {
      this.#days.keep(block.start, block.end);
      return;
    }
    this.#draft.warn(
      block.start,
      'the lines of this code were read as entries, since each begins with a time',
    );
    for (const { text, line } of rows) {
      if (this.#isFull(line, block.end)) return;
      const { when, rest } = splitTime(text);
      this.#add(when, rest, line);
    }
  }

  #quote(block: Block) {
    const text = this.#draft.source(block.start, block.end);
    this.#sentence(block, text.replace(/^ {0,3}> ?/gm, '').trim());
  }

  #paragraph(block: Block) {
    const lines = dedent(this.#draft.lines.slice(block.start, block.end), 3);
    const text = lines.join('\n').trim();
    const starts = startsOf(lines);
    const end = block.start + (starts[0] ?? lines.length);
    if (starts.length === 0) this.#sentence(block, text);
    else if (starts[0] > 0)
      this.#sentence(
        { start: block.start, end },
        join(lines.slice(0, starts[0])),
      );
    for (const [index, start] of starts.entries()) {
      if (this.#isFull(block.start + start, block.end)) return;
      const { when, rest } = splitTime(
        join(lines.slice(start, starts[index + 1])),
      );
      this.#add(when, rest, block.start + start);
    }
  }

  /** A sentence above the times may name their zone or their day. */
  #sentence(block: { start: number; end: number }, text: string) {
    if (isPlaceholder(text)) return;
    const short = text.length < 300;
    const zone =
      short && /\b(?:times?|timestamps?|time ?zone|timeline)\b/i.test(text)
        ? findZone(text)
        : undefined;
    const unread =
      short && !zone && /\ball (?:times|timestamps)\b.{0,30}\bin\b/i.test(text);
    if (zone) this.setZone(zone, block.start);
    if (unread)
      this.#draft.warn(
        block.start,
        'the time zone that is named here is not known; times are read as UTC',
      );
    if (short) this.#days.readAbove(block, text, !zone && !unread);
    else this.#days.keep(block.start, block.end);
  }

  /**
   * A heading: an entry with all that stands below it ("10:05 - Alert fired"),
   * a day, or words. Answers the index of the last block that was read.
   */
  #heading(blocks: readonly Block[], index: number): number {
    const { lines } = this.#draft;
    const heading = blocks[index];
    const { when, rest } = splitTime(heading.text);
    const read = when ? readWhen(when) : undefined;
    if (!read || read.time === undefined) {
      this.#days.readAbove(heading, heading.text, true);
      return index;
    }
    let end = index + 1;
    while (end < blocks.length && blocks[end].type !== 'heading') end++;
    const body = blocks.slice(index + 1, end);
    if (body.some(block => hasTimes(block, lines))) {
      const isEntry =
        rest && !read.loose && this.entries.length < LIMITS.timeline;
      if (isEntry) this.#add(when, rest, heading.start);
      else this.#days.readAbove(heading, heading.text, true);
      return index;
    }
    const last = body.at(-1)?.end ?? heading.end;
    if (!this.#isFull(heading.start, last))
      this.#add(
        when,
        paragraphs(
          rest,
          body[0] ? this.#draft.source(body[0].start, last) : '',
        ),
        heading.start,
      );
    return end - 1;
  }

  /** Adds one entry from its time and its text, both as written. */
  #add(written: string, event: string, line: number, kind?: TimelineKind) {
    const time = bare(written);
    if (!time && !event) return;
    const when = time ? readWhen(time) : undefined;
    const at = when ? this.#clock.instant(when, line) : null;
    if (at !== null) this.#days.take();
    const whole =
      when !== undefined && !when.loose && !time.slice(when.length).trim();
    if (at === null) this.#draft.warn(line, unknownTime(time, when));
    else if (at !== null && !whole)
      this.#draft.warn(
        line,
        `"${time}" is more than an instant: the entry stands at its start, and its text keeps what was written`,
      );
    const { kind: own, text } = readKind(event, kind);
    this.entries.push({
      id: this.#draft.newId(),
      at,
      kind: own ?? kindOfText(text),
      text: time && (at === null || !whole) ? `[${time}] ${text}`.trim() : text,
      line,
      guessed: own === undefined,
    });
  }
}
