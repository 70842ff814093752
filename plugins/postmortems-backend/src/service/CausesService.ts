// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  Cause,
  CauseDetails,
  causeInputSchema,
  CauseList,
  causePatchSchema,
  CausesQuery,
  fieldMessage,
  PostmortemsConfig,
  today,
} from 'backstage-plugin-postmortems-common';
import { z } from 'zod';
import { conflict, refused } from '../http/errors';
import { CauseHistory } from '../store/causes/CauseHistory';
import { CausesStore } from '../store/causes/CausesStore';
import { CauseWrites } from '../store/causes/CauseWrites';
import { OccurrencesStore, toPromised } from '../store/causes/OccurrencesStore';
import { isUuid } from '../store/sql';
import { Access, AccessChecker, mustBeAllowed } from './Access';
import { CatalogLookup } from './CatalogLookup';
import { mustBeCategory } from './mustBeCategory';
import { parseKey } from './parseKey';
import { PostmortemEditor } from './PostmortemEditor';
import { resolveSystems } from './resolveSystems';
import { pageOrRefuse, writeOrRefuse } from './writeOrRefuse';

/** Which cause, for whom. */
export type CauseRequest = { id: string; credentials: BackstageCredentials };

/** The causes, as one caller may see and change them. */
export class CausesService {
  readonly #causes: CausesStore;
  readonly #causeWrites: CauseWrites;
  readonly #causeHistory: CauseHistory;
  readonly #occurrences: OccurrencesStore;
  readonly #editor: PostmortemEditor;
  readonly #access: AccessChecker;
  readonly #catalog: CatalogLookup;
  readonly #config: PostmortemsConfig;

  constructor(options: {
    causes: CausesStore;
    causeWrites: CauseWrites;
    causeHistory: CauseHistory;
    occurrences: OccurrencesStore;
    editor: PostmortemEditor;
    access: AccessChecker;
    catalog: CatalogLookup;
    config: PostmortemsConfig;
  }) {
    this.#causes = options.causes;
    this.#causeWrites = options.causeWrites;
    this.#causeHistory = options.causeHistory;
    this.#occurrences = options.occurrences;
    this.#editor = options.editor;
    this.#access = options.access;
    this.#catalog = options.catalog;
    this.#config = options.config;
  }

  async list(
    query: CausesQuery,
    credentials: BackstageCredentials,
  ): Promise<CauseList> {
    const [access, systems] = await Promise.all([
      this.#access.toRead(credentials),
      resolveSystems(query, { catalog: this.#catalog, credentials }),
    ]);
    return pageOrRefuse(
      await this.#causes.list(
        { ...query, systems, categories: query.category },
        access,
        { ...this.#rules, ...query },
      ),
    );
  }

  /** @throws NotFoundError, also when the caller may not know of it */
  async get({ id, credentials }: CauseRequest): Promise<CauseDetails> {
    const [access, manage] = await Promise.all([
      this.#access.forCaller(credentials),
      this.#access.mayManageCauses(credentials),
    ]);
    const cause = await this.#mustGet(id, access);
    const occurrences = await this.#occurrences.ofCause(cause.id, {
      read: access.read,
      ...this.#rules,
    });
    const promises = await this.#occurrences.promises(
      occurrences.map(({ postmortem }) => postmortem.id),
      this.#rules.today,
    );
    return {
      ...cause,
      occurrences: occurrences.map(occurrence => ({
        ...occurrence,
        actionItems: promises
          .filter(item => item.postmortemId === occurrence.postmortem.id)
          .map(toPromised),
      })),
      history: await this.#causeHistory.ofCause(cause, access),
      can: { manage },
    };
  }

  /** @throws ConflictError when the name is taken; `current` has it */
  async create(
    input: z.output<typeof causeInputSchema>,
    credentials: BackstageCredentials,
  ): Promise<Cause> {
    await this.#mustManage(credentials);
    const access = await this.#access.forCaller(credentials);
    mustBeCategory(input.category, this.#config);
    const id = await writeOrRefuse(() =>
      this.#causeWrites.insert(input, {
        actor: access.actor,
        at: new Date().toISOString(),
      }),
    );
    if (id === undefined) throw await this.#taken(input.name, access);
    return this.#mustGet(id, access);
  }

  /** @throws ConflictError when the name is taken; `current` has it */
  async update(
    { id, credentials }: CauseRequest,
    patch: z.output<typeof causePatchSchema>,
  ): Promise<Cause> {
    await this.#mustManage(credentials);
    const access = await this.#access.forCaller(credentials);
    const cause = await this.#mustBeNow(id, access);
    // One that was taken out of the configuration may stay what it is.
    if (patch.category !== undefined && patch.category !== cause.category)
      mustBeCategory(patch.category, this.#config);
    const by = { actor: access.actor, at: new Date().toISOString() };
    const result = await writeOrRefuse(() =>
      this.#causeWrites.update(cause.id, { ...by, patch }),
    );
    if (result === 'name-taken') throw await this.#taken(patch.name!, access);
    if (result === 'gone')
      throw conflict(
        'It was merged into another cause meanwhile',
        [],
        await this.#mustGet(cause.id, access),
      );
    return this.#mustGet(cause.id, access);
  }

  /**
   * Makes two causes one.
   *
   * @returns the one that stays
   * @throws ConflictError when it was merged already; `current` has the other
   */
  async merge({ id, credentials }: CauseRequest, into: string): Promise<Cause> {
    await this.#mustManage(credentials);
    const access = await this.#access.forCaller(credentials);
    const cause = await this.#mustBeNow(id, access);
    const known = await this.#causes.known([into], access);
    const target = known.get(into);
    if (!target) throw refused([fieldMessage('into', 'cause-unknown')]);
    if (target.id === cause.id)
      throw refused([fieldMessage('into', 'same-cause')]);
    const merged = await writeOrRefuse(() =>
      this.#causeWrites.merge(cause.id, {
        into: target.id,
        actor: access.actor,
        at: new Date().toISOString(),
      }),
    );
    if (!merged)
      throw conflict(
        'One of the two was merged by somebody else at the same time',
        [],
        await this.#mustGet(target.id, access),
      );
    return this.#mustGet(target.id, access);
  }

  /**
   * Says that a cause is not that of a postmortem.
   *
   * @throws NotAllowedError when the caller may not update the postmortem
   * @throws ConflictError when it is confirmed
   */
  async reject(
    { id, credentials }: CauseRequest,
    causeId: string,
  ): Promise<void> {
    const access = await this.#access.forCaller(credentials);
    const stored = await this.#editor.mustGet(parseKey(id), access.read);
    mustBeAllowed(access, 'update', stored);
    const cause = await this.#mustGet(causeId, access);
    const by = { actor: access.actor, at: new Date().toISOString() };
    const rejected = await writeOrRefuse(() =>
      this.#causeWrites.reject(stored.id, { causeId: cause.id, ...by }),
    );
    if (!rejected)
      throw conflict(
        `'${cause.name}' is a confirmed cause of PM-${stored.number}`,
        ['causeIds'],
        cause,
      );
  }

  get #rules() {
    return {
      withinDays: this.#config.recurrence.withinDays,
      today: today(this.#config.timeZone),
    };
  }

  async #mustGet(id: string, access: Access): Promise<Cause> {
    const cause = isUuid(id)
      ? await this.#causes.get(id, access, this.#rules)
      : undefined;
    if (!cause) throw new NotFoundError(`There is no cause '${id}'`);
    return cause;
  }

  /** To change it: whoever has an old page open meant another cause. */
  async #mustBeNow(id: string, access: Access): Promise<Cause> {
    const cause = await this.#mustGet(id, access);
    if (cause.id !== id.toLowerCase())
      throw conflict(`It was merged into '${cause.name}'`, [], cause);
    return cause;
  }

  async #mustManage(credentials: BackstageCredentials): Promise<void> {
    if (!(await this.#access.mayManageCauses(credentials)))
      throw new NotAllowedError('You may not manage causes');
  }

  async #taken(name: string, access: Access) {
    const row = await this.#causes.named(name);
    const current =
      row && (await this.#causes.get(row.id, access, this.#rules));
    return conflict('There is a cause of this name already', ['name'], current);
  }
}
