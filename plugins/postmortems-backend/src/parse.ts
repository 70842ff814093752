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
