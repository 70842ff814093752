// SPDX-License-Identifier: Apache-2.0

import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readPostmortemsConfig } from 'backstage-plugin-postmortems-common';
import { postmortemsWriterExtensionPoint } from 'backstage-plugin-postmortems-node';
import { isLarge } from '../large/isLarge';
import { loadLarge } from '../large/loadLarge';
import { DemoFiles } from './DemoFiles';
import { loadDemo } from './loadDemo';

/**
 * Fills the portal with the demo postmortems when `demo.enabled` is set, and
 * with those of the large catalog when `demo.large` is. Does nothing unless
 * `NODE_ENV` is `development`.
 */
export default createBackendModule({
  pluginId: 'postmortems',
  moduleId: 'demo',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        postmortems: postmortemsWriterExtensionPoint,
      },
      async init({ config, logger, postmortems }) {
        if (
          process.env.NODE_ENV !== 'development' ||
          !config.getOptionalBoolean('demo.enabled')
        ) {
          return;
        }
        const files = DemoFiles.fromConfig(config);
        const { causeCategories: categories } = readPostmortemsConfig(config);
        postmortems.onReady(async writer => {
          await loadDemo({ files, writer, logger, categories });
          if (isLarge(config))
            await loadLarge({ writer, category: categories[0].id });
        });
      },
    });
  },
});
