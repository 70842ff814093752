// SPDX-License-Identifier: Apache-2.0

import {
  CauseRef,
  OPEN_STATUSES,
  PostmortemDocument,
  PostmortemListItem,
  PostmortemsQuery,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { cutPage, decodeCursor, ListPage } from '../cursor';
import { matching, PostmortemFilter } from '../postmortemFilter';
import { Criteria, meets, readableBy, ReadFilter } from '../readFilter';
import {
  PostmortemRow,
  StoredPostmortem,
  toDocument,
  toStored,
  VersionRow,
  withLaterFields,
} from './rows';
import { inList, isUuid, toInstant } from '../sql';

/** Which postmortem: by its uuid or by its number. */
export type PostmortemKey = { id: string } | { number: number };

type ListRow = PostmortemRow & { open_action_items: number | string };

/** Where a page of a list begins and ends. */
export type Page = Pick<PostmortemsQuery, 'limit' | 'cursor' | 'order'>;

/** The postmortems in the database. SQL only: the rules are elsewhere. */
export class PostmortemsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** @returns `undefined` when the cursor is not one of this list and order */
  async list(
    filter: PostmortemFilter,
    read: ReadFilter,
    page: Page,
  ): Promise<ListPage<PostmortemListItem> | undefined> {
    const db = this.#db;
    const descending = page.order === 'startedAt:desc';
    const after = decodeCursor(page.cursor, page.order, ['instant', 'number']);
    if (!after) return undefined;
    const matches = db<PostmortemRow>('postmortem')
      .where(readableBy(db, read))
      .where(matching(db, filter));
    const rows: ListRow[] = await matches
      .clone()
      .select(
        'number',
        'id',
        'title',
        'status',
        'severity',
        'visibility',
        'started_at',
        'resolved_at',
        'created_by',
        'created_at',
        'updated_by',
        'updated_at',
        'published_at',
        'first_published_at',
        'sort_at',
        db('action_item')
          .count('*')
          .where('postmortem_id', db.ref('postmortem.id'))
          .whereIn('status', [...OPEN_STATUSES])
          .as('open_action_items'),
      )
      .modify(query => {
        if (after.length === 0) return;
        const [at, number] = after;
        query.whereRaw(`(sort_at, number) ${descending ? '<' : '>'} (?, ?)`, [
          new Date(at),
          number,
        ]);
      })
      .orderBy([
        { column: 'sort_at', order: descending ? 'desc' : 'asc' },
        { column: 'number', order: descending ? 'desc' : 'asc' },
      ])
      .limit(page.limit + 1);
    const [{ total }] = await matches.clone().count({ total: '*' });
    const { shown, ...next } = cutPage(rows, {
      limit: page.limit,
      list: page.order,
      keyOf: row => [new Date(row.sort_at).getTime(), row.number],
    });
    const systems = await this.systemsOf(shown.map(({ id }) => id));
    return {
      items: shown.map(row => ({
        id: row.id,
        number: row.number,
        title: row.title,
        status: row.status,
        severity: row.severity,
        visibility: row.visibility,
        startedAt: toInstant(row.started_at),
        resolvedAt: toInstant(row.resolved_at),
        affectedSystems: systems.get(row.id) ?? [],
        openActionItems: Number(row.open_action_items),
        createdBy: row.created_by,
        createdAt: toInstant(row.created_at)!,
        updatedBy: row.updated_by,
        updatedAt: toInstant(row.updated_at)!,
        publishedAt: toInstant(row.published_at),
        firstPublishedAt: toInstant(row.first_published_at),
      })),
      totalItems: Number(total),
      ...next,
    };
  }

  /** The newest of a list, whole. */
  async newest(
    filter: PostmortemFilter,
    read: ReadFilter,
    limit: number,
  ): Promise<StoredPostmortem[]> {
    const rows = await this.#db<PostmortemRow>('postmortem')
      .where(readableBy(this.#db, read))
      .where(matching(this.#db, filter))
      .orderBy([
        { column: 'sort_at', order: 'desc' },
        { column: 'number', order: 'desc' },
      ])
      .limit(limit);
    return this.#toStored(rows);
  }

  /**
   * Published ones that are not restricted, whole, without their causes.
   *
   * @returns `undefined` when the cursor is not one of this list
   */
  async searchable(
    read: ReadFilter,
    { limit, cursor }: Pick<Page, 'limit' | 'cursor'>,
  ): Promise<ListPage<StoredPostmortem> | undefined> {
    const list = 'search-documents';
    const after = decodeCursor(cursor, list, ['number']);
    if (!after) return undefined;
    const [number = 0] = after;
    const matches = this.#db<PostmortemRow>('postmortem')
      .where({ status: 'published', visibility: 'internal' })
      .where(readableBy(this.#db, read));
    const rows: PostmortemRow[] = await matches
      .clone()
      .where('number', '>', number)
      .orderBy('number')
      .limit(limit + 1);
    const [{ total }] = await matches.clone().count({ total: '*' });
    const { shown, ...next } = cutPage(rows, {
      limit,
      list,
      keyOf: row => [row.number],
    });
    return {
      items: shown.map(row => toStored(row, [])),
      totalItems: Number(total),
      ...next,
    };
  }

  /** The postmortem, when it is there and, if given, passes `read`. */
  async get(
    key: PostmortemKey,
    read?: ReadFilter,
  ): Promise<StoredPostmortem | undefined> {
    const row = await this.#db<PostmortemRow>('postmortem')
      .where(key)
      .modify(query => {
        if (read) query.where(readableBy(this.#db, read));
      })
      .first();
    return row && (await this.#toStored([row]))[0];
  }

  /** For permission checks: in the order of `ids`, whoever asks. */
  async getByIds(
    ids: readonly string[],
  ): Promise<Array<StoredPostmortem | undefined>> {
    const rows = await this.#db<PostmortemRow>('postmortem').where(
      inList(this.#db, 'id', ids.filter(isUuid)),
    );
    const stored = await this.#toStored(rows);
    const byId = new Map(stored.map(each => [each.id, each]));
    return ids.map(id => byId.get(id));
  }

  async #toStored(rows: PostmortemRow[]): Promise<StoredPostmortem[]> {
    const causes = await this.causesOf(rows.map(({ id }) => id));
    return rows.map(row =>
      toStored(
        row,
        (causes.get(row.id) ?? []).map(({ id }) => id),
      ),
    );
  }

  /** Those of `ids` for which a permission is given. */
  async idsThatMeet(
    ids: readonly string[],
    criteria: Criteria,
  ): Promise<Set<string>> {
    const rows = await this.#db<PostmortemRow>('postmortem')
      .select('id')
      .where(inList(this.#db, 'id', ids))
      .where(meets(this.#db, criteria));
    return new Set(rows.map(({ id }) => id));
  }

  /** The affected systems of many postmortems, by id, in their order. */
  async systemsOf(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.#db<{
      postmortem_id: string;
      entity_ref: string;
      position: number;
    }>('postmortem_system')
      .where(inList(this.#db, 'postmortem_id', ids))
      .orderBy(['postmortem_id', 'position']);
    const systems = new Map<string, string[]>();
    for (const { postmortem_id: id, entity_ref: ref } of rows)
      systems.set(id, [...(systems.get(id) ?? []), ref]);
    return systems;
  }

  /** The confirmed causes of many postmortems, by id, by their names. */
  async causesOf(ids: readonly string[]): Promise<Map<string, CauseRef[]>> {
    const rows: Array<CauseRef & { postmortem_id: string }> = await this.#db(
      'postmortem_cause',
    )
      .join('cause', 'cause.id', 'postmortem_cause.cause_id')
      .select('postmortem_id', 'cause.id', 'cause.name', 'cause.category')
      .where(inList(this.#db, 'postmortem_id', ids))
      .orderBy(['cause.name_key', 'cause.id']);
    const causes = new Map<string, CauseRef[]>();
    for (const { postmortem_id: of, ...cause } of rows)
      causes.set(of, [...(causes.get(of) ?? []), cause]);
    return causes;
  }

  /** The causes that were rejected for many postmortems, by id. */
  async rejectedCausesOf(
    ids: readonly string[],
  ): Promise<Map<string, Set<string>>> {
    const rows: Array<{ postmortem_id: string; cause_id: string }> =
      await this.#db('postmortem_cause_rejected')
        .select('postmortem_id', 'cause_id')
        .where(inList(this.#db, 'postmortem_id', ids));
    const rejected = new Map<string, Set<string>>();
    for (const { postmortem_id: id, cause_id: causeId } of rows)
      rejected.set(id, (rejected.get(id) ?? new Set<string>()).add(causeId));
    return rejected;
  }

  /** The root causes of many postmortems, by id. */
  async rootCausesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows: Array<Pick<PostmortemRow, 'id' | 'content'>> = await this.#db(
      'postmortem',
    )
      .select('id', 'content')
      .where(inList(this.#db, 'id', ids));
    return new Map(rows.map(row => [row.id, toDocument(row).rootCause]));
  }

  /** The document as it was at a version, where that is still known. */
  async documentAt(
    id: string,
    version: number,
  ): Promise<PostmortemDocument | undefined> {
    const row = await this.#db<VersionRow>('postmortem_version')
      .select('document')
      .where({ postmortem_id: id, version })
      .first();
    return row && withLaterFields(JSON.parse(row.document));
  }

  /** The document as it was when it was published last, before now. */
  async lastPublished({
    id,
    version,
  }: StoredPostmortem): Promise<PostmortemDocument | undefined> {
    const row = await this.#publishedBefore(id, version)
      .select('document')
      .orderBy('version', 'desc')
      .first();
    return row && withLaterFields(JSON.parse(row.document));
  }

  /** The causes that were confirmed while it was published, until now. */
  async causesPublishedBefore({
    id,
    version,
  }: StoredPostmortem): Promise<Set<string>> {
    const rows: Array<Pick<VersionRow, 'causes'>> = await this.#publishedBefore(
      id,
      version,
    ).select('causes');
    const ids = rows.flatMap(({ causes }): string[] =>
      JSON.parse(causes ?? '[]'),
    );
    const now: Array<{ now: string }> = await this.#db('cause')
      .select(this.#db.raw('coalesce(merged_into, id) as now'))
      .where(inList(this.#db, 'id', [...new Set(ids)]));
    return new Set(now.map(row => row.now));
  }

  #publishedBefore(id: string, version: number) {
    return this.#db<VersionRow>('postmortem_version')
      .where({ postmortem_id: id, status: 'published' })
      .where('version', '<', version);
  }
}
