// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { FIELD_MESSAGES } from './messageTexts';

/** @public */
export type FieldCode = keyof typeof FIELD_MESSAGES;

/**
 * A thing that is wrong, missing or worth a look, by the path of its field.
 * Items of a list are named by their ids (`actionItems.<id>.owner`); by their
 * place only where an id is itself missing, not valid or used twice.
 *
 * @public
 */
export const fieldMessageSchema = z.object({
  field: z.string(),
  /** A stable name of what is said, one of {@link FIELD_MESSAGES}. */
  code: z.string(),
  /** What the message is about, by the names in it. */
  values: z.record(z.string(), z.string()).optional(),
  /** The same in English. */
  message: z.string(),
});
/** @public */
export type FieldMessage = z.infer<typeof fieldMessageSchema>;

function textOf(
  code: FieldCode,
  values: Record<string, string | number> = {},
): string {
  return FIELD_MESSAGES[code].replace(/\{\{(\w+)\}\}/g, (whole, name) =>
    String(values[name] ?? whole),
  );
}

/**
 * Says something of a field.
 *
 * @public
 */
export function fieldMessage(
  field: string,
  code: FieldCode,
  values?: Record<string, string | number>,
): FieldMessage {
  return {
    field,
    code,
    ...(values && {
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, String(value)]),
      ),
    }),
    message: textOf(code, values),
  };
}

/** What a rule of a schema refuses with. */
export function refusal(
  code: FieldCode,
  values?: Record<string, string | number>,
) {
  return { error: textOf(code, values), params: { code, values } };
}

/** The same as an issue of its own. */
export function refusalAt(
  path: PropertyKey[],
  code: FieldCode,
  values?: Record<string, string | number>,
) {
  return {
    code: 'custom' as const,
    path,
    message: textOf(code, values),
    params: { code, values },
  };
}

const TYPE_CODES: Record<string, FieldCode> = {
  string: 'not-a-string',
  number: 'not-a-number',
  int: 'not-a-whole-number',
  boolean: 'not-a-boolean',
  array: 'not-a-list',
  object: 'not-an-object',
};
const FORMAT_CODES: Record<string, FieldCode> = {
  datetime: 'not-an-instant',
  date: 'not-a-day',
  guid: 'not-a-uuid',
};

/** The code of a schema's own rules; `undefined` for those we have none for. */
function codeOf(
  issue: z.core.$ZodRawIssue,
): { code: FieldCode; values?: Record<string, string | number> } | undefined {
  switch (issue.code) {
    case 'custom':
      return issue.params?.code
        ? (issue.params as {
            code: FieldCode;
            values?: Record<string, string | number>;
          })
        : undefined;
    case 'invalid_type': {
      if (issue.input === undefined) return { code: 'missing' };
      const code = TYPE_CODES[issue.expected];
      return code && { code };
    }
    case 'invalid_value':
      return {
        code: 'not-a-choice',
        values: {
          choices: issue.values.map(each => `'${String(each)}'`).join(' or '),
        },
      };
    case 'invalid_format': {
      const code = FORMAT_CODES[issue.format];
      return code && { code };
    }
    case 'too_big': {
      const max = issue.maximum.toLocaleString('en-US', {
        useGrouping: issue.origin === 'number' || issue.origin === 'int',
      });
      if (issue.origin === 'string')
        return { code: 'too-long', values: { max } };
      if (issue.origin === 'array')
        return { code: 'too-many', values: { max } };
      return { code: 'too-large', values: { max } };
    }
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array')
        return { code: 'empty' };
      return Number(issue.minimum) === 0
        ? { code: 'negative' }
        : { code: 'too-small', values: { min: String(issue.minimum) } };
    default:
      return undefined;
  }
}

const GUID = z.guid();

/**
 * An item of a list by its id, where that is valid and no other's; otherwise
 * by its place.
 */
function itemName(list: readonly unknown[], index: number): string {
  const idOf = (item: unknown) => {
    const id = (item as { id?: unknown } | null | undefined)?.id;
    return typeof id === 'string' ? id.toLowerCase() : undefined;
  };
  const id = idOf(list[index]);
  return id !== undefined &&
    GUID.safeParse(id).success &&
    list.filter(item => idOf(item) === id).length === 1
    ? id
    : String(index);
}

function pathOf(path: readonly PropertyKey[], value: unknown): string {
  let at = value;
  return path
    .map(key => {
      const name = Array.isArray(at) ? itemName(at, Number(key)) : String(key);
      at = (at as Record<PropertyKey, unknown> | null | undefined)?.[key];
      return name;
    })
    .join('.');
}

function messagesOf(issue: z.core.$ZodIssue, value: unknown): FieldMessage[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key =>
      fieldMessage(pathOf([...issue.path, key], value), 'unknown-field'),
    );
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return likeliest(issue.errors).flatMap(inner =>
      messagesOf({ ...inner, path: [...issue.path, ...inner.path] }, value),
    );
  const field = pathOf(issue.path, value);
  const known = codeOf(issue as z.core.$ZodRawIssue);
  return [
    known
      ? // The schema may have words of its own for it.
        {
          ...fieldMessage(field, known.code, known.values),
          message: issue.message,
        }
      : {
          field,
          code: (issue.code ?? 'invalid').replaceAll('_', '-'),
          message: issue.message,
        },
  ];
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

/**
 * Checks a value that was sent or typed.
 *
 * @returns what the schema makes of it, or what is wrong with each field. What
 *   else is wrong with a field mostly follows from what is wrong first, so
 *   that alone is said.
 * @public
 */
export function checkFields<T extends z.ZodType>(
  schema: T,
  value: unknown,
): { data: z.output<T>; fields?: undefined } | { fields: FieldMessage[] } {
  const result = schema.safeParse(value, {
    reportInput: true,
    error: issue => {
      const known = codeOf(issue);
      return known && textOf(known.code, known.values);
    },
  });
  if (result.success) return { data: result.data };
  const first = new Map<string, FieldMessage>();
  for (const wrong of result.error.issues.flatMap(issue =>
    messagesOf(issue, value),
  ))
    if (!first.has(wrong.field)) first.set(wrong.field, wrong);
  return { fields: [...first.values()] };
}
