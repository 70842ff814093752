// SPDX-License-Identifier: Apache-2.0

import {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { toError } from '@backstage/errors';
import type { Request } from 'express';

/** What is written, for the audit log. */
export type AuditedWrite = {
  what: 'postmortem' | 'action-item' | 'cause' | 'review';
  actionType: string;
  severityLevel?: AuditorServiceEventSeverityLevel;
  request?: Request;
  meta?: JsonObject;
};

/** Adds to what the audit log is told when a write is done. */
export type Log = (meta: JsonObject) => void;

/** Does a write and tells the audit log about it, also when it fails. */
export async function audited<T>(
  auditor: AuditorService,
  write: AuditedWrite,
  action: (log: Log) => Promise<T>,
): Promise<T> {
  const { what, actionType, meta, severityLevel = 'medium', request } = write;
  const event = await auditor.createEvent({
    eventId: `${what}-mutate`,
    severityLevel,
    request,
    meta: { ...meta, actionType },
  });
  try {
    let more: JsonObject = {};
    const result = await action(added => {
      more = { ...more, ...added };
    });
    await event.success({ meta: { ...idOf(result), ...more } });
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}

type Written = { id?: string; number?: number; postmortem?: Written };

/** Which one it was, for those that have an id. */
function idOf(result: unknown): JsonObject | undefined {
  const { id, number, postmortem } = (result ?? {}) as Written;
  if (id === undefined) return postmortem && idOf(postmortem);
  return { id, ...(number && { number }) };
}
