import { PostmortemDocument } from 'backstage-plugin-postmortems-common';

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
