// SPDX-License-Identifier: Apache-2.0

import { CauseEvent, CauseRef } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { CauseRow } from './causeRows';
import { ReadFilter, readableBy } from '../readFilter';
import { Db, inList, toInstant } from '../sql';

/** How many events of a cause are told of. */
const EVENTS = 200;

/** By how many of its postmortems it is decided who could know a cause. */
const KNOWN_BY = 200;

/** Who changes a cause, and when. */
export type By = { actor: string; at: string };

/**
 * By which postmortems a cause was known when something happened to it; absent
 * where everybody could know it.
 */
type KnownBy = {
  of?: string[];
  /** Those of `of` that were restricted then. */
  restricted?: string[];
};

/** What is stored with an event. */
type CauseEventData = KnownBy & {
  changes?: CauseEvent['changes'];
  merged?: CauseRef;
};

type CauseEventRow = {
  number: number;
  cause_id: string;
  kind: CauseEvent['kind'];
  data: string;
  actor: string;
  at: Date | number;
};

/** Must run behind the lock of the cause. */
export async function addEvent(
  db: Db,
  causeId: string,
  event: By & { kind: CauseEvent['kind']; data?: CauseEventData },
): Promise<void> {
  await db('cause_event').insert({
    cause_id: causeId,
    kind: event.kind,
    data: JSON.stringify(event.data ?? {}),
    actor: event.actor,
    at: new Date(event.at),
  });
}

/** By what a cause is known now. Must run behind its lock. */
export async function knownBy(
  db: Db,
  { id, withheld }: Pick<CauseRow, 'id' | 'withheld'>,
): Promise<KnownBy> {
  const rows: Array<{ id: string; visibility: string }> = await db(
    'postmortem_cause',
  )
    .join('postmortem', 'postmortem.id', 'postmortem_cause.postmortem_id')
    .select('postmortem.id', 'postmortem.visibility')
    .where('postmortem_cause.cause_id', id)
    // Those that more people may read come first.
    .orderBy(['postmortem.visibility', 'postmortem.id'])
    .limit(KNOWN_BY);
  if (rows.length === 0 && !withheld) return {};
  return {
    of: rows.map(row => row.id),
    restricted: rows
      .filter(({ visibility }) => visibility === 'restricted')
      .map(row => row.id),
  };
}

/** What happened to causes. */
export class CauseHistory {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * What happened to a cause, newest first, as far as the reader could know the
   * cause then: what it was called while it was hidden stays hidden. One is known
   * to whoever may read a postmortem of it; where that was restricted then, it
   * must still be, since who opens it may have renamed its cause before.
   */
  async ofCause(
    cause: { id: string; createdBy: string },
    { read, actor }: { read: ReadFilter; actor: string },
  ): Promise<CauseEvent[]> {
    const rows = await this.#db<CauseEventRow>('cause_event')
      .where({ cause_id: cause.id })
      .orderBy('number', 'desc')
      .limit(EVENTS);
    const events = rows.map(row => ({
      row,
      data: JSON.parse(row.data) as CauseEventData,
    }));
    const ids = new Set(events.flatMap(({ data }) => data.of ?? []));
    const readable: Array<{ id: string; visibility: string }> = await this.#db(
      'postmortem',
    )
      .select('id', 'visibility')
      .where(inList(this.#db, 'id', [...ids]))
      .where(readableBy(this.#db, read));
    const now = new Map(readable.map(one => [one.id, one.visibility]));
    const mayKnow = ({ row, data }: (typeof events)[number]) =>
      !data.of ||
      row.actor === actor ||
      // Whoever made a cause always knows it; of one that was merged, who did
      // that is not kept.
      (row.kind === 'changed' && cause.createdBy === actor) ||
      data.of.some(
        id =>
          now.has(id) &&
          (!data.restricted?.includes(id) || now.get(id) === 'restricted'),
      );
    return events.filter(mayKnow).map(({ row, data }) => ({
      at: toInstant(row.at)!,
      actor: row.actor,
      kind: row.kind,
      changes: data.changes ?? {},
      merged: data.merged ?? null,
    }));
  }
}
