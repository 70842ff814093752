// SPDX-License-Identifier: Apache-2.0

import { Draft } from '../Draft';
import { nextDay, toInstant } from '../time/localTimes';
import { readWhen, When } from '../time/times';
import { isEuropeanSummer } from '../time/zones';

/**
 * The day and time that a timeline has come to, for times that do not say
 * their day.
 */
export class TimelineClock {
  readonly #draft: Draft;
  #day: string | undefined;
  #time: number | undefined;
  /** Whether the timeline itself has named the day. */
  #named = false;

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#day = draft.day;
  }

  get day(): string | undefined {
    return this.#day;
  }

  /** Goes on with a day that the timeline names. */
  setDay(day: string) {
    this.#day = day;
    this.#named = true;
    this.#time = undefined;
  }

  /** Goes back to the day that the rest of the document names. */
  reset() {
    this.#day = this.#draft.day;
    this.#named = false;
    this.#time = undefined;
  }

  /** The day that is written, with the year that it has where it stands. */
  dayOf(when: When | undefined, line: number): string | undefined {
    if (!when?.dayOfYear) return when?.day;
    const near = this.#day ?? this.#draft.day;
    if (!near) return undefined;
    const year = Number(near.slice(0, 4));
    // "1 Jan" below the last days of December is one of the next year.
    const days =
      (Date.parse(near) - Date.parse(`${year}-${when.dayOfYear}`)) / 86_400_000;
    const turn = (days > 183 ? 1 : 0) - (days < -183 ? 1 : 0);
    const day = readWhen(`${year + turn}-${when.dayOfYear}`)?.day;
    if (day && day.slice(0, 4) !== this.#draft.day?.slice(0, 4) && turn !== 0)
      this.#draft.warn(line, `this day was taken to be in ${year + turn}`);
    return day;
  }

  /** The instant of a time as written, `null` where it is not known. */
  instant(when: When, line: number): string | null {
    const draft = this.#draft;
    const day = this.dayOf(when, line);
    if (day) this.setDay(day);
    // What follows a day that cannot be read is not on the day before it.
    else if (when.dayOfYear || when.noDay) this.#day = undefined;
    if (when.problem || when.time === undefined || !this.#day) return null;
    if (!day) this.#turn(this.#day, when.time, line);
    if (!day && !this.#named) draft.assumedDayAt ??= line;
    this.#time = when.time;
    if (!when.zone) draft.assumedZoneAt ??= line;
    const zone = when.zone ?? draft.zone;
    if (when.zone) draft.doubt(when.zone, line);
    const { at, doubt } = toInstant(this.#day, when.time, zone);
    if (doubt) draft.warn(line, doubt);
    if (zone.winter && isEuropeanSummer(at))
      draft.winterTimes.push({ line, zone });
    return at >= 0 ? new Date(at).toISOString() : null;
  }

  /** A time long before the one above it is on the next day. */
  #turn(day: string, time: number, line: number) {
    if (this.#time === undefined || time >= this.#time) return;
    if (this.#time - time > 6 * 3_600_000) {
      this.#day = nextDay(day);
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
}
