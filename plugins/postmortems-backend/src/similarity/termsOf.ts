// SPDX-License-Identifier: Apache-2.0

import { stemmer } from '@orama/stemmers/english';
import { stopwords } from '@orama/stopwords/english';
import {
  FIELDS,
  fieldsWith,
  fieldTexts,
  FieldWith,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';

/**
 * The terms of a postmortem: what two of them are compared by. The rules are
 * general ones; whatever is changed here or in {@link weigh} makes another
 * {@link ALGORITHM}.
 */

/**
 * The version of the rules. What is stored by another one is indexed anew when
 * the plugin starts.
 */
export const ALGORITHM = 2;

/** The part of a document that terms are taken from. */
export type TermSource = Pick<
  PostmortemDocument,
  FieldWith<'similarity', number>
>;

/** How often a term occurs, and as which word it was first met. */
export type Term = { frequency: number; shown: string };

/** What an import keeps that is no prose: what is told by the clock, and keys. */
const NO_PROSE = /^(?:timeline notes|front matter)$/i;
/** Longer words are compared by their beginning. */
const MAX_WORD = 60;
/** A document with more terms is compared by its weightiest. */
export const MAX_TERMS = 1_000;
/** How much of all the text is looked at, in characters. */
const MAX_TEXT = 200_000;

/** What says nothing of a cause, besides: times, numberless amounts, our trade. */
const MORE_STOP_WORDS = `
  second seconds minute minutes min mins hour hours day days week weeks month
  months year years today yesterday tomorrow morning noon afternoon evening
  night midnight monday tuesday wednesday thursday friday saturday sunday mon
  tue wed thu fri sat sun january february march april june july august
  september october november december jan feb mar apr jun jul aug sep sept oct
  nov dec utc gmt cet cest pst pdt est edt ist am pm
  another every everyone everybody everything nobody nothing somebody someone
  something anybody anyone anything many several much none either neither half
  also still already however therefore since within without although though
  later back upon via per etc eg ie well
  incident incidents postmortem postmortems outage outages issue issues problem
  problems root cause causes caused summary impact affected
  went gone got took came became made done began begin started start happened
  happen`;
const STOP_WORDS = new Set([
  ...stopwords,
  ...MORE_STOP_WORDS.trim().split(/\s+/),
]);
/** "KubeSpawner", "RequestLimitExceeded": a name, and words. */
const COMPOUND = /[\p{L}\p{N}]{0,60}\p{Ll}\p{Lu}[\p{L}\p{N}]{0,60}/gu;
const URL_OR_UUID =
  /\b[a-z][a-z\d+.-]*:\/\/\S+|\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g;
/** Words on two sides of one of these do not belong together. */
const SENTENCE = /[.;,!?:]+(?=\s|$)|[\n|()[\]{}"“”`*<>]+/u;
const WORD = /[\p{L}\p{N}\p{M}'’]+/gu;

/**
 * The terms of a document: stems of its words, and pairs of stems that stand
 * beside each other, without the stop words between.
 */
export function termsOf(document: TermSource): Map<string, Term> {
  const terms = new Map<string, Term>();
  const add = (term: string, shown: string, times: number) => {
    const known = terms.get(term);
    if (known) known.frequency += times;
    else terms.set(term, { frequency: times, shown });
  };
  let left = MAX_TEXT;
  for (const [text, times] of textsOf(document)) {
    for (const words of sentencesOf(text.slice(0, left)))
      words.forEach(({ stem, word }, index) => {
        add(stem, word, times);
        const next = words[index + 1];
        if (next) add(`${stem} ${next.stem}`, `${word} ${next.word}`, times);
      });
    left -= text.length;
    if (left <= 0) break;
  }
  return terms;
}

/** The fields whose words count, those that count most first. */
const WEIGHTED = fieldsWith('similarity')
  .flatMap(name => {
    const { similarity } = FIELDS[name];
    return similarity === 'same' ? [] : { name, times: similarity };
  })
  .sort((a, b) => b.times - a.times);

/** The texts of a document, and how often their words count. */
function* textsOf(document: TermSource): Generator<[string, number]> {
  const parents = new Set(document.whys.map(({ parentId }) => parentId));
  const compared: TermSource = {
    ...document,
    // What the whys end in: the answers that no why asks further.
    whys: document.whys.flatMap(why =>
      parents.has(why.id) ? [] : { ...why, question: '' },
    ),
    otherSections: document.otherSections.filter(
      ({ heading }) => !NO_PROSE.test(heading),
    ),
  };
  for (const { name, times } of WEIGHTED)
    for (const { text } of fieldTexts(compared, name)) yield [text, times];
}

function* sentencesOf(
  text: string,
): Generator<Array<{ stem: string; word: string }>> {
  const plain = text
    .normalize('NFKC')
    .replace(
      COMPOUND,
      name => `${name} \n ${name.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')} \n`,
    )
    .toLowerCase()
    .replace(URL_OR_UUID, '\n');
  for (const sentence of plain.split(SENTENCE))
    yield [...sentence.matchAll(WORD)].flatMap(([match]) => {
      const word = shortened(match.replace(/['’]s?$|['’]/g, ''));
      const telling =
        isTelling(word) && !STOP_WORDS.has(match.replaceAll('’', "'"));
      return telling ? { stem: stemmer(word), word } : [];
    });
}

function shortened(word: string): string {
  return word.length > MAX_WORD ? [...word].slice(0, MAX_WORD).join('') : word;
}

/** Not a stop word, nor a time, an id or a version. */
function isTelling(word: string): boolean {
  if (word.length < 2 || STOP_WORDS.has(word)) return false;
  // "s3", "k8s", "log4shell", but not "v2", "503", "5d78c9869d".
  return (
    !/\p{N}/u.test(word) ||
    (/^[\p{L}\p{M}]+\d{1,2}[\p{L}\p{M}]*$/u.test(word) && !/^v\d+$/.test(word))
  );
}
