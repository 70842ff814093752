// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';
import { IS_OPEN } from '../actionItems/actionItemRows';
import { goneOwners } from '../actionItems/GoneOwnersStore';
import { isAbout, PublicationPolicy } from '../figures/PoliciesStore';
import { PostmortemsStore } from '../postmortems/PostmortemsStore';
import { ActionItemDbRow, PostmortemRow } from '../postmortems/rows';
import { inList, portions, toInstant } from '../sql';

/** How many action items are read at a time. */
const PORTION = 500;
/** As much of a description as a reminder may want. */
const DESCRIPTION = 500;

/** A published postmortem, as far as a reminder needs it. */
export type DuePostmortem = {
  id: string;
  number: number;
  startedAt: string | null;
  /** ISO 8601: when it was published for the first time; empty: never. */
  firstPublishedAt: string;
  /** Entity refs, like all others here. */
  affectedSystems: string[];
  incidentCommander: string | null;
  /** Whom a restricted one is open to; `undefined`: everybody. */
  openTo?: string[];
};

/** An action item of a published postmortem that somebody is to be told of. */
export type DueItem = {
  id: string;
  /** The beginning of it. */
  description: string;
  owner: string | null;
  /** `YYYY-MM-DD`; of a question the day on which it is asked. */
  dueDate: string;
  /** It is done, and its owner is asked whether it worked. */
  isQuestion: boolean;
  /**
   * It is no action item, but the postmortem itself, which its author, the
   * `owner`, was to publish by `dueDate`.
   */
  isUnpublished?: true;
  postmortem: DuePostmortem;
};

/** Which action items are read, and the column with their days. */
const DUE = { day: 'action_item.due_date', which: IS_OPEN };
const ASKED = {
  day: 'action_item.verify_on',
  which: "action_item.status = 'done' and action_item.verified is null",
};

type Row = Pick<
  ActionItemDbRow,
  'id' | 'description' | 'owner' | 'postmortem_id'
> & { day: string };

const DELETED: DuePostmortem = {
  id: '',
  number: 0,
  startedAt: null,
  firstPublishedAt: '',
  affectedSystems: [],
  incidentCommander: null,
};

/**
 * What reminders are about. It is read for nobody in particular: whoever tells
 * a person of it must look at `openTo`.
 */
export class DueItemsStore {
  readonly #db: Knex;
  readonly #postmortems: PostmortemsStore;

  constructor(options: { db: Knex; postmortems: PostmortemsStore }) {
    this.#db = options.db;
    this.#postmortems = options.postmortems;
  }

  /**
   * The open action items of published postmortems that are due on a day or
   * before it, the first due first.
   */
  async until(day: string, signal?: AbortSignal): Promise<DueItem[]> {
    return this.#read(DUE, query => query.where(DUE.day, '<=', day), signal);
  }

  /** Those whose owner is no longer in the catalog, whenever they are due. */
  async ofGoneOwners(signal?: AbortSignal): Promise<DueItem[]> {
    return this.#read(
      DUE,
      query => query.whereIn('action_item.owner', goneOwners(this.#db)),
      signal,
    );
  }

  /**
   * What is done in published postmortems, and whose owner is to be asked on a
   * day, or before it, whether it worked.
   */
  async toVerify(day: string, signal?: AbortSignal): Promise<DueItem[]> {
    return this.#read(
      ASKED,
      query => query.where(ASKED.day, '<=', day),
      signal,
    );
  }

  async #read(
    about: typeof DUE,
    where: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
    signal?: AbortSignal,
  ): Promise<DueItem[]> {
    const items: DueItem[] = [];
    const known = new Map<string, DuePostmortem>();
    for (;;) {
      signal?.throwIfAborted();
      const last = items.at(-1);
      const rows: Row[] = await this.#db('action_item')
        .join('postmortem', 'postmortem.id', 'action_item.postmortem_id')
        .select(
          'action_item.id',
          'action_item.postmortem_id',
          'action_item.owner',
          { day: about.day },
          this.#db.raw('substr(action_item.description, 1, ?) as description', [
            DESCRIPTION,
          ]),
        )
        .whereRaw(about.which)
        .where('postmortem.status', 'published')
        .whereNotNull(about.day)
        .modify(where)
        .modify(
          query =>
            last &&
            query.whereRaw(`(${about.day}, action_item.id) > (?, ?)`, [
              last.dueDate,
              last.id,
            ]),
        )
        .orderBy([about.day, 'action_item.id'])
        .limit(PORTION);
      await this.#learn(
        known,
        rows.map(row => row.postmortem_id),
      );
      items.push(
        ...rows.map(row => ({
          id: row.id,
          description: row.description,
          owner: row.owner,
          dueDate: row.day,
          isQuestion: about === ASKED,
          // A foreign key: it may only be deleted meanwhile, with its items.
          postmortem: known.get(row.postmortem_id) ?? DELETED,
        })),
      );
      if (rows.length < PORTION)
        return items.filter(({ postmortem }) => postmortem !== DELETED);
    }
  }

  /** Those that the policy on publication is about and that never were. */
  async neverPublished(policy: PublicationPolicy): Promise<
    Array<{
      severity: string;
      resolvedAt: string;
      firstPublishedAt: null;
      author: string;
      postmortem: DuePostmortem;
    }>
  > {
    if (policy.severities.length === 0) return [];
    const rows: Array<
      Pick<PostmortemRow, 'id' | 'severity' | 'created_by'> & {
        resolved_at: Date | number;
      }
    > = await this.#db('postmortem')
      .select('id', 'severity', 'created_by', 'resolved_at')
      .whereNull('first_published_at')
      .where(isAbout(this.#db, policy))
      .orderBy(['resolved_at', 'id']);
    const known = new Map<string, DuePostmortem>();
    await this.#learn(
      known,
      rows.map(({ id }) => id),
    );
    return rows.flatMap(row => {
      const postmortem = known.get(row.id);
      return postmortem
        ? {
            severity: row.severity!,
            resolvedAt: toInstant(row.resolved_at)!,
            firstPublishedAt: null,
            author: row.created_by,
            postmortem,
          }
        : [];
    });
  }

  /** The owners of action items, whatever became of these, by id. */
  async ownersOf(ids: readonly string[]): Promise<Map<string, string | null>> {
    const owners = new Map<string, string | null>();
    for (const portion of portions(ids, PORTION)) {
      const rows: Array<Pick<Row, 'id' | 'owner'>> = await this.#db(
        'action_item',
      )
        .select('id', 'owner')
        .where(inList(this.#db, 'id', portion));
      for (const { id, owner } of rows) owners.set(id, owner);
    }
    return owners;
  }

  /** The users and groups that are no longer in the catalog. */
  async goneOwners(): Promise<Set<string>> {
    const rows = await goneOwners(this.#db);
    return new Set(rows.map(row => row.entity_ref));
  }

  /** Adds those that are not known yet, in a fixed number of statements. */
  async #learn(
    known: Map<string, DuePostmortem>,
    wanted: readonly string[],
  ): Promise<void> {
    const db = this.#db;
    const ids = [...new Set(wanted)].filter(id => !known.has(id));
    if (ids.length === 0) return;
    const [rows, systems, commanders, openTo] = await Promise.all([
      db<PostmortemRow>('postmortem')
        .select(
          'id',
          'number',
          'started_at',
          'visibility',
          'first_published_at',
        )
        .where(inList(db, 'id', ids)),
      this.#postmortems.systemsOf(ids),
      db('postmortem_reader')
        .select('postmortem_id', 'entity_ref')
        .where({ role: 'commander' })
        .where(inList(db, 'postmortem_id', ids)),
      db('restricted_reader')
        .select('postmortem_id', 'entity_ref')
        .where(inList(db, 'postmortem_id', ids)),
    ]);
    const commanderOf = new Map<string, string>(
      commanders.map(row => [row.postmortem_id, row.entity_ref]),
    );
    for (const row of rows)
      known.set(row.id, {
        id: row.id,
        number: row.number,
        startedAt: toInstant(row.started_at),
        firstPublishedAt: toInstant(row.first_published_at) ?? '',
        affectedSystems: systems.get(row.id) ?? [],
        incidentCommander: commanderOf.get(row.id) ?? null,
        ...(row.visibility !== 'internal' && { openTo: [] }),
      });
    for (const { postmortem_id: id, entity_ref: ref } of openTo)
      known.get(id)?.openTo?.push(ref);
  }
}
