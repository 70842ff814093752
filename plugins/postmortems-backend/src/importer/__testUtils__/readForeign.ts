// SPDX-License-Identifier: Apache-2.0

import { parseMarkdown, ParseMarkdownOptions } from '..';

/** Reads a document of others; warnings as `line: message`, minutes of times. */
export function readForeign(text: string, options?: ParseMarkdownOptions) {
  const { document, warnings } = parseMarkdown(text, options);
  return {
    document,
    warnings: warnings.map(({ line, message }) => `${line}: ${message}`),
    times: document.timeline.map(({ at, text: event }) => [
      at?.slice(0, 16) ?? null,
      event,
    ]),
    sections: Object.fromEntries(
      document.otherSections.map(({ heading, body }) => [heading, body]),
    ),
  };
}

/** Reads a timeline of 5 May 2024 below the heading of line 5. */
export const readTimeline = (text: string, heading = 'Timeline (UTC)') =>
  readForeign(`# X\n\nDate: 2024-05-05\n\n## ${heading}\n\n${text}`);
