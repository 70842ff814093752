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
