// SPDX-License-Identifier: Apache-2.0

/**
 * Makes issues of Jira Cloud the tickets of action items.
 *
 * @packageDocumentation
 */
export { postmortemsJira as default } from './postmortemsJira';
