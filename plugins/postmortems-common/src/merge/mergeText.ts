// SPDX-License-Identifier: Apache-2.0

import { diffIndices } from 'node-diff3';

/** The result of merging one value; `value` is theirs where both changed it. */
export type Merged<T> = { value: T; conflict: boolean };

/**
 * What two versions may have between their first and their last difference:
 * sentences, and pairs of equal ones. The cost of comparing grows with the
 * square of both, so that more is a conflict; real sections stay far below.
 */
const MAX_SENTENCES = 2000;
const MAX_PAIRS = 10_000;

/** Sentences and lines, each with the white space behind it. */
function sentences(text: string): string[] {
  return text
    .split(/(?<=\n)(?=[^\n])|(?<=[.!?…]["'”’)\]*_]{0,3}[ \t]+)(?=\S)/)
    .filter(sentence => sentence !== '');
}

/** How many sentences are the same at the start of all texts. */
function sameAtStart([first, ...others]: string[][]): number {
  const end = first.findIndex((sentence, index) =>
    others.some(text => text[index] !== sentence),
  );
  return end === -1 ? first.length : end;
}

/** Whether two texts can be compared in a time that nobody notices. */
function isComparable(base: string[], side: string[]): boolean {
  if (Math.max(base.length, side.length) > MAX_SENTENCES) return false;
  const counts = new Map<string, number>();
  for (const sentence of side)
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  const pairs = base.map(sentence => counts.get(sentence) ?? 0);
  return pairs.reduce((sum, count) => sum + count, 0) <= MAX_PAIRS;
}

/** A stretch of the base and what stands in its place. */
type Hunk = { start: number; end: number; text: string };

const hunks = (base: string[], side: string[]): Hunk[] =>
  diffIndices(base, side).map(
    ({ buffer1: [start, length], buffer2Content }) => ({
      start,
      end: start + length,
      text: buffer2Content.join(''),
    }),
  );

/**
 * Neighbouring sentences may be changed by different sides. Where one of the
 * two inserts, nobody can say in which order they belong.
 */
function touches(a: Hunk, b: Hunk): boolean {
  if (a.start === a.end || b.start === b.end)
    return a.start <= b.end && b.start <= a.end;
  return a.start < b.end && b.start < a.end;
}

const identical = (a: Hunk, b: Hunk) =>
  a.start === b.start && a.end === b.end && a.text === b.text;

/**
 * Merges two versions of a Markdown text that were made from `base`, sentence
 * by sentence and line by line. Changes of the same sentence, or at the same
 * place, are a conflict.
 */
export function mergeText(
  base: string,
  theirs: string,
  mine: string,
): Merged<string> {
  if (theirs === mine || mine === base)
    return { value: theirs, conflict: false };
  if (theirs === base) return { value: mine, conflict: false };
  const conflict = { value: theirs, conflict: true };

  const whole = [base, theirs, mine].map(sentences);
  const head = sameAtStart(whole);
  const rest = whole.map(text => text.slice(head));
  const tail = sameAtStart(rest.map(text => text.toReversed()));
  const [o, a, b] = rest.map(text => text.slice(0, text.length - tail));
  if (!isComparable(o, a) || !isComparable(o, b)) return conflict;

  const changes = hunks(o, a);
  for (const hunk of hunks(o, b)) {
    if (changes.some(other => identical(other, hunk))) continue;
    if (changes.some(other => touches(other, hunk))) return conflict;
    changes.push(hunk);
  }
  const merged = whole[0].slice(0, head);
  let from = 0;
  for (const { start, end, text } of changes.sort(
    (x, y) => x.start - y.start,
  )) {
    merged.push(...o.slice(from, start), text);
    from = end;
  }
  merged.push(...o.slice(from), ...rest[0].slice(rest[0].length - tail));
  return { value: merged.join(''), conflict: false };
}
