// SPDX-License-Identifier: Apache-2.0

import { DAY_MS, daysBetween } from 'backstage-plugin-postmortems-common';

/** How many days before it is due an owner is reminded for the first time. */
export const DAYS_BEFORE = 2;
/** Days overdue after which also others are told, who answer for it. */
export const DAYS_UNTIL_OTHERS = 14;
const WEEK = 7;

/** A day some days later, or earlier. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * The last day, until `day`, on which an owner is to be reminded of an open
 * action item: two days before it is due, on the due day, and each week after
 * that.
 *
 * @param day - today, `YYYY-MM-DD`
 * @returns `YYYY-MM-DD`, or `undefined` before the first of these days
 */
export function stageForOwner(
  dueDate: string,
  day: string,
): string | undefined {
  const late = daysBetween(dueDate, day);
  if (late < -DAYS_BEFORE) return undefined;
  if (late < 0) return dayAfter(dueDate, -DAYS_BEFORE);
  return dayAfter(dueDate, late - (late % WEEK));
}

/**
 * The same for the owner of the affected system and the commander: 14 days
 * after the due day, and each week after that.
 */
export function stageForOthers(
  dueDate: string,
  day: string,
): string | undefined {
  return daysBetween(dueDate, day) < DAYS_UNTIL_OTHERS
    ? undefined
    : stageForOwner(dueDate, day);
}
