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
  /** Which kind of thing is written: `postmortem`, `action-item`, `cause`. */
  what: 'postmortem' | 'action-item' | 'cause';
  actionType:
    | 'create'
    | 'save'
    | 'delete'
    | 'publish'
    | 'unpublish'
    | 'import'
    | 'update'
    | 'merge'
    | 'set-causes'
    | 'reject-cause'
    | 'reject-similar';
  severityLevel?: AuditorServiceEventSeverityLevel;
  request?: Request;
  meta?: JsonObject;
};

/**
 * Does a write and tells the audit log about it, also when it fails.
 *
 * @param written - finds what was written in what the action answers
 */
export async function audited<T>(
  auditor: AuditorService,
  write: AuditedWrite,
  action: () => Promise<T>,
  written: (result: T) => unknown = result => result,
): Promise<T> {
  const { what, actionType, meta, severityLevel = 'medium', request } = write;
  const event = await auditor.createEvent({
    eventId: `${what}-mutate`,
    severityLevel,
    request,
    meta: { ...meta, actionType },
  });
  try {
    const result = await action();
    await event.success({ meta: idOf(written(result)) });
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}

/** Which one it was, for those that have an id. */
function idOf(result: unknown): JsonObject | undefined {
  const { id, number } = (result ?? {}) as { id?: string; number?: number };
  return id === undefined ? undefined : { id, ...(number && { number }) };
}
