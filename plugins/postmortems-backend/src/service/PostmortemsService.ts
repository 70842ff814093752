// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Idempotency,
  fieldMessage,
  importRequestSchema,
  ImportResult,
  mergeDocuments,
  newId,
  Postmortem,
  PostmortemInput,
  PostmortemList,
  PostmortemsConfig,
  PostmortemsQuery,
  renderMarkdown,
  SavedPostmortem,
  SearchDocumentList,
  SearchDocumentsQuery,
  toInput,
} from 'backstage-plugin-postmortems-common';
import { z } from 'zod';
import { conflict, otherVersion, refused } from '../http/errors';
import { parseMarkdown } from '../importer';
import { excerpt } from '../excerpt';
import { CausesStore } from '../store/causes/CausesStore';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import { StoredPostmortem } from '../store/postmortems/rows';
import { Access, AccessChecker, mustBeAllowed } from './Access';
import { CatalogLookup } from './CatalogLookup';
import { IdempotentCreation } from './IdempotentCreation';
import { isDoneInFuture } from './isDoneInFuture';
import { mustFit } from './mustFit';
import { parseKey } from './parseKey';
import { PostmortemEditor } from './PostmortemEditor';
import { PostmortemViews } from './PostmortemViews';
import { resolveSystems } from './resolveSystems';
import { toSearchDocument } from './toSearchDocument';
import { pageOrRefuse } from './writeOrRefuse';

/** Which postmortem, for whom. */
export type PostmortemRequest = {
  /** The uuid, `12` or `PM-12`. */
  id: string;
  credentials: BackstageCredentials;
};

/** The postmortems, as one caller may see and change them. */
export class PostmortemsService {
  readonly #postmortems: PostmortemsStore;
  readonly #causes: CausesStore;
  readonly #views: PostmortemViews;
  readonly #editor: PostmortemEditor;
  readonly #creation: IdempotentCreation;
  readonly #access: AccessChecker;
  readonly #catalog: CatalogLookup;
  readonly #config: Pick<PostmortemsConfig, 'timeZone'>;

  constructor(options: {
    postmortems: PostmortemsStore;
    causes: CausesStore;
    views: PostmortemViews;
    editor: PostmortemEditor;
    creation: IdempotentCreation;
    access: AccessChecker;
    catalog: CatalogLookup;
    config: Pick<PostmortemsConfig, 'timeZone'>;
  }) {
    this.#postmortems = options.postmortems;
    this.#causes = options.causes;
    this.#views = options.views;
    this.#editor = options.editor;
    this.#creation = options.creation;
    this.#access = options.access;
    this.#catalog = options.catalog;
    this.#config = options.config;
  }

  async list(
    query: PostmortemsQuery,
    credentials: BackstageCredentials,
  ): Promise<PostmortemList> {
    const [{ read }, systems] = await Promise.all([
      this.#access.toRead(credentials),
      resolveSystems(query, { catalog: this.#catalog, credentials }),
    ]);
    return pageOrRefuse(
      await this.#postmortems.list(
        { ...query, systems, severities: query.severity },
        read,
        query,
      ),
    );
  }

  /** @throws NotFoundError, also when the caller may not read it */
  async get({ id, credentials }: PostmortemRequest): Promise<Postmortem> {
    const access = await this.#access.forCaller(credentials);
    return this.#views.show(
      await this.#editor.mustGet(parseKey(id), access.read),
      access,
    );
  }

  /** @param idempotency - when it was used before, nothing is created */
  async create(
    input: PostmortemInput,
    credentials: BackstageCredentials,
    idempotency?: Idempotency,
  ): Promise<SavedPostmortem> {
    await this.#access.mustCreate(credentials);
    return this.#create(input, { credentials, idempotency });
  }

  /** For who may create. */
  async #create(
    input: PostmortemInput,
    options: {
      credentials: BackstageCredentials;
      imported?: boolean;
      idempotency?: Idempotency;
    },
  ): Promise<SavedPostmortem> {
    const { credentials, ...how } = options;
    const access = await this.#access.forCaller(credentials);
    return this.#views.showSaved(
      await this.#creation.create(input, { access, ...how }),
      access,
      credentials,
    );
  }

  /**
   * Makes a postmortem of a Markdown document. A dry run answers the same and
   * writes nothing: the postmortem has no id yet, and number and version 0.
   */
  async import(
    request: z.output<typeof importRequestSchema>,
    credentials: BackstageCredentials,
    idempotency?: Idempotency,
  ): Promise<ImportResult> {
    await this.#access.mustCreate(credentials);
    const { markdown, fileName, affectedSystems, dryRun } = request;
    const { document, warnings } = parseMarkdown(markdown, {
      fileName,
      affectedSystems,
      severities: this.#editor.severities,
    });
    // The document may have been exported here, and its action items are
    // those of the postmortem that it was exported from.
    const actionItems = document.actionItems.map(item => {
      const early = isDoneInFuture(item, this.#config.timeZone);
      if (early)
        warnings.unshift({
          line: 1,
          message: `an action item is done in the future, so when it was done is left empty: ${excerpt(item.description)}`,
        });
      return { ...item, id: newId(), ...(early && { doneAt: null }) };
    });
    const input = { ...document, actionItems };
    mustFit(input, 'markdown');
    if (!dryRun)
      return {
        postmortem: await this.#create(input, {
          credentials,
          imported: true,
          idempotency,
        }),
        warnings,
      };
    const access = await this.#access.forCaller(credentials);
    const draft = this.#editor.draft(input, access);
    return {
      postmortem: await this.#views.showSaved(draft, access, credentials),
      warnings,
    };
  }

  /**
   * A page of what a search index holds of the published postmortems that are
   * not restricted: who finds one there must still be allowed to read it.
   */
  async searchDocuments(
    query: SearchDocumentsQuery,
    credentials: BackstageCredentials,
  ): Promise<SearchDocumentList> {
    const { read } = await this.#access.toRead(credentials);
    const page = pageOrRefuse(await this.#postmortems.searchable(read, query));
    return { ...page, items: page.items.map(toSearchDocument) };
  }

  /** The postmortem in the template. */
  async markdown({ id, credentials }: PostmortemRequest): Promise<string> {
    const { read } = await this.#access.forCaller(credentials);
    return renderMarkdown(
      toInput(await this.#editor.mustGet(parseKey(id), read)),
    );
  }

  /**
   * Saves the whole document over `version`. What somebody else saved since
   * then is kept, as long as both did not change the same.
   *
   * @throws ConflictError with `conflicts` and `current`
   */
  async save(
    { id, credentials }: PostmortemRequest,
    version: number,
    input: PostmortemInput,
  ): Promise<SavedPostmortem> {
    const access = await this.#access.forCaller(credentials);
    const saved = await this.#editor.change(parseKey(id), {
      ...access,
      edit: async stored => {
        mustBeAllowed(access, 'update', stored);
        return { document: await this.#merge(input, version, stored, access) };
      },
    });
    return this.#views.showSaved(saved, access, credentials);
  }

  /**
   * Confirms exactly these causes: a save that leaves the document as it is.
   *
   * @throws InputError when the caller does not know of one of them
   */
  async setCauses(
    { id, credentials }: PostmortemRequest,
    causeIds: readonly string[],
    version?: number,
  ): Promise<Postmortem> {
    const access = await this.#access.forCaller(credentials);
    const saved = await this.#editor.change(parseKey(id), {
      ...access,
      edit: async stored => {
        mustBeAllowed(access, 'update', stored);
        await this.#mustBeAt(version, stored, access);
        return {
          document: toInput(stored),
          causeIds: await this.#knownCauses(causeIds, access),
        };
      },
    });
    return this.#views.show(saved, access);
  }

  /** @throws InputError */
  async #knownCauses(
    ids: readonly string[],
    access: Access,
  ): Promise<string[]> {
    const known = await this.#causes.known(ids, access);
    const unknown = ids.flatMap((id, index) =>
      known.has(id) ? [] : fieldMessage(`causeIds.${index}`, 'cause-unknown'),
    );
    if (unknown.length > 0) throw refused(unknown);
    return [...new Set([...known.values()].map(({ id }) => id))];
  }

  async delete(
    { id, credentials }: PostmortemRequest,
    version?: number,
  ): Promise<void> {
    const access = await this.#access.forCaller(credentials);
    await this.#editor.delete(parseKey(id), {
      ...access,
      check: async stored => {
        mustBeAllowed(access, 'delete', stored);
        await this.#mustBeAt(version, stored, access);
      },
    });
  }

  /** @throws InputError with `unmet` */
  async setStatus(
    { id, credentials }: PostmortemRequest,
    status: 'draft' | 'published',
    version?: number,
  ): Promise<Postmortem> {
    const access = await this.#access.forCaller(credentials);
    const saved = await this.#editor.change(parseKey(id), {
      ...access,
      edit: async stored => {
        mustBeAllowed(access, 'publish', stored);
        await this.#mustBeAt(version, stored, access);
        return { document: toInput(stored), status };
      },
    });
    return this.#views.show(saved, access);
  }

  /**
   * What is to be stored when somebody saves over `version`: theirs alone, or
   * merged with what was stored since.
   *
   * @throws ConflictError when both changed the same, or nothing is known of
   * that version
   */
  async #merge(
    input: PostmortemInput,
    version: number,
    stored: StoredPostmortem,
    access: Access,
  ): Promise<PostmortemInput> {
    if (version === stored.version) return input;
    const current = () => this.#views.show(stored, access);
    const base = await this.#postmortems.documentAt(stored.id, version);
    if (!base)
      throw conflict(
        `Version ${version} of PM-${stored.number} is not known; it is at version ${stored.version}`,
        [],
        await current(),
      );
    // What both say is done was done when it was said first: the server's time
    // is nothing that two people can disagree about.
    const done = new Map(
      stored.actionItems
        .filter(({ status }) => status === 'done')
        .map(item => [item.id, item]),
    );
    const before = {
      ...base,
      actionItems: base.actionItems.map(item =>
        item.status === 'done' ? item : (done.get(item.id) ?? item),
      ),
    };
    const { document, conflicts } = mergeDocuments({
      base,
      theirs: toInput(stored),
      mine: this.#editor.complete(input, before),
    });
    if (conflicts.length > 0)
      throw conflict(
        `Somebody else changed the same in PM-${stored.number}: ${conflicts.join(', ')}`,
        conflicts,
        await current(),
      );
    return document;
  }

  /** @throws ConflictError when a version was named and it is another one */
  async #mustBeAt(
    version: number | undefined,
    stored: StoredPostmortem,
    access: Access,
  ): Promise<void> {
    if (version !== undefined && version !== stored.version)
      throw otherVersion(
        stored,
        version,
        await this.#views.show(stored, access),
      );
  }
}
