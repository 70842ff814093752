// SPDX-License-Identifier: Apache-2.0

import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  CauseRef,
  PostmortemDocument,
  PostmortemListItem,
  PostmortemsQuery,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { decodeCursor, encodeCursor } from './cursor';
import {
  asked,
  Criteria,
  meets,
  PostmortemFilter,
  readableBy,
} from './filters';
import { ReadFilter } from './filters';
import { isUuid } from './isUuid';
import {
  PostmortemRow,
  StoredPostmortem,
  toDocument,
  toStored,
  VersionRow,
} from './rows';
import { inList, toInstant } from './sql';
import { insertPostmortem, removePostmortem, savePostmortem } from './writes';

/** Which postmortem: by its uuid or by its number. */
export type PostmortemKey = { id: string } | { number: number };

type ListRow = PostmortemRow & { open_action_items: number | string };

/** Where a page of a list begins and ends. */
export type Page = Pick<PostmortemsQuery, 'limit' | 'cursor' | 'order'>;

const idsOf = (causes: CauseRef[] = []) => causes.map(({ id }) => id);

/** The postmortems in the database. SQL only: the rules are elsewhere. */
export class PostmortemsStore {
  static async create(database: DatabaseService): Promise<PostmortemsStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip)
      await knex.migrate.latest({
        directory: resolvePackagePath(
          'backstage-plugin-postmortems-backend',
          'migrations',
        ),
      });
    return new PostmortemsStore(knex);
  }

  private constructor(readonly knex: Knex) {}

  async list(
    filter: PostmortemFilter,
    read: ReadFilter,
    page: Page,
  ): Promise<{
    items: PostmortemListItem[];
    totalItems: number;
    nextCursor?: string;
  }> {
    const { knex } = this;
    const descending = page.order === 'startedAt:desc';
    const matches = knex<PostmortemRow>('postmortem')
      .where(readableBy(knex, read))
      .where(asked(knex, filter));
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
        'updated_at',
        'sort_at',
        knex('action_item')
          .count('*')
          .where('postmortem_id', knex.ref('postmortem.id'))
          .whereIn('status', ['open', 'in-progress'])
          .as('open_action_items'),
      )
      .modify(query => {
        if (page.cursor === undefined) return;
        const [at, number] = decodeCursor(page.cursor, page.order, [
          'instant',
          'number',
        ]);
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
    const shown = rows.slice(0, page.limit);
    const systems = await this.systemsOf(shown.map(({ id }) => id));
    const last = shown.at(-1);
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
        updatedAt: toInstant(row.updated_at)!,
      })),
      totalItems: Number(total),
      ...(last &&
        rows.length > page.limit && {
          nextCursor: encodeCursor(page.order, [
            new Date(last.sort_at).getTime(),
            last.number,
          ]),
        }),
    };
  }

  /** The postmortem, when it is there and the caller may read it. */
  async get(
    key: PostmortemKey,
    read: ReadFilter,
  ): Promise<StoredPostmortem | undefined> {
    const row = await this.knex<PostmortemRow>('postmortem')
      .where(key)
      .where(readableBy(this.knex, read))
      .first();
    if (!row) return undefined;
    const causes = await this.causesOf([row.id]);
    return toStored(row, idsOf(causes.get(row.id)));
  }

  /** For permission checks: in the order of `ids`, whoever asks. */
  async getByIds(
    ids: readonly string[],
  ): Promise<Array<StoredPostmortem | undefined>> {
    const rows = await this.knex<PostmortemRow>('postmortem').where(
      inList(this.knex, 'id', ids.filter(isUuid)),
    );
    const causes = await this.causesOf(rows.map(({ id }) => id));
    const byId = new Map(
      rows.map(row => [row.id, toStored(row, idsOf(causes.get(row.id)))]),
    );
    return ids.map(id => byId.get(id));
  }

  /** Those of `ids` for which a permission is given. */
  async idsThatMeet(
    ids: readonly string[],
    criteria: Criteria,
  ): Promise<Set<string>> {
    const rows = await this.knex<PostmortemRow>('postmortem')
      .select('id')
      .where(inList(this.knex, 'id', ids))
      .where(meets(this.knex, criteria));
    return new Set(rows.map(({ id }) => id));
  }

  /** The affected systems of many postmortems, by id, in their order. */
  async systemsOf(ids: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.knex<{
      postmortem_id: string;
      entity_ref: string;
      position: number;
    }>('postmortem_system')
      .where(inList(this.knex, 'postmortem_id', ids))
      .orderBy(['postmortem_id', 'position']);
    const systems = new Map<string, string[]>();
    for (const { postmortem_id: id, entity_ref: ref } of rows)
      systems.set(id, [...(systems.get(id) ?? []), ref]);
    return systems;
  }

  /** The confirmed causes of many postmortems, by id, by their names. */
  async causesOf(ids: readonly string[]): Promise<Map<string, CauseRef[]>> {
    const rows: Array<CauseRef & { postmortem_id: string }> = await this.knex(
      'postmortem_cause',
    )
      .join('cause', 'cause.id', 'postmortem_cause.cause_id')
      .select('postmortem_id', 'cause.id', 'cause.name', 'cause.category')
      .where(inList(this.knex, 'postmortem_id', ids))
      .orderBy(['cause.name_key', 'cause.id']);
    const causes = new Map<string, CauseRef[]>();
    for (const { postmortem_id: of, ...cause } of rows)
      causes.set(of, [...(causes.get(of) ?? []), cause]);
    return causes;
  }

  /** The root causes of many postmortems, by id. */
  async rootCausesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows: Array<Pick<PostmortemRow, 'id' | 'content'>> = await this.knex(
      'postmortem',
    )
      .select('id', 'content')
      .where(inList(this.knex, 'id', ids));
    return new Map(rows.map(row => [row.id, toDocument(row).rootCause]));
  }

  /** The document as it was at a version, where that is still known. */
  async documentAt(
    id: string,
    version: number,
  ): Promise<PostmortemDocument | undefined> {
    const row = await this.knex<VersionRow>('postmortem_version')
      .select('document')
      .where({ postmortem_id: id, version })
      .first();
    return row && JSON.parse(row.document);
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
    return row && JSON.parse(row.document);
  }

  /** The causes that were confirmed while it was published, until now. */
  async causesPublishedBefore({
    id,
    version,
  }: StoredPostmortem): Promise<Set<string>> {
    const rows: Array<Pick<VersionRow, 'causes'>> = await this.#publishedBefore(
      id,
      version,
    );
    const ids = rows.flatMap(({ causes }): string[] =>
      JSON.parse(causes ?? '[]'),
    );
    const now: Array<{ now: string }> = await this.knex('cause')
      .select(this.knex.raw('coalesce(merged_into, id) as now'))
      .where(inList(this.knex, 'id', [...new Set(ids)]));
    return new Set(now.map(row => row.now));
  }

  #publishedBefore(id: string, version: number) {
    return this.knex<VersionRow>('postmortem_version')
      .select('causes')
      .where({ postmortem_id: id, status: 'published' })
      .where('version', '<', version);
  }

  /**
   * @param causes - the causes to be confirmed
   * @returns the number that the postmortem got
   */
  async insert(
    postmortem: Omit<StoredPostmortem, 'number'>,
    causes?: readonly string[],
  ): Promise<number> {
    return insertPostmortem(this.knex, postmortem, causes);
  }

  /**
   * Writes the next version of a postmortem.
   *
   * @param causes - the causes to be confirmed; as they are, when absent
   * @returns the ids of the causes that are confirmed now; `undefined`, with
   * nothing written, when the version before it is not the stored one any more
   */
  async save(
    postmortem: StoredPostmortem,
    causes?: readonly string[],
  ): Promise<string[] | undefined> {
    return savePostmortem(this.knex, postmortem, causes);
  }

  /** @returns false when it is not there any more, or not at that version */
  async delete(id: string, version: number): Promise<boolean> {
    return removePostmortem(this.knex, id, version);
  }
}
