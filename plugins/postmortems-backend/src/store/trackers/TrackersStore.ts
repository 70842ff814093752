// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { isUniqueViolation, toInstant } from '../sql';
import { TicketRow } from './ticketRows';

type ProjectRow = {
  tracker: string;
  project: string;
  cursor: string | null;
  paused_until: Date | number | null;
  failing_since: Date | number | null;
  failure: string;
};

/** How a tracker as a whole is named among its projects. */
const WHOLE = '';

/** Where each tracker is asked what changed, and when it may be asked at all. */
export class TrackersStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * The projects in which action items have tickets, and since when to ask; last
   * those that did not answer, so that the others need not wait for them.
   */
  async projects(
    tracker: string,
  ): Promise<Array<{ project: string; since: string; cursor?: string }>> {
    const rows: Array<{ project: string; since: Date | number }> =
      await this.#db('action_item_ticket')
        .where({ tracker })
        .whereNotNull('project')
        .whereNotNull('synced_at')
        .whereNull('failing_since')
        .groupBy('project')
        .orderBy('project')
        .select('project')
        .min({ since: 'synced_at' });
    const cursors = await this.#db<ProjectRow>('tracker_project').where({
      tracker,
    });
    const known = new Map(cursors.map(row => [row.project, row]));
    const isFailing = ({ project }: { project: string }) =>
      Number((known.get(project)?.failing_since ?? null) !== null);
    return rows
      .sort((a, b) => isFailing(a) - isFailing(b))
      .map(({ project, since }) => {
        const cursor = known.get(project)?.cursor;
        return {
          project,
          since: toInstant(since)!,
          ...(cursor && { cursor }),
        };
      });
  }

  /** A project told all that changed there until `at`. */
  async told(
    tracker: string,
    project: string,
    { at, cursor }: { at: Date; cursor?: string },
  ): Promise<void> {
    await this.#saveProject({
      tracker,
      project,
      cursor: cursor ?? null,
      failing_since: null,
      failure: '',
    });
    await this.#db<TicketRow>('action_item_ticket')
      .where({ tracker, project })
      .whereNull('failing_since')
      .where('synced_at', '<', at)
      .update({ synced_at: at });
  }

  /** A project could not be asked. */
  async failed(
    tracker: string,
    project: string,
    failure: string,
  ): Promise<void> {
    const now = new Date();
    await this.#db<ProjectRow>('tracker_project')
      .insert({ tracker, project, failing_since: now, failure })
      .onConflict(['tracker', 'project'])
      .merge({
        failing_since: this.#db.raw(
          'coalesce(tracker_project.failing_since, ?)',
          [now],
        ),
        failure,
      });
  }

  /** Until when a tracker wants to be left alone; `undefined`: it does not. */
  async pausedUntil(tracker: string): Promise<Date | undefined> {
    const row = await this.#db<ProjectRow>('tracker_project')
      .where({ tracker, project: WHOLE })
      .where('paused_until', '>', new Date())
      .first();
    return row && new Date(row.paused_until!);
  }

  /** Nothing is asked of a tracker before that, by no replica. */
  async pause(tracker: string, until: Date): Promise<void> {
    await this.#saveProject({
      tracker,
      project: WHOLE,
      paused_until: until,
    });
    await this.#db<TicketRow>('action_item_ticket')
      .where({ tracker })
      .where('push_at', '<', until)
      .update({ push_at: until });
  }

  /** @returns false when this message came before */
  async takeDelivery(tracker: string, delivery: string): Promise<boolean> {
    try {
      await this.#db('tracker_delivery').insert({
        tracker,
        delivery,
        at: new Date(),
      });
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  /** It was not dealt with, so it may come again. */
  async forgetDelivery(tracker: string, delivery: string): Promise<void> {
    await this.#db('tracker_delivery').where({ tracker, delivery }).delete();
  }

  async forgetDeliveriesBefore(at: Date): Promise<void> {
    await this.#db('tracker_delivery').where('at', '<', at).delete();
  }

  async #saveProject(
    row: Pick<ProjectRow, 'tracker' | 'project'> & Partial<ProjectRow>,
  ): Promise<void> {
    await this.#db('tracker_project')
      .insert(row)
      .onConflict(['tracker', 'project'])
      .merge();
  }
}
