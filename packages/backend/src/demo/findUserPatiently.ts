// SPDX-License-Identifier: Apache-2.0

import { setTimeout } from 'node:timers/promises';
import { UserEntity } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { AuthResolverContext } from '@backstage/plugin-auth-node';

/**
 * Finds a user of the catalog. In the first seconds of a new portal the catalog
 * has not read its files yet, so an unknown user is asked for again until
 * `patienceMs` is over.
 *
 * @throws NotFoundError when the user is still not there
 */
export async function findUserPatiently(
  context: AuthResolverContext,
  entityRef: string,
  patienceMs: number = 15_000,
): Promise<UserEntity> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      const { entity } = await context.findCatalogUser({ entityRef });
      return entity as UserEntity;
    } catch (error) {
      const notThereYet = isError(error) && error.name === 'NotFoundError';
      if (!notThereYet || Date.now() >= giveUpAt) {
        throw error;
      }
      await setTimeout(250);
    }
  }
}
