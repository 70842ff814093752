// SPDX-License-Identifier: Apache-2.0

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
import { CausesService } from './service/CausesService';
import { FiguresService } from './service/FiguresService';
import { Notifier } from './service/Notifier';
import { PostmortemEditor } from './service/PostmortemEditor';
import { PostmortemsService } from './service/PostmortemsService';
import { RecurrenceNotices } from './service/RecurrenceNotices';
import { RecurrencesService } from './service/RecurrencesService';
import { scheduleTermIndex } from './service/scheduleTermIndex';
import { SimilarService } from './service/SimilarService';
import { Writer } from './service/Writer';
import { ActionItemsStore } from './store/ActionItemsStore';
import { CausesStore } from './store/CausesStore';
import { FiguresStore } from './store/FiguresStore';
import { OccurrencesStore } from './store/OccurrencesStore';
import { PostmortemsStore } from './store/PostmortemsStore';
import { RecurrencesStore } from './store/RecurrencesStore';
import { SimilarStore } from './store/SimilarStore';
import { TermIndex } from './store/TermIndex';

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
        scheduler: coreServices.scheduler,
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

        const stores = { postmortems: store };
        const occurrences = new OccurrencesStore(stores);
        const causes = new CausesStore(stores);
        const recurred = new RecurrencesStore({ ...stores, occurrences });
        await scheduleTermIndex({ ...deps, index: new TermIndex(stores) });

        const access = new AccessChecker(deps);
        const catalog = new CatalogLookup(deps);
        const { notify, notifyDeleted } = new Notifier({
          ...deps,
          ...config,
          catalog,
          postmortems: store,
          recurrences: new RecurrenceNotices({
            postmortems: store,
            recurrences: recurred,
            ...config.recurrence,
          }),
        });
        const editor = new PostmortemEditor({
          store,
          config,
          onChange: notify,
          onDelete: notifyDeleted,
        });
        const all = { ...stores, occurrences, editor, access, catalog, config };
        const similar = new SimilarService({
          ...all,
          store: new SimilarStore(stores),
        });
        const recurrences = new RecurrencesService({
          ...all,
          store: recurred,
          similar,
        });
        httpRouter.use(
          createRouter({
            ...deps,
            similar,
            recurrences,
            postmortems: new PostmortemsService({
              ...all,
              store,
              causes,
              recurrences: recurred,
            }),
            actionItems: new ActionItemsService({
              ...all,
              store: new ActionItemsStore(stores),
            }),
            figures: new FiguresService({
              ...all,
              store: new FiguresStore(stores),
              recurrences,
            }),
            causes: new CausesService({ ...all, store: causes }),
          }),
        );

        const writer = new Writer({
          auditor,
          store,
          causes,
          config,
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
