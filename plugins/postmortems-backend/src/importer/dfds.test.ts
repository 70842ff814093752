// SPDX-License-Identifier: Apache-2.0

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  PostmortemDocument,
  postmortemInputSchema,
  renderMarkdown,
} from 'backstage-plugin-postmortems-common';
import { parseMarkdown } from './parseMarkdown';

/** Real postmortems, beside the project and not a part of it. */
const FOLDER = path.resolve(__dirname, '../../../../../shared/data/dfds');
const present = existsSync(FOLDER);
if (!present && process.env.CI)
  throw new Error(
    `The postmortems that this test reads are missing: ${FOLDER}`,
  );
if (!present)
  // eslint-disable-next-line no-console
  console.log(`Skipped: there are no postmortems in ${FOLDER}`);
const describeData = present ? describe : describe.skip;

const files = present
  ? readdirSync(FOLDER).filter(name => /^PM/.test(name))
  : ['none'];

function read(name: string) {
  const text = readFileSync(path.join(FOLDER, name), 'utf8');
  const { document, warnings } = parseMarkdown(text, { fileName: name });
  return { text, lines: text.split('\n'), document, warnings };
}

const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Every string of a document, and its instants as they were written. */
function contents(document: PostmortemDocument, offset: number): Set<string> {
  const strings: string[] = [];
  JSON.stringify(document, (_, value) => {
    if (typeof value === 'string') strings.push(value);
    return value;
  });
  for (const { at } of document.timeline)
    if (at) {
      const local = new Date(Date.parse(at) + offset * 60_000).toISOString();
      strings.push(local.slice(0, 10), local.slice(11, 16));
      strings.push(String(Number(local.slice(11, 13))));
    }
  return new Set(strings.flatMap(words));
}

/** Minutes east of UTC, as the file says it. */
const offsetOf = (text: string) => (/\bin CET\b/.test(text) ? 60 : 0);

/** Lines that only name fields: headings, and the header rows of tables. */
const namesFields = (lines: string[], index: number) =>
  /^#{2,}\s/.test(lines[index]) ||
  (/^#\s/.test(lines[index]) &&
    (index > 0 || /Incident Title/.test(lines[0]))) ||
  /^\|[\s:|-]+\|?$/.test(lines[index + 1] ?? '');

/** Rows of the timeline: the time as written, and the event. */
function rowsOf(lines: string[]) {
  const start = lines.findIndex(line => /^## Timeline/.test(line));
  const end = lines.findIndex((line, i) => i > start && /^#/.test(line));
  return lines.slice(0, end < 0 ? undefined : end).flatMap((line, index) => {
    const row = /^\|([^|]*)\|(.*?)\|?\s*$/.exec(line);
    return row &&
      index > start &&
      !namesFields(lines, index) &&
      !/^\|[\s:|-]+$/.test(line)
      ? [{ line: index + 1, time: row[1].trim(), event: row[2].trim() }]
      : [];
  });
}

const REAL_TIME =
  /^~?(\d{4}-\d\d-\d\d) +(\d{1,2}:\d\d)~?(?: ?- ?[\d?]+:[\d?]+)?$/;

describeData('real postmortems', () => {
  it('are all here', () => {
    // 38 and their template, and one whose name has no extension.
    expect(files.filter(name => name.endsWith('.md'))).toHaveLength(39);
    expect(files).toHaveLength(40);
  });

  it.each(files)('%s keeps every word', name => {
    const { text, lines, document } = read(name);
    expect(postmortemInputSchema.safeParse(document).error).toBeUndefined();
    const kept = contents(document, offsetOf(text));
    const lost = lines.flatMap((line, index) =>
      namesFields(lines, index)
        ? []
        : words(line)
            .filter(word => !kept.has(word))
            .map(word => `${index + 1}: ${word}`),
    );
    expect(lost).toEqual([]);
  });

  it.each(files)('%s has its timeline at the right instants', name => {
    const { text, lines, document, warnings } = read(name);
    const rows = rowsOf(lines);
    expect(rows.length).toBeGreaterThan(0);
    expect(document.timeline).toHaveLength(rows.length);
    for (const { line, time, event } of rows) {
      const real = REAL_TIME.exec(time);
      const at = real
        ? new Date(
            Date.parse(`${real[1]}T${real[2].padStart(5, '0')}:00Z`) -
              offsetOf(text) * 60_000,
          ).toISOString()
        : null;
      const entry = document.timeline.find(
        one => one.at === at && one.text.includes(event),
      );
      // A time that is not known stays in the text and is reported.
      const keepsTime = at !== null || entry?.text.includes(time);
      const isReported = warnings.some(
        warning =>
          warning.line === line &&
          /not filled in|cannot be right|no time of day/.test(warning.message),
      );
      expect({ line, at: entry?.at, keepsTime, known: !isReported }).toEqual({
        line,
        at,
        keepsTime: true,
        known: at !== null,
      });
    }
  });

  it.each(files)('%s survives its own Markdown', name => {
    const { document } = read(name);
    expect(parseMarkdown(renderMarkdown(document)).document).toEqual(document);
  });

  /** Where the timeline has no row at which the stated time would end. */
  const EXCEPTIONS: Record<string, string> = {
    'PM2022-009 resolve': 'no row 54 h 10 min after the nodes were replaced',
    'PM2023-001 resolve':
      'its 13 minutes count from the detection, 2 minutes in',
    'PM2023-002 detect': 'no row at 20:24; the alert was noticed at 20:28',
    'PM2023-002 resolve': 'no row at 22:29; the last one is at 22:25',
    'PM2024-001 resolve': 'no row at 16:40',
    'PM2024-002 detect':
      'no row at 8:50; and 10 minutes fit two other pairs of rows',
    'PM2024-002 resolve': 'the same',
    'PM2024-003 detect': 'the first row is already the report of a user',
    'PM2024-003 resolve': 'no row 22 hours after the first',
    'PM2025-001 detect': 'no row 88 hours after the first',
    'PM2025-001 resolve': 'no row 97 h 20 min after the first',
    'PM2025-002 detect': 'no pair of rows is 371 minutes apart',
    'PM2025-002 resolve':
      '389 minutes fit one pair of rows, but its end is no recovery',
  };

  it('agree with their own stats, but for the listed exceptions', () => {
    const UNITS = { day: 1440, hour: 60, minute: 1 };
    const disagree: string[] = [];
    let agree = 0;
    for (const name of files) {
      const { text, document } = read(name);
      for (const [what, label, at] of [
        ['detect', 'detection', document.detectedAt],
        ['resolve', 'recovery', document.resolvedAt],
      ] as const) {
        const said = new RegExp(`Time to ${label}:(.*)`).exec(text)?.[1] ?? '';
        const parts = [...said.matchAll(/(\d+) (day|hour|minute)s?/gi)];
        if (parts.length === 0) continue;
        const unit = (part: string) => UNITS[part.toLowerCase() as 'day'];
        const minutes = parts.reduce(
          (sum, [, n, part]) => sum + Number(n) * unit(part),
          0,
        );
        const measured =
          at && document.startedAt
            ? (Date.parse(at) - Date.parse(document.startedAt)) / 60_000
            : NaN;
        // What is stated in days is right when the day is.
        const precision = unit(parts.at(-1)![2]) === 1440 ? 1440 : 1;
        if (Math.floor(measured / precision) * precision === minutes) agree++;
        else disagree.push(`${name.slice(0, 10)} ${what}`);
      }
    }
    expect(disagree).toEqual(Object.keys(EXCEPTIONS));
    expect(agree).toBe(47);
  });

  it('say what they could not read', () => {
    const { document, warnings } = read(
      files.find(name => name.startsWith('PM2020-005'))!,
    );
    expect(document.timeZone).toBe('Etc/GMT-1');
    expect(warnings).toContainEqual({
      line: 15,
      message: expect.stringContaining('CEST was in force'),
    });
  });
});
