// SPDX-License-Identifier: Apache-2.0

export { parseMarkdown } from './parse';
export type { ParsedMarkdown, ParseMarkdownOptions } from './parse';
export { renderMarkdown } from './render';
