// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Team } from '../store/actionItems/isOfTeam';
import { Access } from './Access';
import { CatalogLookup } from './CatalogLookup';

/**
 * What teams have to look after.
 *
 * @param groups - entity refs of groups; `me` stands for those of the caller
 * @returns `undefined` when no team is named
 */
export async function resolveTeam(
  groups: readonly string[] | undefined,
  options: {
    access: Access;
    catalog: CatalogLookup;
    credentials: BackstageCredentials;
  },
): Promise<Team | undefined> {
  const { access, catalog, credentials } = options;
  if (!groups) return undefined;
  const mine = access.ownershipRefs.filter(ref => ref.startsWith('group:'));
  const all = groups.flatMap(group => (group === 'me' ? mine : [group]));
  return catalog.team([...new Set(all)], credentials);
}
