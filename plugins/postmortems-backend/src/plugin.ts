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
  postmortemsTrackersExtensionPoint,
  postmortemsWriterExtensionPoint,
} from 'backstage-plugin-postmortems-node';
import { createRouter } from './http/router';
import { AccessChecker } from './service/Access';
import { ActionItemsService } from './service/ActionItemsService';
import { CatalogLookup } from './service/CatalogLookup';
import { CausesService } from './service/CausesService';
import { FiguresService } from './service/FiguresService';
import { HandOverService } from './service/HandOverService';
import { IdempotentCreation } from './service/IdempotentCreation';
import { Notifier } from './service/Notifier';
import { OwnersCheck } from './service/OwnersCheck';
import { PoliciesService } from './service/PoliciesService';
import { PostmortemChange, PostmortemEditor } from './service/PostmortemEditor';
import { PostmortemViews } from './service/PostmortemViews';
import { PostmortemsService } from './service/PostmortemsService';
import { RecurrenceNotices } from './service/RecurrenceNotices';
import { RecurrencesService } from './service/RecurrencesService';
import { Reminders } from './service/reminders/Reminders';
import { scheduleReminders } from './service/reminders/scheduleReminders';
import { ReviewDecisionsService } from './service/ReviewDecisionsService';
import { ReviewsService } from './service/ReviewsService';
import { ReviewViews } from './service/ReviewViews';
import { scheduleTermIndex } from './service/scheduleTermIndex';
import { SimilarService } from './service/SimilarService';
import { createTracking } from './service/trackers/createTracking';
import { Trackers } from './service/trackers/Trackers';
import { Writer } from './service/Writer';
import { createStores } from './store/createStores';
import { openDatabase } from './store/database';
import { ReminderLedger } from './store/reminders/ReminderLedger';

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
    const trackers = new Trackers();
    env.registerExtensionPoint(postmortemsTrackersExtensionPoint, {
      addTracker: trackers.add,
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
      async init({
        auditor,
        auth,
        catalog,
        database,
        httpAuth,
        httpRouter,
        lifecycle,
        logger,
        notifications,
        permissions,
        permissionsRegistry,
        rootConfig,
        scheduler,
        userInfo,
      }) {
        const config = readPostmortemsConfig(rootConfig);
        const db = await openDatabase(database);
        const {
          postmortems,
          writes,
          idempotency,
          actionItems,
          goneOwners,
          dueItems,
          causes,
          causeWrites,
          causeHistory,
          occurrences,
          recurrences,
          fixes,
          figures,
          recurrenceFigures,
          facts,
          policies,
          similar,
          termCounts,
          termIndex,
          reviews,
          agendas,
          decisions,
        } = createStores(db);
        await scheduleTermIndex({ scheduler, logger, termIndex });

        permissionsRegistry.addResourceType({
          resourceRef: postmortemPermissionResourceRef,
          permissions: postmortemPermissions,
          rules: Object.values(postmortemRules),
          getResources: ids => postmortems.getByIds(ids),
        });
        const access = new AccessChecker({
          auth,
          permissions,
          permissionsRegistry,
          userInfo,
        });
        const catalogLookup = new CatalogLookup({ catalog, logger });

        await new OwnersCheck({
          goneOwners,
          catalog: catalogLookup,
          auth,
          logger,
        }).schedule(scheduler);

        const notices = new RecurrenceNotices({
          postmortems,
          recurrences,
          withinDays: config.recurrence.withinDays,
        });
        const notifier = new Notifier({
          auth,
          catalog: catalogLookup,
          logger,
          notifications,
          postmortems,
          notices,
          config,
        });
        const now = () => new Date();
        await scheduleReminders({
          scheduler,
          reminders: new Reminders({
            auth,
            catalog: catalogLookup,
            dueItems,
            ledger: new ReminderLedger({ db, now }),
            logger,
            notifications,
            config,
            now,
          }),
        });
        // Besides the notifications, which a hand-over has of its own.
        const listeners: Array<(change: PostmortemChange) => void> = [];
        const listen = (change: PostmortemChange) =>
          listeners.forEach(each => each(change));
        const editor = new PostmortemEditor({
          postmortems,
          writes,
          config,
          onChange: change => {
            notifier.notify(change);
            listen(change);
          },
          onDelete: notifier.notifyDeleted,
        });
        const silentEditor = new PostmortemEditor({
          postmortems,
          writes,
          config,
        });
        const creation = new IdempotentCreation({
          idempotency,
          editor,
        });
        await creation.schedulePurge({ scheduler, logger });
        const similarService = new SimilarService({
          similar,
          termCounts,
          postmortems,
          occurrences,
          editor,
          access,
          config,
        });
        const recurrencesService = new RecurrencesService({
          recurrences,
          occurrences,
          postmortems,
          similarService,
          access,
          catalog: catalogLookup,
          config,
        });
        const actionItemsService = new ActionItemsService({
          postmortems,
          actionItems,
          editor,
          access,
          catalog: catalogLookup,
          config,
        });
        const tracking = createTracking({
          db,
          trackers,
          actionItems,
          actionItemsService,
          editor,
          auditor,
          logger,
          pollMinutes: config.trackers.pollMinutes,
          pageUrl: `${rootConfig.getOptionalString('app.baseUrl') ?? ''}${config.path}`,
        });
        listeners.push(tracking.sync.afterChange);
        const reviewViews = new ReviewViews({
          reviews,
          agendas,
          decisions,
          actionItems,
          actionItemsService,
          recurrencesService,
        });
        httpRouter.use(
          createRouter({
            auditor,
            httpAuth,
            postmortems: new PostmortemsService({
              postmortems,
              causes,
              views: new PostmortemViews({
                postmortems,
                actionItems,
                recurrences,
                fixes,
                editor,
                catalog: catalogLookup,
                withinDays: config.recurrence.withinDays,
              }),
              editor,
              creation,
              access,
              catalog: catalogLookup,
              config,
            }),
            actionItems: actionItemsService,
            tickets: tracking.tickets,
            handOvers: new HandOverService({
              goneOwners,
              postmortems,
              editor: new PostmortemEditor({
                postmortems,
                writes,
                config,
                onChange: listen,
              }),
              notify: notifier.notifyHandOver,
              access,
              catalog: catalogLookup,
              auditor,
            }),
            policies: new PoliciesService({
              policies,
              access,
              catalog: catalogLookup,
              config,
            }),
            figures: new FiguresService({
              figures,
              recurrenceFigures,
              fixes,
              facts,
              recurrencesService,
              access,
              catalog: catalogLookup,
              config,
            }),
            causes: new CausesService({
              causes,
              causeWrites,
              causeHistory,
              occurrences,
              editor,
              access,
              catalog: catalogLookup,
              config,
            }),
            similar: similarService,
            recurrences: recurrencesService,
            reviews: new ReviewsService({
              reviews,
              agendas,
              views: reviewViews,
              access,
              catalog: catalogLookup,
              config,
            }),
            reviewDecisions: new ReviewDecisionsService({
              decisions,
              actionItems,
              actionItemsService,
              views: reviewViews,
              access,
            }),
          }),
        );

        const writer = new Writer({
          auditor,
          postmortems,
          causes,
          causeWrites,
          silentEditor,
          config,
        });
        lifecycle.addStartupHook(async () => {
          await tracking.sync.start(scheduler);
          for (const task of writerTasks)
            task(writer).catch(error =>
              logger.error(`A writer task failed: ${stringifyError(error)}`),
            );
        });
      },
    });
  },
});
