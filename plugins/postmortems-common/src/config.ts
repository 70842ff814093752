// SPDX-License-Identifier: Apache-2.0

import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { timeZone as timeZoneSchema } from './model';

/**
 * A row of the severity matrix.
 *
 * @public
 */
export type SeverityConfig = {
  /** What a postmortem stores, at most 50 characters. */
  id: string;
  title: string;
  /** What makes an incident one of this severity. */
  description: string;
  /** Days that its action items have by default. */
  actionDueDays: number;
};

/** @public */
export type CauseCategoryConfig = { id: string; title: string };

/** @public */
export type NotificationDetail = 'full' | 'link';

const DETAILS: readonly NotificationDetail[] = ['full', 'link'];

/**
 * The configuration under `postmortems`, complete.
 *
 * @public
 */
export type PostmortemsConfig = {
  /** Worst first. */
  severities: SeverityConfig[];
  causeCategories: CauseCategoryConfig[];
  /** IANA zone in which a due day ends. */
  timeZone: string;
  timeline: {
    /** A stretch without an entry must be longer than this to be a gap. */
    gapMinutes: number;
  };
  recurrence: {
    /** How far back an earlier postmortem still counts. */
    withinDays: number;
  };
  imports: {
    /** Files that may be imported in one go. */
    maxFiles: number;
  };
  notifications: {
    /**
     * What notifications say: also what action items are about, or `link`:
     * only how many there are, and where.
     */
    detail: NotificationDetail;
  };
  reminders: {
    /** The hour of the portal's time zone from which they are sent, 0 to 23. */
    hour: number;
    /** What falls on a Saturday or Sunday waits until Monday. */
    quietOnWeekends: boolean;
  };
  policies: {
    /**
     * Within how many days, Monday to Friday, after the incident was resolved
     * its postmortem is to be published, by the id of the severity.
     */
    publishWithinWorkingDays: Record<string, number>;
    /**
     * Within how many days an action item that is to prevent a recurrence is to
     * be done; `null`: there is no such policy.
     */
    preventWithinDays: number | null;
  };
  trackers: {
    /** How often each issue tracker is asked what changed there. */
    pollMinutes: number;
  };
  /** Where the frontend has the postmortems, for links of the backend. */
  path: string;
};

const DEFAULT_DUE_DAYS = 30;

/**
 * What holds where nothing is configured.
 *
 * @public
 */
export const DEFAULT_POSTMORTEMS_CONFIG: PostmortemsConfig = {
  severities: [
    {
      id: 'P1',
      title: 'P1',
      description:
        'Critical: a core function is down for most users, data is lost or exposed, or an SLA is broken. Everybody needed drops what they do, day or night.',
      actionDueDays: 7,
    },
    {
      id: 'P2',
      title: 'P2',
      description:
        'Major: a core function is slow or fails for many users, or is down with a workaround. On-call responds at once.',
      actionDueDays: 30,
    },
    {
      id: 'P3',
      title: 'P3',
      description:
        'Minor: a few users or an internal function are affected, and there is a workaround. Handled in working hours.',
      actionDueDays: 90,
    },
  ],
  causeCategories: [
    { id: 'code-defect', title: 'Code defect' },
    { id: 'configuration', title: 'Configuration' },
    { id: 'change-release', title: 'Change or release' },
    { id: 'capacity', title: 'Capacity' },
    { id: 'data-schema', title: 'Data or schema' },
    { id: 'dependency', title: 'Dependency or third party' },
    { id: 'network', title: 'Network' },
    { id: 'infrastructure', title: 'Hardware or infrastructure' },
    { id: 'security', title: 'Security' },
    { id: 'detection-gap', title: 'Detection gap' },
    { id: 'process-gap', title: 'Process gap' },
    { id: 'knowledge', title: 'Knowledge or documentation' },
    { id: 'unknown', title: 'Unknown' },
  ],
  timeZone: 'UTC',
  timeline: { gapMinutes: 15 },
  recurrence: { withinDays: 365 },
  imports: { maxFiles: 200 },
  notifications: { detail: 'full' },
  reminders: { hour: 8, quietOnWeekends: false },
  policies: { publishWithinWorkingDays: {}, preventWithinDays: null },
  trackers: { pollMinutes: 10 },
  path: '/postmortems',
};

const MAX_ID = 50;

/** An error for one key, by its whole path, in the words of Config's own. */
function invalid(path: string, message: string): InputError {
  return new InputError(`Invalid config: '${path}' ${message}`);
}

function readNumber(
  config: Config,
  key: string,
  range: { path: string; min: number; max: number; fallback: number },
): number {
  const value = config.getOptionalNumber(key) ?? range.fallback;
  if (!Number.isInteger(value) || value < range.min || value > range.max)
    throw invalid(
      range.path,
      `must be a whole number from ${range.min} to ${range.max}, got ${value}`,
    );
  return value;
}

const PUBLISH = 'postmortems.policies.publishWithinWorkingDays';
const PREVENT = 'postmortems.policies.preventWithinDays';

/** Ids of severities may have dots, so they are no keys of a config. */
function readWorkingDays(config: Config): Record<string, number> {
  const value = config.getOptional(PUBLISH) ?? {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalid(PUBLISH, 'must be an object with ids of severities as keys');
  for (const [id, days] of Object.entries(value))
    if (!Number.isInteger(days) || Number(days) < 0 || Number(days) > 365)
      throw invalid(
        `${PUBLISH}.${id}`,
        `must be a whole number from 0 to 365, got ${days}`,
      );
  return value as Record<string, number>;
}

function readList<T extends { id: string }>(
  config: Config,
  key: string,
  read: (entry: Config, path: string) => T,
): T[] | undefined {
  const entries = config.getOptionalConfigArray(key);
  if (!entries) return undefined;
  if (entries.length === 0)
    throw invalid(key, 'must have at least one entry, or be left out');
  const seen = new Set<string>();
  return entries.map((entry, index) => {
    const path = `${key}[${index}]`;
    const item = read(entry, path);
    if (item.id !== item.id.trim() || item.id.length > MAX_ID)
      throw invalid(
        `${path}.id`,
        `must be at most ${MAX_ID} characters without spaces at its ends`,
      );
    if (seen.has(item.id))
      throw invalid(`${path}.id`, `repeats the id '${item.id}'`);
    seen.add(item.id);
    return item;
  });
}

/**
 * Reads `postmortems` from the portal's configuration. Everything in it is
 * optional.
 *
 * @param config - the root configuration
 * @throws InputError that names the key which is wrong
 * @public
 */
export function readPostmortemsConfig(config: Config): PostmortemsConfig {
  const defaults = DEFAULT_POSTMORTEMS_CONFIG;
  const number = (
    path: string,
    range: { min: number; max: number; fallback: number },
  ) => readNumber(config, path, { path, ...range });

  const zonePath = 'postmortems.timeZone';
  const timeZone = config.getOptionalString(zonePath) ?? defaults.timeZone;
  if (!timeZoneSchema.safeParse(timeZone).success)
    throw invalid(
      zonePath,
      `must be an IANA time zone like Europe/Copenhagen, got '${timeZone}'`,
    );

  const pageKey = 'postmortems.path';
  const page = config.getOptionalString(pageKey) ?? defaults.path;
  if (!/^(?:\/[\w.~-]+)+$/.test(page))
    throw invalid(
      pageKey,
      `must be a path like /incidents, without a slash at its end, got '${page}'`,
    );

  const detailKey = 'postmortems.notifications.detail';
  const given =
    config.getOptionalString(detailKey) ?? defaults.notifications.detail;
  const detail = DETAILS.find(each => each === given);
  if (!detail)
    throw invalid(detailKey, `must be ${DETAILS.join(' or ')}, got '${given}'`);

  return {
    severities:
      readList(config, 'postmortems.severities', (entry, path) => {
        const id = entry.getString('id');
        return {
          id,
          title: entry.getOptionalString('title') ?? id,
          description: entry.getOptionalString('description') ?? '',
          actionDueDays: readNumber(entry, 'actionDueDays', {
            path: `${path}.actionDueDays`,
            min: 0,
            max: 3650,
            fallback: DEFAULT_DUE_DAYS,
          }),
        };
      }) ?? defaults.severities,
    causeCategories:
      readList(config, 'postmortems.causeCategories', entry => {
        const id = entry.getString('id');
        return { id, title: entry.getOptionalString('title') ?? id };
      }) ?? defaults.causeCategories,
    timeZone,
    timeline: {
      gapMinutes: number('postmortems.timeline.gapMinutes', {
        min: 1,
        max: 1440,
        fallback: defaults.timeline.gapMinutes,
      }),
    },
    recurrence: {
      withinDays: number('postmortems.recurrence.withinDays', {
        min: 1,
        max: 36_500,
        fallback: defaults.recurrence.withinDays,
      }),
    },
    imports: {
      maxFiles: number('postmortems.imports.maxFiles', {
        min: 1,
        max: 10_000,
        fallback: defaults.imports.maxFiles,
      }),
    },
    notifications: { detail },
    reminders: {
      hour: number('postmortems.reminders.hour', {
        min: 0,
        max: 23,
        fallback: defaults.reminders.hour,
      }),
      quietOnWeekends:
        config.getOptionalBoolean('postmortems.reminders.quietOnWeekends') ??
        defaults.reminders.quietOnWeekends,
    },
    policies: {
      publishWithinWorkingDays: readWorkingDays(config),
      preventWithinDays: config.has(PREVENT)
        ? number(PREVENT, { min: 1, max: 3650, fallback: 0 })
        : null,
    },
    trackers: {
      pollMinutes: number('postmortems.trackers.pollMinutes', {
        min: 1,
        max: 1440,
        fallback: defaults.trackers.pollMinutes,
      }),
    },
    path: page,
  };
}

/**
 * The day on which a new action item is due by default.
 *
 * @param severityId - the severity of the postmortem, or `null`
 * @param fromDay - the day to count from, `YYYY-MM-DD`
 * @returns `YYYY-MM-DD`, or `null` without a known severity
 * @public
 */
export function dueDateFor(
  severityId: string | null,
  fromDay: string,
  config: Pick<PostmortemsConfig, 'severities'>,
): string | null {
  const severity = config.severities.find(({ id }) => id === severityId);
  if (!severity) return null;
  return DateTime.fromISO(fromDay, { zone: 'utc' })
    .plus({ days: severity.actionDueDays })
    .toISODate();
}
