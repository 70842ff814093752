// SPDX-License-Identifier: Apache-2.0

/**
 * The words of a Markdown text without its marks: for where nothing draws
 * them, like search results and notifications. Good for reading and finding,
 * and not a parser, so that it weighs nothing where pages load it.
 *
 * @public
 */
export function plainText(markdown: string): string {
  const result: string[] = [];
  let fence = '';
  /** Whether the next line goes on with the paragraph of the last one. */
  let isOpen = false;
  for (const line of markdown.split(/\r\n?|\n/)) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence ? mark?.startsWith(fence) : mark) {
      fence = fence ? '' : mark!;
      isOpen = false;
    } else if (fence) {
      result.push(line);
    } else {
      const { text, begins, ends } = withoutBlockMarks(line);
      if (isOpen && !begins && text && result.length > 0)
        result[result.length - 1] += ` ${text}`;
      else if (text) result.push(text);
      isOpen = text !== '' && !ends;
    }
  }
  return result
    .flatMap(text => text.split('\n'))
    .filter(text => text.trim() !== '')
    .join('\n');
}

/** A line without what makes it a heading, an item, a quote or a row. */
function withoutBlockMarks(line: string) {
  const [marks] = /^(?:\s*(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)))*\s*/.exec(
    line.slice(0, 200),
  )!;
  const rest = line.slice(marks.length).trim();
  const nothing = { text: '', begins: true, ends: true };
  // Rules, underlines of headings, and what is below the header of a table.
  if (/^(?:[-=*_|:]\s*)*$/.test(rest)) return nothing;
  const heading = /^#{1,6}\s+/.exec(rest)?.[0] ?? '';
  const row = rest.startsWith('|');
  const text = row
    ? rest
        .split(/(?<!\\)\|/)
        .map(words)
        .filter(Boolean)
        .join('\n')
    : words(rest.slice(heading.length));
  return {
    text,
    begins: row || heading !== '' || /[^\s>]/.test(marks),
    ends: row || heading !== '',
  };
}

/** Words without links, emphasis, code marks, tags and escapes. */
function words(text: string): string {
  const literal: string[] = [];
  const keep = (part: string) => `\uE000${literal.push(part) - 1}\uE001`;
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, (_, char) => keep(char))
    .replace(/(`{1,3})([^`\n]{1,2000})\1/g, (_, __, code) => keep(code.trim()))
    .replace(/<((?:https?|mailto):[^<>\s]{1,2000})>/g, (_, url) => keep(url))
    .replace(/<\/?[a-z][^<>]{0,200}>|<!--.{0,500}?-->/gi, '')
    .replace(
      /!?\[([^[\]]{0,500})\]\([^()\s]{0,2000}(?: "[^"]{0,200}")?\)/g,
      '$1',
    )
    .replace(/(\*\*|__|~~)(?=\S)([^\n]{1,2000}?\S?)\1/g, '$2')
    .replace(
      /(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_\n]{0,2000}[^*_\s])\1(?![\p{L}\p{N}*_])/gu,
      '$2',
    )
    .replace(/\uE000(\d+)\uE001/g, (_, index) => literal[Number(index)])
    .trim();
}
