// SPDX-License-Identifier: Apache-2.0

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { postmortemsTrackersExtensionPoint } from 'backstage-plugin-postmortems-node';
import { GithubApi } from './GithubApi';
import { GithubCatalog } from './GithubCatalog';
import { GithubTracker } from './GithubTracker';

const KEY = 'postmortems.trackers.github';

/**
 * Makes issues of GitHub the tickets of action items, where
 * `postmortems.trackers.github` is configured.
 *
 * @public
 */
export const postmortemsModuleGithub = createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'github',
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
        const config = rootConfig.getOptionalConfig(KEY);
        if (!config) {
          logger.info(`No issues of GitHub: ${KEY} is not configured`);
          return;
        }
        const integrations = ScmIntegrations.fromConfig(rootConfig);
        const host = config.getOptionalString('host') ?? 'github.com';
        const integration = integrations.github.byHost(host);
        if (!integration)
          throw new Error(
            `${KEY}.host is '${host}', for which integrations.github has no entry`,
          );
        // The events backend takes nothing unsigned where there is a secret,
        // and from anybody where there is none.
        const isSigned =
          rootConfig.has('events.modules.github.webhookSecret') ||
          integrations.github
            .list()
            .some(each => each.config.apps?.some(app => app.webhookSecret));
        if (!isSigned)
          logger.info(
            'GitHub is only polled: no webhook secret is configured for the events backend',
          );
        trackers.addTracker(
          new GithubTracker({
            api: new GithubApi({
              host,
              apiBaseUrl:
                integration.config.apiBaseUrl ?? `https://${host}/api/v3`,
              credentials:
                DefaultGithubCredentialsProvider.fromIntegrations(integrations),
            }),
            catalog: new GithubCatalog({ auth, catalog }),
            events: isSigned ? events : undefined,
            logger,
            host,
            repositories: config.getOptionalStringArray('repositories') ?? [],
            labels: config.getOptionalStringArray('labels') ?? [],
          }),
        );
      },
    });
  },
});
