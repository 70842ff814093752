// SPDX-License-Identifier: Apache-2.0

import { FieldMessage } from 'backstage-plugin-postmortems-common';
import { z } from 'zod';
import { refused } from './errors';

/**
 * Checks what was sent, by a client or by other code of the backend.
 *
 * @throws InputError with `fields`: every field that is wrong, by its path
 */
export function parse<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value, { error: messageOf });
  if (result.success) return result.data;
  // What else is wrong with a field mostly follows from what is wrong first.
  const first = new Map<string, FieldMessage>();
  for (const wrong of result.error.issues.flatMap(toFields))
    if (!first.has(wrong.field)) first.set(wrong.field, wrong);
  throw refused([...first.values()]);
}

const TYPES: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What is wrong, where the schema has no words of its own for it. */
function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  const { code, input } = issue;
  if (code === 'invalid_type')
    return input === undefined
      ? 'is missing'
      : `must be ${TYPES[issue.expected] ?? issue.expected}`;
  if (code === 'invalid_value')
    return `must be ${issue.values.map(each => `'${String(each)}'`).join(' or ')}`;
  if (code === 'too_big')
    return `must have at most ${issue.maximum} ${
      issue.origin === 'string' ? 'characters' : 'entries'
    }`;
  return undefined;
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

/**
 * Of several shapes, the one that was meant is what fits furthest, and at
 * least the type.
 */
function likeliest(options: z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const fits = (issues: z.core.$ZodIssue[]) =>
    Math.max(
      ...issues.map(
        ({ path, code }) => path.length + (code === 'invalid_type' ? 0 : 0.5),
      ),
    );
  return options.reduce((best, other) =>
    fits(other) >= fits(best) ? other : best,
  );
}
