// SPDX-License-Identifier: Apache-2.0

import { ImportEntry } from './ImportRun';

/** What became of the files of an import, after its page was left. */
export type LastImport = {
  /** Milliseconds, of its last change. */
  at: number;
  entries: ImportEntry[];
};

const keyOf = (user: string) => `postmortems/last-import/${user}`;

/** Files that were never begun are no import. */
const hasBegun = ({ state }: ImportEntry) =>
  state !== 'skipped' && state !== 'waiting';

/** Keeps the report for as long as the tab is open, in the place of the one before. */
export function keepLastImport(user: string, entries: readonly ImportEntry[]) {
  if (!entries.some(hasBegun)) return;
  const last: LastImport = { at: Date.now(), entries: [...entries] };
  try {
    window.sessionStorage.setItem(keyOf(user), JSON.stringify(last));
  } catch {
    // No room, or none allowed: better none than the one before.
    forgetLastImport(user);
  }
}

export function forgetLastImport(user: string) {
  try {
    window.sessionStorage.removeItem(keyOf(user));
  } catch {
    // None is allowed, so there is none.
  }
}

/** Of what was on its way when the page went, nobody knows what became. */
function afterwards(entry: ImportEntry): ImportEntry {
  if (entry.state === 'waiting') return { ...entry, state: 'cancelled' };
  if (entry.state === 'importing') return { ...entry, state: 'unknown' };
  return entry;
}

/** The last import of this tab by `user`, an entity ref. */
export function readLastImport(user: string): LastImport | undefined {
  try {
    const { at, entries } = JSON.parse(
      window.sessionStorage.getItem(keyOf(user)) ?? '',
    ) as LastImport;
    return { at, entries: entries.map(afterwards) };
  } catch {
    return undefined;
  }
}
