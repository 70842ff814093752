// SPDX-License-Identifier: Apache-2.0

import { Knex } from 'knex';

/** Either the database, or a transaction on it. */
export type Db = Knex | Knex.Transaction;

export function isPostgres(db: Db): boolean {
  return db.client.config.client === 'pg';
}

/**
 * `column IN (values)` with one binding for all values, so that a domain with
 * thousands of parts stays within what a statement may bind.
 */
export function inList(db: Db, column: string, values: readonly string[]) {
  return isPostgres(db)
    ? db.raw('?? = ANY(?::text[])', [column, [...values]])
    : db.raw('?? IN (SELECT value FROM json_each(?))', [
        column,
        JSON.stringify(values),
      ]);
}

/** Rows in portions that stay within what a statement may bind. */
export function portions<T>(rows: readonly T[], size = 50): T[][] {
  const all: T[][] = [];
  for (let start = 0; start < rows.length; start += size)
    all.push(rows.slice(start, start + size));
  return all;
}

/** Inserts rows, however many. */
export async function insertAll(
  db: Db,
  table: string,
  rows: ReadonlyArray<object>,
): Promise<void> {
  for (const portion of portions(rows)) await db(table).insert(portion);
}

export const toInstant = (value: Date | number | string | null) =>
  value === null ? null : new Date(value).toISOString();

export const toDate = (value: string | null) =>
  value === null ? null : new Date(value);

/** PostgreSQL and SQLite. */
const UNIQUE_VIOLATIONS = [
  '23505',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_CONSTRAINT_UNIQUE',
];

/** Whether a write failed because something is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return UNIQUE_VIOLATIONS.includes((error as { code?: string }).code ?? '');
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Ids come from anywhere; only those that can exist are asked for. */
export const isUuid = (id: string) => UUID.test(id);
