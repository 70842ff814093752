// SPDX-License-Identifier: Apache-2.0

import { sectionKind } from '../vocabulary/headings';

const named = (line: string) =>
  line.length < 80 && sectionKind(line.replace(/[#*_:]+/g, ' ')) !== undefined;

/** Whether a heading or a line in bold names a section. */
function isMarked(lines: readonly string[]): boolean {
  return lines.some(
    (line, index) =>
      (/^ {0,3}(?:#{1,6}\s|(?:\*\*|__)\S)/.test(line) ||
        /^ {0,3}(?:=+|-+)\s*$/.test(lines[index + 1] ?? '')) &&
      named(line),
  );
}

/**
 * Lines that are only the name of a section are headings in a text that marks
 * none. The blocks have the same lines, and texts are cut out of the source.
 */
export function withHeadings(lines: readonly string[]): readonly string[] {
  if (isMarked(lines)) return lines;
  // Within a text, only with a colon: "Logs" may be a word of a sentence.
  return lines.map((line, index) =>
    /^\p{Lu}[^|*_`#]{2,60}$/u.test(line) &&
    (/:\s*$/.test(line) || !lines[index - 1]?.trim()) &&
    named(line)
      ? `## ${line.replace(/:\s*$/, '')}`
      : line,
  );
}

/**
 * Items of a list that are only the names of sections, with what is folded in
 * below them, are sections in a text that marks none: toggles of Notion. The
 * lines stay in their places.
 */
export function unfold(lines: readonly string[]): readonly string[] {
  const isFolded = (line: string, index: number) =>
    /^[-*] +\S/.test(line) &&
    /^(?:\s*| {2,}\S.*|\t.*)$/.test(lines[index + 1] ?? '-');
  const isToggle = (line: string, index: number) =>
    isFolded(line, index) && named(line.slice(2));
  if (lines.filter(isToggle).length < 2 || isMarked(lines)) return lines;
  let indent: number | undefined;
  let isInside = false;
  return lines.map((line, index) => {
    if (isToggle(line, index) || (isInside && isFolded(line, index))) {
      isInside = true;
      indent = undefined;
      return `## ${line.slice(2).trim()}`;
    }
    if (/^\S/.test(line)) isInside = false;
    if (!isInside || line.trim() === '') return line;
    const space = line.length - line.trimStart().length;
    indent ??= space;
    return line.slice(Math.min(indent, space));
  });
}
