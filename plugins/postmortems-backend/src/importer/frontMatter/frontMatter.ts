// SPDX-License-Identifier: Apache-2.0

import { stringify } from 'yaml';
import {
  FIELDS,
  fieldsWith,
  FrontMatter,
  Instant,
  INSTANTS,
  isVisibility,
  isVisibilityValue,
  join,
  LIMITS,
  linkSchema,
  postmortemInputSchema,
  RECORDS,
  seemsToRestrict,
} from 'backstage-plugin-postmortems-common';
import { Draft } from '../Draft';
import { fieldNamed } from '../vocabulary/labels';
import { readToml } from './tomlFrontMatter';
import { FieldOptions, putField } from '../fields/values';
import { isKey, readYaml } from './yamlFrontMatter';
import { offsetZone } from '../time/zones';

/** How many lines are looked at of front matter that is never closed. */
const MAX_OPEN = 100;

const FENCE = /^(?:---|\+\+\+)\s*$/;

/** Reads the front matter; where it cannot be told from text, `end` is 0. */
export function readFrontMatter(lines: readonly string[]): FrontMatter {
  const none: FrontMatter = {
    data: {},
    pairs: [],
    ids: undefined,
    exact: undefined,
    source: '',
    broken: false,
    end: 0,
  };
  const open = lines.findIndex(line => line.trim() !== '');
  const fence = FENCE.exec(lines[open]?.slice(0, 100) ?? '')?.[0].trimEnd();
  if (!fence) return none;
  const isToml = fence === '+++';
  const close = lines.findIndex(
    (line, index) =>
      index > open &&
      (isToml ? /^\+\+\+\s*$/ : /^(?:---|\.\.\.)\s*$/).test(line),
  );
  if (close < 0) {
    const top = lines.slice(open + 1, open + 1 + MAX_OPEN);
    const empty = top.findIndex(line => line.trim() === '');
    const first = empty < 0 ? top : top.slice(0, empty);
    return {
      ...none,
      source: join(top),
      broken: isKey(top[0] ?? '') || seemsToRestrict(join(first)),
    };
  }
  const inside = lines.slice(open + 1, close);
  const end = close + 1;
  if (isToml) return { ...none, ...readToml(inside), end };

  const text: string[] = [];
  const records: Record<string, unknown> = {};
  for (const line of inside) {
    const name = RECORDS.find(key => line.startsWith(`${key}: {`));
    const record = name && readJson(line.slice(name.length + 2));
    if (record === undefined) text.push(line);
    else records[name!] = record;
  }
  const source = text.join('\n');
  const yaml = readYaml(source);
  if (!yaml) return none;
  return {
    ...none,
    ...yaml,
    ...records,
    source,
    ...(yaml.broken && { rest: join(text) }),
    end,
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Puts the keys of front matter into fields; keeps what is not understood. */
export function putFrontMatter(
  draft: Draft,
  { data, broken, rest: lines }: FrontMatter,
  options: FieldOptions,
) {
  if (lines) {
    draft.keep('Front matter', lines, 0);
    draft.warn(0, 'lines that could not be read are kept under "Front matter"');
  }
  // Kept whole already, whatever is read of it.
  if (broken) {
    for (const [key, value] of Object.entries(data))
      putKey(draft, key, value, options);
    return;
  }
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(data)) {
    if (!putKey(draft, key, value, options)) rest[key] = value;
  }
  if (Object.keys(rest).length === 0) return;
  draft.keep('Front matter', stringify(rest, { lineWidth: 0 }), 0);
  draft.warn(
    0,
    `kept under "Front matter": ${Object.keys(rest).join(', ').slice(0, 200)}`,
  );
}

function putKey(
  draft: Draft,
  key: string,
  value: unknown,
  options: FieldOptions,
): boolean {
  const { shape } = postmortemInputSchema;
  const { fields } = draft;
  const line = Math.max(
    0,
    draft.lines.findIndex(
      text => text.startsWith(key) && /^\s*[:=]/.test(text.slice(key.length)),
    ),
  );
  if (key === 'links' && Array.isArray(value)) return putLinks(draft, value);
  if ((INSTANTS as readonly string[]).includes(key)) {
    const result = shape[key as Instant].safeParse(value);
    if (!result.success) return false;
    fields[key as Instant] = result.data;
    return true;
  }
  // Read with all else that may say so.
  if (isVisibility(key)) return isVisibilityValue(value);
  const plain = fieldsWith('frontMatter').find(
    name => name.toLowerCase() === key.toLowerCase(),
  );
  if (plain) {
    // A list may be written as one word.
    const { kind } = FIELDS[plain];
    const list = kind === 'refs' || kind === 'strings';
    const result = shape[plain].safeParse(
      list && typeof value === 'string' ? value.split(/\s*,\s*/) : value,
    );
    if (result.success) {
      Object.assign(fields, { [plain]: result.data });
      if (plain === 'timeZone') {
        draft.zone =
          result.data === 'UTC' ? offsetZone(0) : { name: String(result.data) };
        draft.zoneNamed = true;
      }
      return true;
    }
  }
  if (!fieldNamed(key)) return false;
  const written = textOf(value);
  if (written === undefined) return value === null;
  putField(draft, key, written, line, options);
  return true;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return Array.isArray(value) && value.every(one => typeof one === 'string')
    ? value.join(', ')
    : undefined;
}

function putLinks(draft: Draft, value: unknown[]): boolean {
  const seen = new Set<string>();
  const links = value.map(one => {
    const link = linkSchema.safeParse(
      typeof one === 'object' && one !== null
        ? { id: draft.newId(), ...one }
        : { id: draft.newId(), url: one },
    );
    if (!link.success || seen.has(link.data.id)) return undefined;
    seen.add(link.data.id);
    return link.data;
  });
  if (links.length > LIMITS.links || links.some(link => !link)) return false;
  draft.fields.links = links.flatMap(link => link ?? []);
  return true;
}
