// SPDX-License-Identifier: Apache-2.0

import { MAX_TERMS, Term } from './termsOf';

/**
 * Weights are whole numbers, so that both databases add up exactly the same
 * and order by it: 1 is this many.
 */
export const WEIGHT_UNIT = 10_000;

/**
 * A pair of words says more than a word, but it is also two words that were
 * counted already.
 */
const PAIR = 0.5;

/** How many terms a document asks with. */
const MAX_ASKED = 32;

/** From this many postmortems on, terms that many of them have are skipped. */
const MANY = 1_000;
const COMMON = 0.02;

export type Weighted = { term: string; weight: number };

function damped(term: string, { frequency }: Term): number {
  return (1 + Math.log(frequency)) * (term.includes(' ') ? PAIR : 1);
}

const byWeight = (a: Weighted, b: Weighted) =>
  b.weight - a.weight || (a.term < b.term ? -1 : 1);

/** Made one long and whole. */
function normalised(terms: Weighted[]): Weighted[] {
  const length = Math.hypot(...terms.map(({ weight }) => weight));
  return terms
    .map(({ term, weight }) => ({
      term,
      weight: Math.round((weight / length) * WEIGHT_UNIT),
    }))
    .filter(({ weight }) => weight > 0);
}

/**
 * What is stored of a document: its damped frequencies, normalised to its
 * length. Nothing of other documents is in it, so it never ages.
 */
export function storedWeights(terms: ReadonlyMap<string, Term>): Weighted[] {
  return normalised(
    [...terms]
      .map(([term, of]) => ({ term, weight: damped(term, of) }))
      .sort(byWeight)
      .slice(0, MAX_TERMS),
  );
}

/**
 * What a document asks with: the terms that say most about it among all
 * others, normalised. A term that no other has finds nothing and is left out.
 *
 * @param counts.others - how many other documents there are
 * @param counts.having - how many of these have a term
 */
export function askedWeights(
  terms: ReadonlyMap<string, Term>,
  counts: { others: number; having: ReadonlyMap<string, number> },
): Weighted[] {
  const all = counts.others + 1;
  return normalised(
    [...terms]
      .flatMap(([term, of]) => {
        const having = counts.having.get(term) ?? 0;
        if (having < 1) return [];
        if (all > MANY && having + 1 > all * COMMON) return [];
        const rarity = Math.log(1 + all / (having + 1));
        return { term, weight: damped(term, of) * rarity };
      })
      .sort(byWeight)
      .slice(0, MAX_ASKED),
  );
}

/**
 * The count from which on a term is skipped, so that nobody need count on.
 *
 * @param others - how many other documents there are
 */
export function tooCommon(others: number): number | undefined {
  const all = others + 1;
  return all > MANY ? Math.floor(all * COMMON) : undefined;
}
