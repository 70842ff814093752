// SPDX-License-Identifier: Apache-2.0

/**
 * Whether two JSON values are the same; the order of keys does not matter.
 *
 * @public
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(
      ([key, value]) => right.has(key) && sameValue(value, right.get(key)),
    )
  );
}
