// SPDX-License-Identifier: Apache-2.0

import { ActionItemRow } from 'backstage-plugin-postmortems-common';
import { stringify } from 'csv-stringify/sync';

type Row = Omit<ActionItemRow, 'can'>;

/** The columns of the CSV, by their titles. */
const COLUMNS: Record<string, (row: Row) => string | number> = {
  postmortem: ({ postmortem }) => `PM-${postmortem.number}`,
  'postmortem title': ({ postmortem }) => postmortem.title,
  'postmortem status': ({ postmortem }) => postmortem.status,
  severity: ({ postmortem }) => postmortem.severity ?? '',
  'affected systems': ({ postmortem }) => postmortem.affectedSystems.join(' '),
  'action item': ({ description }) => description,
  status: ({ status }) => status,
  due: ({ due }) => due,
  owner: ({ owner }) => owner ?? '',
  'owner gone': ({ ownerGone }) => (ownerGone ? 'yes' : ''),
  'due date': ({ dueDate }) => dueDate ?? '',
  'first due date': ({ firstDueDate }) => firstDueDate ?? '',
  'times moved': ({ dueDateMoves }) => dueDateMoves,
  'done at': ({ doneAt }) => doneAt ?? '',
  evidence: ({ evidenceUrl }) => evidenceUrl,
  'verify on': ({ verifyOn }) => verifyOn ?? '',
  verified: ({ verified }) => verified ?? '',
  "won't do because": ({ wontDoReason }) => wontDoReason,
  purpose: ({ purpose }) => purpose ?? '',
  ticket: ({ ticketUrl }) => ticketUrl,
  'created at': ({ createdAt }) => createdAt,
  id: ({ id }) => id,
};

/**
 * Action items as CSV (RFC 4180). A cell that a spreadsheet would take for a
 * formula begins with an apostrophe.
 *
 * @param isFirst - whether it begins the file, with the titles of the columns
 */
export function actionItemsCsv(rows: readonly Row[], isFirst: boolean): string {
  return stringify(
    rows.map(row => Object.values(COLUMNS).map(cell => cell(row))),
    {
      header: isFirst,
      columns: Object.keys(COLUMNS),
      record_delimiter: 'windows',
      escape_formulas: true,
      // Excel reads UTF-8 only with it.
      bom: isFirst,
    },
  );
}
