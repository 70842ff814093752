// SPDX-License-Identifier: Apache-2.0

/**
 * For backend code around Postmortems for Backstage: permission rules,
 * writing from a module of the plugin, and asking from another plugin.
 *
 * @packageDocumentation
 */
export * from './createPostmortemsServiceClient';
export * from './permissions';
export * from './postmortemsWriter';
