// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  ActionItemHistory,
  ActionItemList,
  ActionItemPatch,
  ActionItemRow,
  ActionItemsCsvQuery,
  ActionItemsQuery,
  ActionItemTotals,
  ActionItemTotalsQuery,
  dueOf,
  fieldMessage,
  PostmortemsConfig,
  soonUntil,
  today,
} from 'backstage-plugin-postmortems-common';
import { otherVersion, refused } from '../http/errors';
import {
  ActionItemsStore,
  StoredActionItem,
} from '../store/actionItems/ActionItemsStore';
import { TotalsFilter } from '../store/actionItems/actionItemFilter';
import { isUuid } from '../store/sql';
import {
  PostmortemKey,
  PostmortemsStore,
} from '../store/postmortems/PostmortemsStore';
import { Access, AccessChecker } from './Access';
import { actionItemsCsv } from './actionItemsCsv';
import { CatalogLookup } from './CatalogLookup';
import { parseKey } from './parseKey';
import { PartOf, patchActionItem } from './patchActionItem';
import { PostmortemEditor } from './PostmortemEditor';
import { resolveSystems } from './resolveSystems';
import { resolveTeam } from './resolveTeam';
import { pageOrRefuse } from './writeOrRefuse';

/** How many rows a CSV has at most, and how many are read at once. */
const CSV_ROWS = 20_000;
const CSV_PAGE = 500;

/** What a list is asked for beside what is counted. */
const selectionOf = ({
  status,
  due,
  toVerify,
}: Pick<ActionItemsQuery, 'status' | 'due' | 'toVerify'>) => ({
  statuses: status,
  due,
  toVerify,
});

/** The action items of all postmortems that a caller may read. */
export class ActionItemsService {
  readonly #postmortems: PostmortemsStore;
  readonly #actionItems: ActionItemsStore;
  readonly #editor: PostmortemEditor;
  readonly #access: AccessChecker;
  readonly #catalog: CatalogLookup;
  readonly #config: PostmortemsConfig;

  constructor(options: {
    postmortems: PostmortemsStore;
    actionItems: ActionItemsStore;
    editor: PostmortemEditor;
    access: AccessChecker;
    catalog: CatalogLookup;
    config: PostmortemsConfig;
  }) {
    this.#postmortems = options.postmortems;
    this.#actionItems = options.actionItems;
    this.#editor = options.editor;
    this.#access = options.access;
    this.#catalog = options.catalog;
    this.#config = options.config;
  }

  async list(
    query: ActionItemsQuery,
    credentials: BackstageCredentials,
  ): Promise<ActionItemList> {
    const access = await this.#access.toRead(credentials);
    const filter = await this.#filter(query, access, credentials);
    if (!filter) return { items: [], totalItems: 0 };
    const { items, ...rest } = pageOrRefuse(
      await this.#actionItems.list(
        { ...filter, ...selectionOf(query) },
        access.read,
        query,
      ),
    );
    return { ...rest, items: await this.show(items, access) };
  }

  async totals(
    query: ActionItemTotalsQuery,
    credentials: BackstageCredentials,
  ): Promise<ActionItemTotals> {
    const access = await this.#access.toRead(credentials);
    const filter = await this.#filter(query, access, credentials);
    return this.#actionItems.totals(
      filter ?? { ...this.#days(), systems: [] },
      access.read,
      this.#config.timeZone,
    );
  }

  /**
   * The same list with all of its pages, as CSV.
   *
   * @throws InputError when it is too long
   */
  async csv(
    query: ActionItemsCsvQuery,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const access = await this.#access.toRead(credentials);
    const filter = await this.#filter(query, access, credentials);
    const day = today(this.#config.timeZone);
    const parts: string[] = [];
    let cursor: string | undefined;
    // By portions, so that neither the database nor this process is held up.
    while (filter) {
      const page = pageOrRefuse(
        await this.#actionItems.list(
          { ...filter, ...selectionOf(query) },
          access.read,
          { order: query.order, limit: CSV_PAGE, cursor },
        ),
      );
      if (page.totalItems > CSV_ROWS)
        throw refused([fieldMessage('', 'too-many-rows', { max: CSV_ROWS })]);
      parts.push(
        actionItemsCsv(
          page.items.map(row => ({ ...row, due: dueOf(row, day) })),
          parts.length === 0,
        ),
      );
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    return filter ? parts.join('') : actionItemsCsv([], true);
  }

  /**
   * One action item, and what its caller may do.
   *
   * @throws NotFoundError when the caller may not read its postmortem
   */
  async get(options: {
    id: string;
    credentials: BackstageCredentials;
  }): Promise<{ item: ActionItemRow; access: Access }> {
    const access = await this.#access.forCaller(options.credentials);
    const found = await this.#mustGet(options.id, access);
    const [item] = await this.show([found], access);
    return { item, access };
  }

  /**
   * What changed on an action item since it was first published.
   *
   * @throws NotFoundError when the caller may not read its postmortem
   */
  async history(options: {
    id: string;
    credentials: BackstageCredentials;
  }): Promise<ActionItemHistory> {
    const access = await this.#access.toRead(options.credentials);
    return this.#actionItems.history(await this.#mustGet(options.id, access));
  }

  /**
   * Changes an action item, which is a save of its postmortem.
   *
   * @param version - of the postmortem, to change it only when it is that
   * @throws ConflictError with `current` when it is not as it was seen
   * @throws NotFoundError when the caller may not read its postmortem
   * @throws NotAllowedError when the caller may neither update its postmortem
   * nor owns it
   * @throws InputError when it will not be done for no reason, or was done in
   * the future or not at all, or says whether it worked without being done;
   * with `unmet` when its postmortem is published and would not pass the gate
   * any more
   */
  async update(
    options: { id: string; credentials: BackstageCredentials },
    patch: ActionItemPatch,
    version?: number,
    partOf: PartOf = {},
  ): Promise<ActionItemRow> {
    const access = await this.#access.forCaller(options.credentials);
    const found = await this.#mustGet(options.id, access);
    const { id } = found;

    await this.#editor.change(
      { id: found.postmortem.id },
      {
        ...access,
        edit: async stored => {
          const item = stored.actionItems.find(each => each.id === id);
          if (!item) throw noActionItem(options.id);
          const isOwner =
            item.owner !== null && access.ownershipRefs.includes(item.owner);
          if (!isOwner && !access.may('update', stored))
            throw new NotAllowedError(
              'Only its owner, or who may update its postmortem, may update this action item',
            );
          if (version !== undefined && version !== stored.version)
            throw otherVersion(
              stored,
              version,
              await this.#current(id, access),
            );
          return patchActionItem(
            { stored, item, patch },
            {
              ...partOf,
              timeZone: this.#config.timeZone,
              current: () => this.#current(id, access),
            },
          );
        },
      },
    );
    // Not by the caller's eyes: to give an item away may close its restricted
    // postmortem to the giver, who still gets to see what came of it.
    const updated = await this.#current(id, access);
    if (!updated) throw noActionItem(options.id);
    return updated;
  }

  async #mustGet(given: string, access: Access): Promise<StoredActionItem> {
    const id = given.toLowerCase();
    const found = isUuid(id)
      ? await this.#actionItems.get(id, access.read)
      : undefined;
    if (!found) throw noActionItem(given);
    return found;
  }

  async #current(
    id: string,
    access: Access,
  ): Promise<ActionItemRow | undefined> {
    const stored = await this.#actionItems.get(id);
    return stored && (await this.show([stored], access))[0];
  }

  /** As the caller may see them. */
  async show(
    items: StoredActionItem[],
    access: Access,
  ): Promise<ActionItemRow[]> {
    const updatable = await this.#postmortems.idsThatMeet(
      [...new Set(items.map(item => item.postmortem.id))],
      access.update,
    );
    const day = today(this.#config.timeZone);
    return items.map(item => ({
      ...item,
      due: dueOf(item, day),
      can: {
        update:
          updatable.has(item.postmortem.id) ||
          (item.owner !== null && access.ownershipRefs.includes(item.owner)),
      },
    }));
  }

  /** @returns `undefined` when nothing can match */
  async #filter(
    query: ActionItemTotalsQuery,
    access: Access,
    credentials: BackstageCredentials,
  ): Promise<TotalsFilter | undefined> {
    const { owner, severity, postmortemStatus, createdBefore, q } = query;
    const postmortem = this.#key(query.postmortem);
    if (postmortem === 'none') return undefined;
    const catalog = this.#catalog;
    const [systems, team] = await Promise.all([
      resolveSystems(
        { system: query.system, withParts: query.withParts },
        { catalog, credentials },
      ),
      resolveTeam(query.team, { access, catalog, credentials }),
    ]);
    return {
      ...this.#days(),
      ...(owner !== undefined && { owners: ownersAsked(owner, access) }),
      team,
      systems,
      postmortem,
      severities: severity,
      postmortemStatus,
      createdBefore,
      q,
    };
  }

  #days() {
    const day = today(this.#config.timeZone);
    return { today: day, soonUntil: soonUntil(day) };
  }

  #key(postmortem: string | undefined): PostmortemKey | undefined | 'none' {
    if (postmortem === undefined) return undefined;
    try {
      return parseKey(postmortem);
    } catch {
      return 'none';
    }
  }
}

function noActionItem(id: string) {
  return new NotFoundError(`There is no action item '${id}'`);
}

function ownersAsked(
  owner: NonNullable<ActionItemsQuery['owner']>,
  { ownershipRefs }: Access,
): TotalsFilter['owners'] {
  if (owner === 'none' || owner === 'gone') return owner;
  return owner === 'me' ? ownershipRefs : [owner];
}
