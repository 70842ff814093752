// SPDX-License-Identifier: Apache-2.0

import { SimilarPart } from './model/recurrence';

/**
 * How much alike the text of two postmortems must be before one is worth a
 * suggestion for the other. Among 39 real postmortems those that belong
 * together seldom lie below it; those that only share a common word do.
 *
 * @public
 */
export const LEAST_ALIKE_TEXT = 0.15;

/**
 * Whether the text of two postmortems is alike enough to suggest one for the
 * other; the same service or tag alone is not a reason.
 *
 * @public
 */
export function isAlike(parts: readonly SimilarPart[]): boolean {
  const text = parts.find(({ kind }) => kind === 'text');
  return text !== undefined && text.score >= LEAST_ALIKE_TEXT;
}
