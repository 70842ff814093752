// SPDX-License-Identifier: Apache-2.0

import {
  PostmortemDocument,
  PostmortemStatus,
} from 'backstage-plugin-postmortems-common';
import { VersionRow } from './rows';
import { Db } from '../sql';

/** Saves of one person within this time are one version in the history. */
const SESSION_MS = 10 * 60_000;

/**
 * How long the steps within a session are kept. Somebody else may have opened
 * the postmortem at one of them, and a stale save is merged from there.
 */
const STEPS_MS = 24 * 60 * 60_000;

/** A save of a postmortem. */
export type VersionToSave = {
  postmortemId: string;
  version: number;
  status: PostmortemStatus;
  document: PostmortemDocument;
  causeIds: readonly string[];
  actor: string;
  at: string;
};

/**
 * Keeps the whole document as it is at a version. Must run in the transaction
 * of the save, behind the lock of its postmortem.
 */
export async function saveVersion(
  db: Db,
  { postmortemId, document, causeIds, at, ...version }: VersionToSave,
): Promise<void> {
  const now = new Date(at);
  const versions = () =>
    db<VersionRow>('postmortem_version').where({ postmortem_id: postmortemId });

  const before = await versions().orderBy('version', 'desc').first();
  const continues =
    before &&
    before.actor === version.actor &&
    before.status === version.status &&
    now.getTime() - new Date(before.session_at).getTime() < SESSION_MS;
  if (continues)
    await versions()
      .where({ version: before.version })
      .update({ superseded: true });

  await db('postmortem_version').insert({
    ...version,
    postmortem_id: postmortemId,
    document: JSON.stringify(document),
    causes: JSON.stringify(causeIds),
    at: now,
    session_at: continues ? new Date(before.session_at) : now,
    superseded: false,
  });
  await versions()
    .where({ superseded: true })
    .where('at', '<', new Date(now.getTime() - STEPS_MS))
    .delete();
}
