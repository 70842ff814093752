// SPDX-License-Identifier: Apache-2.0

/**
 * The backend of Postmortems for Backstage.
 *
 * @packageDocumentation
 */
export { postmortemsPlugin as default } from './plugin';
