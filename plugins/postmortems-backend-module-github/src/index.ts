// SPDX-License-Identifier: Apache-2.0

/**
 * Makes issues of GitHub the tickets of action items.
 *
 * @packageDocumentation
 */
export { postmortemsModuleGithub as default } from './module';
