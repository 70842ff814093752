// SPDX-License-Identifier: Apache-2.0

import { Why } from 'backstage-plugin-postmortems-common';
import { Block, readRows } from '../text/blocks';
import { Draft } from '../Draft';
import { plainName } from '../vocabulary/headings';
import { paragraphs } from '../text/text';

/** How deep the model lets whys be nested. */
export const MAX_DEPTH = 50;

/** A question with its answer, and the line (from 0) where it stands. */
export type Asked = { question: string; answer: string; line: number };

/** "**Why 1:**", "Why #2:"; and not "Why 1 of 3 failed". */
const NUMBERED =
  /^(?:\d{1,2}[.)] ?)?(?:(\*\*|__)why ?#?\d{1,2} ?[:.)–—-]?\1 ?[:–—-]?|why ?#?\d{1,2}(?: ?[:.)]| [–—-])(?=\s))\s*/i;
const QUESTION = /^(?:\d{1,2}[.)] ?)?[\s*_]{0,5}why\b[^\n]{0,2000}\?/i;

/** Whether a line asks why: "Why was it full?", "**Why 1:** …". */
export function asksWhy(line: string): boolean {
  return QUESTION.test(line) || NUMBERED.test(line);
}

/** Whether a text begins with the number of a why: "**Why 1:** …". */
export const isNumberedWhy = (text: string) => NUMBERED.test(text);

/** "Why did it fail? Because …" */
export function splitSentence(text: string): [string, string] {
  const mark = text.slice(0, 2000).search(/\?(?:\*\*|__|[*_])?(?=\s|$)/);
  if (mark < 0) return [text, ''];
  const end = mark + /^\?(?:\*\*|__|[*_])?/.exec(text.slice(mark))![0].length;
  return [
    text.slice(0, end),
    text
      .slice(end)
      .replace(/^[\s:–—-]+/, '')
      .trimEnd(),
  ];
}

/** The whys of a heading, or of a paragraph that begins with one. */
export function readAsked({ type, text, start }: Block): Asked[] {
  if (type !== 'heading' && type !== 'paragraph') return [];
  const lines = text.split('\n');
  if (!asksWhy(lines[0])) return [];
  const parts: Array<{ lines: string[]; line: number }> = [];
  lines.forEach((line, index) => {
    if (asksWhy(line)) parts.push({ lines: [line], line: start + index });
    else parts.at(-1)!.lines.push(line);
  });
  return parts.map(part => {
    const written = part.lines.join('\n');
    // The number says nothing where a question stands behind it.
    const [question, answer] = splitSentence(
      written.replace(NUMBERED, '').trim() || written,
    );
    return { question, answer, line: part.line };
  });
}

/**
 * Adds a why that asks about the one before it; `undefined` when they would be
 * too deep, and it is kept.
 */
export function addAsked(
  draft: Draft,
  whys: Why[],
  { question, answer, line }: Asked,
): Why | undefined {
  if (whys.length >= MAX_DEPTH) {
    draft.keep('More whys', paragraphs(question, answer), line);
    draft.warn(
      line,
      'is beyond the limit for whys and is kept under "More whys"',
    );
    return undefined;
  }
  const why = {
    id: draft.newId(),
    parentId: whys.at(-1)?.id ?? null,
    question,
    answer,
    evidenceUrl: '',
  };
  whys.push(why);
  return why;
}

/** The whys of a table, one a row; none where no column asks. */
export function readAskedRows(table: Block, lines: readonly string[]): Asked[] {
  const [header, ...rows] = readRows(table, lines);
  const names = header.cells.map(plainName);
  const named = names.findIndex(name =>
    /^(?:the )?(?:whys?|questions?)(?: \d)?$/.test(name),
  );
  // A table without names begins with the first question.
  const first = header.cells.findIndex(asksWhy);
  const isNamed = names.some(name =>
    /^(?:the )?(?:answers?|because|reasons?|explanation|response)$/.test(name),
  );
  const at = named >= 0 ? named : first;
  if (at < 0 || header.cells.length < 2 || header.cells.length > 4) return [];
  const withNames = named >= 0 || isNamed;
  const isNumber = (index: number, cell: string) =>
    /^#?\d{1,3}\.?$/.test(cell) &&
    /^(?:no|nr|number|step|level)?$/.test(names[index] ?? '') &&
    index < at;
  const answerAt = header.cells.findIndex(
    (_, index) =>
      index !== at && !/^(?:no|nr|number|step|level)?$/.test(names[index]),
  );
  return (withNames ? rows : [header, ...rows]).map(({ cells, line }) => ({
    question: cells[at] ?? '',
    answer: cells
      .map((cell, index) => {
        if (index === at || !cell || isNumber(index, cell)) return '';
        const name = withNames ? header.cells[index] : '';
        return index === answerAt || !name ? cell : `${name}: ${cell}`;
      })
      .filter(Boolean)
      .join('\n\n'),
    line,
  }));
}
