// SPDX-License-Identifier: Apache-2.0

/**
 * Facts about postmortems for Tech Insights.
 *
 * @packageDocumentation
 */
export * from './createPostmortemsFactRetriever';
export { techInsightsModulePostmortems as default } from './module';
