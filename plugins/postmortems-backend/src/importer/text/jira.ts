// SPDX-License-Identifier: Apache-2.0

import { sectionKind } from '../vocabulary/headings';

const HEADING = /^h([1-6])\. +(\S.*)$/;

/**
 * Lines of Jira's wiki markup as Markdown, and of each the line (from 0) that
 * it was; `undefined` for what is not in that markup. Only markup changes: no
 * word does.
 */
export function fromJira(
  lines: readonly string[],
): { lines: string[]; origin: number[] } | undefined {
  const headings = lines.filter(line => HEADING.test(line.slice(0, 300)));
  const isMarkdown = lines.some(
    line =>
      /^#{1,6} /.test(line) &&
      line.length < 100 &&
      sectionKind(line.slice(1)) !== undefined,
  );
  if (headings.length < 2 || isMarkdown) return undefined;
  const result: string[] = [];
  const origin: number[] = [];
  const add = (line: string, index: number) => {
    result.push(line);
    origin.push(index);
  };
  let isCode = false;
  let isTable = false;
  lines.forEach((line, index) => {
    const fence =
      /^\{(?:code|noformat)(?::([\w-]{1,20}))?[^{}]{0,100}\}\s*$/.exec(line);
    if (fence) {
      add(isCode ? '```' : `\`\`\`${fence[1] ?? ''}`, index);
      isCode = !isCode;
      return;
    }
    if (isCode) {
      add(line, index);
      return;
    }
    const isRow = /^\|.*\|\s*$/.test(line);
    add(isRow ? link(line).replaceAll('||', '|') : markup(line), index);
    if (isRow && !isTable) {
      const count = result.at(-1)!.trim().split('|').length - 2;
      add(`|${' --- |'.repeat(Math.max(1, count))}`, index);
    }
    isTable = isRow;
  });
  return { lines: result, origin };
}

function markup(line: string): string {
  const heading = HEADING.exec(line);
  if (heading) return `${'#'.repeat(Number(heading[1]))} ${link(heading[2])}`;
  const item = /^([*#-]{1,6}) +(?=\S)/.exec(line);
  if (item && !/^-{2,}/.test(item[1])) {
    const marker = item[1].endsWith('#') ? '1.' : '-';
    const indent = '   '.repeat(item[1].length - 1);
    return `${indent}${marker} ${link(line.slice(item[0].length))}`;
  }
  return link(line.replace(/^bq\. +/, '> '));
}

/** `[words|https://…]` as a link of Markdown. */
function link(text: string): string {
  return text.replace(
    /\[([^[\]|\n]{1,200})\|(https?:\/\/[^\s[\]|]{1,2000})\]/g,
    '[$1]($2)',
  );
}
