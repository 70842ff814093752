// SPDX-License-Identifier: Apache-2.0

/**
 * For backend code around Postmortems for Backstage: permission rules, and
 * writing from a module of the plugin.
 *
 * @packageDocumentation
 */
export * from './permissions';
export * from './postmortemsWriter';
