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

/**
 * Whether the incidents of an entity are those of what it owns.
 *
 * @public
 */
export const isOwner = (entityRef: string) =>
  /^(?:user|group):/i.test(entityRef);
