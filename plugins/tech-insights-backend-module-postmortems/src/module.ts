// SPDX-License-Identifier: Apache-2.0

import { techInsightsFactRetrieversExtensionPoint } from '@backstage-community/plugin-tech-insights-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createPostmortemsServiceClient } from 'backstage-plugin-postmortems-node';
import { createPostmortemsFactRetriever } from './createPostmortemsFactRetriever';

/**
 * Gives Tech Insights facts about postmortems and their action items, for
 * checks and scorecards.
 *
 * @public
 */
export const techInsightsModulePostmortems = createBackendModule({
  pluginId: 'tech-insights',
  moduleId: 'postmortems-fact-retriever',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        discovery: coreServices.discovery,
        factRetrievers: techInsightsFactRetrieversExtensionPoint,
      },
      async init({ auth, catalog, discovery, factRetrievers }) {
        factRetrievers.addFactRetrievers({
          postmortemsFactRetriever: createPostmortemsFactRetriever({
            api: createPostmortemsServiceClient({ auth, discovery }),
            auth,
            catalog,
          }),
        });
      },
    });
  },
});
