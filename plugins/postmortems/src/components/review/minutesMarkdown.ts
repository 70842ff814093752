// SPDX-License-Identifier: Apache-2.0

/** A line of the minutes. */
export type MinutesLine = {
  /** Of the postmortem: `PM-12`. */
  number: string;
  /** An address that works outside of the portal. */
  url: string;
  text: string;
  /** What was decided, or whose it still is. */
  outcome: string;
};

export type Minutes = {
  title: string;
  by: string;
  sections: Array<{ title: string; none: string; lines: MinutesLine[] }>;
};

/** One line, in which nothing is taken for Markdown of ours. */
const inline = (text: string) =>
  text.replace(/\s*\n\s*/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');

/** Minutes as Markdown, for a wiki, a ticket or a chat. */
export function minutesMarkdown({ title, by, sections }: Minutes): string {
  return [
    `# ${inline(title)}`,
    '',
    inline(by),
    ...sections.flatMap(section => [
      '',
      `## ${inline(section.title)}`,
      '',
      ...(section.lines.length === 0
        ? [inline(section.none)]
        : section.lines.map(
            ({ number, url, text, outcome }) =>
              `- [${inline(number)}](${url})${text && ` ${inline(text)}`}: ${inline(outcome)}`,
          )),
    ]),
    '',
  ].join('\n');
}
