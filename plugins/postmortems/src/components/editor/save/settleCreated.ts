// SPDX-License-Identifier: Apache-2.0

import {
  Postmortem,
  PostmortemsApi,
} from 'backstage-plugin-postmortems-common';
import { documentOf, sameValue } from '../form/document';
import { findCreated } from './findCreated';
import { LeftCopy, LocalCopies } from './localCopies';
import { reconcile } from './reconcile';

/** A draft of this browser that has no id yet. */
export type UnsentDraft = LeftCopy & {
  /** It was sent, and the server could not be asked whether it has it. */
  unsure: boolean;
};

/** One that turned out to be on the server. */
export type CreatedDraft = LeftCopy & { postmortem: Postmortem };

/**
 * Finds out which drafts without an id the server has after all. Their copies
 * become copies of those postmortems, and go where nothing is left to save. One
 * that was taken up or written while the server was asked is left alone.
 */
export async function settleCreated(options: {
  api: Pick<PostmortemsApi, 'list' | 'get'>;
  copies: LocalCopies;
  userEntityRef: string;
  /** The key of what is being written now. */
  except: string;
}): Promise<{ unsent: UnsentDraft[]; created: CreatedDraft[] }> {
  const { copies, except } = options;
  const asked = await Promise.all(
    (await copies.unsent())
      .filter(({ key }) => key !== except)
      .slice(0, 3)
      .map(async left => {
        const sent = [left.copy.sent ?? []].flat();
        try {
          const found = await findCreated({ ...options, sent });
          return { left, found, unsure: false };
        } catch {
          return { left, unsure: true };
        }
      }),
  );
  const settled = asked.filter(
    ({ left: { key, copy } }) => copies.get(key)?.keptAt === copy.keptAt,
  );
  return {
    unsent: settled.flatMap(({ left, found, unsure }) =>
      found ? [] : [{ ...left, unsure }],
    ),
    created: settled.flatMap(({ left, found }) => {
      if (!found) return [];
      const { key, copy } = left;
      const { sent, answer } = found;
      const base = documentOf(answer);
      const values = {
        ...copy.values,
        ...reconcile(sent, copy.values, base).changes,
      };
      if (!copy.unread && sameValue(values, base)) copies.remove(key);
      else {
        const { id, number, version } = answer;
        const of = { id, number, version, base, sent: undefined };
        copies.put(key, { ...copy, ...of, values });
      }
      return [{ ...left, postmortem: answer }];
    }),
  };
}
