// SPDX-License-Identifier: Apache-2.0

import {
  coreServices,
  DatabaseService,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readPostmortemsConfig } from 'backstage-plugin-postmortems-common';
import { postmortemsWriterExtensionPoint } from 'backstage-plugin-postmortems-node';
import { isLarge } from '../large/isLarge';
import { loadLarge } from '../large/loadLarge';
import { DemoFiles } from './DemoFiles';
import { loadDemo } from './loadDemo';

/**
 * In place of the checks of the catalog that would find it out in a day, for
 * which nobody waits who looks at a demo.
 */
async function sayThatTheyLeft(
  database: DatabaseService,
  refs: string[],
): Promise<void> {
  const db = await database.getClient();
  const since = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000);
  await db('missing_owner')
    .insert(refs.map(ref => ({ entity_ref: ref, since, gone: true })))
    .onConflict('entity_ref')
    .ignore();
}

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
        database: coreServices.database,
        logger: coreServices.logger,
        postmortems: postmortemsWriterExtensionPoint,
      },
      async init({ config, database, logger, postmortems }) {
        if (
          process.env.NODE_ENV !== 'development' ||
          !config.getOptionalBoolean('demo.enabled')
        ) {
          return;
        }
        const files = DemoFiles.fromConfig(config);
        const { causeCategories: categories } = readPostmortemsConfig(config);
        postmortems.onReady(async writer => {
          const { written, left } = await loadDemo({
            files,
            writer,
            logger,
            categories,
          });
          if (written > 0) await sayThatTheyLeft(database, left);
          if (isLarge(config))
            await loadLarge({ writer, category: categories[0].id });
        });
      },
    });
  },
});
