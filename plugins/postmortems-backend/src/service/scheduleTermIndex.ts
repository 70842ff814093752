// SPDX-License-Identifier: Apache-2.0

import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { TermIndex } from '../store/search/TermIndex';

/**
 * Has the term index completed after each start, which is what indexes the
 * postmortems of earlier releases, and lets an operator have it rebuilt with
 * Backstage's own call for tasks
 * (`POST /api/postmortems/.backstage/scheduler/v1/tasks/rebuild-term-index/trigger`).
 */
export async function scheduleTermIndex(options: {
  scheduler: SchedulerService;
  logger: LoggerService;
  termIndex: TermIndex;
}): Promise<void> {
  const { scheduler, logger, termIndex } = options;
  await scheduler.scheduleTask({
    id: 'complete-term-index',
    // Each save keeps its part right, so this is about starts.
    frequency: { hours: 1 },
    timeout: { hours: 1 },
    scope: 'local',
    fn: async signal => {
      const indexed = await termIndex.complete(signal);
      if (indexed > 0)
        logger.info(`Indexed the terms of ${indexed} postmortems`);
    },
  });
  await scheduler.scheduleTask({
    id: 'rebuild-term-index',
    frequency: { trigger: 'manual' },
    timeout: { hours: 4 },
    fn: async signal => {
      const indexed = await termIndex.rebuild(signal);
      logger.info(`Rebuilt the terms of ${indexed} postmortems`);
    },
  });
}
