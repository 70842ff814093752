// SPDX-License-Identifier: Apache-2.0

import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { Knex } from 'knex';
import { ALGORITHM, termsOf } from '../../similarity/termsOf';
import { storedWeights, Weighted } from '../../similarity/weigh';
import { ReadFilter, readableBy } from '../readFilter';
import { Db, inList, isPostgres } from '../sql';

/**
 * The term index: `postmortem_term` says which postmortem has a term with
 * which weight, `term_count` how many internal postmortems have it, so that
 * nothing has to be counted when somebody asks.
 */

/** In `term_count`, the number of internal postmortems. */
export const EVERY = '';

/**
 * Same systems and tags are found like words are. The marks cannot be in a
 * term, which consists of letters, digits and a space.
 */
export const systemTerm = (ref: string) => `@${ref}`;
export const tagTerm = (tag: string) => `#${tag.toLowerCase()}`;
const isWord = (term: string) => !/^[@#]/.test(term);

type Indexed = { number: number; algorithm: number; counted: boolean | number };
type Row = { term: string; weight: number };

/**
 * Makes the terms of a postmortem what its document says. Must run in the
 * transaction that saves it, behind the lock of its row.
 */
export async function indexTerms(
  db: Db,
  number: number,
  document: PostmortemDocument,
): Promise<void> {
  const wanted = new Map<string, number>([
    ...storedWeights(termsOf(document)).map(
      ({ term, weight }) => [term, weight] as const,
    ),
    ...document.affectedSystems.map(ref => [systemTerm(ref), 0] as const),
    ...document.tags.map(tag => [tagTerm(tag), 0] as const),
  ]);
  const counted = document.visibility === 'internal';
  const before = await storedTerms(db, number);

  const gone = [...before.weights.keys()].filter(term => !wanted.has(term));
  if (gone.length > 0)
    await db('postmortem_term')
      .where({ number })
      .where(inList(db, 'term', gone))
      .delete();
  await upsertTerms(
    db,
    number,
    [...wanted].flatMap(([term, weight]) =>
      before.weights.get(term) === weight ? [] : { term, weight },
    ),
  );
  if (before.algorithm !== ALGORITHM || before.counted !== counted)
    await db('postmortem_indexed')
      .insert({ number, algorithm: ALGORITHM, counted })
      .onConflict('number')
      .merge();
  await count(
    db,
    before.counted ? before.weights.keys() : [],
    counted ? wanted.keys() : [],
    Number(counted) - Number(before.counted),
  );
}

/** Must run in the transaction that deletes it. */
export async function removeTerms(db: Db, number: number): Promise<void> {
  const { weights, counted } = await storedTerms(db, number);
  await db('postmortem_term').where({ number }).delete();
  await db('postmortem_indexed').where({ number }).delete();
  if (counted) await count(db, weights.keys(), [], -1);
}

/** Which of `terms` each of the postmortems has, with its weight. */
export async function termsOfNumbers(
  db: Db,
  numbers: readonly number[],
  terms: readonly string[],
): Promise<Array<Weighted & { number: number }>> {
  return db('postmortem_term')
    .select('number', 'term', 'weight')
    .whereIn('number', [...numbers])
    .where(inList(db, 'term', terms));
}

/** The numbers of what may be read, from an index alone. */
export function readableNumbers(db: Db, read: ReadFilter): Knex.QueryBuilder {
  return db('postmortem')
    .where(readableBy(db, read))
    .select('postmortem.number');
}

async function storedTerms(db: Db, number: number) {
  const indexed = await db<Indexed>('postmortem_indexed')
    .where({ number })
    .first();
  const rows: Row[] = await db('postmortem_term')
    .select('term', 'weight')
    .where({ number });
  return {
    algorithm: indexed?.algorithm,
    counted: Boolean(indexed?.counted),
    weights: new Map(rows.map(({ term, weight }) => [term, weight])),
  };
}

async function upsertTerms(db: Db, number: number, rows: Row[]) {
  if (rows.length === 0) return;
  const write =
    'ON CONFLICT (term, number) DO UPDATE SET weight = excluded.weight';
  if (isPostgres(db))
    await db.raw(
      `INSERT INTO postmortem_term (term, number, weight)
       SELECT term, ?, weight FROM unnest(?::text[], ?::int[]) AS t (term, weight)
       ${write}`,
      [number, rows.map(({ term }) => term), rows.map(({ weight }) => weight)],
    );
  else
    await db.raw(
      `INSERT INTO postmortem_term (term, number, weight)
       SELECT value ->> 0, ?, value ->> 1 FROM json_each(?) WHERE true
       ${write}`,
      [number, JSON.stringify(rows.map(row => [row.term, row.weight]))],
    );
}

/**
 * Counts terms that are gone and those that are new. In one statement and in
 * one order, so that two saves at once wait for each other and not both.
 */
async function count(
  db: Db,
  gone: Iterable<string>,
  added: Iterable<string>,
  documents: number,
): Promise<void> {
  const changes = new Map<string, number>([[EVERY, documents]]);
  const change = (term: string, by: number) => {
    if (isWord(term)) changes.set(term, (changes.get(term) ?? 0) + by);
  };
  for (const term of gone) change(term, -1);
  for (const term of added) change(term, 1);
  const rows = [...changes]
    .filter(([, by]) => by !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (rows.length === 0) return;
  const write =
    'ON CONFLICT (term) DO UPDATE SET postmortems = term_count.postmortems + excluded.postmortems';
  if (isPostgres(db))
    await db.raw(
      `INSERT INTO term_count (term, postmortems)
       SELECT term, change FROM unnest(?::text[], ?::int[]) WITH ORDINALITY
         AS t (term, change, place) ORDER BY place
       ${write}`,
      [rows.map(([term]) => term), rows.map(([, by]) => by)],
    );
  else
    await db.raw(
      `INSERT INTO term_count (term, postmortems)
       SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
       ${write}`,
      [JSON.stringify(rows)],
    );
  // What nobody has any more. Its row is locked by this transaction already.
  const less = rows.filter(([, by]) => by < 0).map(([term]) => term);
  if (less.length > 0)
    await db('term_count')
      .where('postmortems', '<=', 0)
      .where(inList(db, 'term', less))
      .delete();
}
