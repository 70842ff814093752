// SPDX-License-Identifier: Apache-2.0

import { z } from 'zod';
import { FieldCode, refusalAt } from './fieldMessages';
import { LIMITS } from './limits';

/** Refuses parents that do not exist, circles, and trees that are too deep. */
export function checkWhys(
  whys: Array<{ id: string; parentId: string | null }>,
  context: z.RefinementCtx,
): void {
  const parents = new Map(whys.map(why => [why.id, why.parentId]));
  whys.forEach(({ parentId }, index) => {
    const refuse = (code: FieldCode, values?: { max: number }) =>
      context.addIssue(refusalAt([index, 'parentId'], code, values));
    if (parentId !== null && !parents.has(parentId)) {
      refuse('parent-unknown');
      return;
    }
    let depth = 1;
    for (
      let at = parentId;
      at !== null && at !== undefined && depth <= whys.length;
      at = parents.get(at) ?? null
    )
      depth++;
    if (depth > whys.length) refuse('parent-circular');
    else if (depth > LIMITS.whyDepth)
      refuse('nested-too-deep', { max: LIMITS.whyDepth });
  });
}
