// SPDX-License-Identifier: Apache-2.0

import { fieldMessage } from 'backstage-plugin-postmortems-common';
import { conflict, refused, tooMany } from '../http/errors';
import { NotWritten } from '../store/NotWritten';

/**
 * Does a write, and refuses what the store could not do in the words of who
 * sent it.
 *
 * @param sent - where the ids stand in what was sent
 * @throws InputError with `fields` when an id is not one that may be sent
 * @throws ConflictError when others were faster
 */
export async function writeOrRefuse<T>(
  write: () => Promise<T>,
  sent: {
    actionItems?: ReadonlyArray<{ id: string }>;
    causeIds?: readonly string[];
  } = {},
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof NotWritten)) throw error;
    const { obstacle } = error;
    switch (obstacle.kind) {
      case 'item-ids-taken':
        throw refused(
          (sent.actionItems ?? []).flatMap(({ id }) =>
            obstacle.ids.includes(id)
              ? fieldMessage(`actionItems.${id}.id`, 'id-of-another')
              : [],
          ),
        );
      case 'unknown-causes':
        throw refused(
          (sent.causeIds ?? []).flatMap((id, index) =>
            obstacle.ids.includes(id)
              ? fieldMessage(`causeIds.${index}`, 'cause-unknown')
              : [],
          ),
        );
      case 'item-ids-raced':
        throw conflict(
          'The id of an action item was taken by somebody else at the same time',
          ['actionItems'],
          null,
        );
      default:
        throw tooMany();
    }
  }
}

/** @throws InputError when the store did not know the cursor of a page */
export function pageOrRefuse<T>(page: T | undefined): T {
  if (page === undefined)
    throw refused([fieldMessage('cursor', 'cursor-invalid')]);
  return page;
}
