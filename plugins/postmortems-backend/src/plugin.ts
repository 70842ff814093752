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
import { ActionItemsStore } from './store/actionItems/ActionItemsStore';
import { GoneOwnersStore } from './store/actionItems/GoneOwnersStore';
import { CauseHistory } from './store/causes/CauseHistory';
import { CausesStore } from './store/causes/CausesStore';
import { CauseWrites } from './store/causes/CauseWrites';
import { OccurrencesStore } from './store/causes/OccurrencesStore';
import { openDatabase } from './store/database';
import { FactsStore } from './store/figures/FactsStore';
import { FiguresStore } from './store/figures/FiguresStore';
import { PoliciesStore } from './store/figures/PoliciesStore';
import { RecurrenceFiguresStore } from './store/figures/RecurrenceFiguresStore';
import { IdempotencyStore } from './store/postmortems/IdempotencyStore';
import { PostmortemsStore } from './store/postmortems/PostmortemsStore';
import { PostmortemWrites } from './store/postmortems/PostmortemWrites';
import { FixesStore } from './store/recurrence/FixesStore';
import { RecurrencesStore } from './store/recurrence/RecurrencesStore';
import { DueItemsStore } from './store/reminders/DueItemsStore';
import { ReminderLedger } from './store/reminders/ReminderLedger';
import { ReviewAgendas } from './store/reviews/ReviewAgendas';
import { ReviewDecisions } from './store/reviews/ReviewDecisions';
import { ReviewsStore } from './store/reviews/ReviewsStore';
import { SimilarStore } from './store/search/SimilarStore';
import { TermCounts } from './store/search/TermCounts';
import { TermIndex } from './store/search/TermIndex';

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
        const postmortems = new PostmortemsStore(db);
        const writes = new PostmortemWrites(db);
        const actionItems = new ActionItemsStore({ db, postmortems });
        const goneOwners = new GoneOwnersStore(db);
        const causes = new CausesStore(db);
        const causeWrites = new CauseWrites(db);
        const causeHistory = new CauseHistory(db);
        const occurrences = new OccurrencesStore({ db, postmortems });
        const recurrences = new RecurrencesStore({
          db,
          postmortems,
          occurrences,
        });
        const figures = new FiguresStore(db);
        const recurrenceFigures = new RecurrenceFiguresStore(db);
        const similar = new SimilarStore(db);
        const reviews = new ReviewsStore(db);
        const agendas = new ReviewAgendas(db);
        const decisions = new ReviewDecisions(db);
        const termCounts = new TermCounts(db);
        const termIndex = new TermIndex(db);
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
            dueItems: new DueItemsStore({ db, postmortems }),
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
          idempotency: new IdempotencyStore(db),
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
                fixes: new FixesStore(db),
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
              policies: new PoliciesStore(db),
              access,
              catalog: catalogLookup,
              config,
            }),
            figures: new FiguresService({
              figures,
              recurrenceFigures,
              fixes: new FixesStore(db),
              facts: new FactsStore(db),
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
