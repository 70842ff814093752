// SPDX-License-Identifier: Apache-2.0

import { parseEntityRef } from '@backstage/catalog-model';
import { FIELDS, fieldsWith, fieldTexts, PostmortemDocument } from './model';

/**
 * Words that may point at a person. Never blocks anything.
 *
 * @public
 */
export type BlamelessHint = {
  /** The path of the field, like `summary` or `wentWrong.<id>.text`. */
  field: string;
  /** The place in the field's text, in UTF-16 units; `end` is exclusive. */
  start: number;
  end: number;
  text: string;
  question: string;
};

const QUESTION = 'What in our system allowed this?';

const IRREGULAR =
  'been|done|made|gone|known|seen|caught|found|kept|told|thought|sent|set|put|read|run|built|brought|come|had|held|left|let|lost|met|said|shut|spent|stood|understood|won|cut|drawn|shown|thrown|taken|given|written|chosen|broken|spoken|driven|risen|fallen|forgotten|gotten|got|hidden|proven|woken|overridden|undone|redone|taught|asked';
/** Nouns that look like a participle. */
const NOUN = 'speed|need|seed|feed|breed|bed|shed|embed|hundred';
/** Adjectives that look like one: "should have automated tests". */
const ADJECTIVE =
  'automated|dedicated|detailed|distributed|documented|improved|increased|limited|reduced|related|replicated|required|shared|unlimited';
/** What follows a participle, and no adjective: "should have limited the …". */
const OBJECT =
  '\\s+(?:the|a|an|this|that|these|those|it|its|our|his|her|their|them|him|us|me|by|to|in|on|at|for|with|when|before|after|earlier|sooner)\\b|\\s*(?:[.,;:!?)]|$)';

/**
 * The wording, as sources of regular expressions: what ends a search for a
 * cause at somebody. "Should have" counts only where it looks back ("should
 * have noticed"), not where it says what a system needs ("should have
 * capacity").
 */
const PHRASES = [
  '(?:human|operator|user|pilot)\\s+errors?',
  "(?:should|ought\\s+to)(?:n['’]t|\\s+not)?(?:\\s+have|['’]ve)" +
    '(?=(?:\\s+(?:not|never|also|been|already|at\\s+least|just|\\w+ly))*\\s+' +
    `(?:(?:${IRREGULAR})\\b` +
    `|(?!(?:${NOUN}|${ADJECTIVE})\\b)\\w+ed\\b` +
    `|(?:${ADJECTIVE})(?=${OBJECT})))`,
  'fail(?:ed|s|ure)\\s+to',
  '(?:forgot|forgets|forgotten|neglected|neglects)\\s+to',
  "(?:did\\s+not|didn['’]t)\\s+(?:bother|care|think)",
  "(?:was\\s+not|wasn['’]t|were\\s+not|weren['’]t|not)\\s+paying\\s+attention",
  'lack\\s+of\\s+(?:attention|care|diligence|discipline)',
  'careless(?:ly|ness)?',
  'negligen(?:t|tly|ce)',
  'incompeten(?:t|tly|ce)',
  'fat[- ]finger(?:s|ed|ing)?',
  '(?:made|makes)\\s+(?:a|the|another)\\s+mistake',
  "(?:his|her|their|['’]s)\\s+(?:own\\s+)?(?:fault|mistake)",
  '(?:is|are|was|were)\\s+to\\s+blame',
];

/** No hit inside a longer word, a path or a dotted name; "Ada's" is one. */
const BEFORE = '(?<![\\p{L}\\p{N}_]|[\\p{L}\\p{N}][-./])';
const AFTER = '(?![\\p{L}\\p{N}_]|[-./][\\p{L}\\p{N}])';
/** "…'s fault" begins inside a word, so only its end is a boundary. */
const PHRASE = new RegExp(
  PHRASES.map(phrase => `(?:${BEFORE}|(?=['’]))(?:${phrase})${AFTER}`).join(
    '|',
  ),
  'giu',
);

/** Names that are words too: only written as a name are they taken for one. */
const ORDINARY = new Set(
  'admin art bill bob chase dev drew faith frank grace guest hope jack joy june mark max may min miles nick ops pat ray rich rob rose root rusty sky sue test user victor will'.split(
    ' ',
  ),
);

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** An expression for any of the names, the longest first. */
function anyOf(names: Set<string>): RegExp | undefined {
  if (names.size === 0) return undefined;
  const sources = [...names]
    .sort((a, b) => b.length - a.length)
    .map(name => escape(name).replace(/ /g, '\\s+'));
  return new RegExp(`${BEFORE}(?:${sources.join('|')})${AFTER}`, 'giu');
}

/**
 * Finds names in a text. A whole name or user name is found in any case; a
 * part of a name ("Ada") and a name that is an ordinary word only with a
 * capital.
 */
function namesFinder(
  names: readonly string[],
): (text: string) => RegExpExecArray[] {
  const inAnyCase = new Set<string>();
  const capitalised = new Set<string>();
  for (const raw of names) {
    const name = raw.trim().replace(/\s+/g, ' ');
    const parts = name.split(' ');
    if (name.length < 3 || ORDINARY.has(name.toLocaleLowerCase('en-US')))
      capitalised.add(name);
    else inAnyCase.add(name);
    if (parts.length > 1)
      for (const part of parts)
        if (/^\p{Lu}\p{L}{2,}$/u.test(part)) capitalised.add(part);
  }
  capitalised.delete('');
  const any = anyOf(inAnyCase);
  const capital = anyOf(capitalised);
  return text => [
    ...(any ? text.matchAll(any) : []),
    ...(capital
      ? [...text.matchAll(capital)].filter(([hit]) => /^\p{Lu}/u.test(hit))
      : []),
  ];
}

/** The text with code and addresses blanked out, every place kept. */
function prose(text: string): string {
  const blank = (match: string) => match.replace(/[^\n]/g, ' ');
  return text
    .replace(
      /^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\1[^\n]*$|$(?![\s\S]))/gm,
      blank,
    )
    .replace(/(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, blank)
    .replace(/\bhttps?:\/\/[^\s)>\]]+/gi, blank);
}

/**
 * Wording that points at a person, to be underlined with a question. Names
 * are looked for in what went wrong and the whys only. Code and addresses are
 * passed over.
 *
 * @param people - display names of the participants; the user names of the
 *   document's participants and commander are known without being given
 * @returns in the order of the document, without overlaps
 * @public
 */
export function blamelessHints(
  document: PostmortemDocument,
  people: readonly string[] = [],
): BlamelessHint[] {
  const { participants, incidentCommander } = document;
  const findNames = namesFinder([
    ...people,
    ...[...participants, ...(incidentCommander ? [incidentCommander] : [])].map(
      ref => parseEntityRef(ref).name,
    ),
  ]);
  const hints: BlamelessHint[] = [];
  const texts = fieldsWith('blameless').flatMap(name =>
    [...fieldTexts(document, name)].map(({ path, text }) => ({
      field: path,
      text,
      withNames: FIELDS[name].blameless === 'names',
    })),
  );
  for (const { field, text, withNames } of texts) {
    if (text === '') continue;
    const searched = prose(text);
    const hits = [
      ...searched.matchAll(PHRASE),
      ...(withNames ? findNames(searched) : []),
    ]
      .map(hit => ({ start: hit.index, end: hit.index + hit[0].length }))
      .sort((a, b) => a.start - b.start || b.end - a.end);
    let from = 0;
    for (const { start, end } of hits) {
      if (start < from) continue;
      from = end;
      hints.push({
        field,
        start,
        end,
        text: text.slice(start, end),
        question: QUESTION,
      });
    }
  }
  return hints;
}
