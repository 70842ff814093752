// SPDX-License-Identifier: Apache-2.0

import { ResponseError } from '@backstage/errors';
import { CallAnswer, CallRequest } from './callTypes';
import { Call, callNames, Contract, contract } from './contract';
import { withinTime } from './withinTime';

/** @public */
export type CallOptions = { signal?: AbortSignal };

/**
 * The API of the postmortems backend: the calls of `contract` by name. `id` is
 * the uuid, `12` or `PM-12`. A refused call rejects with a `ResponseError`
 * whose body's `error` carries `fields`, `conflicts` and `current`, or
 * `unmet`.
 *
 * @public
 */
export type PostmortemsApi = {
  [Name in keyof Contract]: (
    request: CallRequest<Name>,
    options?: CallOptions,
  ) => Promise<CallAnswer<Name>>;
};

/** For how long a call waits for its answer. */
const TIME_LIMIT_MS = 30_000;

/** What a request may have, whichever call it is of. */
type AnyRequest = {
  query?: Record<string, unknown>;
  body?: unknown;
  version?: number;
  idempotencyKey?: string;
  [param: string]: unknown;
};

function urlOf(path: string, { query = {}, ...request }: AnyRequest): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined && each !== '') params.append(key, String(each));
  const search = params.toString();
  const filled = path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(String(request[name])),
  );
  return `plugin://postmortems${filled}${search && `?${search}`}`;
}

/**
 * The methods of the client, which its constructor makes.
 *
 * @public
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- all of them are made
export interface PostmortemsClient extends PostmortemsApi {}

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
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- as above
export class PostmortemsClient {
  readonly #fetch: typeof fetch;

  constructor(options: { fetchApi: { fetch: typeof fetch } }) {
    this.#fetch = options.fetchApi.fetch.bind(options.fetchApi);
    const calls = callNames.map(name => [
      name,
      (request: AnyRequest, { signal }: CallOptions = {}) =>
        this.#call(contract[name], request, signal),
    ]);
    Object.assign(this, Object.fromEntries(calls));
  }

  #call(call: Call, request: AnyRequest, signal?: AbortSignal) {
    const { body, version, idempotencyKey } = request;
    const send = async (limited: AbortSignal) => {
      const response = await this.#fetch(urlOf(call.path, request), {
        method: call.method.toUpperCase(),
        signal: limited,
        headers: {
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...(version !== undefined && { 'If-Match': `"${version}"` }),
          ...(idempotencyKey !== undefined && {
            'Idempotency-Key': `"${idempotencyKey}"`,
          }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw await ResponseError.fromResponse(response);
      if (typeof call.answer === 'object') return response.json();
      const text = await response.text();
      return call.answer && text;
    };
    return withinTime(call.timeLimitMs ?? TIME_LIMIT_MS, send, { signal });
  }
}
