// SPDX-License-Identifier: Apache-2.0

import { PostmortemDocument } from 'backstage-plugin-postmortems-common';
import { sameValue } from '../form/document';

/** A place that two people changed differently. */
export type Conflict = {
  /** `summary`, `actionItems.<id>` or `actionItems.<id>.owner`. */
  path: string;
  /** `undefined`: the item was deleted on that side. */
  mine: unknown;
  theirs: unknown;
};

type Item = { id: string; [field: string]: unknown };

/** The value at a conflict's path; `undefined` for an item that is not there. */
export function valueAt(document: PostmortemDocument, path: string): unknown {
  const [name, id, field] = path.split('.');
  const value = document[name as keyof PostmortemDocument] as unknown;
  if (id === undefined) return value;
  const item = (value as Item[]).find(other => other.id === id);
  return field === undefined ? item : item?.[field];
}

/** The change that puts `next` at a conflict's path; `undefined` deletes. */
export function changeAt(
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
  return now.every((one, index) => one === conflicts[index]) ? conflicts : now;
}

/** The change that settles a conflict; the form has what I wrote since. */
export function settled(options: {
  form: PostmortemDocument;
  /** What the server has. */
  theirs: PostmortemDocument;
  conflict: Conflict;
  choice: 'mine' | 'theirs' | 'both';
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

/** The conflict's path as the path of the form's field. */
export function conflictField(
  document: PostmortemDocument,
  path: string,
): string {
  const [name, id, ...rest] = path.split('.');
  if (id === undefined) return name;
  const items = document[name as keyof PostmortemDocument] as unknown as Item[];
  const index = items.findIndex(item => item.id === id);
  return index < 0 ? name : [name, index, ...rest].join('.');
}

const TEXTS = new Set([
  'summary',
  'impact',
  'rootCause',
  'trigger',
  'lessonsLearned',
  'noActionReason',
  'text',
  'question',
  'answer',
  'description',
  'wontDoReason',
  'body',
]);

/** Whether both can stand one after the other: prose, and nothing else. */
export function canKeepBoth({ path, mine, theirs }: Conflict): boolean {
  return (
    TEXTS.has(path.split('.').at(-1)!) &&
    typeof mine === 'string' &&
    typeof theirs === 'string'
  );
}
