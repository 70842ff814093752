// SPDX-License-Identifier: Apache-2.0

import { ITEM_FIELDS, ItemFieldName } from '../model';
import { sameValue } from '../sameValue';
import { mergeOrder, Versions } from './mergeOrder';
import { Merged, mergeText } from './mergeText';

type Item = { id: string } & Record<string, unknown>;

/** Merges a value as a whole: changed by both and differently is a conflict. */
export function mergeValue<T>({ base, theirs, mine }: Versions<T>): Merged<T> {
  if (sameValue(theirs, mine) || sameValue(mine, base))
    return { value: theirs, conflict: false };
  if (sameValue(theirs, base)) return { value: mine, conflict: false };
  return { value: theirs, conflict: true };
}

/** Pages of text merge by their sentences, all else as a whole. */
function mergeField(field: string, versions: Versions<unknown>) {
  const { base, theirs, mine } = versions;
  return ITEM_FIELDS[field as ItemFieldName] === 'markdown' &&
    typeof base === 'string'
    ? mergeText(base, String(theirs), String(mine))
    : mergeValue(versions);
}

/**
 * Merges a list whose items have ids: what either side added stays, changes
 * of different items and of different fields of one item come together. An
 * item that one side changed and the other deleted stays, as a conflict.
 *
 * @param path - the name of the list, in front of the paths of conflicts:
 *   `actionItems` (moved by both), `actionItems.<id>` (deleted and changed),
 *   `actionItems.<id>.owner`
 */
export function mergeItems(
  path: string,
  versions: Versions<readonly Item[]>,
): { value: Item[]; conflicts: string[] } {
  const conflicts: string[] = [];
  const byId = (items: readonly Item[]) =>
    new Map(items.map(item => [item.id, item]));
  const base = byId(versions.base);
  const theirs = byId(versions.theirs);
  const mine = byId(versions.mine);

  const kept = new Map<string, Item>();
  for (const id of new Set([...theirs.keys(), ...mine.keys()])) {
    const [was, their, my] = [base.get(id), theirs.get(id), mine.get(id)];
    if (their && my) {
      const item: Item = { ...their };
      for (const field of Object.keys({ ...their, ...my })) {
        const merged = mergeField(field, {
          base: was?.[field],
          theirs: their[field],
          mine: my[field],
        });
        item[field] = merged.value;
        if (merged.conflict) conflicts.push(`${path}.${id}.${field}`);
      }
      kept.set(id, item);
    } else {
      const left = (their ?? my)!;
      if (was && sameValue(was, left)) continue;
      if (was) conflicts.push(`${path}.${id}`);
      kept.set(id, left);
    }
  }

  const ids = (items: readonly Item[]) => items.map(({ id }) => id);
  const order = mergeOrder(
    {
      base: ids(versions.base),
      theirs: ids(versions.theirs),
      mine: ids(versions.mine),
    },
    { kept, clings: id => kept.get(id)?.at === null },
  );
  // A timeline is in the order of its times, whoever moved what.
  if (order.conflict && path !== 'timeline') conflicts.push(path);
  return { value: order.value.map(id => kept.get(id)!), conflicts };
}
