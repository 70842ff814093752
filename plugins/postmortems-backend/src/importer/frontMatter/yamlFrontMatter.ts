// SPDX-License-Identifier: Apache-2.0

import { isScalar, parseDocument, visit } from 'yaml';
import {
  FrontMatterPair,
  seemsToRestrict,
} from 'backstage-plugin-postmortems-common';
import { storable } from '../text/text';

/** What is read of YAML front matter. */
export type YamlFrontMatter = {
  data: Record<string, unknown>;
  pairs: FrontMatterPair[];
  /** Whether it is not valid, so that what it says is not known for sure. */
  broken: boolean;
};

/**
 * Reads YAML. Of what is not valid only single values that stand on a line of
 * their own are read, as they are written: a parser that goes on behind an
 * error puts the lines that follow where they do not belong.
 *
 * @returns `undefined` for what is no front matter: text between two rules
 */
export function readYaml(text: string): YamlFrontMatter | undefined {
  if (text.trim() === '') return { data: {}, pairs: [], broken: false };
  const parsed = parse(text);
  const data = parsed?.data;
  if (typeof data === 'object' && data !== null && !Array.isArray(data))
    return {
      data: data as Record<string, unknown>,
      pairs: parsed!.pairs,
      broken: false,
    };
  // A comment of YAML looks like a heading.
  const isProse =
    !seemsToRestrict(text) &&
    (parsed || /^#{2,6} /m.test(text) || !text.split('\n').some(isKey));
  return isProse
    ? undefined
    : { data: readLines(text), pairs: [], broken: true };
}

/** Whether a line begins with a key and its value. */
export function isKey(line: string): boolean {
  return /^\s*["'%@`&?!]?[\p{L}_][^\n:={}[\]]{0,60}[:=](?:\s|["'[]|$)/u.test(
    line.slice(0, 100),
  );
}

/** @returns `undefined` for what is not valid */
function parse(
  text: string,
): { data: unknown; pairs: FrontMatterPair[] } | undefined {
  if (!isReasonable(text)) return undefined;
  try {
    const document = parseDocument(text, {
      logLevel: 'silent',
      prettyErrors: false,
    });
    if (document.errors.length > 0) return undefined;
    const pairs: FrontMatterPair[] = [];
    visit(document, {
      // Escapes bring back what was cleaned from the source: "\0", "\ud800".
      Scalar(_, node) {
        if (typeof node.value === 'string') node.value = storable(node.value);
      },
      Pair(_, { key, value }) {
        pairs.push([
          String(isScalar(key) ? key.value : key),
          isScalar(value) ? value.value : value,
        ]);
      },
    });
    return { data: document.toJS({ maxAliasCount: 50 }), pairs };
  } catch {
    return undefined;
  }
}

/**
 * Whether YAML is of a size and depth that somebody may have written: its
 * parser is slow on what nobody has.
 */
function isReasonable(text: string): boolean {
  if (text.length > 300_000) return false;
  const plain = text.replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
  let depth = 0;
  let deepest = 0;
  let brackets = 0;
  let lines = 0;
  for (const char of plain) {
    if (char === '\n') lines++;
    if ('[{'.includes(char)) {
      brackets++;
      deepest = Math.max(deepest, ++depth);
    } else if (']}'.includes(char)) depth--;
  }
  return (
    lines < 3000 &&
    brackets < 1000 &&
    deepest < 50 &&
    !/(?:[-?:!&*|>] ?){20}|^ {200}/m.test(plain)
  );
}

/** `title: Payments: all down`, where no line below goes on with it. */
function readLines(text: string): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  const lines = text.split('\n');
  lines.slice(0, 1000).forEach((line, index) => {
    const pair = /^([A-Za-z][\w-]{0,60}): +([\p{L}\p{N}].*)$/u.exec(
      line.slice(0, 10_000),
    );
    if (pair && !/^\s/.test(lines[index + 1] ?? '') && !/ #/.test(pair[2]))
      data[pair[1]] ??= pair[2].trimEnd();
  });
  return data;
}
