import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import {
  ActionItemList,
  ActionItemPatch,
  ActionItemRow,
  ActionItemsFilter,
  FieldMessage,
  ImportRequest,
  Metrics,
  Overview,
  Postmortem,
  PostmortemDraft,
  PostmortemList,
  PostmortemsFilter,
} from './model';

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
      | 'startedAfter'
      | 'startedBefore'
    >,
    signal?: AbortSignal,
  ): Promise<Metrics>;
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

/**
 * The API over HTTP. It wants a `fetch` that understands `plugin://` and
 * signs in, like Backstage's `fetchApi`.
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
    await this.#request(this.#path(id), { method: 'DELETE' });
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

  async markdown(id: string) {
    return (await this.#request(`${this.#path(id)}/markdown`, {})).text();
  }

  import(request: ImportRequest) {
    return this.#json<ImportResult>('/import', {
      method: 'POST',
      body: request,
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
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const of = ['user', 'group'].includes(kind.toLocaleLowerCase('en-US'))
      ? 'owners'
      : 'systems';
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    return this.#json<Overview>(
      `/${of}/${path}/overview${search({ withParts: options.withParts })}`,
      { signal: options.signal },
    );
  }

  metrics(
    filter: Parameters<PostmortemsApi['metrics']>[0],
    signal?: AbortSignal,
  ) {
    return this.#json<Metrics>(`/metrics${search(filter)}`, { signal });
  }

  #path(id: string) {
    return `/postmortems/${encodeURIComponent(id)}`;
  }

  async #json<T>(path: string, options: RequestOptions): Promise<T> {
    return (await this.#request(path, options)).json();
  }

  async #request(path: string, options: RequestOptions): Promise<Response> {
    const { method = 'GET', body, version, signal } = options;
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
    return response;
  }
}

type RequestOptions = {
  method?: string;
  body?: unknown;
  version?: number;
  signal?: AbortSignal;
};
