// SPDX-License-Identifier: Apache-2.0

/** The lines of a text, after what cannot be stored was replaced. */
export type CleanText = {
  lines: string[];
  /** Lines (from 0) in which something was replaced. */
  replaced: number[];
};

const LONE_SURROGATES =
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text that can be stored: NUL and lone surrogates become U+FFFD. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(LONE_SURROGATES, '\uFFFD');
}

/** Splits a text into lines; NUL and lone surrogates become U+FFFD. */
export function clean(text: string): CleanText {
  const replaced: number[] = [];
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .map((line, index) => {
      const result = storable(line);
      if (result !== line) replaced.push(index);
      return result;
    });
  return { lines, replaced };
}

/** Joins lines; empty lines at both ends and spaces at the end are cut. */
export function join(lines: readonly string[]): string {
  let from = 0;
  while (from < lines.length && lines[from].trim() === '') from++;
  return lines.slice(from).join('\n').trimEnd();
}

/** Joins texts by an empty line; empty ones are left out. */
export function paragraphs(...texts: string[]): string {
  return texts.filter(text => text !== '').join('\n\n');
}

/** Cuts a text into pieces of at most `max`, at lines or words where it can. */
export function pieces(text: string, max: number): string[] {
  const result: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const part = rest.slice(0, max);
    const at = [part.lastIndexOf('\n'), part.lastIndexOf(' ')].find(
      index => index > max / 2,
    );
    let cut = at ?? max;
    // Never between the halves of a surrogate pair.
    if (/[\uD800-\uDBFF]/.test(rest[cut - 1])) cut--;
    result.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return [...result, rest].filter(piece => piece.trim() !== '');
}

/** A short hash of a JSON value, to see whether a person changed it. */
export function fingerprint(value: unknown): string {
  const text = JSON.stringify(value);
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a =
    Math.imul(a ^ (a >>> 16), 2246822507) ^
    Math.imul(b ^ (b >>> 13), 3266489909);
  b =
    Math.imul(b ^ (b >>> 16), 2246822507) ^
    Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (b & 0x1fffff) + (a >>> 0)).toString(36);
}
