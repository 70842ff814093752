// SPDX-License-Identifier: Apache-2.0

import {
  mergeDocuments,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import {
  checkDocument,
  ITEM_LISTS,
  sameValue,
  withoutBlankRows,
} from '../form/document';
import { changeAt, Conflict, valueAt } from './conflicts';

export type Reconciled = {
  /** The form's fields to write anew; all others stay untouched. */
  changes: Partial<PostmortemDocument>;
  /** Where both sides differ; the form keeps its own. */
  conflicts: Conflict[];
};

/** Whether `document` has all that `sent` made of `base`. */
export function hasAllOf(
  document: PostmortemDocument,
  sent: PostmortemDocument,
  base: PostmortemDocument,
): boolean {
  const merged = mergeDocuments({ base, mine: sent, theirs: document });
  return merged.conflicts.length === 0 && sameValue(merged.document, document);
}

type Item = { id: string };

/**
 * Rows that say the same are taken as they stand in the form, so that a
 * trailing space that somebody just typed stays; rows that are still empty
 * stay too.
 */
function keepTyped(merged: Item[], normal: Item[], typed: Item[]): Item[] {
  const normalById = new Map(normal.map(item => [item.id, item]));
  const typedById = new Map(typed.map(item => [item.id, item]));
  const mergedIds = new Set(merged.map(item => item.id));
  return [
    ...merged.map(item =>
      sameValue(item, normalById.get(item.id))
        ? (typedById.get(item.id) ?? item)
        : item,
    ),
    ...typed.filter(
      item => !normalById.has(item.id) && !mergedIds.has(item.id),
    ),
  ];
}

/**
 * Brings what others saved (`theirs`) into what stands in the form (`typed`),
 * both begun from `base`.
 */
export function reconcile(
  base: PostmortemDocument,
  typed: PostmortemDocument,
  theirs: PostmortemDocument,
): Reconciled {
  const normal = checkDocument(typed).document ?? withoutBlankRows(typed);
  const merged = mergeDocuments({ base, mine: normal, theirs });
  const conflicts = merged.conflicts.map(path => ({
    path,
    mine: valueAt(normal, path),
    theirs: valueAt(theirs, path),
  }));
  const document = conflicts.reduce(
    // What I deleted and they changed stays visible until that is settled.
    (sofar, { path, mine }) =>
      mine === undefined ? sofar : { ...sofar, ...changeAt(sofar, path, mine) },
    merged.document,
  );
  const changes: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(document)) {
    const field = key as keyof PostmortemDocument;
    if (sameValue(value, normal[field])) continue;
    changes[key] = (ITEM_LISTS as readonly string[]).includes(key)
      ? keepTyped(
          value as Item[],
          normal[field] as Item[],
          typed[field] as Item[],
        )
      : value;
  }
  return { changes: changes as Partial<PostmortemDocument>, conflicts };
}
