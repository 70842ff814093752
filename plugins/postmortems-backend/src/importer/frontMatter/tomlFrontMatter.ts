// SPDX-License-Identifier: Apache-2.0

import { FrontMatterPair, join } from 'backstage-plugin-postmortems-common';
import { storable } from '../text/text';

/**
 * What is read of TOML front matter: single values and lists of texts, one a
 * line, above the first table. The lines that are not are kept.
 */
export type TomlFrontMatter = {
  data: Record<string, unknown>;
  /** All keys and values, also of tables; those not read as written. */
  pairs: FrontMatterPair[];
  /** The lines that were not read; all of them where it is broken. */
  rest: string;
  source: string;
  /** Whether it is seen to be not valid. */
  broken: boolean;
};

/** Reads the lines between two of `+++`, as Hugo writes them. */
export function readToml(lines: readonly string[]): TomlFrontMatter {
  const data: Record<string, unknown> = {};
  const pairs: FrontMatterPair[] = [];
  const rest: string[] = [];
  // The lines of a text over several lines may look like values; and nobody
  // writes thousands of them.
  const hasTexts = lines.some(line => /"""|'''/.test(line));
  let above = lines.length < 1000 && !hasTexts;
  let broken = false;
  for (const line of lines) {
    above &&= !/^\s*\[/.test(line);
    const pair =
      /^\s*["']?([A-Za-z0-9_.-][A-Za-z0-9_. -]{0,60}?)["']?\s*=\s*(\S.*)$/.exec(
        line.slice(0, 10_000),
      );
    const value = pair ? readValue(pair[2].trimEnd()) : undefined;
    if (pair) pairs.push([pair[1], value ?? pair[2]]);
    broken ||=
      !hasTexts &&
      (pair
        ? /^(?:"(?:[^"\\]|\\.)*|'[^']*)$/.test(pair[2])
        : /^\s*[A-Za-z]/.test(line));
    if (
      above &&
      pair &&
      /^[\w-]+$/.test(pair[1]) &&
      value !== undefined &&
      !Object.hasOwn(data, pair[1])
    )
      data[pair[1]] = value;
    else rest.push(line);
  }
  return {
    data,
    pairs,
    rest: join(broken ? lines : rest),
    source: lines.join('\n'),
    broken,
  };
}

function readValue(text: string): unknown {
  if (/^"(?:[^"\\]|\\["\\nrtbf]|\\u[0-9a-fA-F]{4})*"$/.test(text)) {
    try {
      return storable(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
  if (/^'[^']*'$/.test(text)) return text.slice(1, -1);
  if (/^(?:true|false)$/.test(text)) return text === 'true';
  // Dates stay texts, which are read like those of other documents.
  if (
    /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)
  )
    return text;
  if (/^[+-]?\d{1,15}$/.test(text)) return Number(text);
  const list = /^\[(.*)\]$/.exec(text)?.[1];
  if (list === undefined) return undefined;
  const items = list.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,]+/g) ?? [];
  const values = items.map(item =>
    /^["']/.test(item) ? readValue(item) : undefined,
  );
  const commas = list.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '').trim();
  return values.every(value => typeof value === 'string') &&
    /^[\s,]*$/.test(commas)
    ? values
    : undefined;
}
