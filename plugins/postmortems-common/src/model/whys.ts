// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';

/** How deep whys may be nested. */
const MAX_DEPTH = 50;

/** Refuses parents that do not exist, circles, and trees that are too deep. */
export function checkWhys(
  whys: Array<{ id: string; parentId: string | null }>,
  context: z.RefinementCtx,
): void {
  const parents = new Map(whys.map(why => [why.id, why.parentId]));
  whys.forEach(({ parentId }, index) => {
    const refuse = (message: string) =>
      context.addIssue({ code: 'custom', path: [index, 'parentId'], message });
    if (parentId !== null && !parents.has(parentId)) {
      refuse('must be the id of another why in this list');
      return;
    }
    let depth = 1;
    for (
      let at = parentId;
      at !== null && at !== undefined && depth <= whys.length;
      at = parents.get(at) ?? null
    )
      depth++;
    if (depth > whys.length) refuse('must not lead back to itself');
    else if (depth > MAX_DEPTH)
      refuse(`must not be nested deeper than ${MAX_DEPTH}`);
  });
}
