// SPDX-License-Identifier: Apache-2.0

import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { KEY, WEBHOOK_SECRET_KEY } from './keys';
import { eventsModuleJira } from './eventsModuleJira';
import { postmortemsModuleJira } from './postmortemsModuleJira';

/**
 * Makes issues of Jira Cloud the tickets of action items, where
 * `postmortems.trackers.jira` is configured. With a `webhookSecret` in it, the
 * events backend takes Jira's webhooks under `/api/events/http/jira`.
 *
 * @public
 */
export const postmortemsJira = createBackendFeatureLoader({
  deps: {
    rootConfig: coreServices.rootConfig,
    rootLogger: coreServices.rootLogger,
  },
  *loader({ rootConfig, rootLogger }) {
    if (!rootConfig.has(KEY)) {
      rootLogger.info(`No issues of Jira: ${KEY} is not configured`);
      return;
    }
    yield postmortemsModuleJira;
    if (rootConfig.has(WEBHOOK_SECRET_KEY)) yield eventsModuleJira;
    else
      rootLogger.info(
        `Jira is only polled: no ${WEBHOOK_SECRET_KEY} is configured`,
      );
  },
});
