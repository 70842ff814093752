// SPDX-License-Identifier: Apache-2.0

/**
 * The kinds of catalog entities that an incident can affect.
 *
 * @public
 */
export const AFFECTED_KINDS = [
  'component',
  'system',
  'api',
  'resource',
  'domain',
] as const;
