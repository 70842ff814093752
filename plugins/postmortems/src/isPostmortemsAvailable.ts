// SPDX-License-Identifier: Apache-2.0

import { Entity } from '@backstage/catalog-model';
import { AFFECTED_KINDS } from 'backstage-plugin-postmortems-common';

/** The kinds with a tab: what incidents can affect, and teams for what they own. */
export const TAB_KINDS: readonly string[] = [...AFFECTED_KINDS, 'group'];

/**
 * Whether an entity of this kind has postmortems to show, its own or those of
 * what it owns: the `if` of an `EntitySwitch.Case` or `EntityLayout.Route`.
 *
 * @public
 */
export function isPostmortemsAvailable(entity: Entity): boolean {
  return TAB_KINDS.includes(entity.kind.toLocaleLowerCase('en-US'));
}
