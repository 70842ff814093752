// SPDX-License-Identifier: Apache-2.0

import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { ActionItemsStore } from '../../store/actionItems/ActionItemsStore';
import { TicketsStore } from '../../store/trackers/TicketsStore';
import { TrackersStore } from '../../store/trackers/TrackersStore';
import { ActionItemsService } from '../ActionItemsService';
import { PostmortemEditor } from '../PostmortemEditor';
import { TicketMerger } from './TicketMerger';
import { Trackers } from './Trackers';
import { TrackerSync } from './TrackerSync';
import { TicketsService } from './TicketsService';

/** What keeps tickets in step, and what people ask of them. */
export function createTracking(options: {
  db: Knex;
  trackers: Trackers;
  actionItems: ActionItemsStore;
  actionItemsService: ActionItemsService;
  editor: PostmortemEditor;
  auditor: AuditorService;
  logger: LoggerService;
  pollMinutes: number;
  /** Where people open the postmortems. */
  pageUrl: string;
}) {
  const { db, actionItemsService, ...rest } = options;
  const tickets = new TicketsStore(db);
  const store = new TrackersStore(db);
  const merger = new TicketMerger({ ...rest, tickets });
  return {
    sync: new TrackerSync({ ...rest, tickets, store, merger }),
    tickets: new TicketsService({
      ...rest,
      tickets,
      store,
      actionItems: actionItemsService,
    }),
  };
}
