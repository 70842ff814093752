// SPDX-License-Identifier: Apache-2.0

/**
 * The backend of Postmortems for Backstage.
 *
 * @packageDocumentation
 */
export { parseMarkdown } from './importer';
export type { ParsedMarkdown, ParseMarkdownOptions } from './importer';
export { postmortemsPlugin as default } from './plugin';
