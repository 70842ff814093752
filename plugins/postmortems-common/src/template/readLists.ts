// SPDX-License-Identifier: Apache-2.0

import { Point, PostmortemDocument, Why } from '../model';
import { join } from './lines';

/** Reads points: each list item is one, and so is each text between them. */
export function readPoints(
  lines: readonly string[],
  newId: () => string,
): Point[] {
  const points: string[][] = [];
  let isOpen = false;
  let width = 0;
  for (const line of lines) {
    const marker = /^(?:[-*+]|\d{1,9}[.)])(?: |$)/.exec(line)?.[0];
    const isIndented = /^\s/.test(line);
    if (marker) {
      points.push([line.slice(marker.length)]);
      width = marker.length;
      isOpen = true;
    } else if (line.trim() === '') {
      // A text ends with its paragraph, an item with the next one.
      if (width > 0) points.at(-1)?.push('');
      else isOpen = false;
    } else if (isOpen && (isIndented || points.at(-1)!.at(-1) !== '')) {
      points.at(-1)!.push(line.replace(new RegExp(`^ {1,${width || 1}}`), ''));
    } else {
      points.push([line]);
      width = 0;
      isOpen = true;
    }
  }
  return points
    .map(join)
    .filter(text => text !== '')
    .map(text => ({ id: newId(), text }));
}

/** Reads nested list items as whys; `false` where anything else stands. */
export function readWhys(
  lines: readonly string[],
  document: PostmortemDocument,
  newId: () => string,
): boolean {
  const all: Array<{ why: Why; indent: number; lines: string[] }> = [];
  /** The items that the next line may be in, the innermost last. */
  const open: typeof all = [];
  for (const line of lines) {
    const indent = line.length - line.trimStart().length;
    const item = /^ *-(?: (.*))?$/s.exec(line);
    if (line.trim() === '') {
      open.at(-1)?.lines.push('');
      continue;
    }
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
    const parent = open.at(-1);
    if (item) {
      const why: Why = {
        id: newId(),
        parentId: parent?.why.id ?? null,
        question: '',
        answer: '',
        evidenceUrl: '',
      };
      all.push({ why, indent, lines: [item[1] ?? ''] });
      open.push(all.at(-1)!);
    } else if (parent) {
      parent.lines.push(line.slice(parent.indent + 2));
    } else return false;
  }
  document.whys = all.map(({ why, lines: text }) => ({
    ...why,
    ...splitWhy(text),
  }));
  return true;
}

/** Splits the lines of a why into question, answer and evidence. */
function splitWhy(lines: readonly string[]) {
  const rest = join(lines).split('\n');
  const evidenceUrl =
    /^\[Evidence\]\(<([^\s<>]+)>\)$/.exec(rest.at(-1)!)?.[1] ?? '';
  if (evidenceUrl) rest.pop();
  const arrow = rest.findIndex(line => line.startsWith('→'));
  const answer =
    arrow < 0
      ? ''
      : join([rest[arrow].replace(/^→ ?/, ''), ...rest.slice(arrow + 1)]);
  const question = join(arrow < 0 ? rest : rest.slice(0, arrow));
  return { question, answer, evidenceUrl };
}
