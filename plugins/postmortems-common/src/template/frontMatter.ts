// SPDX-License-Identifier: Apache-2.0

import {
  FIELDS,
  fieldsWith,
  FieldWith,
  INSTANTS,
  PostmortemDocument,
  postmortemInputSchema,
} from '../model';

/**
 * A key of front matter, at any depth, and its value where that is single.
 *
 * @public
 */
export type FrontMatterPair = [key: string, value: unknown];

/**
 * What a document may begin with.
 *
 * @public
 */
export type FrontMatter = {
  data: Record<string, unknown>;
  /** All keys, at any depth. */
  pairs: FrontMatterPair[];
  /** Our own records of what the text cannot carry: lines of JSON. */
  ids: unknown;
  exact: unknown;
  /** Lines that were not read. */
  rest?: string;
  /** Its text, without our own records. */
  source: string;
  /** Whether it is not valid, so that what it says is not known for sure. */
  broken: boolean;
  /** The line after it, from 0. */
  end: number;
};

/**
 * The names of our own records, each on a line of its own.
 *
 * @public
 */
export const RECORDS = ['ids', 'exact'] as const;

/** The fields that our template has no place for. */
const WRITTEN = fieldsWith('frontMatter').filter(
  name => FIELDS[name].frontMatter === 'written',
) as Array<FieldWith<'frontMatter', 'written'>>;
const KEYS = [...INSTANTS, 'timeZone', ...WRITTEN, 'links'] as const;

/** A string as it is where YAML reads it so, in quotes otherwise. */
function scalar(value: unknown): string {
  return typeof value === 'string' &&
    /^[A-Za-z][\w./:@+-]*(?: [\w./@+-]+)*$/.test(value) &&
    !/:(?: |$)|^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

function writeKeys(data: Record<string, unknown>): string[] {
  return Object.entries(data).flatMap(([key, value]) => {
    if (!Array.isArray(value)) return [`${key}: ${scalar(value)}`];
    if (value.every(item => typeof item === 'string'))
      return [`${key}: [${value.map(scalar).join(', ')}]`];
    return [
      `${key}:`,
      ...value.flatMap(item =>
        Object.entries(item).map(
          ([name, part], index) =>
            `${index === 0 ? '  - ' : '    '}${name}: ${scalar(part)}`,
        ),
      ),
    ];
  });
}

/** Writes front matter, or nothing where there is nothing to say. */
export function writeFrontMatter(
  data: Record<string, unknown>,
  records: Partial<Record<(typeof RECORDS)[number], object>> = {},
): string {
  const lines = writeKeys(data);
  for (const name of RECORDS)
    if (Object.keys(records[name] ?? {}).length > 0)
      lines.push(`${name}: ${JSON.stringify(records[name])}`);
  return lines.length > 0 ? `---\n${lines.join('\n')}\n---\n\n` : '';
}

/** The front matter that is read of keys as we write them, without records. */
export function toFrontMatter(data: Record<string, unknown>): FrontMatter {
  const pairs = (record: object): FrontMatterPair[] =>
    Object.entries(record).flatMap(([key, value]) => [
      [key, value] as FrontMatterPair,
      ...(Array.isArray(value) ? value : []).flatMap(item =>
        typeof item === 'object' ? pairs(item) : [],
      ),
    ]);
  const lines = writeKeys(data);
  return {
    data,
    pairs: pairs(data),
    ids: undefined,
    exact: undefined,
    source: lines.join('\n'),
    broken: false,
    end: lines.length > 0 ? lines.length + 3 : 0,
  };
}

/** Our keys for what is not written elsewhere, empty ones left out. */
export function frontMatterKeys(
  document: PostmortemDocument,
): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  if (document.visibility !== 'internal') data.visibility = document.visibility;
  for (const name of WRITTEN) {
    const value = document[name];
    const isEmpty = value === null || [value].flat().length === 0;
    if (!isEmpty) data[name] = value;
  }
  if (document.links.length > 0)
    data.links = document.links.map(({ id, title, url }) => ({
      title,
      url,
      id,
    }));
  return data;
}

/**
 * Reads our keys.
 *
 * @returns `undefined` where there are others, or values that do not fit
 */
export function readKeys(
  data: Record<string, unknown>,
  newId: () => string,
): Partial<PostmortemDocument> | undefined {
  const { shape } = postmortemInputSchema;
  const fields: Partial<PostmortemDocument> = {};
  for (const [key, value] of Object.entries(data)) {
    // Who may read a document is read with all else that may say so.
    if (key === 'visibility') continue;
    const field = KEYS.find(name => name === key);
    const written =
      field === 'links' && Array.isArray(value)
        ? value.map(link => ({ id: newId(), ...link }))
        : value;
    const result = field && shape[field].safeParse(written);
    if (!result?.success) return undefined;
    Object.assign(fields, { [key]: result.data });
  }
  return fields;
}
