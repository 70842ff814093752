// SPDX-License-Identifier: Apache-2.0

import {
  FieldName,
  fieldsOfKind,
  fillInstants,
  ITEM_LISTS,
  PostmortemDocument,
  sortTimeline,
  TimelineEntry,
  sameValue,
} from 'backstage-plugin-postmortems-common';
import { withoutBlankRows } from '../form/document';

const SETS: readonly FieldName[] = fieldsOfKind('refs', 'strings');
const TEXTS: readonly FieldName[] = fieldsOfKind('markdown');
const JOINED = new Set<FieldName>([...SETS, ...TEXTS, ...ITEM_LISTS]);

/** What filling changes, and where what was there already stays instead. */
export type Filling = {
  changes: Partial<PostmortemDocument>;
  kept: FieldName[];
};

const isEmpty = (value: unknown) =>
  value === null || value === '' || (Array.isArray(value) && !value.length);

/** Both, without what is in the form already. */
function joined(field: FieldName, typed: unknown, found: unknown): unknown {
  if (TEXTS.includes(field)) {
    const [mine, theirs] = [String(typed), String(found)];
    return mine.includes(theirs) ? mine : `${mine.trimEnd()}\n\n${theirs}`;
  }
  if (SETS.includes(field))
    return [...new Set([...(typed as string[]), ...(found as string[])])];
  const ids = new Set((typed as Array<{ id: string }>).map(({ id }) => id));
  const rows = [
    ...(typed as Array<{ id: string }>),
    ...(found as Array<{ id: string }>).filter(({ id }) => !ids.has(id)),
  ];
  return field === 'timeline' ? sortTimeline(rows as TimelineEntry[]) : rows;
}

/**
 * Fills a form from a document without losing what was typed: texts and lists
 * go behind what is there, all else goes where nothing was chosen yet. Who may
 * read it stays, but for a document that is restricted: its text does not
 * become readable for everybody on the way.
 *
 * @param untouched - the values that a new form begins with
 */
export function fillForm(options: {
  form: PostmortemDocument;
  document: PostmortemDocument;
  untouched: PostmortemDocument;
}): Filling {
  const { document, untouched } = options;
  const typed = withoutBlankRows(options.form);
  const result: Record<string, unknown> = { ...typed };
  const kept: FieldName[] = [];
  for (const field of Object.keys(document) as FieldName[]) {
    if (field === 'visibility' || field === 'readers') continue;
    const [mine, found] = [typed[field], document[field]];
    if (isEmpty(found) || sameValue(mine, found)) continue;
    if (isEmpty(mine) || sameValue(mine, untouched[field]))
      result[field] = found;
    else if (JOINED.has(field)) result[field] = joined(field, mine, found);
    else kept.push(field);
  }
  if (document.visibility === 'restricted' && typed.visibility === 'internal') {
    result.visibility = 'restricted';
    result.readers = document.readers;
  }
  // As the server does at the next save, so that undoing takes it back too.
  const filled = fillInstants(result as PostmortemDocument);
  const changes = Object.entries(filled).filter(
    ([field, value]) => !sameValue(value, typed[field as FieldName]),
  );
  return { changes: Object.fromEntries(changes), kept };
}
