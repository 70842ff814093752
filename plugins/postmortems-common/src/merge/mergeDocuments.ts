// SPDX-License-Identifier: Apache-2.0

import {
  FIELD_NAMES,
  FieldKind,
  FieldName,
  FIELDS,
  PostmortemDocument,
  postmortemInputSchema,
} from '../model';
import { sameValue } from '../sameValue';
import { mergeItems, mergeValue } from './mergeItems';
import { mergeOrder, Versions } from './mergeOrder';
import { mergeText } from './mergeText';

/** How the fields of each kind merge. */
const STRATEGIES: Record<FieldKind, 'value' | 'text' | 'set' | 'items'> = {
  line: 'value',
  choice: 'value',
  instant: 'value',
  timeZone: 'value',
  ref: 'value',
  number: 'value',
  boolean: 'value',
  markdown: 'text',
  refs: 'set',
  strings: 'set',
  points: 'items',
  items: 'items',
};

function mergeSet({ base, theirs, mine }: Versions<string[]>): string[] {
  const all = new Set([...theirs, ...mine]);
  for (const entry of base)
    if (!theirs.includes(entry) || !mine.includes(entry)) all.delete(entry);
  return mergeOrder({ base, theirs, mine }, { kept: all }).value;
}

function mergeField(
  field: FieldName,
  { base, theirs, mine }: Versions<any>,
): { value: unknown; conflicts: string[] } {
  // Exactly one side's list, its order included, where only one changed it.
  if (sameValue(theirs, mine) || sameValue(mine, base))
    return { value: theirs, conflicts: [] };
  if (sameValue(theirs, base)) return { value: mine, conflicts: [] };
  const strategy = STRATEGIES[FIELDS[field].kind];
  switch (strategy) {
    case 'items':
      return mergeItems(field, { base, theirs, mine });
    case 'set':
      return { value: mergeSet({ base, theirs, mine }), conflicts: [] };
    default: {
      const { value, conflict } =
        strategy === 'text'
          ? mergeText(base, theirs, mine)
          : mergeValue({ base, theirs, mine });
      return { value, conflicts: conflict ? [field] : [] };
    }
  }
}

function mergeFields(versions: Versions<PostmortemDocument>) {
  const { base, theirs, mine } = versions;
  const conflicts: string[] = [];
  const document: Record<string, unknown> = {};
  for (const field of FIELD_NAMES) {
    const merged = mergeField(field, {
      base: base[field],
      theirs: theirs[field],
      mine: mine[field],
    });
    document[field] = merged.value;
    conflicts.push(...merged.conflicts);
  }
  return { document, conflicts };
}

/**
 * The fields that make a document invalid. What is wrong between two of them
 * (an instant before the start) is put down to both.
 */
function invalidFields(document: unknown): FieldName[] {
  const issues = postmortemInputSchema.safeParse(document).error?.issues ?? [];
  return issues.flatMap(({ path }) => {
    const field = path[0] as FieldName;
    return FIELDS[field].kind === 'instant' ? [field, 'startedAt'] : [field];
  });
}

/**
 * Merges two documents that were both made from `base`, field by field:
 * - what only one side changed, and what both changed alike, is taken over
 * - Markdown sections merge by sentences and lines
 * - sets merge by what was added and removed
 * - lists merge by the ids of their items, and these by their fields
 * - what is valid on each side but not together (limits, a why whose parent
 *   the other side deleted, an instant before the new start) is a conflict of
 *   the whole field
 *
 * The same conflicts come out whichever side is called `mine`. Each is a path
 * with the id of the item: `summary`, `actionItems.<id>.owner`,
 * `actionItems.<id>` (one side deleted it, the other changed it), `whys` (the
 * list as a whole). There the document has their value, or the item that was
 * not deleted; without conflicts nothing of either side is lost. The document
 * is always valid, provided that the three are.
 *
 * @param versions - `base`: what both began with; `theirs`: what is stored
 *   now; `mine`: what is to be saved
 * @public
 */
export function mergeDocuments(versions: {
  base: PostmortemDocument;
  theirs: PostmortemDocument;
  mine: PostmortemDocument;
}): { document: PostmortemDocument; conflicts: string[] } {
  const { base, theirs, mine } = versions;
  if (sameValue(theirs, mine) || sameValue(mine, base))
    return { document: theirs, conflicts: [] };
  if (sameValue(theirs, base)) return { document: mine, conflicts: [] };

  // Both ways round: which value stands in at a conflict may decide whether
  // the rest is valid, and that must not depend on who saved first.
  const merged = mergeFields(versions);
  const mirrored = mergeFields({ base, theirs: mine, mine: theirs });
  const conflicts = new Set([...merged.conflicts, ...mirrored.conflicts]);
  const reverted = new Set<FieldName>();
  for (;;) {
    const invalid = [
      ...invalidFields(merged.document),
      ...invalidFields(mirrored.document),
    ].filter(
      field => !reverted.has(field) && !sameValue(theirs[field], mine[field]),
    );
    if (invalid.length === 0) break;
    for (const field of invalid) {
      reverted.add(field);
      conflicts.add(field);
      merged.document[field] = theirs[field];
      mirrored.document[field] = mine[field];
    }
  }
  // Sorts the timeline and trims the texts; an older document that is over a
  // limit of today stays as it is.
  const parsed = postmortemInputSchema.safeParse(merged.document);
  return {
    document: (parsed.data ?? merged.document) as PostmortemDocument,
    conflicts: inOrder(conflicts),
  };
}

/** In the order of the template; the whole field covers what is inside it. */
function inOrder(conflicts: Set<string>): string[] {
  return FIELD_NAMES.flatMap(field =>
    conflicts.has(field)
      ? [field]
      : [...conflicts].filter(path => path.startsWith(`${field}.`)).sort(),
  );
}
