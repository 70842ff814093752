// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  fieldMessage,
  fillInstants,
  PostmortemDocument,
  PostmortemInput,
  PostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { refused } from '../http/errors';
import { isDoneInFuture } from './isDoneInFuture';

/**
 * Makes what a client sent into a document to be stored: absent visibility
 * and readers stay as they are, the timeline fills empty instants, and an
 * action item that becomes done has the time of the save, unless it was sent
 * with one. One that is done no more is not asked about, and no answer is left.
 *
 * @param options.before - the document as it is stored; none for a new one
 * @param options.at - the instant of the save
 * @throws InputError when the severity is not a configured one, or an action
 * item comes done on a day to come
 */
export function completeDocument(
  input: PostmortemInput,
  options: {
    before?: PostmortemDocument;
    at: string;
    config: Pick<PostmortemsConfig, 'severities' | 'timeZone'>;
  },
): PostmortemDocument {
  const { before, at, config } = options;
  const known = config.severities.map(({ id }) => id);
  // One that was taken out of the configuration must not block every save.
  if (
    input.severity !== null &&
    input.severity !== before?.severity &&
    !known.includes(input.severity)
  )
    throw refused([
      fieldMessage('severity', 'not-configured', { choices: known.join(', ') }),
    ]);

  const earlier = new Map(before?.actionItems.map(item => [item.id, item]));
  const early = input.actionItems.flatMap(item =>
    item.doneAt !== earlier.get(item.id)?.doneAt &&
    isDoneInFuture(item, config.timeZone)
      ? fieldMessage(`actionItems.${item.id}.doneAt`, 'in-the-future')
      : [],
  );
  if (early.length > 0) throw refused(early);
  return fillInstants({
    ...input,
    visibility: input.visibility ?? before?.visibility ?? 'internal',
    readers: input.readers ?? before?.readers ?? [],
    actionItems: input.actionItems.map(item => ({
      ...item,
      ...verificationOf(item),
      doneAt: doneAtOf(item, { before, earlier: earlier.get(item.id), at }),
    })),
  });
}

/** What is asked of what is done, and answered, goes when it is not done any more. */
function verificationOf(item: ActionItem) {
  const { status, verifyOn, verified, verifiedNote } = item;
  if (status !== 'done')
    return { verifyOn: null, verified: null, verifiedNote: '' };
  return {
    verifyOn,
    verified,
    verifiedNote: verified === null ? '' : verifiedNote,
  };
}

/** What is done when it is first written down was done nobody knows when. */
function doneAtOf(
  item: ActionItem,
  options: { before?: PostmortemDocument; earlier?: ActionItem; at: string },
): string | null {
  const { before, earlier, at } = options;
  if (item.status !== 'done') return null;
  if (item.doneAt !== null || !before) return item.doneAt;
  return earlier?.status === 'done' ? earlier.doneAt : at;
}
