// SPDX-License-Identifier: Apache-2.0

import { createExtensionPoint } from '@backstage/backend-plugin-api';
import {
  ActionItemPatch,
  PostmortemDraft,
} from 'backstage-plugin-postmortems-common';

/**
 * What {@link PostmortemsWriter.createAs} writes.
 *
 * @public
 */
export type CreateAsOptions = {
  /** The uuid of the postmortem; a new one when absent. */
  id?: string;
  input: PostmortemDraft;
  /** The entity ref of the author, who also publishes it. */
  actor: string;
  /** When it was written: an ISO 8601 instant. */
  at: string;
  /** Publish it too; the publishing gate must be met. */
  publish?: boolean;
  /** When it was published: an ISO 8601 instant, not before `at`; default `at`. */
  publishedAt?: string;
  /**
   * The causes to be confirmed, by name; those that are not there yet are
   * created, described where there is a `description`. `category` is the id of
   * a configured one.
   */
  causes?: Array<{ name: string; category: string; description?: string }>;
};

/**
 * What {@link PostmortemsWriter.changeActionItemAs} writes.
 *
 * @public
 */
export type ChangeActionItemAsOptions = {
  /** The uuid of the postmortem. */
  postmortemId: string;
  /** The uuid of the action item. */
  id: string;
  patch: ActionItemPatch;
  /** The entity ref of the user who changed it. */
  actor: string;
  /** When: an ISO 8601 instant. */
  at: string;
};

/**
 * Writes postmortems as somebody else at another time: for demo data and for
 * the migration of older systems. The rules of the postmortems apply, the
 * permissions do not, and nobody is notified.
 *
 * @public
 */
export interface PostmortemsWriter {
  /** Whether a postmortem with this uuid exists. */
  has(id: string): Promise<boolean>;

  /**
   * Creates a postmortem. Does nothing when one with `id` is there already
   * (`created: false`), so that it can be called again at the next start.
   *
   * @throws InputError with `fields` when the input is not valid, with `unmet`
   * when it is to be published and the gate is not met; nothing is written
   */
  createAs(
    options: CreateAsOptions,
  ): Promise<{ id: string; number: number; created: boolean }>;

  /**
   * Changes an action item of a postmortem, as it was changed then: that is kept
   * in its history.
   *
   * @throws NotFoundError when the postmortem is not there, or is restricted and
   * not open to the actor, or has no such action item
   * @throws InputError with `fields`, or with `unmet` when it is published and
   * would not pass the gate any more; nothing is written
   */
  changeActionItemAs(options: ChangeActionItemAsOptions): Promise<void>;
}

/**
 * Lets a module of the postmortems plugin write with a
 * {@link PostmortemsWriter}.
 *
 * @public
 */
export interface PostmortemsWriterExtensionPoint {
  /**
   * Registers a task that runs once at each start, after the database is
   * migrated and the plugin is ready to serve. The start does not wait for
   * the task; an error is logged and stops nothing else. With several
   * replicas it runs on each, so give each postmortem its `id`.
   */
  onReady(task: (writer: PostmortemsWriter) => Promise<void>): void;
}

/**
 * Only code in the backend can reach it; no HTTP path can.
 *
 * @example
 * ```ts
 * createBackendModule({
 *   pluginId: 'postmortems',
 *   moduleId: 'migration',
 *   register(env) {
 *     env.registerInit({
 *       deps: { writer: postmortemsWriterExtensionPoint },
 *       async init({ writer }) {
 *         writer.onReady(async postmortems => {
 *           await postmortems.createAs({ id, input, actor, at });
 *         });
 *       },
 *     });
 *   },
 * });
 * ```
 *
 * @public
 */
export const postmortemsWriterExtensionPoint =
  createExtensionPoint<PostmortemsWriterExtensionPoint>({
    id: 'postmortems.writer',
  });
