import { FieldMessage } from 'backstage-plugin-postmortems-common';
import type { Request } from 'express';
import { z } from 'zod';
import { refused } from '../errors';

/**
 * Checks what a client sent.
 *
 * @throws InputError with `fields`: every field that is wrong, by its path
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  // What else is wrong with a field mostly follows from what is wrong first.
  const first = new Map<string, FieldMessage>();
  for (const wrong of result.error.issues.flatMap(toFields))
    if (!first.has(wrong.field)) first.set(wrong.field, wrong);
  throw refused([...first.values()]);
}

function toFields(issue: z.core.$ZodIssue): FieldMessage[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({
      field: [...issue.path, key].join('.'),
      message: 'is not a field that can be sent',
    }));
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return likeliest(issue.errors).flatMap(inner =>
      toFields({ ...inner, path: [...issue.path, ...inner.path] }),
    );
  return [{ field: issue.path.join('.'), message: issue.message }];
}

/** Of several shapes, the one that was meant is what fits furthest. */
function likeliest(options: z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const depth = (issues: z.core.$ZodIssue[]) =>
    Math.max(...issues.map(({ path }) => path.length));
  return options.reduce((best, other) =>
    depth(other) >= depth(best) ? other : best,
  );
}

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
