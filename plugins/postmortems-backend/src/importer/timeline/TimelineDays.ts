// SPDX-License-Identifier: Apache-2.0

import { Draft } from '../Draft';
import { TimelineClock } from './TimelineClock';
import { isOnlyDay } from './timelineText';
import { readWhen } from '../time/times';

/** The heading of what a timeline says besides its entries. */
export const TIMELINE_NOTES = 'Timeline notes';

/** Lines of the document, from 0. */
type Lines = { start: number; end: number };

/** What stands between the entries of a timeline: days, and words. */
export class TimelineDays {
  readonly #draft: Draft;
  readonly #clock: TimelineClock;
  /** Lines that only name a day, until an entry has taken it from them. */
  #open: (Lines & { day: string }) | undefined;

  constructor(draft: Draft, clock: TimelineClock) {
    this.#draft = draft;
    this.#clock = clock;
  }

  /** Goes on with a day; the line that names it is kept if no entry needs it. */
  begin(day: string, line?: number) {
    this.end();
    this.#clock.setDay(day);
    if (line !== undefined) this.#open = { start: line, end: line + 1, day };
  }

  /** Reads words that say nothing but the day of what stands below them. */
  read(written: string, { start, end }: Lines): boolean {
    const when = readWhen(written);
    if (!when || !isOnlyDay(written, when)) return false;
    const day = this.#clock.dayOf(when, start);
    if (!day) return false;
    this.end();
    this.#clock.setDay(day);
    this.#open = { start, end, day };
    return true;
  }

  /** Goes on with the day that words above times begin with; keeps the words. */
  readAbove(at: Lines, text: string, report: boolean) {
    const written = text.replace(/^[*_]+/, '');
    this.end();
    if (this.read(written, at)) return;
    const day = this.#clock.dayOf(readWhen(written), at.start);
    if (day) this.#clock.setDay(day);
    this.keep(at.start, at.end, report);
  }

  /** An entry stands on the day that was begun. */
  take() {
    if (this.#clock.day === this.#open?.day) this.#open = undefined;
  }

  /** Keeps lines that name a day which no entry has needed. */
  end() {
    const lines = this.#open;
    this.#open = undefined;
    if (!lines) return;
    this.keep(lines.start, lines.end, false);
    this.#draft.warn(
      lines.start,
      `no time was read on this day; it is kept under "${TIMELINE_NOTES}"`,
    );
  }

  /** Keeps lines that are no entries. */
  keep(start: number, end: number, report = true) {
    // A text below a day is only understood together with it.
    this.end();
    const text = this.#draft.source(start, end);
    if (!text) return;
    this.#draft.keep(TIMELINE_NOTES, text, start, '\n\n');
    if (report)
      this.#draft.warn(
        start,
        `is not an entry of the timeline and is kept under "${TIMELINE_NOTES}"`,
      );
  }
}
