// SPDX-License-Identifier: Apache-2.0

import { join, LIMITS, Point } from 'backstage-plugin-postmortems-common';
import { Block, readItems } from '../text/blocks';
import { Draft } from '../Draft';

/**
 * Reads the blocks of a section as points: each list item is one, and so is
 * each block that is not a list.
 */
export function readPoints(
  draft: Draft,
  blocks: readonly Block[],
  heading: string,
  before: readonly Point[] = [],
): Point[] {
  const points = [...before];
  const add = (text: string, line: number) => {
    if (!text || /^[-*+]$/.test(text)) return;
    if (points.length < LIMITS.points) points.push({ id: draft.newId(), text });
    else draft.keep(`${heading}: continued`, `- ${text}`, line);
  };
  for (const block of blocks) {
    if (block.type === 'list' || block.type === 'ordered')
      for (const item of readItems(block, draft.lines))
        add(join(item.lines), item.block.start);
    else if (block.type === 'paragraph' && isBulleted(block.text))
      block.text
        .split('\n')
        .forEach((line, i) => add(line.trim(), block.start + i));
    else if (block.type !== 'rule')
      add(draft.source(block.start, block.end), block.start);
  }
  return points;
}

/** Lines that each begin with an emoji or a bullet that Markdown has not. */
function isBulleted(text: string): boolean {
  return text
    .split('\n')
    .every(line => /^\s*(?:\p{Extended_Pictographic}|[•▪–→])/u.test(line));
}
