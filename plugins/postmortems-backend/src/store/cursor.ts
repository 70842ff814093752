// SPDX-License-Identifier: Apache-2.0

/**
 * A cursor says behind which row the next page begins, by the values that the
 * list is ordered by, so that rows added meanwhile move nothing.
 */
type Key = readonly (string | number)[];

/** A page of a list. */
export type ListPage<T> = {
  items: T[];
  totalItems: number;
  nextCursor?: string;
};

/** Nothing else gets as far as a statement. */
const PARTS = {
  instant: (value: unknown) => isWholeUpTo(value, Date.UTC(2300, 0)),
  number: (value: unknown) => isWholeUpTo(value, 2 ** 31 - 1),
  day: (value: unknown) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\d$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  /** Negative where the list begins with the largest. */
  rank: (value: unknown) =>
    typeof value === 'number' &&
    isWholeUpTo(Math.abs(value), Date.UTC(2300, 0)),
  name: (value: unknown) =>
    typeof value === 'string' && value.length <= 600 && !value.includes('\0'),
  id: (value: unknown) =>
    typeof value === 'string' && /^[\da-f-]{36}$/.test(value),
};

function isWholeUpTo(value: unknown, max: number): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= max;
}

function encodeCursor(list: string, key: Key): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString('base64url');
}

/**
 * @param list - the list and order that the cursor must be of
 * @param types - what the key must consist of
 * @returns the key; empty without a cursor, and `undefined` when it is not one
 * of that list
 */
export function decodeCursor(
  cursor: string | undefined,
  list: string,
  types: ReadonlyArray<keyof typeof PARTS>,
): Key | undefined {
  if (cursor === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    // Falls through to the same answer as everything else that is no cursor.
  }
  if (
    Array.isArray(value) &&
    value.length === types.length + 1 &&
    value[0] === list &&
    types.every((type, index) => PARTS[type](value[index + 1]))
  )
    return value.slice(1) as Key;
  return undefined;
}

/**
 * Of rows that were read to one more than `limit`: those of the page, and the
 * cursor of the next one.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  options: { limit: number; list: string; keyOf: (row: Row) => Key },
): { shown: Row[]; nextCursor?: string } {
  const { limit, list, keyOf } = options;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    shown,
    ...(last &&
      rows.length > limit && { nextCursor: encodeCursor(list, keyOf(last)) }),
  };
}
