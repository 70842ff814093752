// SPDX-License-Identifier: Apache-2.0

import {
  DAY_MS,
  LatePrevention,
  LatePublication,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { isOfTeam, Team } from '../actionItems/isOfTeam';
import { IS_OPEN } from '../actionItems/actionItemRows';
import { PostmortemRow } from '../postmortems/rows';
import { isAmong, ReadFilter, readableBy, Where } from '../readFilter';
import { Db, inList, isPostgres, toInstant } from '../sql';

/** For whom policies are looked at. */
export type Policed = {
  read: ReadFilter;
  team?: Team;
  systems?: readonly string[];
};

/** An incident whose postmortem a policy is about. */
export type Publishable = Pick<
  LatePublication,
  'id' | 'severity' | 'resolvedAt' | 'firstPublishedAt'
> & { severity: string };

/** Which postmortems the policy on publication is about: what was not imported. */
export type PublicationPolicy = {
  severities: readonly string[];
  /** Older incidents are history. */
  resolvedSince: Date;
  now: Date;
};

/** The postmortems that the policy on publication is about. */
export function isAbout(db: Db, policy: PublicationPolicy): Where {
  return query =>
    query
      .where(inList(db, 'postmortem.severity', policy.severities))
      .where('postmortem.resolved_at', '>=', policy.resolvedSince)
      .where('postmortem.resolved_at', '<=', policy.now)
      .where('postmortem.imported', false);
}

/** What the policies of a portal are held against. */
export class PoliciesStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** What the policy on publication is about. */
  async publishable(
    policed: Policed,
    policy: PublicationPolicy,
  ): Promise<Publishable[]> {
    const { read, team } = policed;
    const rows: Array<
      Pick<PostmortemRow, 'id' | 'severity' | 'first_published_at'> & {
        resolved_at: Date | number;
      }
    > = await this.#db('postmortem')
      .select('id', 'severity', 'resolved_at', 'first_published_at')
      .where(isAbout(this.#db, policy))
      .where(readableBy(this.#db, read))
      .modify(query => {
        for (const systems of [team?.systems, policed.systems])
          if (systems)
            query.where(isAmong(this.#db, 'postmortem_system', systems));
      });
    return rows.map(row => ({
      id: row.id,
      severity: row.severity!,
      resolvedAt: toInstant(row.resolved_at)!,
      firstPublishedAt: toInstant(row.first_published_at),
    }));
  }

  /** What is told of some of them, by id. */
  async named(
    ids: readonly string[],
  ): Promise<
    Map<
      string,
      Pick<LatePublication, 'number' | 'title' | 'status' | 'createdBy'>
    >
  > {
    const rows: Array<
      Pick<PostmortemRow, 'id' | 'number' | 'title' | 'status' | 'created_by'>
    > = await this.#db('postmortem')
      .select('id', 'number', 'title', 'status', 'created_by')
      .where(inList(this.#db, 'id', ids));
    return new Map(
      rows.map(({ id, created_by: createdBy, ...row }) => [
        id,
        { ...row, createdBy },
      ]),
    );
  }

  /**
   * Of what is to prevent recurrences and whose time is over: how much there is,
   * how much of it was done in time, and what is still open.
   *
   * @param options.promisedSince - only of what was promised since then is it
   * told how much was done in time
   */
  async prevention(
    policed: Policed,
    options: {
      withinDays: number;
      promisedSince: Date;
      now: Date;
      limit: number;
    },
  ): Promise<{
    kept: number;
    total: number;
    items: LatePrevention[];
    totalItems: number;
  }> {
    const db = this.#db;
    const within = options.withinDays * DAY_MS;
    const over = new Date(options.now.getTime() - within);
    const promisedAt = isPostgres(db)
      ? 'greatest(postmortem.first_published_at, action_item.created_at)'
      : 'max(postmortem.first_published_at, action_item.created_at)';
    const inTime = isPostgres(db)
      ? `action_item.done_at <= ${promisedAt} + ? * interval '1 millisecond'`
      : `action_item.done_at <= ${promisedAt} + ?`;
    const matches = db('action_item')
      .join('postmortem', 'postmortem.id', 'action_item.postmortem_id')
      .where('action_item.purpose', 'prevent')
      .where('postmortem.status', 'published')
      .where('postmortem.imported', false)
      .whereRaw(`${promisedAt} < ?`, [over])
      .where(readableBy(db, policed.read))
      .modify(query => {
        if (policed.team) query.where(isOfTeam(db, policed.team));
        if (policed.systems)
          query.where(isAmong(db, 'postmortem_system', policed.systems));
      });
    const late = matches.clone().whereRaw(IS_OPEN);
    type Row = {
      id: string;
      description: string;
      owner: string | null;
      due_date: string | null;
      promised_at: Date | number;
      postmortem_id: string;
    } & Pick<PostmortemRow, 'number' | 'title' | 'severity'>;
    const [[counts], [{ count }], rows] = await Promise.all([
      matches
        .clone()
        .whereRaw(`${promisedAt} >= ?`, [options.promisedSince])
        .whereRaw(`(${IS_OPEN} or action_item.status = 'done')`)
        .select(
          db.raw('count(*) as total'),
          db.raw(
            `sum(case when action_item.status = 'done' and ${inTime} then 1 else 0 end) as kept`,
            [within],
          ),
        ) as Promise<Array<Record<'total' | 'kept', number | string | null>>>,
      late.clone().count({ count: '*' }) as Promise<
        Array<{ count: number | string }>
      >,
      late
        .clone()
        .select(
          'action_item.id',
          'action_item.description',
          'action_item.owner',
          'action_item.due_date',
          db.raw(`${promisedAt} as promised_at`),
          { postmortem_id: 'postmortem.id' },
          'postmortem.number',
          'postmortem.title',
          'postmortem.severity',
        )
        .orderByRaw(`${promisedAt}, action_item.id`)
        .limit(options.limit) as Promise<Row[]>,
    ]);
    return {
      kept: Number(counts.kept ?? 0),
      total: Number(counts.total ?? 0),
      totalItems: Number(count),
      items: rows.map(row => ({
        id: row.id,
        description: row.description,
        owner: row.owner,
        dueDate: row.due_date,
        promisedAt: toInstant(row.promised_at)!,
        postmortem: {
          id: row.postmortem_id,
          number: row.number,
          title: row.title,
          severity: row.severity,
        },
      })),
    };
  }
}
