// SPDX-License-Identifier: Apache-2.0

import { SchedulerService } from '@backstage/backend-plugin-api';
import { Reminders } from './Reminders';

/** Has reminders sent each day, by one replica at a time. */
export async function scheduleReminders(options: {
  scheduler: SchedulerService;
  reminders: Reminders;
}): Promise<void> {
  const { scheduler, reminders } = options;
  await scheduler.scheduleTask({
    id: 'send-reminders',
    // Once a day is finished, that costs one look.
    frequency: { minutes: 10 },
    initialDelay: { minutes: 1 },
    timeout: { minutes: 30 },
    fn: signal => reminders.sendWhenDue(signal),
  });
}
