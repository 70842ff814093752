import { setTimeout } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import {
  AuthResolverContext,
  BackstageSignInResult,
} from '@backstage/plugin-auth-node';

/**
 * Signs in as a user of the catalog, with the groups that the user is in.
 * In the first seconds of a new portal the catalog has not read its files yet,
 * so an unknown user is asked for again until `patienceMs` is over.
 */
export async function signInWhenCatalogIsReady(
  context: AuthResolverContext,
  entityRef: string,
  patienceMs: number = 15_000,
): Promise<BackstageSignInResult> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      return await context.signInWithCatalogUser({ entityRef });
    } catch (error) {
      const notThereYet = isError(error) && error.name === 'NotFoundError';
      if (!notThereYet || Date.now() >= giveUpAt) {
        throw error;
      }
      await setTimeout(250);
    }
  }
}
