// SPDX-License-Identifier: Apache-2.0

import { createApiRef } from '@backstage/frontend-plugin-api';
import { PostmortemsApi } from 'backstage-plugin-postmortems-common';
import { writes } from './writes';

/**
 * The API of the postmortems backend, in both frontend systems.
 *
 * @public
 */
export const postmortemsApiRef = createApiRef<PostmortemsApi>().with({
  id: 'plugin.postmortems',
  pluginId: 'postmortems',
});

type Method = (...args: unknown[]) => Promise<unknown>;
type IsWrite = (name: string) => boolean;

/**
 * The client, loaded with the first call: the contract that it is made of
 * brings all schemas, which a portal need not load with every page. What it
 * has written is told to those who follow {@link writes}.
 */
export function createPostmortemsApi(options: {
  fetchApi: { fetch: typeof fetch };
}): PostmortemsApi {
  type Loaded = { calls: Record<string, Method>; isWrite: IsWrite };
  let loaded: Promise<Loaded> | undefined;
  const load = () => {
    loaded ??= import('./client').then(
      ({ PostmortemsClient, isWrite }) => ({
        calls: new PostmortemsClient(options) as unknown as Loaded['calls'],
        isWrite,
      }),
      error => {
        // A chunk that could not be loaded may be there the next time.
        loaded = undefined;
        throw error;
      },
    );
    return loaded;
  };
  const methods = new Map<string, Method>();
  return new Proxy({} as PostmortemsApi, {
    get(_, name) {
      // What is awaited is asked for its `then`.
      if (typeof name !== 'string' || name === 'then') return undefined;
      const known = methods.get(name);
      if (known) return known;
      const method: Method = async (...args) => {
        const { calls, isWrite } = await load();
        const answer = await calls[name](...args);
        if (isWrite(name)) writes.announce();
        return answer;
      };
      methods.set(name, method);
      return method;
    },
  });
}
