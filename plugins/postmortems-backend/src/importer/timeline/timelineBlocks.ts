// SPDX-License-Identifier: Apache-2.0

import { join, TimelineKind } from 'backstage-plugin-postmortems-common';
import { Block, readItems, readRows } from '../text/blocks';
import { kindNamed } from '../vocabulary/kinds';
import { readLabel } from '../vocabulary/labels';
import { bare, splitTime } from './timelineText';
import { readWhen } from '../time/times';

/** The time of day that a text begins with. */
export function timeOf(text: string): number | undefined {
  return readWhen(splitTime(text).when)?.time;
}

/** The lines of a paragraph that begin with a time. */
export function startsOf(lines: readonly string[]): number[] {
  return lines.flatMap((line, index) => {
    const when = readWhen(splitTime(line).when);
    if (!when || (when.time === undefined && !when.problem)) return [];
    // "At 10:05" within a sentence that goes over lines begins nothing.
    const inside =
      index > 0 && !/[.!?:;)]\s*$|\\$| {2}$/.test(lines[index - 1]);
    return line.trimStart().startsWith('At ') && inside ? [] : [index];
  });
}

/** Whether a block is a list, a table or a text that begins with a time. */
export function hasTimes(block: Block, lines: readonly string[]): boolean {
  switch (block.type) {
    case 'table':
      return readRows(block, lines)
        .slice(1, 2)
        .some(({ cells }) => readWhen(bare(cells[0]))?.time !== undefined);
    case 'list':
    case 'ordered': {
      const [first] = readItems(
        { ...block, children: block.children.slice(0, 1) },
        lines,
      );
      return first !== undefined && timeOf(join(first.lines)) !== undefined;
    }
    case 'paragraph':
      return timeOf(lines[block.start]) !== undefined;
    default:
      return false;
  }
}

/** The lines of a block of code that are not empty, without its fence. */
export function codeLines(
  { start, end }: Block,
  lines: readonly string[],
): Array<{ text: string; line: number }> {
  const fence = /^ {0,3}(?:`{3}|~{3})/;
  const fenced = fence.test(lines[start]);
  const closed = fenced && end - start > 1 && fence.test(lines[end - 1]);
  return lines
    .slice(fenced ? start + 1 : start, closed ? end - 1 : end)
    .map((text, index) => ({
      text: text.trim(),
      line: index + (fenced ? start + 1 : start),
    }))
    .filter(({ text }) => text !== '');
}

/** The kind that an event's label names, and its text without our own. */
export function readKind(event: string, kind?: TimelineKind) {
  if (kind) return { kind, text: event };
  const labelled = readLabel(event);
  const named = labelled?.bold ? kindNamed(labelled.label) : undefined;
  if (!named) return { kind: undefined, text: event };
  // Our own label says nothing but the kind; others are words of the text.
  const ours = event.startsWith(`**${named}:**`);
  return {
    kind: named,
    text: ours ? event.slice(named.length + 5).trimStart() : event,
  };
}
