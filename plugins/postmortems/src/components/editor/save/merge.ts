// SPDX-License-Identifier: Apache-2.0

import {
  isProse,
  ITEM_LISTS,
  mergeDocuments,
  PostmortemDocument,
  sameValue,
} from 'backstage-plugin-postmortems-common';
import { checkDocument, withoutBlankRows } from '../form/document';

/** A place that two people changed differently. */
export type Conflict = {
  /** `summary`, `actionItems.<id>` or `actionItems.<id>.owner`. */
  path: string;
  /** `undefined`: the item was deleted on that side. */
  mine: unknown;
  theirs: unknown;
};

/** What stays in the form, or goes into it. */
export type Choice = 'mine' | 'theirs' | 'both';

type Item = { id: string; [field: string]: unknown };

/** The value at a conflict's path; `undefined` for an item that is not there. */
function valueAt(document: PostmortemDocument, path: string): unknown {
  const [name, id, field] = path.split('.');
  const value = document[name as keyof PostmortemDocument] as unknown;
  if (id === undefined) return value;
  const item = (value as Item[]).find(other => other.id === id);
  return field === undefined ? item : item?.[field];
}

/** The change that puts `next` at a conflict's path; `undefined` deletes. */
function changeAt(
  document: PostmortemDocument,
  path: string,
  next: unknown,
): Partial<PostmortemDocument> {
  const [name, id, field] = path.split('.');
  if (id === undefined) return { [name]: next };
  const items = document[name as keyof PostmortemDocument] as unknown as Item[];
  if (field !== undefined)
    return {
      [name]: items.map(item =>
        item.id === id ? { ...item, [field]: next } : item,
      ),
    };
  if (next === undefined)
    return { [name]: items.filter(item => item.id !== id) };
  return {
    [name]: items.some(item => item.id === id)
      ? items.map(item => (item.id === id ? next : item))
      : [...items, next],
  };
}

/**
 * The conflicts with what stands in the form now, where somebody may have
 * gone on writing. What I deleted is shown in the form until that is settled,
 * and stays deleted here.
 */
export function withMineOfNow(
  conflicts: Conflict[],
  form: PostmortemDocument,
): Conflict[] {
  const now = conflicts.map(conflict => {
    if (conflict.mine === undefined) return conflict;
    const mine = valueAt(form, conflict.path);
    if (sameValue(mine, conflict.mine)) return conflict;
    // The form changes its rows in place.
    return { ...conflict, mine: mine && JSON.parse(JSON.stringify(mine)) };
  });
  return now.every((conflict, index) => conflict === conflicts[index])
    ? conflicts
    : now;
}

/** The change that settles a conflict; the form has what I wrote since. */
export function settled(options: {
  form: PostmortemDocument;
  /** What the server has. */
  theirs: PostmortemDocument;
  conflict: Conflict;
  choice: Choice;
}): Partial<PostmortemDocument> {
  const { form, theirs, conflict, choice } = options;
  const { path } = conflict;
  const mine = valueAt(form, path);
  const isDeleted = conflict.mine === undefined;
  if (choice === 'mine')
    return isDeleted ? changeAt(form, path, undefined) : {};
  // Theirs stands in the form already, with what I wrote into it since.
  if (isDeleted && mine !== undefined) return {};
  if (choice === 'both' && typeof mine === 'string')
    return changeAt(form, path, `${mine}\n\n${String(conflict.theirs)}`);
  const [name, id, field] = path.split('.');
  const item = `${name}.${id}`;
  // I have deleted the whole row since.
  if (field !== undefined && valueAt(form, item) === undefined)
    return changeAt(form, item, valueAt(theirs, item));
  return changeAt(form, path, conflict.theirs);
}

/** Whether both can stand one after the other: prose, and nothing else. */
export function canKeepBoth({ path, mine, theirs }: Conflict): boolean {
  return (
    isProse(path) && typeof mine === 'string' && typeof theirs === 'string'
  );
}

type Reconciled = {
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
