// SPDX-License-Identifier: Apache-2.0

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { postmortemsTrackersExtensionPoint } from 'backstage-plugin-postmortems-node';
import { JiraApi } from './JiraApi';
import { JiraTracker } from './JiraTracker';
import { KEY, WEBHOOK_SECRET_KEY } from './keys';

const WONT_DO = [
  "Won't Do",
  "Won't Fix",
  'Declined',
  'Rejected',
  'Duplicate',
  'Cannot Reproduce',
  'Abandoned',
];

/** Brings Jira as a tracker. */
export const postmortemsModuleJira = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'jira',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        events: eventsServiceRef,
        logger: coreServices.logger,
        rootConfig: coreServices.rootConfig,
        trackers: postmortemsTrackersExtensionPoint,
      },
      async init({ auth, catalog, events, logger, rootConfig, trackers }) {
        const config = rootConfig.getConfig(KEY);
        const baseUrl = config.getString('baseUrl').replace(/\/+$/, '');
        trackers.addTracker(
          new JiraTracker({
            api: new JiraApi({
              baseUrl,
              email: config.getString('email'),
              apiToken: config.getString('apiToken'),
            }),
            auth,
            catalog,
            // What is not signed is not listened to.
            events: rootConfig.has(WEBHOOK_SECRET_KEY) ? events : undefined,
            logger,
            baseUrl,
            projects: config.getOptionalStringArray('projects') ?? [],
            issueType: config.getOptionalString('issueType') ?? 'Task',
            labels: config.getOptionalStringArray('labels') ?? [],
            wontDo:
              config.getOptionalStringArray('wontDoResolutions') ?? WONT_DO,
          }),
        );
      },
    });
  },
});
