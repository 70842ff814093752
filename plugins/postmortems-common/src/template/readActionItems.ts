// SPDX-License-Identifier: Apache-2.0

import { ActionItem, actionItemSchema, PostmortemDocument } from '../model';
import { isDelimiter, join, splitRow } from './lines';

const COLUMNS: Record<string, keyof ActionItem> = {
  Action: 'description',
  Owner: 'owner',
  'Due Date': 'dueDate',
  Status: 'status',
  Purpose: 'purpose',
  Ticket: 'ticketUrl',
  Evidence: 'evidenceUrl',
  'Verify On': 'verifyOn',
  Verified: 'verified',
};

/** In place of an id while an item is checked. */
const NO_ID = '00000000-0000-4000-8000-000000000000';

/**
 * Reads the table of action items, and above it why there are none; `false`
 * where anything else stands.
 */
export function readActionItems(
  lines: readonly string[],
  document: PostmortemDocument,
  newId: () => string,
): boolean {
  const header = lines.findLastIndex(
    (line, index) =>
      /^\| *Action *\|/.test(line) && isDelimiter(lines[index + 1] ?? ''),
  );
  const above = join(header < 0 ? lines : lines.slice(0, header));
  const reason = /^(?:> )?No action items:\s+([^]+)$/.exec(above)?.[1];
  if (reason) document.noActionReason = reason;
  else if (above) return false;
  if (header < 0) return true;
  const columns = splitRow(lines[header]).map(name => COLUMNS[name]);
  if (columns.some(column => !column)) return false;
  return lines.slice(header + 2).every(row => {
    if (row.trim() === '') return true;
    const cells = splitRow(row);
    if (!row.startsWith('|') || cells.length > columns.length) return false;
    const written = cells.flatMap((text, index) =>
      text ? [readCell(columns[index], text)] : [],
    );
    const item = actionItemSchema.safeParse({
      id: NO_ID,
      ...Object.assign({}, ...written),
    });
    if (!item.success) return false;
    // A row that only has a status is an empty row of the template.
    const isEmpty = cells.every(
      (text, index) => !text || columns[index] === 'status',
    );
    if (!isEmpty) document.actionItems.push({ ...item.data, id: newId() });
    return true;
  });
}

function readCell(
  column: keyof ActionItem,
  cell: string,
): Partial<Record<keyof ActionItem, string>> {
  const text = cell.replace(/<br>/g, '\n');
  if (column === 'verified') {
    const [, verified, note] = /^(\S+?)(?:: ([^]+))?$/.exec(text) ?? [];
    return { verified: verified ?? text, ...(note && { verifiedNote: note }) };
  }
  if (column !== 'status') return { [column]: text };
  const reason = /^wont-do: ([^]+)$/.exec(text)?.[1];
  if (reason) return { status: 'wont-do', wontDoReason: reason };
  const day = /^done (\d{4}-\d\d-\d\d)$/.exec(text)?.[1];
  // Only the day is written: its middle is right in most time zones.
  if (day) return { status: 'done', doneAt: `${day}T12:00:00.000Z` };
  return { status: text.toLowerCase().replace(/\s+/g, '-') };
}
