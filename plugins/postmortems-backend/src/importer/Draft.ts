// SPDX-License-Identifier: Apache-2.0

import {
  FieldOfKind,
  Instant,
  join,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { UTC, Zone } from './time/zones';

/** A line of the imported document (from 0) that a person should look at. */
export type Note = { line: number; message: string };

export type InstantLabel = Instant | 'date' | 'duration';
export type StatName =
  'toDetect' | 'toAcknowledge' | 'toMitigate' | 'toResolve';

/** What every part of the parser reads from and writes to. */
export class Draft {
  /** Filled as the document is read. */
  readonly fields: Partial<PostmortemDocument> = {};
  readonly notes: Note[] = [];
  readonly kept: Array<{ heading: string; body: string; line: number }> = [];
  /** The zone that the document's times are in. */
  zone: Zone = UTC;
  /** Whether the document named that zone. */
  zoneNamed = false;
  /** The line of the first time that was read in {@link Draft.zone}. */
  assumedZoneAt: number | undefined;
  /** The day that times without a date belong to, `YYYY-MM-DD`. */
  day: string | undefined;
  /** The line of the first time that was read on {@link Draft.day}. */
  assumedDayAt: number | undefined;
  /** Values behind labels that can only be read once the zone is known. */
  readonly instants: Array<{
    field: InstantLabel;
    label: string;
    value: string;
    line: number;
  }> = [];
  /** Stated durations, in seconds, with the smallest unit they are given in. */
  readonly stats: Partial<
    Record<StatName, { seconds: number; unit: number; line: number }>
  > = {};
  /** Times of `CET` and the like on days when `CEST` was in force. */
  readonly winterTimes: Array<{ line: number; zone: Zone }> = [];

  readonly #doubts = new Set<string>();

  constructor(
    /** The lines of the whole document. */
    readonly lines: readonly string[],
    readonly newId: () => string,
  ) {}

  /** Reports a line (from 0). */
  warn(line: number, message: string) {
    this.notes.push({ line, message });
  }

  /** Reports, once for each, a zone whose name can be read in other ways. */
  doubt({ doubt }: Zone, line: number) {
    if (doubt && !this.#doubts.has(doubt)) this.warn(line, doubt);
    if (doubt) this.#doubts.add(doubt);
  }

  /** Keeps a text that has no field, below those of the same heading. */
  keep(heading: string, body: string, line: number, between = '\n') {
    const text = join(body.split('\n'));
    const same = this.kept.find(one => one.heading === heading);
    if (same) same.body = same.body ? `${same.body}${between}${text}` : text;
    else this.kept.push({ heading, body: text, line });
  }

  /** Keeps a section as one of its own, even when its heading came before. */
  keepSection(heading: string, body: string, line: number) {
    this.kept.push({ heading, body, line });
  }

  /** Adds a text to a field that holds Markdown. */
  addText(field: FieldOfKind<'markdown'>, text: string) {
    const before = this.fields[field];
    this.fields[field] =
      before && text ? `${before}\n\n${text}` : before || text;
  }

  source(start: number, end: number): string {
    return join(this.lines.slice(start, end));
  }
}
