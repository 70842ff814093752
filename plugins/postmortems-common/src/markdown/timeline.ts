import { LIMITS, TimelineEntry, TimelineKind } from '../model';
import { Block, dedent, Item, readItems, readRows } from './blocks';
import { Draft } from './Draft';
import { plainName } from './headings';
import { kindNamed, kindOfText } from './kinds';
import { isPlaceholder, readLabel } from './labels';
import { join, paragraphs } from './text';
import { bare, isOnlyDay, splitTime, unknownTime } from './timelineText';
import { nextDay, readWhen, toInstant, When } from './times';
import { findZone, isEuropeanSummer, Zone, zoneNamed } from './zones';

/** An entry, with where it was written and how its kind is known. */
export type ParsedEntry = TimelineEntry & {
  line: number;
  /** Whether the kind was concluded from the words of the text. */
  guessed: boolean;
};

const REST = 'Timeline notes';

/** Reads the blocks of a timeline section. */
export class TimelineReader {
  readonly entries: ParsedEntry[] = [];
  readonly #draft: Draft;
  #day: string | undefined;
  #time: number | undefined;
  /** Lines that only name the day, until an entry has taken it from them. */
  #dayLines: { start: number; end: number } | undefined;

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#day = draft.day;
  }

  read(blocks: readonly Block[]) {
    for (let index = 0; index < blocks.length; index++) {
      const block = blocks[index];
      let end = index + 1;
      if (block.type === 'heading')
        while (end < blocks.length && blocks[end].type !== 'heading') end++;
      const body = blocks.slice(index + 1, end);
      if (block.type === 'heading' && this.#timedHeading(block, body))
        index = end - 1;
      else if (block.type === 'table') this.#table(block);
      else if (block.type === 'list' || block.type === 'ordered')
        this.#list(block);
      else if (block.type === 'paragraph') this.#paragraph(block);
      else if (block.type === 'heading') this.#heading(block);
      else if (block.type === 'quote' && !this.#draft.own)
        this.#sentence(
          block,
          this.#draft
            .source(block.start, block.end)
            .replace(/^ {0,3}> ?/gm, '')
            .trim(),
        );
      else if (block.type !== 'rule') this.#keep(block.start, block.end);
    }
    this.#keepDay();
  }

  /** "### 10:05 UTC - Alert fired": an entry, with all that stands below it. */
  #timedHeading(heading: Block, body: readonly Block[]): boolean {
    const { when, rest } = splitTime(heading.text);
    const read = when ? readWhen(when) : undefined;
    if (read?.time === undefined || this.#draft.own) return false;
    if (body.some(block => this.#hasTimes(block))) return false;
    if (this.#isFull(heading.start, body.at(-1)?.end ?? heading.end))
      return true;
    const text = body.length
      ? this.#draft.source(body[0].start, body.at(-1)!.end)
      : '';
    this.#add(when, paragraphs(rest, text), heading.start);
    return true;
  }

  /** Whether a block is a list or a table that begins with a time. */
  #hasTimes(block: Block): boolean {
    if (block.type === 'table')
      return readRows(block, this.#draft.lines)
        .slice(1, 2)
        .some(({ cells }) => readWhen(bare(cells[0]))?.time !== undefined);
    if (block.type !== 'list' && block.type !== 'ordered') return false;
    const [first] = readItems(block, this.#draft.lines);
    return readWhen(splitTime(join(first.lines)).when)?.time !== undefined;
  }

  /** The day that a heading above this part of the timeline names. */
  beginDay(day: string) {
    this.#keepDay();
    this.#setDay(day);
  }

  /** A zone that the words above the times name. */
  setZone(zone: Zone, line: number) {
    this.#draft.zone = zone;
    this.#draft.zoneNamed = true;
    if (zone.doubt) this.#draft.warn(line, zone.doubt);
  }

  #table(table: Block) {
    const [header, ...rows] = readRows(table, this.#draft.lines);
    const names = header.cells.map(plainName);
    const find = (pattern: RegExp) =>
      names.findIndex(name => pattern.test(name));
    let time = find(/\b(?:time|when|timestamp|at|clock|hour)\b/);
    const date = find(/^(?:date|day)\b/);
    // A column may be named by its zone alone: "UTC".
    const zones = header.cells.map(cell => zoneNamed(bare(cell)));
    if (time < 0) time = zones.findIndex(zone => zone?.name === 'UTC');
    if (time < 0) time = zones.findIndex(Boolean);
    if (time < 0) time = date >= 0 ? date : 0;
    const kind = find(/^(?:kind|type|category|phase)$/);
    let text = find(
      /^(?:events?|descriptions?|what|what happened|actions?|details?|comments?|activity|notes?|summary|entry)$/,
    );
    if (text < 0 || text === time)
      text = names.findIndex((_, index) => ![time, date, kind].includes(index));
    const zone = findZone(header.cells[time]);
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
      if (
        !this.#draft.own &&
        !event &&
        more.length === 0 &&
        this.#dayRow(when, line, line + 1)
      )
        continue;
      this.#add(
        when,
        paragraphs(this.#breaks(event), more.join('\n')),
        line,
        named,
      );
    }
  }

  /** A row that says nothing but the day of those below it. */
  #dayRow(written: string, start: number, end: number): boolean {
    const when = readWhen(bare(written));
    const day =
      when?.day ?? (when?.dayOfYear && this.#withYear(when.dayOfYear));
    if (!day || !isOnlyDay(bare(written), when!)) return false;
    this.#keepDay();
    this.#setDay(day);
    this.#dayLines = { start, end };
    return true;
  }

  #breaks(cell: string) {
    return this.#draft.own ? cell.replace(/<br>/g, '\n') : cell;
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
    this.#draft.keep(REST, this.#draft.source(line, end), line);
    this.#draft.warn(
      line,
      `a timeline has at most ${LIMITS.timeline} entries; the rest is kept under "${REST}"`,
    );
    return true;
  }

  #item({ block, lines }: Item) {
    const text = join(lines);
    if (!text) return;
    const lists = block.children.filter(
      ({ type }) => type === 'list' || type === 'ordered',
    );
    if (!this.#draft.own && lists.length > 0) {
      const above = join(lines.slice(0, lists[0].start - block.start));
      const last = lists.at(-1)!;
      if (
        last.end >= block.start + lines.length &&
        this.#dayRow(above, block.start, lists[0].start)
      ) {
        for (const list of lists)
          for (const item of readItems(list, lines, block.start))
            this.#item(item);
        return;
      }
    }
    const { when, rest } = splitTime(text);
    this.#add(when, rest, block.start);
  }

  #paragraph(block: Block) {
    const lines = dedent(this.#draft.lines.slice(block.start, block.end), 3);
    const text = lines.join('\n').trim();
    if (this.#draft.own) {
      const zone = /^All times in (\S{1,64})\.$/.exec(text);
      if (zone) return;
    }
    const starts = lines.flatMap((line, index) => {
      const when = readWhen(splitTime(line).when);
      return when && (when.time !== undefined || when.problem) ? [index] : [];
    });
    if (starts.length === 0) {
      this.#sentence(block, text);
      return;
    }
    if (starts[0] > 0) this.#keep(block.start, block.start + starts[0]);
    for (const [index, start] of starts.entries()) {
      if (this.#isFull(block.start + start, block.end)) return;
      const part = lines.slice(start, starts[index + 1]);
      const { when, rest } = splitTime(join(part));
      this.#add(when, rest, block.start + start);
    }
  }

  /** A sentence above the times may name their zone or their day. */
  #sentence(block: Block, text: string) {
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
    const day = short ? readWhen(text.replace(/^[*_]+/, '')) : undefined;
    this.#keepDay();
    const on = day?.day ?? (day?.dayOfYear && this.#withYear(day.dayOfYear));
    if (on) this.#setDay(on);
    if (on && isOnlyDay(text, day!)) this.#dayLines = block;
    else this.#keep(block.start, block.end, !zone && !on && !unread);
  }

  #heading(block: Block) {
    this.#keepDay();
    const when = readWhen(block.text.replace(/^[*_]+/, ''));
    const day =
      when?.day ?? (when?.dayOfYear && this.#withYear(when.dayOfYear));
    if (day) this.#setDay(day);
    if (day && isOnlyDay(block.text, when!)) this.#dayLines = block;
    else this.#keep(block.start, block.end, !when?.day);
  }

  /** Keeps lines that name a day which no entry has needed. */
  #keepDay() {
    const lines = this.#dayLines;
    this.#dayLines = undefined;
    if (lines) this.#keep(lines.start, lines.end, false);
  }

  #setDay(day: string | undefined) {
    this.#day = day ?? this.#day;
    this.#time = undefined;
  }

  #keep(start: number, end: number, report = true) {
    // A text below a day is only understood together with it.
    this.#keepDay();
    const text = this.#draft.source(start, end);
    if (!text) return;
    this.#draft.keep(REST, text, start, this.#draft.own ? '\n' : '\n\n');
    if (report && !this.#draft.own)
      this.#draft.warn(
        start,
        `is not an entry of the timeline and is kept under "${REST}"`,
      );
  }

  #withYear(dayOfYear: string): string | undefined {
    const near = this.#day ?? this.#draft.day;
    if (!near) return undefined;
    const year = Number(near.slice(0, 4));
    // "1 Jan" below the last days of December is one of the next year.
    const days =
      (Date.parse(near) - Date.parse(`${year}-${dayOfYear}`)) / 86_400_000;
    return `${days > 183 ? year + 1 : year}-${dayOfYear}`;
  }

  /** Adds one entry from its time and its text, both as written. */
  #add(written: string, event: string, line: number, kind?: TimelineKind) {
    const time = bare(written);
    if (!time && !event) return;
    const when = time ? readWhen(time) : undefined;
    const at = when ? this.#instant(when, line) : null;
    const whole =
      when !== undefined && !when.loose && !time.slice(when.length).trim();
    if (at === null && (time || !this.#draft.own))
      this.#draft.warn(line, unknownTime(time, when));
    else if (at !== null && !whole)
      this.#draft.warn(
        line,
        `"${time}" is more than an instant: the entry stands at its start, and its text keeps what was written`,
      );
    const { kind: own, text } = this.#kind(event, kind);
    this.entries.push({
      id: this.#draft.newId(),
      at,
      kind: own ?? (this.#draft.own ? 'other' : kindOfText(text)),
      text: time && (at === null || !whole) ? `[${time}] ${text}`.trim() : text,
      line,
      guessed: own === undefined,
    });
  }

  #kind(event: string, kind?: TimelineKind) {
    if (kind) return { kind, text: event };
    const labelled = readLabel(event);
    const named = labelled?.bold ? kindNamed(labelled.label) : undefined;
    if (!named) return { kind: undefined, text: event };
    // Our own label says nothing but the kind; others are words of the text.
    const ours = event.startsWith(`**${named}:**`);
    return {
      kind: named,
      text: ours ? event.slice(named.length + 5).trimStart() : event,
    };
  }

  #instant(when: When, line: number): string | null {
    if (when.dayOfYear) when.day = this.#withYear(when.dayOfYear);
    const dated = when.day !== undefined;
    if (dated) this.#setDay(when.day);
    // What follows a day that cannot be read is not on the day before it.
    if (
      when.problem &&
      !dated &&
      /two dates|cannot be right|date .* is not filled in/.test(when.problem) &&
      !/^the time/.test(when.problem)
    )
      this.#day = undefined;
    if (when.problem || when.time === undefined || !this.#day) return null;
    if (!dated && this.#time !== undefined && when.time < this.#time) {
      if (this.#time - when.time > 6 * 3_600_000) {
        this.#day = nextDay(this.#day);
        this.#draft.warn(
          line,
          `this time was taken to be on the next day, ${this.#day}`,
        );
      } else {
        this.#draft.warn(
          line,
          'this time is before the one above it; it was taken to be on the same day',
        );
      }
    }
    this.#time = when.time;
    if (!dated) this.#dayLines = undefined;
    if (!when.zone) this.#draft.assumedZoneAt ??= line;
    const zone = when.zone ?? this.#draft.zone;
    const { at, doubt } = toInstant(this.#day, when.time, zone);
    if (doubt) this.#draft.warn(line, doubt);
    if (zone.winter && isEuropeanSummer(at))
      this.#draft.winterTimes.push({ line, zone });
    return at >= 0 ? new Date(at).toISOString() : null;
  }
}
