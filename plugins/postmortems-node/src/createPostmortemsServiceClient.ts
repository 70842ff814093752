// SPDX-License-Identifier: Apache-2.0

import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { PostmortemsClient } from 'backstage-plugin-postmortems-common';

const PLUGIN_ID = 'postmortems';

/**
 * The API of the postmortems backend, for another plugin of the portal's
 * backend, which asks as itself: it sees what is not restricted.
 *
 * @public
 */
export function createPostmortemsServiceClient(options: {
  /** Of the plugin that asks. */
  auth: AuthService;
  discovery: DiscoveryService;
}): PostmortemsClient {
  const { auth, discovery } = options;
  return new PostmortemsClient({
    fetchApi: {
      fetch: async (input, init) => {
        const [baseUrl, { token }] = await Promise.all([
          discovery.getBaseUrl(PLUGIN_ID),
          auth.getPluginRequestToken({
            onBehalfOf: await auth.getOwnServiceCredentials(),
            targetPluginId: PLUGIN_ID,
          }),
        ]);
        return fetch(String(input).replace(`plugin://${PLUGIN_ID}`, baseUrl), {
          ...init,
          headers: { ...init?.headers, Authorization: `Bearer ${token}` },
        });
      },
    },
  });
}
