// SPDX-License-Identifier: Apache-2.0

import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import {
  ActionItemList,
  ActionItemPatch,
  ActionItemRow,
  ActionItemsFilter,
  Cause,
  CauseDetails,
  CauseInput,
  CauseList,
  CausePatch,
  CausesFilter,
  FieldMessage,
  ImportRequest,
  Metrics,
  Overview,
  PossibleRecurrences,
  Postmortem,
  PostmortemDraft,
  PostmortemList,
  PostmortemsFilter,
  Similar,
  SimilarDraft,
} from './model';
import { withinTime } from './withinTime';

/**
 * A line of an imported document that a person should look at.
 *
 * @public
 */
export type ImportWarning = {
  /** 1-based line of the document. */
  line: number;
  message: string;
};

/**
 * What a write answers: the postmortem, and what is worth a look (an affected
 * system that the catalog does not know).
 *
 * @public
 */
export type SavedPostmortem = Postmortem & { warnings?: FieldMessage[] };

/** @public */
export type ImportResult = {
  postmortem: SavedPostmortem;
  warnings: ImportWarning[];
};

/**
 * The API of the postmortems backend. `id` is the uuid, `12` or `PM-12`. A
 * refused call rejects with a `ResponseError` whose body's `error` carries
 * `fields`, `conflicts` and `current`, or `unmet`.
 *
 * @public
 */
export interface PostmortemsApi {
  list(
    filter: PostmortemsFilter,
    signal?: AbortSignal,
  ): Promise<PostmortemList>;
  get(id: string, signal?: AbortSignal): Promise<Postmortem>;
  create(draft: PostmortemDraft): Promise<SavedPostmortem>;
  /** Saves the whole document over `version`. */
  save(
    id: string,
    version: number,
    draft: PostmortemDraft,
  ): Promise<SavedPostmortem>;
  delete(id: string): Promise<void>;
  publish(id: string, version?: number): Promise<Postmortem>;
  unpublish(id: string, version?: number): Promise<Postmortem>;
  /** The postmortem as Markdown in the template. */
  markdown(id: string): Promise<string>;
  import(request: ImportRequest): Promise<ImportResult>;
  actionItems(
    filter: ActionItemsFilter,
    signal?: AbortSignal,
  ): Promise<ActionItemList>;
  updateActionItem(id: string, patch: ActionItemPatch): Promise<ActionItemRow>;
  /** What the tab of an entity, or the page of an owner, shows. */
  overview(
    entityRef: string,
    options?: { withParts?: boolean; signal?: AbortSignal },
  ): Promise<Overview>;
  metrics(
    filter: Pick<
      PostmortemsFilter,
      | 'system'
      | 'withParts'
      | 'owner'
      | 'severity'
      | 'cause'
      | 'startedAfter'
      | 'startedBefore'
    >,
    signal?: AbortSignal,
  ): Promise<Metrics>;

  causes(filter: CausesFilter, signal?: AbortSignal): Promise<CauseList>;
  /** With its postmortems and its history. */
  cause(id: string, signal?: AbortSignal): Promise<CauseDetails>;
  /** A name that is taken rejects with 409; `error.current` is that cause. */
  createCause(cause: CauseInput): Promise<Cause>;
  updateCause(id: string, patch: CausePatch): Promise<Cause>;
  /** @returns `into`, which now has the postmortems of both */
  mergeCause(id: string, into: string): Promise<Cause>;
  /** Confirms exactly these causes of a postmortem: a save of it. */
  setCauses(
    id: string,
    causeIds: string[],
    version?: number,
  ): Promise<Postmortem>;

  similar(
    id: string,
    options?: { limit?: number; signal?: AbortSignal },
  ): Promise<Similar>;
  /**
   * The same for text that is not saved.
   *
   * @param options.postmortem - the stored postmortem that it is of
   */
  similarTo(
    draft: SimilarDraft,
    options?: { postmortem?: string; limit?: number; signal?: AbortSignal },
  ): Promise<Similar>;
  /** "Not the same": the pair is not suggested again, either way. */
  rejectSimilar(id: string, otherId: string): Promise<void>;
  /** The cause is not suggested again for this postmortem. */
  rejectCause(id: string, causeId: string): Promise<void>;
  /** Unconfirmed candidates among what an overview counts. */
  possibleRecurrences(
    entityRef: string,
    options?: { withParts?: boolean; signal?: AbortSignal },
  ): Promise<PossibleRecurrences>;
}

function search(params: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== '') query.append(key, String(one));
  }
  const text = query.toString();
  return text && `?${text}`;
}

/** For how long a call waits for its answer. */
const PATIENCE_MS = 30_000;
/** A second try would make a second postmortem. */
const IMPORT_PATIENCE_MS = 120_000;

/**
 * The API over HTTP. It wants a `fetch` that understands `plugin://` and
 * signs in, like Backstage's `fetchApi`.
 *
 * A call without an answer rejects after 30 seconds (an import after two
 * minutes) with an error whose name is `TimeoutError`. As with a lost
 * connection, the server may have done what it was asked.
 *
 * @public
 */
export class PostmortemsClient implements PostmortemsApi {
  readonly #fetch: typeof fetch;

  constructor(options: { fetchApi: { fetch: typeof fetch } }) {
    this.#fetch = options.fetchApi.fetch.bind(options.fetchApi);
  }

  list(filter: PostmortemsFilter, signal?: AbortSignal) {
    return this.#json<PostmortemList>(`/postmortems${search(filter)}`, {
      signal,
    });
  }

  get(id: string, signal?: AbortSignal) {
    return this.#json<Postmortem>(this.#path(id), { signal });
  }

  create(draft: PostmortemDraft) {
    return this.#json<SavedPostmortem>('/postmortems', {
      method: 'POST',
      body: draft,
    });
  }

  save(id: string, version: number, draft: PostmortemDraft) {
    return this.#json<SavedPostmortem>(this.#path(id), {
      method: 'PUT',
      body: draft,
      version,
    });
  }

  async delete(id: string) {
    await this.#text(this.#path(id), { method: 'DELETE' });
  }

  publish(id: string, version?: number) {
    return this.#json<Postmortem>(`${this.#path(id)}/publish`, {
      method: 'POST',
      version,
    });
  }

  unpublish(id: string, version?: number) {
    return this.#json<Postmortem>(`${this.#path(id)}/unpublish`, {
      method: 'POST',
      version,
    });
  }

  markdown(id: string) {
    return this.#text(`${this.#path(id)}/markdown`);
  }

  import(request: ImportRequest) {
    return this.#json<ImportResult>('/import', {
      method: 'POST',
      body: request,
      patienceMs: IMPORT_PATIENCE_MS,
    });
  }

  actionItems(filter: ActionItemsFilter, signal?: AbortSignal) {
    return this.#json<ActionItemList>(`/action-items${search(filter)}`, {
      signal,
    });
  }

  updateActionItem(id: string, patch: ActionItemPatch) {
    return this.#json<ActionItemRow>(
      `/action-items/${encodeURIComponent(id)}`,
      { method: 'PATCH', body: patch },
    );
  }

  overview(
    entityRef: string,
    options: { withParts?: boolean; signal?: AbortSignal } = {},
  ) {
    return this.#ofEntity<Overview>(entityRef, 'overview', options);
  }

  metrics(
    filter: Parameters<PostmortemsApi['metrics']>[0],
    signal?: AbortSignal,
  ) {
    return this.#json<Metrics>(`/metrics${search(filter)}`, { signal });
  }

  causes(filter: CausesFilter, signal?: AbortSignal) {
    return this.#json<CauseList>(`/causes${search(filter)}`, { signal });
  }

  cause(id: string, signal?: AbortSignal) {
    return this.#json<CauseDetails>(this.#causePath(id), { signal });
  }

  createCause(cause: CauseInput) {
    return this.#json<Cause>('/causes', { method: 'POST', body: cause });
  }

  updateCause(id: string, patch: CausePatch) {
    return this.#json<Cause>(this.#causePath(id), {
      method: 'PATCH',
      body: patch,
    });
  }

  mergeCause(id: string, into: string) {
    return this.#json<Cause>(`${this.#causePath(id)}/merge`, {
      method: 'POST',
      body: { into },
    });
  }

  setCauses(id: string, causeIds: string[], version?: number) {
    return this.#json<Postmortem>(`${this.#path(id)}/causes`, {
      method: 'PUT',
      body: { causeIds },
      version,
    });
  }

  similar(id: string, options: { limit?: number; signal?: AbortSignal } = {}) {
    const { signal, ...query } = options;
    return this.#json<Similar>(`${this.#path(id)}/similar${search(query)}`, {
      signal,
    });
  }

  similarTo(
    draft: SimilarDraft,
    options: { postmortem?: string; limit?: number; signal?: AbortSignal } = {},
  ) {
    const { signal, ...query } = options;
    return this.#json<Similar>(`/similar${search(query)}`, {
      method: 'POST',
      body: draft,
      signal,
    });
  }

  async rejectSimilar(id: string, otherId: string) {
    await this.#text(
      `${this.#path(id)}/similar/${encodeURIComponent(otherId)}/reject`,
      { method: 'POST' },
    );
  }

  async rejectCause(id: string, causeId: string) {
    await this.#text(
      `${this.#path(id)}/causes/${encodeURIComponent(causeId)}/reject`,
      { method: 'POST' },
    );
  }

  possibleRecurrences(
    entityRef: string,
    options: { withParts?: boolean; signal?: AbortSignal } = {},
  ) {
    return this.#ofEntity<PossibleRecurrences>(
      entityRef,
      'possible-recurrences',
      options,
    );
  }

  /** What is told of a system or of an owner. */
  #ofEntity<T>(
    entityRef: string,
    what: string,
    options: { withParts?: boolean; signal?: AbortSignal },
  ) {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const of = ['user', 'group'].includes(kind.toLocaleLowerCase('en-US'))
      ? 'owners'
      : 'systems';
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    return this.#json<T>(
      `/${of}/${path}/${what}${search({ withParts: options.withParts })}`,
      { signal: options.signal },
    );
  }

  #causePath(id: string) {
    return `/causes/${encodeURIComponent(id)}`;
  }

  #path(id: string) {
    return `/postmortems/${encodeURIComponent(id)}`;
  }

  #json<T>(path: string, options?: RequestOptions): Promise<T> {
    return this.#request(path, response => response.json(), options);
  }

  #text(path: string, options?: RequestOptions): Promise<string> {
    return this.#request(path, response => response.text(), options);
  }

  #request<T>(
    path: string,
    read: (response: Response) => Promise<T>,
    options: RequestOptions = {},
  ): Promise<T> {
    const { method = 'GET', body, version, patienceMs = PATIENCE_MS } = options;
    const send = async (signal: AbortSignal) => {
      const response = await this.#fetch(`plugin://postmortems${path}`, {
        method,
        signal,
        headers: {
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...(version !== undefined && { 'If-Match': `"${version}"` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw await ResponseError.fromResponse(response);
      return read(response);
    };
    return withinTime(patienceMs, send, { signal: options.signal });
  }
}

type RequestOptions = {
  method?: string;
  body?: unknown;
  version?: number;
  signal?: AbortSignal;
  patienceMs?: number;
};
