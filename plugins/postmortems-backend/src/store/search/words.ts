// SPDX-License-Identifier: Apache-2.0

import {
  FIELDS,
  fieldsWith,
  fieldTexts,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { Db, isPostgres } from '../sql';

/**
 * Full text search. The words are found here and handed to the database's own
 * engine as they are, so that both databases match by the same rules: letter
 * case and accents do not count, everything but letters and digits separates.
 */

/** Longer words are compared by their beginning (PostgreSQL ends at 2 KB). */
const MAX_WORD = 100;
/** A `tsvector` ends at 1 MiB; what is behind this is not searched. */
const MAX_BYTES = 900_000;
/** Of a query. */
const MAX_WORDS = 50;

function* split(text: string): Generator<string> {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');
  for (const [word] of plain.matchAll(/[\p{L}\p{N}]+/gu))
    yield word.length > MAX_WORD ? [...word].slice(0, MAX_WORD).join('') : word;
}

/** The words of a text, each once. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  let bytes = 0;
  for (const word of split(text)) {
    if (words.has(word)) continue;
    bytes += Buffer.byteLength(word);
    if (bytes > MAX_BYTES) break;
    words.add(word);
  }
  return [...words];
}

/** What is searched of a postmortem. */
export function searchedText(document: PostmortemDocument): string {
  return fieldsWith('searched')
    .filter(name => FIELDS[name].searched === 'everywhere')
    .flatMap(name => [...fieldTexts(document, name)])
    .map(({ text }) => text)
    .join('\n');
}

/** Makes `words` what is found of the postmortem with this number. */
export async function indexWords(
  db: Db,
  number: number,
  words: string[],
): Promise<void> {
  await removeWords(db, number);
  await db('postmortem_words').insert({
    rowid: number,
    words: isPostgres(db)
      ? db.raw('array_to_tsvector(?::text[])', [words])
      : words.join(' '),
  });
}

export async function removeWords(db: Db, number: number): Promise<void> {
  await db('postmortem_words').where({ rowid: number }).delete();
}

/**
 * Postmortems with all words of `q`, of which the last may be the beginning
 * of a word. A `q` without a word does not filter.
 */
export function matchesWords(db: Db, q: string) {
  return (query: Knex.QueryBuilder): void => {
    const words = queryWords(q);
    if (words.length === 0) return;
    // Words consist of letters and digits alone, so quoting them is enough.
    const [match, terms] = isPostgres(db)
      ? [
          'words @@ ?::tsquery',
          `${words.map(word => `'${word}'`).join(' & ')}:*`,
        ]
      : [
          'postmortem_words MATCH ?',
          `${words.map(word => `"${word}"`).join(' ')} *`,
        ];
    query.whereIn(
      'postmortem.number',
      db('postmortem_words').select('rowid').whereRaw(match, [terms]),
    );
  };
}

/** For a text that is short enough to be searched without an index. */
export const wordsColumn = (text: string) => ` ${wordsOf(text).join(' ')} `;

/** The same rules as {@link matchesWords}, on a {@link wordsColumn}. */
export function columnMatchesWords(column: string, q: string) {
  return (query: Knex.QueryBuilder): void => {
    queryWords(q).forEach((word, index, { length }) =>
      query.where(
        column,
        'like',
        index === length - 1 ? `% ${word}%` : `% ${word} %`,
      ),
    );
  };
}

/** The words of a query; one that is said twice counts where it is last. */
function queryWords(q: string): string[] {
  const words = [...split(q)].slice(-MAX_WORDS);
  return words.filter((word, index) => words.lastIndexOf(word) === index);
}
