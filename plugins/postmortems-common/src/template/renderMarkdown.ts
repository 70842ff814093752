// SPDX-License-Identifier: Apache-2.0

import { ActionItem, PostmortemDocument, TimelineEntry, Why } from '../model';
import { readBlocks } from '../importer/text/blocks';
import { INSTANTS } from '../importer/Draft';
import { formatDuration } from '../importer/text/durationText';
import { difference, onlyText } from './exact';
import {
  plainFields,
  readFrontMatter,
  writeFrontMatter,
} from '../importer/frontMatter/frontMatter';
import { parseHuman } from '../importer/parseMarkdown';
import { formatInstant } from '../importer/time/localTimes';
import { restrictions } from '../importer/frontMatter/visibility';
import { zoneNamed } from '../importer/time/zones';

/**
 * Writes a postmortem as Markdown in the template. What the template has no
 * place for stands in YAML front matter, so that `parseMarkdown` reads the
 * same document back.
 *
 * @public
 */
export function renderMarkdown(document: PostmortemDocument): string {
  const body = renderBody(document);
  const read = (data: Record<string, unknown>) => {
    const lines = (writeFrontMatter(data) + body).split('\n');
    return parseHuman(lines, readFrontMatter(lines), {}).document;
  };
  const data: Record<string, unknown> = {};
  // "All times in CET." would be read as a fixed offset, as for everybody.
  if (zoneNamed(document.timeZone)?.name !== document.timeZone)
    data.timeZone = document.timeZone;
  Object.assign(data, plainFields(document));
  const human = read(data);
  const instants = INSTANTS.filter(name => human[name] !== document[name]);
  for (const name of instants) data[name] = document[name];
  // What is read of the rest may depend on them.
  const exact = difference(document, instants.length > 0 ? read(data) : human);
  const lines = (writeFrontMatter(data) + body).split('\n');
  const asked = restrictions(lines, readFrontMatter(lines));
  if (document.visibility === 'internal' && asked.length > 0)
    exact.values.visibility = onlyText(asked);
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
    table(
      ['Action', 'Owner', 'Due Date', 'Status', 'Purpose', 'Ticket'],
      document.actionItems.map(item => [
        cell(item.description),
        item.owner ?? '',
        item.dueDate ?? '',
        renderStatus(item),
        item.purpose ?? '',
        item.ticketUrl,
      ]),
    ),
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
      ? formatDuration(Date.parse(resolvedAt) - Date.parse(startedAt))
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
  const inline = readBlocks(text.split('\n'))[0]?.type === 'paragraph';
  return inline && contain(text) === text
    ? `**${label}:** ${text}`
    : `**${label}:**\n\n${contain(text)}`;
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

function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 || !line ? line : by + line))
    .join('\n');
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, '<br>');
}

function table(header: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(header),
    line(header.map(name => '-'.repeat(Math.max(3, name.length)))),
    ...rows.map(line),
  ].join('\n');
}

/**
 * A text that would break out of its section (a heading of its own, a fence
 * that is not closed, a beginning that belongs to the list above) is shown as
 * a quote.
 */
function contain(text: string): string {
  if (!text) return '';
  const lines = text.split('\n');
  const blocks = readBlocks([...lines, '', '## end']);
  const last = blocks.at(-1);
  const safe =
    last?.type === 'heading' &&
    last.text === 'end' &&
    blocks.filter(({ type, level }) => type === 'heading' && level <= 2)
      .length === 1 &&
    !/^\s/.test(text);
  return safe ? text : lines.map(line => `> ${line}`.trimEnd()).join('\n');
}
