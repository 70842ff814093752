import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  postmortemPermissions,
  readPostmortemsConfig,
} from 'backstage-plugin-postmortems-common';
import {
  postmortemPermissionResourceRef,
  postmortemRules,
  PostmortemsWriter,
  postmortemsWriterExtensionPoint,
} from 'backstage-plugin-postmortems-node';
import { createRouter } from './router';
import { AccessChecker } from './service/Access';
import { ActionItemsService } from './service/ActionItemsService';
import { CatalogLookup } from './service/CatalogLookup';
import { FiguresService } from './service/FiguresService';
import { Notifier } from './service/Notifier';
import { PostmortemEditor } from './service/PostmortemEditor';
import { PostmortemsService } from './service/PostmortemsService';
import { Writer } from './service/Writer';
import { ActionItemsStore } from './store/ActionItemsStore';
import { FiguresStore } from './store/FiguresStore';
import { PostmortemsStore } from './store/PostmortemsStore';

/**
 * Stores postmortems and serves them under `/api/postmortems`.
 *
 * @public
 */
export const postmortemsPlugin = createBackendPlugin({
  pluginId: 'postmortems',
  register(env) {
    const writerTasks: Array<(writer: PostmortemsWriter) => Promise<void>> = [];
    env.registerExtensionPoint(postmortemsWriterExtensionPoint, {
      onReady: task => writerTasks.push(task),
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auditor, httpRouter, lifecycle, logger } = deps;
        const config = readPostmortemsConfig(deps.rootConfig);
        const store = await PostmortemsStore.create(deps.database);
        deps.permissionsRegistry.addResourceType({
          resourceRef: postmortemPermissionResourceRef,
          permissions: postmortemPermissions,
          rules: Object.values(postmortemRules),
          getResources: ids => store.getByIds(ids),
        });

        const access = new AccessChecker(deps);
        const catalog = new CatalogLookup(deps);
        const { notify } = new Notifier({ ...deps, catalog });
        const editor = new PostmortemEditor({
          store,
          config,
          onChange: notify,
        });
        httpRouter.use(
          createRouter({
            ...deps,
            postmortems: new PostmortemsService({
              store,
              editor,
              access,
              catalog,
            }),
            actionItems: new ActionItemsService({
              postmortems: store,
              store: new ActionItemsStore({ postmortems: store }),
              editor,
              access,
              catalog,
              config,
            }),
            figures: new FiguresService({
              store: new FiguresStore({ postmortems: store }),
              access,
              catalog,
              config,
            }),
          }),
        );

        const writer = new Writer({
          auditor,
          store,
          editor: new PostmortemEditor({ store, config }),
        });
        lifecycle.addStartupHook(() => {
          for (const task of writerTasks)
            task(writer).catch(error =>
              logger.error(`A writer task failed: ${stringifyError(error)}`),
            );
        });
      },
    });
  },
});
