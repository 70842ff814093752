// SPDX-License-Identifier: Apache-2.0

/**
 * Joins lines; empty lines at both ends and spaces at the end are cut.
 *
 * @public
 */
export function join(lines: readonly string[]): string {
  let from = 0;
  while (from < lines.length && lines[from].trim() === '') from++;
  return lines.slice(from).join('\n').trimEnd();
}

/** Puts spaces before every line but the first. */
export function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 || !line ? line : by + line))
    .join('\n');
}

/** For each line, whether it is inside a fence that begins in column 0. */
function fenced(lines: readonly string[]): {
  inside: boolean[];
  open: boolean;
} {
  let fence = '';
  const inside = lines.map(line => {
    const mark = /^(`{3,}|~{3,})(.*)$/s.exec(line);
    if (!fence) {
      if (!mark || (mark[1][0] === '`' && mark[2].includes('`'))) return false;
      fence = mark[1];
      return true;
    }
    const closes =
      mark?.[1].startsWith(fence) && mark[2].trim() === '' ? mark[1] : '';
    if (closes) fence = '';
    return true;
  });
  return { inside, open: fence !== '' };
}

/** A part of a document: a heading of level 1 or 2, and what is below it. */
export type TemplateSection = {
  /** `undefined` above the first heading. */
  heading: string | undefined;
  lines: string[];
};

/** Splits lines at their headings of level 1 and 2. */
export function splitSections(lines: readonly string[]): TemplateSection[] {
  const { inside } = fenced(lines);
  const sections: TemplateSection[] = [{ heading: undefined, lines: [] }];
  lines.forEach((line, index) => {
    const heading = inside[index] ? null : /^#{1,2}(?:\s+(.*))?$/s.exec(line);
    if (heading)
      sections.push({ heading: (heading[1] ?? '').trim(), lines: [] });
    else sections.at(-1)!.lines.push(line);
  });
  return sections;
}

/**
 * Whether a text stays in its section when it is put below a heading: it has
 * no heading of level 1 or 2, closes what it opens, and does not go on with
 * the list above.
 */
function isContained(lines: readonly string[]): boolean {
  const { inside, open } = fenced(lines);
  if (open || /^\s/.test(lines[0])) return false;
  const text = lines.filter((_, index) => !inside[index]);
  const breaksOut = text.some(
    (line, index) =>
      /^ {0,3}#{1,2}(?:\s|$)/.test(line) ||
      (/^ {0,3}(?:=+|-+)\s*$/.test(line) && text[index - 1]?.trim()),
  );
  const indentedFences = text.filter(line => /^ {1,3}(?:```|~~~)/.test(line));
  const tags = text.join('\n').toLowerCase();
  const leavesOpen = (from: string, to: string) =>
    tags.lastIndexOf(from) > tags.lastIndexOf(to);
  return (
    !breaksOut &&
    indentedFences.length % 2 === 0 &&
    !leavesOpen('<!--', '-->') &&
    !['script', 'pre', 'style', 'textarea'].some(name =>
      leavesOpen(`<${name}`, `</${name}`),
    ) &&
    !/^ {0,3}<[?!](?!--)/m.test(tags)
  );
}

/** A text for below a heading; as a quote where it would break out. */
export function contain(text: string): string {
  if (!text) return '';
  const lines = text.split('\n');
  return isContained(lines)
    ? text
    : lines.map(line => `> ${line}`.trimEnd()).join('\n');
}

/** Whether a text begins with words, and not with a block of another kind. */
export function beginsWithWords(text: string): boolean {
  const [first, second = ''] = text.split('\n', 2);
  return (
    !/^(?:\s|#{1,6}(?:\s|$)|>|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$)|```|~~~|<|\||(?:[-*_]\s*){3,}$)/.test(
      first,
    ) && !/^\s*\|?\s*:?-+:?\s*(?:\||$)/.test(second)
  );
}

/** A text as a cell of a table. */
export function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, '<br>');
}

/**
 * The cells of a row of a table, as they are written.
 *
 * @public
 */
export function splitRow(row: string): string[] {
  const text = row.trim();
  const result = [''];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\' && text[i + 1] === '|')
      result.push(result.pop() + text[++i]);
    else if (text[i] === '|') result.push('');
    else result.push(result.pop() + text[i]);
  }
  if (result[0] === '' && text.startsWith('|')) result.shift();
  if (result.length > 1 && result.at(-1) === '') result.pop();
  return result.map(one => one.trim());
}

/** Whether a line is the one below the header of a table. */
export function isDelimiter(line: string): boolean {
  return /^\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line);
}
