// SPDX-License-Identifier: Apache-2.0

import { createApiRef } from '@backstage/frontend-plugin-api';
import { PostmortemsApi } from 'backstage-plugin-postmortems-common';

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

/**
 * The client, loaded with the first call: the contract that it is made of
 * brings all schemas, which a portal need not load with every page.
 */
export function createPostmortemsApi(options: {
  fetchApi: { fetch: typeof fetch };
}): PostmortemsApi {
  let client: Promise<PostmortemsApi> | undefined;
  const load = () => {
    client ??= import('./client').then(
      ({ PostmortemsClient }) => new PostmortemsClient(options),
      error => {
        // A chunk that could not be loaded may be there the next time.
        client = undefined;
        throw error;
      },
    );
    return client;
  };
  const methods = new Map<string, Method>();
  return new Proxy({} as PostmortemsApi, {
    get(_, name) {
      // What is awaited is asked for its `then`.
      if (typeof name !== 'string' || name === 'then') return undefined;
      const known = methods.get(name);
      if (known) return known;
      const method: Method = async (...args) => {
        const calls = (await load()) as unknown as Record<string, Method>;
        return calls[name](...args);
      };
      methods.set(name, method);
      return method;
    },
  });
}
