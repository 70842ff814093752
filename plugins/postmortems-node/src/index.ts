// SPDX-License-Identifier: Apache-2.0

/**
 * For backend code around Postmortems for Backstage: permission rules,
 * writing from a module of the plugin, asking from another plugin, and issue
 * trackers.
 *
 * @packageDocumentation
 */
export * from './callTracker';
export * from './createPostmortemsServiceClient';
export * from './permissions';
export * from './postmortemsWriter';
export * from './TrackerError';
export * from './trackers';
