// SPDX-License-Identifier: Apache-2.0

import { FrontMatter, FrontMatterPair } from './frontMatter';
import { join } from './lines';

/** How far into a document the lines above its first heading go. */
const TOP = 100;

/** "visibility", however it is spelled, and not "visible". */
const START = 'visib(?!le\\b)';
const NAME = `${START}\\p{L}{0,12}`;

/**
 * Both words, in this order, where fields are stated; or a key's value. What is
 * between them is looked at once, however often the first one is repeated.
 */
const IN_FRONT = new RegExp(
  `${START}(?:(?!${START}).){0,212}?restrict|[:=]["'\\s[]{0,10}restricted["'\\s\\]]{0,10}$`,
  'gimsu',
);

/** A key about who may read the document, or a value that says so. */
const KEY_OR_VALUE = new RegExp(
  `(?:${START}[^\\n:=]{0,40}|\\b(?:readers|restrict[\\p{L}_-]{0,20})["'\\s]{0,5})[:=]|[:=]["'\\s[]{0,10}restricted`,
  'iu',
);

/** Both words as a label and its value, wherever people write such. */
const AS_LABEL = new RegExp(
  `${NAME}["'*_\`\\s]{0,10}(?:[:=|–—-])["'*_\`\\s|[]{0,10}restrict\\p{L}{0,10}`,
  'giu',
);
const AS_HEADING = new RegExp(
  `^ {0,3}#{1,6} [^\\n]{0,20}${NAME}[^\\n]{0,20}\\n\\s{0,10}["'*_\`]{0,5}restrict\\p{L}{0,10}`,
  'gimu',
);

/**
 * Whether a key of front matter says who may read the document.
 *
 * @public
 */
export function isVisibility(key: string): boolean {
  return new RegExp(NAME, 'iu').test(plain(key));
}

/**
 * Whether a value is the name of a visibility, in letters of any case.
 *
 * @public
 */
export function isVisibilityValue(value: unknown): boolean {
  return /^\s*(?:internal|restricted)\s*$/i.test(String(value));
}

/**
 * Whether lines that could be front matter seem to say who may read it.
 *
 * @public
 */
export function seemsToRestrict(text: string): boolean {
  return KEY_OR_VALUE.test(plain(text));
}

/**
 * What in a document asks that not everybody may read it, as it is written.
 * Rather too much than too little: what is restricted by mistake is opened with
 * one choice, and what was open by mistake has been read.
 *
 * @public
 */
export function restrictions(
  lines: readonly string[],
  front: FrontMatter,
): string[] {
  const whole = front.end > 0 || front.broken;
  const top = plain(whole ? front.source : topOf(lines));
  const body = plain(join(lines.slice(front.end)));
  const pairs = front.pairs.filter(asks).map(([key, value]) => {
    const said = typeof value === 'object' && value !== null ? '…' : value;
    return `${key}: ${said}`;
  });
  // An empty one states nothing.
  const isStated = front.pairs.some(
    ([key, value]) => isVisibility(key) && isVisibilityValue(value),
  );
  return [
    ...(front.broken ? ['front matter that cannot be read'] : []),
    ...pairs,
    // Who may read it matters only where not everybody may.
    ...(isStated
      ? []
      : front.pairs.flatMap(([key, value]) =>
          /^readers$/i.test(plain(key).trim()) && value !== null ? [key] : [],
        )),
    ...(pairs.length > 0 ? [] : matches(top, IN_FRONT)),
    ...matches(body, AS_LABEL),
    ...matches(body, AS_HEADING),
  ];
}

function asks([key, value]: FrontMatterPair): boolean {
  const said =
    typeof value === 'string' ? plain(value).trim().toLowerCase() : value;
  if (said === null || said === '') return false;
  if (isVisibility(key)) return said !== 'internal';
  if (/^\s*restrict/i.test(plain(key)))
    return said !== false && said !== 'false' && said !== 'no';
  return said === 'restricted';
}

function matches(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([match]) =>
    match.replace(/\s+/g, ' '),
  );
}

/** Letters as they look: without what cannot be seen, and without tags. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/<\/?[a-z][^<>\n]{0,80}>/gi, '|');
}

/** The lines above the first heading or empty line. */
function topOf(lines: readonly string[]): string {
  const start = lines.findIndex(line => line.trim() !== '');
  const rest = lines.slice(start, start + TOP);
  const end = rest.findIndex(line => /^\s*$|^#/.test(line.slice(0, 1000)));
  return join(end < 0 ? rest : rest.slice(0, end));
}
