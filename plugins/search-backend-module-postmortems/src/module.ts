// SPDX-License-Identifier: Apache-2.0

import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { readPostmortemsConfig } from 'backstage-plugin-postmortems-common';
import { createPostmortemsServiceClient } from 'backstage-plugin-postmortems-node';
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
            api: createPostmortemsServiceClient({ auth, discovery }),
            path: readPostmortemsConfig(config).path,
          }),
        });
      },
    });
  },
});
