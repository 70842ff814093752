// SPDX-License-Identifier: Apache-2.0

import { FieldName, FIELDS, ItemList } from './fields';
import type { PostmortemDocument } from './postmortem';

/**
 * The name of a field of a list item, but its id.
 *
 * @public
 */
export type ItemFieldName = {
  [List in ItemList]: Exclude<keyof PostmortemDocument[List][number], 'id'>;
}[ItemList];

/**
 * What the fields of list items hold. A `text` is a sentence or two of
 * Markdown, and merges as a whole; `markdown` may be pages.
 *
 * @public
 */
export const ITEM_FIELDS = {
  title: 'line',
  heading: 'line',
  text: 'text',
  question: 'text',
  answer: 'text',
  description: 'text',
  wontDoReason: 'text',
  verifiedNote: 'text',
  body: 'markdown',
  at: 'instant',
  doneAt: 'instant',
  dueDate: 'day',
  verifyOn: 'day',
  kind: 'choice',
  status: 'choice',
  purpose: 'choice',
  verified: 'choice',
  owner: 'ref',
  parentId: 'ref',
  url: 'url',
  evidenceUrl: 'url',
  ticketUrl: 'url',
} as const satisfies Record<
  ItemFieldName,
  'line' | 'text' | 'markdown' | 'instant' | 'day' | 'choice' | 'ref' | 'url'
>;

/**
 * Whether the field at a path (`rootCause`, `whys.<id>.answer`) is prose.
 *
 * @public
 */
export function isProse(path: string): boolean {
  const [name, , itemField] = path.split('.');
  if (itemField === undefined)
    return FIELDS[name as FieldName]?.kind === 'markdown';
  const kind = ITEM_FIELDS[itemField as ItemFieldName];
  return kind === 'text' || kind === 'markdown';
}

/**
 * The texts of a field, each with its path (`rootCause`, `whys.<id>.answer`):
 * of a list of items, what the items have to say.
 *
 * @public
 */
export function* fieldTexts(
  document: Partial<PostmortemDocument>,
  name: FieldName,
): Generator<{ path: string; text: string }> {
  const field = FIELDS[name];
  const value = document[name];
  if (typeof value === 'string') yield { path: name, text: value };
  if (!Array.isArray(value)) return;
  for (const entry of value as Array<string | Record<string, unknown>>) {
    if (typeof entry === 'string') yield { path: name, text: entry };
    else if ('texts' in field)
      for (const key of field.texts)
        yield { path: `${name}.${entry.id}.${key}`, text: String(entry[key]) };
  }
}
