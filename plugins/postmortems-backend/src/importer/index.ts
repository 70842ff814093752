// SPDX-License-Identifier: Apache-2.0

export { parseMarkdown } from './parseMarkdown';
export type { ParsedMarkdown, ParseMarkdownOptions } from './parseMarkdown';
