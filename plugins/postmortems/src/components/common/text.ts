// SPDX-License-Identifier: Apache-2.0

/** The first `length` UTF-16 units of a text, without half a character. */
export function cutText(text: string, length: number): string {
  const cut = text.slice(0, length);
  return cut.length < text.length && /[\uD800-\uDBFF]$/.test(cut)
    ? cut.slice(0, -1)
    : cut;
}

/**
 * Whether Markdown would draw `text` as the one paragraph that it is. Long
 * postmortems have hundreds of such lines, and parsing each is slow.
 */
export function isPlainText(text: string): boolean {
  return !(
    /[\\`*_{}[\]<>#|~&@\n]/.test(text) ||
    /https?:|www\./i.test(text) ||
    /^\s*(?:[-+=]|\d+[.)])/.test(text)
  );
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^( {0,3})(#{1,6})(?=\s|$)/;

/**
 * Moves the headings of a text below `level`, so that they do not stand
 * beside those of the page around it. Code blocks stay as they are.
 */
export function headingsBelow(text: string, level: number): string {
  if (!text.includes('#')) return text;
  let fence: string | undefined;
  const lines = text.split('\n').map(line => {
    const mark = FENCE.exec(line)?.[1];
    const isCode = fence !== undefined;
    if (mark && fence === undefined) fence = mark;
    else if (mark && fence && mark.startsWith(fence)) fence = undefined;
    const hashes = isCode || mark ? undefined : HEADING.exec(line)?.[2];
    return { line, hashes };
  });
  const top = Math.min(...lines.map(({ hashes }) => hashes?.length ?? 6));
  const shift = Math.max(0, level + 1 - top);
  return lines
    .map(({ line, hashes }) =>
      hashes
        ? line.replace(hashes, '#'.repeat(Math.min(6, hashes.length + shift)))
        : line,
    )
    .join('\n');
}
