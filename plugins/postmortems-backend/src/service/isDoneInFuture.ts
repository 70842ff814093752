// SPDX-License-Identifier: Apache-2.0

import { ActionItem, today } from 'backstage-plugin-postmortems-common';

/**
 * Whether an action item says that it was done on a day that is still to come.
 *
 * @param timeZone - the portal's: people often know the day alone
 */
export function isDoneInFuture(
  { status, doneAt }: Pick<ActionItem, 'status' | 'doneAt'>,
  timeZone: string,
): boolean {
  return (
    status === 'done' &&
    doneAt !== null &&
    today(timeZone, new Date(doneAt)) > today(timeZone)
  );
}
