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
  const fields = result.error.issues.flatMap(toFields);
  // What else is wrong with a field mostly follows from what is wrong first.
  throw refused(
    fields.filter(
      ({ field }, index) =>
        fields.findIndex(other => other.field === field) === index,
    ),
  );
}

function toFields(issue: z.core.$ZodIssue): FieldMessage[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({
      field: [...issue.path, key].join('.'),
      message: 'is not a field that can be sent',
    }));
  return [{ field: issue.path.join('.'), message: issue.message }];
}

/**
 * The query of a request: a string, or several where a parameter stands more
 * than once. Express's own parser makes objects and lists of its own of it.
 */
export function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.originalUrl, 'http://localhost');
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map(name => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}
