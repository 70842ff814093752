// SPDX-License-Identifier: Apache-2.0

import { setTimeout } from 'node:timers/promises';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { isLarge } from './isLarge';
import { largeCatalog } from './largeCatalog';

/** The catalog works in order: first the demo's files, so that people can enter. */
const DEMO_FIRST_MS = 5_000;

/** Adds the large catalog to the demo's own, where `demo.large` asks for it. */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'demo-large',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ config, logger, model, processing }) {
        if (!isLarge(config)) return;
        // Portals that have namespaces with capitals and dots allow them so.
        model.setFieldValidators({
          isValidNamespace: KubernetesValidatorFunctions.isValidObjectName,
        });
        processing.addEntityProvider({
          getProviderName: () => 'demo-large',
          connect: async connection => {
            setTimeout(DEMO_FIRST_MS)
              .then(() =>
                connection.applyMutation({
                  type: 'full',
                  entities: largeCatalog().map(entity => ({
                    entity,
                    locationKey: 'demo-large',
                  })),
                }),
              )
              .catch(error =>
                logger.error('The large catalog was not added', toError(error)),
              );
          },
        });
      },
    });
  },
});
