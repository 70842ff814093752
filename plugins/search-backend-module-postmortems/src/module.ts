// SPDX-License-Identifier: Apache-2.0

import {
  AuthService,
  coreServices,
  createBackendModule,
  DiscoveryService,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import {
  PostmortemsClient,
  readPostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import { PostmortemsCollatorFactory } from './PostmortemsCollatorFactory';

const SCHEDULE_KEY = 'search.collators.postmortems.schedule';

const DEFAULT_SCHEDULE = {
  frequency: { minutes: 10 },
  timeout: { minutes: 15 },
  initialDelay: { seconds: 3 },
};

/**
 * Makes postmortems findable in Backstage search.
 *
 * @public
 */
export const searchModulePostmortemsCollator = createBackendModule({
  pluginId: 'search',
  moduleId: 'postmortems-collator',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexRegistry: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexRegistry, scheduler }) {
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(
            config.has(SCHEDULE_KEY)
              ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
                  config.getConfig(SCHEDULE_KEY),
                )
              : DEFAULT_SCHEDULE,
          ),
          factory: new PostmortemsCollatorFactory({
            api: new PostmortemsClient({
              fetchApi: { fetch: asThisService({ auth, discovery }) },
            }),
            path: readPostmortemsConfig(config).path,
          }),
        });
      },
    });
  },
});

/** A `fetch` that finds the postmortems backend and signs in as this plugin. */
function asThisService(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): typeof fetch {
  const { auth, discovery } = options;
  const targetPluginId = 'postmortems';
  return async (input, init) => {
    const [baseUrl, { token }] = await Promise.all([
      discovery.getBaseUrl(targetPluginId),
      auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId,
      }),
    ]);
    return fetch(String(input).replace(`plugin://${targetPluginId}`, baseUrl), {
      ...init,
      headers: { ...init?.headers, Authorization: `Bearer ${token}` },
    });
  };
}
