// SPDX-License-Identifier: Apache-2.0

import { join } from 'backstage-plugin-postmortems-common';
import { Block, readItems, readRows } from '../text/blocks';
import { Draft } from '../Draft';
import { plainName, sectionKind } from '../vocabulary/headings';
import { fieldNamed, readLabel } from '../vocabulary/labels';
import { FieldOptions, putField, textNamed } from './values';

/**
 * Takes the labelled fields out of blocks (`- **Severity:** P1`, `Date: …`, a
 * table of two columns) and answers the source of what is left.
 */
export function takeFields(
  draft: Draft,
  blocks: readonly Block[],
  range: { kind: string; start: number; end: number },
  options: FieldOptions,
): string {
  const taken = new Set<number>();
  // "What happened?" in a summary is a part of it; above all sections each
  // label in bold is one.
  const isKnown: IsKnown = (label, bold) =>
    fieldNamed(label) !== undefined ||
    ![undefined, range.kind].includes(textNamed(label)) ||
    (range.kind === 'intro' && (bold || sectionKind(label) === 'usual'));
  const take = (
    text: string,
    start: number,
    end: number,
    label = readLabel(text),
  ) => {
    if (!label) return;
    const { label: name, bold } = label;
    if (!isKnown(name, bold)) return;
    putField(draft, label.label, label.value, start, options);
    for (let line = start; line < end; line++) taken.add(line);
  };
  for (const block of blocks) {
    if (block.type === 'list')
      for (const { block: item, lines } of readItems(block, draft.lines))
        take(join(lines), item.start, item.end);
    else if (block.type === 'paragraph') takeLines(block, take, isKnown);
    else if (block.type === 'table') takeTable(draft, block, take, isKnown);
  }
  return without(draft.lines, taken, range);
}

/** The lines of a range without those taken, nor the gaps that they leave. */
function without(
  lines: readonly string[],
  taken: Set<number>,
  { start, end }: { start: number; end: number },
): string {
  const rest: string[] = [];
  for (let line = start; line < end; line++) {
    const gap = taken.has(line - 1) && rest.at(-1)?.trim() === '';
    if (taken.has(line)) continue;
    if (lines[line].trim() === '' && gap) taken.add(line);
    else rest.push(lines[line]);
  }
  return join(rest);
}

type Take = (
  text: string,
  start: number,
  end: number,
  label?: ReturnType<typeof readLabel>,
) => void;

type IsKnown = (label: string, bold: boolean) => boolean;

/** A paragraph whose lines begin with labels. */
function takeLines(block: Block, take: Take, isKnown: IsKnown) {
  const lines = block.text.split('\n');
  const labels = lines.flatMap((line, index) => {
    const label = readLabel(line);
    return label ? [{ index, known: isKnown(label.label, label.bold) }] : [];
  });
  // A sentence that happens to begin with "Impact: …" on its third line is not.
  if (labels[0]?.index !== 0) return;
  labels.forEach(({ index, known }, i) => {
    if (!known) return;
    const end = labels[i + 1]?.index ?? lines.length;
    take(join(lines.slice(index, end)), block.start + index, block.start + end);
  });
}

/** A table of names and values, in two columns or in two rows. */
function takeTable(draft: Draft, block: Block, take: Take, isKnown: IsKnown) {
  const rows = readRows(block, draft.lines);
  const named = (cell: string | undefined) =>
    cell !== undefined && isKnown(cell, false);
  const pair = (label: string, value: string, line: number, end: number) =>
    take('', line, end, {
      label: label.replace(/[*_:]/g, '').trim(),
      value,
      bold: true,
    });
  const [header] = rows;
  if (header.cells.length === 2 && rows.some(({ cells }) => named(cells[0]))) {
    const left = rows.filter(({ cells: [label, value = ''], line }) => {
      if (!named(label))
        return !/^(?:field|value|name|item|key|property)?$/.test(
          plainName(label),
        );
      pair(label, value, line, line + 1);
      return false;
    });
    // The frame of the table goes with its last row.
    if (left.length === 0) pair('Tags', '', block.start, block.end);
  } else if (rows.length === 2 && header.cells.every(named)) {
    header.cells.forEach((label, index) =>
      pair(label, rows[1].cells[index] ?? '', block.start, block.end),
    );
  }
}
