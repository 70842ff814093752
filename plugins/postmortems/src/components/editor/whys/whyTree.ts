// SPDX-License-Identifier: Apache-2.0

import { Why } from 'backstage-plugin-postmortems-common';

/** A why as a row of the tree: where it is in the list, and how deep. */
export type WhyRow = { id: string; index: number; depth: number };

/** The whys in the order in which they are read: each before its children. */
export function whyRows(
  whys: ReadonlyArray<Pick<Why, 'id' | 'parentId'>>,
): WhyRow[] {
  const children = new Map<string | null, WhyRow[]>();
  const ids = new Set(whys.map(({ id }) => id));
  whys.forEach(({ id, parentId }, index) => {
    // One whose parent has gone is shown, and not lost.
    const parent = parentId !== null && ids.has(parentId) ? parentId : null;
    const row = { id, index, depth: 0 };
    children.set(parent, [...(children.get(parent) ?? []), row]);
  });
  const rows: WhyRow[] = [];
  const visit = (parent: string | null, depth: number) => {
    for (const row of children.get(parent) ?? []) {
      rows.push({ ...row, depth });
      visit(row.id, depth + 1);
    }
  };
  visit(null, 0);
  return rows;
}

/** The ids of a why and of everything asked further from it. */
export function branchOf(
  whys: ReadonlyArray<Pick<Why, 'id' | 'parentId'>>,
  id: string,
): Set<string> {
  const branch = new Set([id]);
  for (let size = 0; size < branch.size;) {
    size = branch.size;
    for (const why of whys)
      if (why.parentId !== null && branch.has(why.parentId)) branch.add(why.id);
  }
  return branch;
}
