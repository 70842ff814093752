// SPDX-License-Identifier: Apache-2.0

/**
 * Makes postmortems findable in Backstage search.
 *
 * @packageDocumentation
 */
export * from './PostmortemsCollatorFactory';
export { searchModulePostmortemsCollator as default } from './module';
