// SPDX-License-Identifier: Apache-2.0

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CatalogLookup } from './CatalogLookup';

/** Systems, with all that is part of them; of these, or of all, an owner's. */
export type SystemsAsked = {
  system?: string[];
  withParts?: boolean;
  owner?: string;
};

/**
 * The affected systems that a query is about: the named ones, with their
 * parts where asked, and of these (or of all) those of an owner.
 *
 * @returns `undefined` when the query names neither a system nor an owner
 */
export async function resolveSystems(
  query: SystemsAsked,
  options: { catalog: CatalogLookup; credentials: BackstageCredentials },
): Promise<string[] | undefined> {
  const { catalog, credentials } = options;
  const { system, withParts, owner } = query;
  const [named, owned] = await Promise.all([
    system && withParts ? catalog.withParts(system, credentials) : system,
    owner === undefined ? undefined : catalog.ownedBy(owner, credentials),
  ]);
  if (!named || !owned) return named ?? owned;
  const those = new Set(owned);
  return named.filter(ref => those.has(ref));
}
