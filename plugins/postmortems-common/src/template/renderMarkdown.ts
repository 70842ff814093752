// SPDX-License-Identifier: Apache-2.0

import {
  ActionItem,
  INSTANTS,
  PostmortemDocument,
  TimelineEntry,
  Why,
} from '../model';
import { difference, onlyText } from './exact';
import {
  frontMatterKeys,
  toFrontMatter,
  writeFrontMatter,
} from './frontMatter';
import { beginsWithWords, cell, contain, indent } from './lines';
import { formatTemplateDuration, formatInstant } from './localTime';
import { readHuman } from './readTemplate';
import { restrictions } from './restrictions';

/**
 * Writes a postmortem as Markdown in the template. What the template has no
 * place for stands in YAML front matter, so that the import reads the same
 * document back.
 *
 * @public
 */
export function renderMarkdown(document: PostmortemDocument): string {
  const body = renderBody(document);
  const linesOf = (keys: Record<string, unknown>) =>
    (writeFrontMatter(keys) + body).split('\n');
  const read = (keys: Record<string, unknown>) =>
    readHuman(linesOf(keys), toFrontMatter(keys)).document;
  const data = frontMatterKeys(document);
  const human = read(data);
  const instants = INSTANTS.filter(name => human[name] !== document[name]);
  for (const name of instants) data[name] = document[name];
  // What is read of the rest may depend on them.
  const exact = difference(document, instants.length > 0 ? read(data) : human);
  const restricting = restrictions(linesOf(data), toFrontMatter(data));
  if (document.visibility === 'internal' && restricting.length > 0)
    exact.values.visibility = onlyText(restricting);
  return writeFrontMatter(data, { ids: exact.ids, exact: exact.values }) + body;
}

function renderBody(document: PostmortemDocument): string {
  const { timeZone } = document;
  const parts = [
    '## Incident Summary',
    renderFields(document),
    contain(document.summary),
    '## Timeline',
    `All times in ${timeZone}.`,
    table(
      ['Time', 'Event'],
      document.timeline.map(entry => [
        entry.at ? formatInstant(entry.at, timeZone) : '',
        renderEvent(entry),
      ]),
    ),
    '## Root Cause Analysis',
    renderWhys(document.whys),
    renderLabelled('Root cause', document.rootCause),
    renderLabelled('Trigger', document.trigger),
    '## What Went Well',
    list(document.wentWell.map(({ text }) => text)),
    '## What Went Wrong',
    list(document.wentWrong.map(({ text }) => text)),
    '## Action Items',
    document.noActionReason &&
      contain(`No action items: ${document.noActionReason}`),
    renderActionItems(document.actionItems),
    '## Lessons Learned',
    contain(document.lessonsLearned),
  ];
  if (document.contributingFactors.length > 0)
    parts.push(
      '## Contributing Factors',
      list(document.contributingFactors.map(({ text }) => text)),
    );
  for (const { heading, body } of document.otherSections)
    parts.push(`## ${heading}`.trimEnd(), contain(body));
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function renderFields(document: PostmortemDocument): string {
  const { startedAt, resolvedAt, timeZone } = document;
  const start = startedAt && formatInstant(startedAt, timeZone);
  const end = resolvedAt && formatInstant(resolvedAt, timeZone);
  const range = [start ?? (end ? '?' : ''), end].filter(Boolean).join(' – ');
  const duration =
    startedAt && resolvedAt
      ? formatTemplateDuration(Date.parse(resolvedAt) - Date.parse(startedAt))
      : '';
  return [
    ['Title', document.title],
    ['Date/Time', range && `${range} (${timeZone})`],
    ['Duration', duration],
    ['Severity', document.severity ?? ''],
    ['Affected Systems', document.affectedSystems.join(', ')],
    ['Impact', indent(document.impact, '  ')],
    ['Incident Commander', document.incidentCommander ?? ''],
  ]
    .map(([label, value]) => `- **${label}:** ${value}`.trimEnd())
    .join('\n');
}

function renderEvent({ kind, text }: TimelineEntry): string {
  return cell(kind === 'other' ? text : `**${kind}:** ${text}`.trimEnd());
}

function renderWhys(whys: readonly Why[]): string {
  const children = new Map<string | null, Why[]>();
  for (const why of whys)
    children.set(why.parentId, [...(children.get(why.parentId) ?? []), why]);
  const lines = (parent: string | null): string[] =>
    (children.get(parent) ?? []).flatMap(why => {
      const own = [
        why.question,
        why.answer && `→ ${why.answer}`,
        why.evidenceUrl && `[Evidence](<${why.evidenceUrl}>)`,
      ].filter(Boolean);
      const text = own.join('\n').split('\n').concat(lines(why.id));
      return text.map((line, index) =>
        (index === 0 ? `- ${line}` : line && `  ${line}`).trimEnd(),
      );
    });
  return lines(null).join('\n');
}

function renderLabelled(label: string, text: string): string {
  if (!text) return '';
  return beginsWithWords(text) && contain(text) === text
    ? `**${label}:** ${text}`
    : `**${label}:**\n\n${contain(text)}`;
}

const ITEM_COLUMNS: Array<[string, (item: ActionItem) => string]> = [
  ['Action', item => cell(item.description)],
  ['Owner', item => item.owner ?? ''],
  ['Due Date', item => item.dueDate ?? ''],
  ['Status', renderStatus],
  ['Purpose', item => item.purpose ?? ''],
  ['Ticket', item => cell(item.ticketUrl)],
];
/** Columns that are only there where an item has something in them. */
const MORE_ITEM_COLUMNS: typeof ITEM_COLUMNS = [
  ['Evidence', item => cell(item.evidenceUrl)],
  ['Verify On', item => item.verifyOn ?? ''],
  ['Verified', renderVerified],
];

function renderActionItems(items: readonly ActionItem[]): string {
  const columns = [
    ...ITEM_COLUMNS,
    ...MORE_ITEM_COLUMNS.filter(([, cellOf]) => items.some(cellOf)),
  ];
  return table(
    columns.map(([name]) => name),
    items.map(item => columns.map(([, cellOf]) => cellOf(item))),
  );
}

function renderVerified({ verified, verifiedNote }: ActionItem): string {
  if (!verified) return '';
  return cell(verifiedNote ? `${verified}: ${verifiedNote}` : verified);
}

function renderStatus({ status, doneAt, wontDoReason }: ActionItem): string {
  if (status === 'done' && doneAt) return `done ${doneAt.slice(0, 10)}`;
  if (status === 'wont-do' && wontDoReason)
    return cell(`wont-do: ${wontDoReason}`);
  return status;
}

function list(texts: readonly string[]): string {
  return texts.map(text => `- ${indent(text, '  ')}`.trimEnd()).join('\n');
}

function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(header),
    line(header.map(name => '-'.repeat(Math.max(3, name.length)))),
    ...rows.map(line),
  ].join('\n');
}
