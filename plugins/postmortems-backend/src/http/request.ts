// SPDX-License-Identifier: Apache-2.0

import type { Request } from 'express';
import { refused } from '../errors';

/**
 * The JSON body of a request.
 *
 * @throws InputError when it is of another type: then it was not read, and
 * must not be taken for an empty one
 */
export function bodyOf(request: Request): unknown {
  const isEmpty = request.header('content-length') === '0';
  if (!isEmpty && request.is('application/json') === false)
    throw refused([
      { field: 'Content-Type', message: 'must be application/json' },
    ]);
  return request.body;
}

/**
 * The query of a request: a string, or several where a parameter stands more
 * than once. Express's own parser makes objects and lists of its own of it.
 */
export function queryOf(request: Request): Record<string, string | string[]> {
  // The rest of it may be anything: a proxy's form names a host too.
  const [, query] = /\?([^#]*)/.exec(request.originalUrl) ?? [];
  const searchParams = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map(name => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}
